"""Records of the exchange layout: rows of the store's texts shaped into fields and the rows below them, canonically.

A record is one line of JSON: the fields in the order of the layout, then its tables of rows; what holds nothing is left
out. The same content gives the same line, so its digest tells whether anything changed.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import polars as pl

from hocba_ops.rulebook.exchange import ExchangeLayout, LayoutTable

BARRED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What no XML may hold."""
KEY = ("school_code", "card_id")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """A học bạ as it would be sent, without its envelope.

    `updated_at` is a moment of the data; `card_version` the version in the school's register. `floor`: the version of
    the record that came in from elsewhere, below which it is never sent. `is_standing` False: it was cancelled there.
    """

    record_id: str
    card_id: str
    table_name: str
    school_code: str
    grade: int | None
    pupil_code: str | None
    card_version: int | None
    updated_at: datetime
    content: str
    floor: int = 0
    is_standing: bool = True

    @property
    def digest(self) -> str:
        """What stands for the content."""
        return digest_of(self.content)


def digest_of(content: str) -> str:
    """The SHA-256 of a content line."""
    return sha256(content.encode()).hexdigest()


def compose_records(
    layout: ExchangeLayout,
    cards: pl.DataFrame,
    records: Mapping[str, pl.DataFrame],
    rows: Mapping[str, pl.DataFrame],
) -> list[Record]:
    """The records of cards, by school and card.

    `cards` has card_id, version, school_code, grade, pupil_code, updated_at; `records` a frame a table of the layout
    and `rows` a frame a table below one, with columns named after the fields beside school_code and card_id.
    """
    below = {name: _by_card(frame, layout.tables[name]) for name, frame in rows.items()}
    about = {(row["school_code"], row["card_id"]): row for row in cards.iter_rows(named=True)}
    found = [
        _record(layout, name, about[key], row, below)
        for name, frame in records.items()
        for row in frame.iter_rows(named=True)
        if (key := (row["school_code"], row["card_id"])) in about
    ]
    return sorted(found, key=lambda one: (one.school_code, one.card_id))


def record_content(layout: ExchangeLayout, table: str, said: Row) -> str:
    """The canonical line of a record whose fields and lists of rows are given by name; constants are filled in."""
    told = dict(_fields(layout.tables[table], said))
    for child in layout.children(table):
        if lines := [dict(_fields(child, row)) for row in said.get(child.id) or ()]:
            told[child.id] = lines
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _record(
    layout: ExchangeLayout, name: str, card: Row, row: Row, below: Mapping[str, Mapping[tuple[str, str], list[Row]]]
) -> Record:
    key = (row["school_code"], row["card_id"])
    children = {child.id: below[child.id].get(key, []) for child in layout.children(name) if child.id in below}
    return Record(
        record_id=card["card_id"],
        card_id=card["card_id"],
        table_name=name,
        school_code=card["school_code"],
        grade=card["grade"],
        pupil_code=card["pupil_code"],
        card_version=card["version"],
        updated_at=card["updated_at"],
        content=record_content(layout, name, {**row, **children}),
    )


def _fields(table: LayoutTable, said: Row) -> Iterator[tuple[str, object]]:
    for field in table.fields:
        value = field.constant or said.get(field.name)
        if value is not None and (text := BARRED.sub("", str(value))):
            yield field.name, text


def _by_card(frame: pl.DataFrame, table: LayoutTable) -> Mapping[tuple[str, str], list[Row]]:
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    names = [name for name in table.names if name in frame.columns]
    for row in frame.select(*KEY, *names).iter_rows(named=True):
        found[row["school_code"], row["card_id"]].append(row)
    return found
