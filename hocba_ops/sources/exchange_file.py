"""A file of the exchange layout, XML or JSON, as another workbench exports it: each record with its envelope.

The XML is read as a stream that knows no entity and no document type, so that no file can grow or reach outside; the
JSON whole, within the limit of a file. A record that is not as the layout says is told and left out.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.parsers import expat

import polars as pl

from hocba_ops.errors import Limit, TooLarge, UnreadableFile
from hocba_ops.rulebook.exchange import ExchangeLayout, LayoutTable, standard_layout
from hocba_ops.settings import Limits
from hocba_ops.sources.as_of import as_of_day, day_in
from hocba_ops.sources.layout import Parsed
from hocba_ops.sources.repairs import SCHEMA, UNREAD
from hocba_ops.sources.vocabulary import reason
from hocba_ops.tables import TABLES
from hocba_ops.tables.frames import build_schema

NAME = "exchange_file"
ROOT, TABLE, RECORDS = "hocba_trao_doi", "bang", "ban_ghi"
SUFFIXES = (".xml", ".json")
LOOKED_AT = 4096
CARD, SCHOOL, YEAR, GRADE, PUPIL, STATUS = (
    "madinhdanhhocba", "matruong", "namhoc", "makhoi", "mahocsinh", "trangthaithongtinhocba",
)  # fmt: skip
DEEPEST = 4
Said = dict[str, Any]


def is_exchange(data: bytes) -> bool:
    """Whether the first bytes of a file are those of an exchange file; one that only claims to be is found out later.

    >>> is_exchange(b'<?xml version="1.0"?><hocba_trao_doi phien_ban="1">'), is_exchange(b"<note/>")
    (True, False)
    """
    head = data[:LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n")
    marks = (f"<{ROOT}".encode(), f'"{ROOT}"'.encode())
    return head[:1] in (b"<", b"{") and any(mark in head for mark in marks)


def is_exchange_file(path: Path) -> bool:
    """Whether a file is one, by its first bytes; one that may not be opened will say so when it is read."""
    try:
        with path.open("rb") as stream:
            return is_exchange(stream.read(LOOKED_AT))
    except OSError:
        return True


def read_exchange_file(data: bytes, *, path: str, place: Path, limits: Limits) -> tuple[date, Parsed]:
    """The day of the file and its rows of `exchange_record`. Raises `UnreadableFile`, `TooLarge` or `DateUnknown`."""
    if len(data) > limits.file_bytes:
        raise TooLarge(path, Limit.FILE_BYTES, found=len(data), allowed=limits.file_bytes)
    layout = standard_layout()
    is_xml = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
    head, records = _of_xml(data, layout, path) if is_xml else _of_json(data, path)
    if len(records) > limits.rows:
        raise TooLarge(path, Limit.ROWS, found=len(records), allowed=limits.rows)
    day = day_in(str(head.get("tinh_den_ngay", ""))) or as_of_day((), place, name=path)
    return day, _parsed(records, layout)


def _of_json(data: bytes, path: str) -> tuple[Said, list[tuple[int, Said]]]:
    try:
        told = json.loads(data)
        records = [(number, dict(record)) for number, record in enumerate(told[RECORDS], start=2)]
    except (ValueError, TypeError, KeyError, RecursionError) as fault:
        raise UnreadableFile(path, reason("damaged_exchange")) from fault
    return told, records


def _of_xml(data: bytes, layout: ExchangeLayout, path: str) -> tuple[Said, list[tuple[int, Said]]]:
    taken = _Reader(layout)
    try:
        taken.parse(data)
    except (expat.ExpatError, _Barred) as fault:
        raise UnreadableFile(path, reason("damaged_exchange")) from fault
    return taken.head, taken.records


class _Barred(Exception):
    """What no exchange file has: a document type, an entity, elements within elements without end."""


@dataclass
class _Reader:
    """Gathers the records while the parser goes through a file."""

    layout: ExchangeLayout
    head: Said = field(default_factory=dict)
    records: list[tuple[int, Said]] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    record: Said = field(default_factory=dict)
    line: Said | None = None
    text: list[str] = field(default_factory=list)

    def parse(self, data: bytes) -> None:
        """Go through the file."""
        parser = expat.ParserCreate()
        self.parser = parser
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self.text.append
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _bar
        parser.ExternalEntityRefHandler = _bar
        parser.Parse(data, True)  # noqa: FBT003 - the last piece

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.path.append(name)
        self.text.clear()
        if len(self.path) > DEEPEST or self.path[0] != ROOT:
            raise _Barred
        if len(self.path) == 1:
            self.head = dict(attributes)
        elif len(self.path) == 2:
            self.record, self.number = {TABLE: name}, self.parser.CurrentLineNumber
        elif len(self.path) == 3 and name in self.layout.tables:
            self.line = {}

    def _end(self, name: str) -> None:
        depth, told = len(self.path), "".join(self.text)
        if depth == 4 and self.line is not None:
            self.line[name] = told
        elif depth == 3 and self.line is not None:
            self.record.setdefault(name, []).append(self.line)
            self.line = None
        elif depth == 3:
            self.record[name] = told
        elif depth == 2:
            self.records.append((self.number, self.record))
        self.path.pop()
        self.text.clear()


def _bar(*_: object) -> int:
    raise _Barred


def _parsed(records: list[tuple[int, Said]], layout: ExchangeLayout) -> Parsed:
    rows: list[Said] = []
    told: list[tuple[str, int, str, str, str, str]] = []
    for number, record in records:
        table = layout.tables.get(str(record.get(TABLE)))
        lacking = list(_lacking(record, table, layout)) if table and not table.parent else [TABLE]
        if lacking or table is None:
            told.append(("", number, lacking[0], UNREAD, "", ""))
            continue
        told += [("", number, name, UNREAD, "", "") for name in _strange(record, table, layout)]
        rows.append(_row(number, record, table, layout))
    schema = {name: kind for name, kind in build_schema(TABLES["exchange_record"]).items() if name != "source_file"}
    return Parsed(
        {"exchange_record": pl.DataFrame(rows, schema=schema, orient="row")},
        pl.DataFrame(told, schema=SCHEMA, orient="row"),
    )


def _lacking(record: Said, table: LayoutTable, layout: ExchangeLayout) -> Iterator[str]:
    """The fields without which a record is none: its envelope, card, school and year, each as it must be written."""
    for name in (*layout.envelope, CARD, SCHOOL, YEAR):
        if not isinstance(record.get(name), str) or not record[name]:
            yield name
    if record.get("sukien") not in layout.events.values():
        yield "sukien"
    version = str(record.get("phienban"))
    if not (version.isascii() and version.isdigit() and len(version) < 10 and int(version) > 0):
        yield "phienban"
    if _moment(record.get("thoigiancapnhat")) is None:
        yield "thoigiancapnhat"
    if not all(isinstance(record.get(child.id, []), list) for child in layout.children(table.id)):
        yield TABLE


def _strange(record: Said, table: LayoutTable, layout: ExchangeLayout) -> Iterator[str]:
    """Fields that the layout does not have; they are left out."""
    known = {TABLE, *layout.envelope, *table.names, *(child.id for child in layout.children(table.id))}
    yield from sorted(record.keys() - known)


def _row(number: int, record: Said, table: LayoutTable, layout: ExchangeLayout) -> Said:
    events = {wire: event for event, wire in layout.events.items()}
    grade = str(record.get(GRADE, ""))
    at = _moment(record["thoigiancapnhat"])
    return {
        "school_code": record[SCHOOL],
        "school_year": record[YEAR],
        "grade": int(grade) if grade.isascii() and grade.isdigit() and len(grade) < 3 else None,
        "pupil_code": record.get(PUPIL),
        "record_id": record["idbanghi"],
        "card_id": record[CARD],
        "table_name": table.id,
        "event": events[record["sukien"]],
        "version": int(record["phienban"]),
        "updated_at": at,
        "updated_on": at.date() if at else None,
        "status": record.get(STATUS),
        "content": _content(record, table, layout),
        "sheet": "",
        "row_number": number,
    }


def _content(record: Said, table: LayoutTable, layout: ExchangeLayout) -> str:
    """The record without its envelope, as one line in the order of the layout."""
    told: Said = {name: record[name] for name in table.names if isinstance(record.get(name), str) and record[name]}
    for child in layout.children(table.id):
        lines = [line for line in record.get(child.id, ()) if isinstance(line, dict)]
        if lines:
            told[child.id] = [{name: line[name] for name in child.names if line.get(name)} for line in lines]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _moment(text: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return at if at.tzinfo is None else None
