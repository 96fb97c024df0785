"""A .csv as a grid: its encoding and its delimiter are found from what it holds, and every cell stays text."""

import csv
import unicodedata
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice

import polars as pl

from hocba_ops.errors import UnreadableFile
from hocba_ops.sources.layout import Grid
from hocba_ops.sources.repairs import CODE_PAGE, NOTHING, one_repair
from hocba_ops.sources.vocabulary import reason

DELIMITERS = (",", ";", "\t")
SNIFFED_ROWS = 30
OLD_CODE_PAGE = "cp1258"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_delimited(data: bytes, *, path: str) -> Grid:
    """The one table of a .csv; its sheet is named "". A row number counts records, as Excel would show them.

    A file in Windows-1258 is decoded, composed (NFC) and told as a repair. Raises `UnreadableFile` for anything that is
    not text.
    """
    text, code_page = _decoded(data, path=path)
    rows = _rows(text, path=path)
    width = max((len(row) for row in rows), default=0)
    columns = {f"c{index}": [row[index] if index < len(row) else None for row in rows] for index in range(width)}
    cells = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)).with_columns(
        pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in columns
    )
    numbers = pl.Series("row_number", range(1, len(rows) + 1), dtype=pl.Int64)
    repairs = one_repair("", None, "", CODE_PAGE, code_page, "utf-8") if code_page else NOTHING
    return Grid("", cells.insert_column(0, numbers), repairs)


def _decoded(data: bytes, *, path: str) -> tuple[str, str]:
    if data.startswith(UTF16_MARKS):
        return _strict(data, "utf-16", path=path), ""
    try:
        text, code_page = data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        text, code_page = unicodedata.normalize("NFC", _strict(data, OLD_CODE_PAGE, path=path)), "windows-1258"
    if not text.strip() or any(character in text for character in "\0\x01\x02\x03\x04"):
        raise UnreadableFile(path, reason("not_text"))
    return text, code_page


def _strict(data: bytes, encoding: str, *, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise UnreadableFile(path, reason("unknown_encoding")) from fault


def _rows(text: str, *, path: str) -> list[list[str]]:
    delimiter = max(DELIMITERS, key=lambda candidate: _regularity(text, candidate))
    try:
        return list(_reader(text, delimiter))
    except csv.Error as fault:
        raise UnreadableFile(path, reason("not_text")) from fault


def _regularity(text: str, delimiter: str) -> int:
    """How many delimiters stand in the rows of the commonest width among the first rows."""
    rows = islice(_reader(text, delimiter), SNIFFED_ROWS)
    try:
        widths = Counter(len(row) for row in rows)
    except csv.Error:
        return 0
    return max((count * (width - 1) for width, count in widths.items()), default=0)


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter)
