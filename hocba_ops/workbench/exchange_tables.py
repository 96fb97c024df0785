"""The further tables of `export_review`: the layout, where schools stand, what was sent, events not yet recorded."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from hocba_ops.domain.org_unit import UnitKind, UnitTree
from hocba_ops.exchange import RECIPIENTS, Journal
from hocba_ops.registry.chain import CHAINED, SCHEMA
from hocba_ops.rulebook.address_frames import current_name
from hocba_ops.rulebook.exchange_frames import exchange_frames
from hocba_ops.steps import Question
from hocba_ops.workbench.asking import Asking
from hocba_ops.workbench.registering import TOLD, read_day, register_days, weigh

if TYPE_CHECKING:
    from hocba_ops.workbench.bench import Workbench

PLACE = dict.fromkeys(
    (
        "school_code",
        "office_code",
        "office_name",
        "commune_code",
        "commune_name",
        "province_code",
        "province_name",
    ),
    pl.String,
)
SENT = {"recipient": pl.String, "card_id": pl.String, "school_code": pl.String}


def exchange_tables(bench: "Workbench", asking: Asking) -> Mapping[str, pl.DataFrame]:
    """The tables that the texts of `export_review` name beside those of every step.

    While nothing was recorded in the ledger yet, what the registers tell stands for it.
    """
    question = asking.question
    preview = {} if asking.events else {"event": told_events(bench, question.as_of)}
    return {**layout_tables(bench, question), "sent_card": sent_frame(bench), **preview}


def layout_tables(bench: "Workbench", question: Question) -> Mapping[str, pl.DataFrame]:
    """The tables that the texts of a card's content name: the layout with its codes, and where schools stand."""
    schools = question.schools["school_code"].to_list()
    return {
        **exchange_frames(bench.rulebook.exchange, bench.rulebook.identity),
        "school_place": place_frame(bench.tree(question.as_of), schools, question.as_of),
    }


def journal_of(bench: "Workbench", recipient: str) -> Journal:
    """The journal of what was sent to a recipient."""
    return Journal(bench.settings.path(bench.settings.exchange) / recipient)


def sent_frame(bench: "Workbench") -> pl.DataFrame:
    """One row a card and recipient that was ever sent."""
    rows = [
        (recipient, row.card_id, row.school_code)
        for recipient in RECIPIENTS
        for row in journal_of(bench, recipient).last_sent().values()
    ]
    return pl.DataFrame(rows, schema=SENT, orient="row")


def told_events(bench: "Workbench", day: date) -> pl.DataFrame:
    """The events that the registers up to a day tell, as the ledger would hold them."""
    held = TOLD.to_frame()
    for one in register_days(bench.store, day):
        held = pl.concat([held, weigh(read_day(bench, one), held, day=one).taken])
    numbered = held.select(SCHEMA.names()).with_row_index("sequence", offset=1)
    return numbered.with_columns(
        recorded_at=pl.col("happened_at"), digest=pl.lit("", pl.String), sequence=pl.col("sequence").cast(pl.Int64)
    ).select(CHAINED.names())


def place_frame(tree: UnitTree, schools: list[str], day: date) -> pl.DataFrame:
    """Where each school stands: its Sở, the commune that it answers to now or from July 2025 on, its province."""
    return pl.DataFrame([_place(tree, school, day) for school in schools], schema=PLACE, orient="row")


def _place(tree: UnitTree, school: str, day: date) -> tuple[str | None, ...]:
    above = [tree.units[one] for one in tree.lineage(school, day) if one in tree.units]
    office = next((unit for unit in above if unit.kind == UnitKind.SO), None)
    commune = next((tree.units[one] for one in _parents(tree, school) if tree.units[one].kind == UnitKind.XA), None)
    province = current_name("province", office.code) if office and office.code else None
    return (
        school,
        (office.code or None) if office else None,
        office.name if office else None,
        commune.code if commune else None,
        (current_name("commune", commune.code) or commune.short_name) if commune else None,
        office.code if province and office else None,
        province,
    )


def _parents(tree: UnitTree, school: str) -> Iterator[str]:
    """The offices that a school ever answered to, the newest first."""
    rows = [row for row in tree.parentages if row.child == school and row.parent in tree.units]
    yield from (row.parent for row in sorted(rows, key=lambda row: row.valid_from or date.min, reverse=True))
