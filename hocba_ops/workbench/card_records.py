"""The record of every pupil of a unit who must have a học bạ, as files, registers and the ledger tell it on a day."""

from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import polars as pl

from hocba_ops.documents.record import Record, build_from_plain, build_record
from hocba_ops.registry.contents import Contents
from hocba_ops.workbench.asking import Asking
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.composing_cards import HISTORY, compose_contents, paper_record, rows_of
from hocba_ops.workbench.exchange_tables import layout_tables

TEXT = files("hocba_ops.workbench").joinpath("issue_card.sql").read_text(encoding="utf-8")
CARDS, REHEARSAL_CARDS = UUID("6f0c2c5e-6f1b-5c0e-9f0a-0d1d6a0f7a11"), UUID("0b8a2b44-3d0e-5b3a-8a37-5f8f4f1f2c77")
"""Namespaces of card ids: a card of a rehearsal never has the id of a real one."""
Card = Mapping[str, Any]


def read_records(
    bench: Workbench, unit: str, school_year: str, day: date, *, wanted: pl.Expr | None = None
) -> Iterator[tuple[Card, Record]]:
    """Each card and its record, in the order of schools, grades, classes and pupils; `wanted` picks among the cards.

    A card that was made here says what was kept of it when it was made; any other, what the store says on the day.
    """
    contents = Contents(bench.settings.path(bench.settings.registry))
    for card, record in _composed(bench, unit, school_year, day, bench.ledger.paths(), wanted):
        kept = contents.read(card["content_hash"] or "")
        yield card, (build_from_plain(kept) if kept else None) or record


def records_to_make(
    bench: Workbench, school: str, school_year: str, day: date, *, made_on: date
) -> Iterator[tuple[Card, Record]]:
    """What the cards of a school would say if they were made now, whatever the ledger tells of them.

    The day of issue is not yet known; the ledger tells it once it is there.
    """
    for card, record in _composed(bench, school, school_year, day, (), None):
        values = {**record.values, "ngaytao": made_on, "ngaykyphathanh": None}
        values["madinhdanhhocba"] = card_id_of(bench, school, card["pupil_code"], school_year)
        yield card, build_record(record.kind, values, record.children)


def card_id_of(bench: Workbench, school: str, pupil_code: str, school_year: str) -> str:
    """The id of a pupil's card of a year at a school: the same whenever it is made (36 characters, a UUID)."""
    space = REHEARSAL_CARDS if bench.settings.rehearsal else CARDS
    return str(uuid5(space, f"{school_year}\n{school}\n{pupil_code}"))


def _composed(
    bench: Workbench, unit: str, school_year: str, day: date, events: tuple[Path, ...], wanted: pl.Expr | None
) -> Iterator[tuple[Card, Record]]:
    """Each card and its record as the store and these events tell them.

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
        events=events,
    )
    tables = layout_tables(bench, question)
    cards = bench.engine.run(TEXT, {**asking.tables, **tables}, asking.parameters())
    cards = cards if wanted is None else cards.filter(wanted)
    by_pupil = cards.with_columns(card_id=pl.col("pupil_code"))
    composed = compose_contents(bench.rulebook.exchange, by_pupil, rows_of(asking, by_pupil, tables))
    contents = {(one.school_code, one.card_id): one for one in composed}
    for card in cards.iter_rows(named=True):
        school, pupil = card["school_code"], card["pupil_code"]
        card_id = card["card_id"] or card_id_of(bench, school, pupil, school_year)
        beside = _beside(card, school_year)
        yield card, paper_record(contents[school, pupil], card_id=card_id, beside=beside)


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
