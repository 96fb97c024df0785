"""What a card of each pupil of a school would say now, as one canonical record, and where its rows were read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

import polars as pl

from hocba_ops.documents.record import find_lacks
from hocba_ops.documents.record.lacks import STOPS
from hocba_ops.tables import TABLES
from hocba_ops.workbench.asking import Asking
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.card_records import records_to_make
from hocba_ops.workbench.school_rows import read_relation

ROSTER = files("hocba_ops.workbench").joinpath("school_roster.sql").read_text(encoding="utf-8")
RESULTS = ("result", "result_item", "secondary_result", "score")
MADE_ON = "values.ngaytao"
"""The field of a content that tells when it was made: alone, it is no difference."""
Content = Mapping[str, Any]
Place = tuple[str | None, str | None, int | None]
"""File, sheet and row in which something about a pupil was read."""
Rows = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Made:
    """The roster of a school; the content of each pupil who has results, and where the rows stand, by pupil code.

    `unfit`: pupils of whom no form can be made, for it lacks what none can be without, or a text is too long.
    """

    roster: pl.DataFrame
    contents: Mapping[str, Content]
    places: Mapping[str, frozenset[Place]]
    unfit: frozenset[str]


def make_contents(bench: Workbench, school: str, *, school_year: str, as_of: date, made_on: date) -> Made:
    """What the cards of a school would say from the data known on a day; a pupil who is not assessed needs no results.

    A content is what `Record.plain` of the record tells, so that its hash is the content hash of XML and page.
    """
    asking = Asking(
        store=bench.store,
        engine=bench.engine,
        rulebook=bench.rulebook,
        question=bench.question(school, school_year, as_of),
        lineage=bench.tree(as_of).lineage(school, as_of),
        actors=pl.DataFrame(),
        calendar=pl.DataFrame(),
    )
    roster = bench.engine.run(ROSTER, asking.tables, asking.parameters())
    rows = {name: _rows_of(asking, name, school) for name in RESULTS}
    places = {row["pupil_code"]: _places(row, rows) for row in roster.iter_rows(named=True)}
    found = records_to_make(bench, school, school_year, as_of, made_on=made_on)
    told = {card["pupil_code"]: record for card, record in found if card["has_result"] or card["is_not_assessed"]}
    unfit = frozenset(code for code, record in told.items() if any(lack.kind in STOPS for lack in find_lacks(record)))
    return Made(roster, {code: record.plain() for code, record in told.items() if code in places}, places, unfit)


def with_card_id(content: Content, card_id: str) -> Content:
    """The content of a card whose id another register gave."""
    return {**content, "values": {**content["values"], "madinhdanhhocba": card_id}}


def _places(pupil: Content, rows: Mapping[str, Rows]) -> frozenset[Place]:
    told = [pupil, *(row for table in rows.values() for row in table.get(pupil["pupil_code"], ()))]
    return frozenset((row["source_file"], row["sheet"], row["row_number"]) for row in told)


def _rows_of(asking: Asking, name: str, school: str) -> Rows:
    """The rows of a table about each pupil of a school."""
    held = read_relation(asking.relations[name], TABLES[name]).filter(pl.col("school_code") == school)
    named = held.filter(pl.col("pupil_code").is_not_null())
    parts = named.partition_by("pupil_code", as_dict=True, maintain_order=True)
    return {str(code): rows.rows(named=True) for (code,), rows in parts.items()}
