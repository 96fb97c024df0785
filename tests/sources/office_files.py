"""Files as offices make them, written by the tests themselves: invented schools, nobody real."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from hocba_ops.sources.reading import Reading, read_file

Row = Sequence[Any]
Book = Callable[..., Path]

PREAMBLE: list[Row] = [("PHÒNG GD&ĐT QUẬN 1",), ("DANH SÁCH",), ("Số liệu tính đến ngày 29/05/2025",), ()]


def write_book(path: Path, sheets: dict[str, Sequence[Row]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path))
    formats = {
        date: book.add_format({"num_format": "dd/mm/yyyy"}),
        datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"}),
    }
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            for place, value in enumerate(row):
                if type(value) in formats:
                    sheet.write_datetime(at, place, value, formats[type(value)])
                elif value is not None:
                    sheet.write(at, place, value)
    book.close()
    return path


def read(path: Path, *, as_of: date | None = None) -> Reading:
    return read_file(path, name=path.name, as_of=as_of)


def rows_of(reading: Reading, table: str) -> list[dict[str, Any]]:
    return reading.tables[table].to_dicts()


def repairs_of(reading: Reading, kind: str) -> list[tuple[Any, ...]]:
    """(row, column, before, after) of every repair of a kind."""
    found = reading.repairs.filter(pl.col("kind") == kind)
    return found.select("row_number", "column", "before", "after").rows()
