"""The record of every pupil of a unit who must have a học bạ, as files, registers and the ledger tell it on a day."""

from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources import files
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import polars as pl

from hocba_ops.documents.record import Record
from hocba_ops.workbench.asking import Asking
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.composing_cards import HISTORY, compose_contents, paper_record, rows_of
from hocba_ops.workbench.exchange_tables import layout_tables

CARDS = files("hocba_ops.workbench").joinpath("issue_card.sql").read_text(encoding="utf-8")
Card = Mapping[str, Any]


def read_records(
    bench: Workbench, unit: str, school_year: str, day: date, *, wanted: pl.Expr | None = None
) -> Iterator[tuple[Card, Record]]:
    """Each card and its record, in the order of schools, grades, classes and pupils; `wanted` picks among the cards.

    Rows are matched by pupil: a register may have given two pupils one id.
    """
    question = bench.question(unit, school_year, day)
    asking = Asking(
        store=bench.store,
        engine=bench.engine,
        rulebook=bench.rulebook,
        question=question,
        lineage=bench.tree(day).lineage(unit, day),
        actors=pl.DataFrame(),
        calendar=pl.DataFrame(),
        events=bench.ledger.paths(),
    )
    tables = layout_tables(bench, question)
    cards = bench.engine.run(CARDS, {**asking.tables, **tables}, asking.parameters())
    cards = cards if wanted is None else cards.filter(wanted)
    by_pupil = cards.with_columns(card_id=pl.col("pupil_code"))
    composed = compose_contents(bench.rulebook.exchange, by_pupil, rows_of(asking, by_pupil, tables))
    contents = {(one.school_code, one.card_id): one for one in composed}
    for card in cards.iter_rows(named=True):
        school, pupil = card["school_code"], card["pupil_code"]
        card_id = card["card_id"] or card_id_of(school, pupil, school_year)
        beside = _beside(card, school_year)
        yield card, paper_record(contents[school, pupil], card_id=card_id, beside=beside)


def card_id_of(school: str, pupil_code: str, school_year: str) -> str:
    """The id of a card that no register gives one: the same from run to run."""
    return str(uuid5(NAMESPACE_URL, f"hocba-ops:{school}/{pupil_code}/{school_year}"))


def _beside(card: Card, school_year: str) -> dict[str, Any]:
    """What other files tell of a pupil whose content the school did not hand in, so that the form is not left bare."""
    if card["has_content"]:
        return {}
    arrived = card["told_arrival"]
    year = {
        "namhoc": school_year,
        "tenlop": card["class_name"],
        "tentruong": card["school_name"],
        "tentinh": card["told_province"],
        "ngaytrangthaichuyenden": arrived.isoformat() if arrived else None,
    }
    return {"diadanhphathanh": card["told_place"], "ndungkhenthuong": card["told_award"], HISTORY: [year]}
