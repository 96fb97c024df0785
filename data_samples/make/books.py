"""Writing workbooks and delimited text so that every build gives the same bytes."""

import csv
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt

WRITTEN_ON = datetime(2025, 1, 2, 8, 0, 0)
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
Row = Sequence[Any]


@dataclass
class Sheet:
    """A sheet: rows from the first on (empty ones count), and the blocks of cells that are merged.

    A merged block is (first row, first column, last row, last column), all from 0.
    """

    name: str
    rows: list[Row]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    wide: tuple[int, ...] = ()


def write_xlsx(path: Path, sheets: Sequence[Sheet], *, dimension: str = "") -> None:
    """A workbook; `dimension` puts a wrong size into the first sheet, as some exports do."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False})
    book.set_properties({"created": WRITTEN_ON, "author": "Dữ liệu mẫu"})
    forms = {
        date: book.add_format({"num_format": "dd/mm/yyyy"}),
        datetime: book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"}),
        "merged": book.add_format({"align": "center", "valign": "vcenter", "bold": True}),
    }
    for sheet in sheets:
        _fill(book.add_worksheet(sheet.name), sheet, forms)
    book.close()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_repacked(stream.getvalue(), dimension))


def _fill(page: Any, sheet: Sheet, forms: dict[Any, Any]) -> None:
    covered = {(row, column) for top, left, *_ in sheet.merged for row, column in [(top, left)]}
    for number, row in enumerate(sheet.rows):
        for column, value in enumerate(row):
            if value is None or value == "" or (number, column) in covered:
                continue
            if isinstance(value, date):
                page.write_datetime(number, column, value, forms[type(value)])
            elif isinstance(value, int | float):
                page.write_number(number, column, value)
            else:
                page.write_string(number, column, value)
    for top, left, bottom, right in sheet.merged:
        page.merge_range(top, left, bottom, right, sheet.rows[top][left], forms["merged"])
    for column in sheet.wide:
        page.set_column(column, column, 28)


def _repacked(data: bytes, dimension: str) -> bytes:
    """The same parts in a zip whose times are fixed; the size in the first sheet replaced when asked for."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if dimension and name == "xl/worksheets/sheet1.xml":
                start = part.index(b'<dimension ref="') + len(b'<dimension ref="')
                part = part[:start] + dimension.encode() + part[part.index(b'"', start) :]
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            new.writestr(info, part, compresslevel=9)
    return stream.getvalue()


def write_xls(path: Path, sheets: Sequence[Sheet]) -> None:
    """A workbook of the old kind."""
    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    plain = xlwt.easyxf()
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        for number, row in enumerate(sheet.rows):
            for column, value in enumerate(row):
                if value is not None and value != "":
                    page.write(number, column, value, day if isinstance(value, date) else plain)
    path.parent.mkdir(parents=True, exist_ok=True)
    stream = BytesIO()
    book.save(stream)
    path.write_bytes(stream.getvalue())


def write_csv(path: Path, rows: Iterable[Row], *, delimiter: str, mark: bool) -> None:
    """Delimited text in UTF-8; `mark`: with the byte order mark that Excel wants."""
    text = StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue().encode("utf-8-sig" if mark else "utf-8"))


def day_text(day: date | None) -> str:
    """dd/mm/yyyy, or nothing."""
    return day.strftime("%d/%m/%Y") if day else ""
