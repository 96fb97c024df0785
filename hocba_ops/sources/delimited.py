"""A .csv, .tsv or .txt as a grid: encoding and delimiter are found from what it holds, and every cell stays text."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice, zip_longest

import polars as pl

from hocba_ops.errors import Limit, TooLarge, UnreadableFile
from hocba_ops.settings import STANDARD_LIMITS, Limits
from hocba_ops.sources.decoding import decoded
from hocba_ops.sources.layout import Grid
from hocba_ops.sources.repairs import CODE_PAGE, NOTHING, one_repair
from hocba_ops.sources.vocabulary import reason

DELIMITERS = (",", ";", "\t", "|")
SNIFFED_ROWS = 30
QUOTE = '"'
LONGEST_CELL = csv.field_size_limit()
SNIFFED_LETTERS = 200_000
"""Enough for the first rows, so that a long file is not copied once for each delimiter tried."""
TOLD = re.compile(r"\ufeff?sep=(.)\r?\n")
"""The line by which a file tells Excel its delimiter; Excel does not show it, nor count it."""


def read_delimited(data: bytes, *, path: str, limits: Limits = STANDARD_LIMITS) -> Grid:
    """The one table of a text file; its sheet is named "". A row number counts records, as Excel would show them.

    A file in Windows-1258 is decoded, composed (NFC) and told as a repair. Raises `UnreadableFile` for anything that is
    not text, `TooLarge` beyond the limits.
    """
    text, code_page = decoded(data, path=path)
    return delimited_grid(text, code_page, path=path, limits=limits)


def delimited_grid(text: str, code_page: str, *, path: str, limits: Limits) -> Grid:
    """The table of a text that is already decoded, out of the code page that is told (empty where there is none)."""
    repairs = one_repair("", None, "", CODE_PAGE, code_page, "utf-8") if code_page else NOTHING
    told = TOLD.match(text)
    text = text[told.end() :] if told else text
    delimiter = told[1] if told else max(DELIMITERS, key=lambda candidate: _regularity(text, candidate))
    cells = _plain_cells(text, delimiter, limits=limits)
    return Grid("", text_cells(_rows(text, delimiter, path=path, limits=limits)) if cells is None else cells, repairs)


def text_cells(rows: Sequence[Sequence[str | None]]) -> pl.DataFrame:
    """Rows of text as the cells of a grid: numbered from 1, all of one width, an empty text as nothing."""
    columns = {f"c{index}": cells for index, cells in enumerate(zip_longest(*rows))}
    schema = {"row_number": pl.Int64} | dict.fromkeys(columns, pl.String)
    cells = pl.DataFrame({"row_number": range(1, len(rows) + 1), **columns}, schema=schema)
    return cells.with_columns(pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in columns)


def within(rows: Iterable[Sequence[str | None]], *, path: str, limits: Limits) -> Iterator[Sequence[str | None]]:
    """The same rows; raises `TooLarge` as soon as they are more, or wider, than the limits allow."""
    width = 0
    for number, row in enumerate(rows, start=1):
        width = max(width, len(row))
        if number > limits.rows:
            raise TooLarge(path, Limit.ROWS, found=number, allowed=limits.rows)
        if width > limits.columns:
            raise TooLarge(path, Limit.COLUMNS, found=width, allowed=limits.columns)
        if number * width > limits.cells:
            raise TooLarge(path, Limit.CELLS, found=number * width, allowed=limits.cells)
        yield row


def _plain_cells(text: str, delimiter: str, *, limits: Limits) -> pl.DataFrame | None:
    """The cells of a text without quotes, split all at once; None where it has quotes, or more than the limits allow.

    What is beyond the limits is left to `within`, which tells where it becomes so.
    """
    if QUOTE in text or delimiter == QUOTE:
        return None
    lines = pl.Series("line", text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n"))
    width = lines.str.count_matches(delimiter, literal=True).to_frame().max().item() + 1
    is_within = len(lines) <= limits.rows and width <= limits.columns and len(lines) * width <= limits.cells
    if not is_within or (lines.str.len_chars() > LONGEST_CELL).any():
        return None
    names = [f"c{index}" for index in range(width)]
    cells = lines.to_frame().select(pl.col("line").str.split_exact(delimiter, width - 1).struct.rename_fields(names))
    cells = cells.unnest("line").select(pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in names)
    return cells.insert_column(0, pl.Series("row_number", range(1, cells.height + 1), dtype=pl.Int64))


def _rows(text: str, delimiter: str, *, path: str, limits: Limits) -> list[Sequence[str | None]]:
    try:
        return list(within(_reader(text, delimiter), path=path, limits=limits))
    except csv.Error as fault:
        raise UnreadableFile(path, reason("not_text")) from fault


def _regularity(text: str, delimiter: str) -> int:
    """How many delimiters stand in the rows of the commonest width among the first rows."""
    rows = islice(_reader(text[:SNIFFED_LETTERS], delimiter), SNIFFED_ROWS)
    try:
        widths = Counter(len(row) for row in rows)
    except csv.Error:
        return 0
    return max((count * (width - 1) for width, count in widths.items()), default=0)


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter)
