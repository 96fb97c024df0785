"""What a report says, cell by cell, read from its file: to lay it beside the same report computed again.

A report is never an input of the work; it is read here only to be held against what it says it came from.
"""

import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import fastexcel

from hocba_ops.reporting.origin import HTML_ID, PROPERTY, Origin

PROPERTIES = "docProps/custom.xml"
LARGEST = 64 * 1024 * 1024
CELLS = frozenset({"td", "th"})
WORDS = frozenset({"p", "li", "h1", "h2", "h3", "h4", "figcaption", "summary", "dt", "dd"})
HEARD = CELLS | WORDS | {"style", "script", "caption"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: in a table (its sheet or caption; row and column from 1), or as words (row: which)."""

    table: str
    row: int
    column: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """What a file says: its origin, if it tells one, and every cell and sentence by its place."""

    origin: Origin | None
    says: Mapping[Place, str]


def read_report(path: Path) -> Report | None:
    """What a page or a workbook says; None for a file that is neither, or cannot be read."""
    try:
        if path.stat().st_size > LARGEST:
            return None
        if path.suffix.lower() == ".xlsx":
            return _read_workbook(path)
        if path.suffix.lower() in (".html", ".htm"):
            return _read_page(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, ElementTree.ParseError, zipfile.BadZipFile, fastexcel.FastExcelError):
        return None
    return None


def _read_workbook(path: Path) -> Report:
    with zipfile.ZipFile(path) as package:
        has_any = PROPERTIES in package.namelist() and package.getinfo(PROPERTIES).file_size < LARGEST
        told = ElementTree.fromstring(package.read(PROPERTIES)) if has_any else ()
    named = {str(one.get("name", "")): "".join(one.itertext()) for one in told}
    ours = {name.removeprefix(PROPERTY): value for name, value in named.items() if name.startswith(PROPERTY)}
    return Report(Origin.read(ours), dict(_cells(path)))


def _cells(path: Path) -> Iterator[tuple[Place, str]]:
    book = fastexcel.read_excel(path)
    for name in book.sheet_names:
        rows = book.load_sheet(name, header_row=None, dtypes="string").to_polars().rows()
        for row, values in enumerate(rows, start=1):
            for column, value in enumerate(values, start=1):
                if value is not None:
                    yield Place(name, row, column), str(value)


def _read_page(text: str) -> Report:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return Report(Origin.read(json.loads(reader.told)) if reader.told else None, reader.says)


class _Reader(HTMLParser):
    """Every cell and sentence of a page, and the data of its charts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.says: dict[Place, str] = {}
        self.told = ""
        self._captions: dict[str, int] = {}
        self._table, self._row, self._column, self._words = "", 0, 0, 0
        self._heard: list[str] | None = None
        self._data = self._figure = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Where the reader stands now."""
        if tag == "table":
            self._table, self._row = "", 0
        elif tag == "tr":
            self._row, self._column = self._row + 1, 0
        elif tag in CELLS:
            self._column += 1
        elif tag == "script":
            told = dict(attrs)
            is_data = told.get("type") == "application/json"
            self._data = (told.get("id") or told.get("class") or "") if is_data else ""
        if tag in HEARD:
            self._heard = []

    def handle_data(self, data: str) -> None:
        """Words within a cell, a sentence or a script."""
        if self._heard is not None:
            self._heard.append(data)

    def handle_endtag(self, tag: str) -> None:
        """A cell, a sentence or a script is whole."""
        if self._heard is None or tag not in HEARD:
            return
        text, self._heard = " ".join("".join(self._heard).split()), None
        if tag == "script":
            self._keep_data(text)
        elif tag == "caption":
            self._table = self._numbered(text)
        elif tag in CELLS:
            self._table = self._table or self._numbered("–")
            self.says[Place(self._table, self._row, self._column)] = text
        elif tag in WORDS:
            self._figure = text if tag == "figcaption" else self._figure
            self._words += 1
            self.says[Place("", self._words)] = text

    def _keep_data(self, text: str) -> None:
        if self._data == HTML_ID:
            self.told = text
        elif self._data:
            self.says[Place(self._numbered(self._figure or self._data), 1)] = text

    def _numbered(self, caption: str) -> str:
        """The caption; a second table of the same caption has its number behind."""
        turn = self._captions[caption] = self._captions.get(caption, 0) + 1
        return caption if turn == 1 else f"{caption} ({turn})"
