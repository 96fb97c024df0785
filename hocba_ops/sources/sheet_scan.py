"""The XML of one sheet of an .xlsx: hidden rows and columns, formulas never calculated, errors, how far it reaches.

The XML of a sheet is searched in passing, piece by piece, for the few marks that matter; it is never taken apart as a
whole, so that a sheet in which nothing is hidden costs little more than its unpacking.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from hocba_ops.sources.package import holds
from hocba_ops.sources.place import column_letters, column_number
from hocba_ops.sources.scan import Scan

LONGEST_ROW = 8 << 20
"""Bytes after which a row that does not end is looked at in pieces."""
FORMULA_SHOWN = 80
MOST_LETTERS = 3
"""Letters of the last column, XFD."""
TRUE = rb'"(?:1|true)"'


@dataclass(frozen=True, slots=True)
class Marks:
    """What to look for in a sheet whose elements have a certain prefix, most often none."""

    row: bytes
    cell: bytes
    any_cell: re.Pattern[bytes]
    odd_cell: re.Pattern[bytes]
    formula: bytes
    hidden_row: re.Pattern[bytes]
    hidden_column: re.Pattern[bytes]
    uncalculated: re.Pattern[bytes]
    error: re.Pattern[bytes]
    values: tuple[bytes, bytes]


PREFIX = re.compile(rb"<(\w+:)?worksheet[\s>]")
DECLARED = re.compile(rb'dimension\s+ref="[A-Z]+\d+:[A-Z]+(\d+)"')
ROW_NUMBER = re.compile(rb'\sr="(\d{1,9})"')
CELL_PLACE = re.compile(rb'\sr="([A-Z]{1,3})(\d{1,9})"')
SPAN = re.compile(rb'\s(min|max)="(\d{1,9})"')


def scan_sheet(pieces: Iterable[bytes]) -> Scan:
    """Everything seen in the XML of one sheet of an .xlsx, given piece by piece."""
    scan, marks = Scan(), _marks(b"")
    for at, text in enumerate(_whole_rows(pieces)):
        if not at:
            found = PREFIX.search(text)
            marks = _marks((found and found[1]) or b"")
            _look_at_head(scan, marks, text)
        _look_at_rows(scan, marks, text)
    return scan


def _whole_rows(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes cut before a row, so that no row lies across two pieces."""
    held, cut = b"", re.compile(rb"<(?:\w+:)?row[\s>]")
    for piece in pieces:
        held += piece
        last = max(held.rfind(b"<row "), held.rfind(b":row "))
        start = held.rfind(b"<", 0, last + 1) if last > 0 else -1
        if start > 0 and cut.match(held, start):
            yield held[:start]
            held = held[start:]
        elif len(held) > LONGEST_ROW:
            yield held
            held = b""
    if held:
        yield held


@lru_cache(maxsize=8)
def _marks(prefix: bytes) -> Marks:
    p = re.escape(prefix)
    cell, formula = rb"<" + p + rb"c(\s[^>]*)>\s*", rb"<" + p + rb"f(?:\s[^>]*)?(?:/>|>([^<]*)</" + p + rb"f>)\s*"
    empty = rb"(?:<" + p + rb"v\s*/>|<" + p + rb"v(?:\s[^>]*)?></" + p + rb"v>)"
    return Marks(
        row=b"<" + prefix + b"row",
        cell=b"<" + prefix + b"c ",
        any_cell=re.compile(rb"<" + p + rb"c(?=[\s/>])"),
        odd_cell=re.compile(rb"<" + p + rb'c(?! r="|\w)'),
        formula=b"<" + prefix + b"f",
        hidden_row=re.compile(rb"<" + p + rb"row(\s[^>]*?)\shidden=" + TRUE + rb"([^>]*)>"),
        hidden_column=re.compile(rb"<" + p + rb"col(\s[^>]*?)\shidden=" + TRUE + rb"([^>]*)>"),
        uncalculated=re.compile(cell + formula + rb"(" + empty + rb")?\s*</" + p + rb"c>"),
        error=re.compile(cell + rb"(?:" + formula + rb")?<" + p + rb"v>([^<]*)</"),
        values=(b"</" + prefix + b"v>", b"</" + prefix + b"is>"),
    )


def _look_at_head(scan: Scan, marks: Marks, text: bytes) -> None:
    if declared := DECLARED.search(text):
        scan.declared = int(declared[1])
    for before, after in marks.hidden_column.findall(text):
        span = {name: int(number) for name, number in SPAN.findall(before + after)}
        if span.keys() == {b"min", b"max"}:
            scan.hide_columns(span[b"min"], span[b"max"])


def _look_at_rows(scan: Scan, marks: Marks, text: bytes) -> None:
    _look_for_extent(scan, marks, text)
    if holds(text, b" hidden=", rare=b"h"):
        for before, after in marks.hidden_row.findall(text):
            if number := ROW_NUMBER.search(before + after):
                scan.hide_rows(int(number[1]), int(number[1]))
    if holds(text, marks.formula, rare=b"f"):
        for attributes, formula, value in marks.uncalculated.findall(text):
            if not (value and b't="str"' in attributes):
                _note(scan.formulas, attributes, b"=" + formula[:FORMULA_SHOWN])
    if holds(text, b't="e"', rare=b"e"):
        for attributes, _, shown in marks.error.findall(text):
            if b't="e"' in attributes:
                _note(scan.errors, attributes, shown)


def _note(places: list[tuple[int, int, str]], attributes: bytes, shown: bytes) -> None:
    if found := CELL_PLACE.search(attributes):
        places.append((int(found[2]), column_number(found[1].decode()), shown.decode("utf-8", "replace")))


def _look_for_extent(scan: Scan, marks: Marks, text: bytes) -> None:
    """How far the values reach. A cell that only has a colour or a border is not counted."""
    last = max(map(text.rfind, marks.values))
    if last < 0:
        return
    number = ROW_NUMBER.match(text, text.rfind(marks.row, 0, last) + len(marks.row))
    scan.rows = max(scan.rows, int(number[1])) if number else scan.rows + text.count(marks.row)
    if not _unexpected(marks.cell, scan.columns).search(text):
        return
    if marks.odd_cell.search(text):
        _look_at_each_cell(scan, marks, text)
    if wider := _wider(marks.cell, scan.columns).findall(text):
        scan.columns = max(column_number(letters.decode()) for letters in wider)


def _look_at_each_cell(scan: Scan, marks: Marks, text: bytes) -> None:
    """The slow way, for sheets that write the place of a cell as nobody else does, or not at all."""
    for row in text.split(marks.row):
        cells = marks.any_cell.split(row)[1:]
        places = [CELL_PLACE.search(b" " + cell.partition(b">")[0]) for cell in cells]
        numbers = [column_number(found[1].decode()) for found in places if found]
        scan.columns = max(scan.columns, len(cells), *numbers)
        scan.rows = max([scan.rows, *(int(found[2]) for found in places if found)])


@lru_cache(maxsize=256)
def _unexpected(cell: bytes, columns: int) -> re.Pattern[bytes]:
    """A quick look for cells, be they empty, beyond so many columns, or whose place is not the first thing they say."""
    within = rb' r="(?!(?:' + _letters_beyond(columns) + rb")\d)"
    return re.compile(re.escape(cell.rstrip()) + rb"(?!" + within + rb"|\w)")


@lru_cache(maxsize=256)
def _wider(cell: bytes, columns: int) -> re.Pattern[bytes]:
    """Finds cells with content in columns beyond so many."""
    return re.compile(re.escape(cell) + rb'r="(' + _letters_beyond(columns) + rb')\d+"(?:[^>]*[^/>])?>')


def _letters_beyond(columns: int) -> bytes:
    """An expression for the letters of every column beyond so many.

    >>> _letters_beyond(20), _letters_beyond(71)
    (b'[U-Z]|[A-Z]{2,3}', b'[C-Z][A-Z]|B[T-Z]|[A-Z]{3,3}')
    """
    letters = column_letters(columns)
    same_length = [
        letters[:at] + f"[{chr(ord(letter) + 1)}-Z]" + "[A-Z]" * (len(letters) - at - 1)
        for at, letter in enumerate(letters)
        if letter < "Z"
    ]
    longer = [f"[A-Z]{{{len(letters) + 1},3}}"] if len(letters) < MOST_LETTERS else []
    return "|".join([*same_length, *longer]).encode()
