"""What cards say, composed once for all: the same rows make the record that is sent and the form that is signed."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from hocba_ops.documents.record import Record as PaperRecord
from hocba_ops.documents.record import build_from_texts
from hocba_ops.exchange import Record, compose_records
from hocba_ops.rulebook.exchange import ExchangeLayout
from hocba_ops.steps import STEPS
from hocba_ops.workbench.asking import Asking

BASE = "export_card"
"""The table that says of which cards; the texts below read it."""
TEXTS = ("export_person", "export_primary", "export_secondary", "export_subject", "export_history")
MAIN = {"export_primary": "tieu_hoc", "export_secondary": "trung_hoc"}
"""The text that gives the records of each level."""
SUBJECTS, HISTORY = "bangdiem", "quatrinhhoctap"
Rows = Mapping[str, pl.DataFrame]


def rows_of(asking: Asking, cards: pl.DataFrame, tables: Rows) -> dict[str, pl.DataFrame]:
    """What the texts of a card's content give of cards; `tables`: the layout and where schools stand."""
    only = replace(STEPS["export_review"], texts=TEXTS)
    return asking.rows(only, {**tables, BASE: cards})


def compose_contents(layout: ExchangeLayout, cards: pl.DataFrame, given: Rows) -> list[Record]:
    """The content of each card as the exchange layout has it, by school and card."""
    main: dict[str, str] = {table.level: table.id for table in layout.records()}
    rows: dict[str, pl.DataFrame] = {}
    for table in layout.tables.values():
        if table.id.endswith(SUBJECTS):
            is_primary = int(table.level == "tieu_hoc")
            rows[table.id] = given["export_subject"].filter(pl.col("is_primary") == is_primary)
        elif table.id.endswith(HISTORY):
            rows[table.id] = given["export_history"]
    return compose_records(layout, cards, {main[level]: given[name] for name, level in MAIN.items()}, rows)


def paper_record(content: Record, *, card_id: str, beside: Mapping[str, Any]) -> PaperRecord:
    """A content as the record of a paper form; `beside`: what stands where the content says nothing."""
    said: dict[str, Any] = json.loads(content.content)
    return build_from_texts(int(said["makhoi"]), {**beside, **said, "madinhdanhhocba": card_id})
