"""A day is the same day in a file that counts from 1900 and in one that counts from 1904, also where it is a number."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from tests.sources.binary_books import ORIGIN, write_ods, write_xlsb
from tests.sources.office_files import PREAMBLE, read, repairs_of

DAY = date(2025, 4, 28)
HEADING = ("Mã trường", "Mã CBGVNV", "Ngày tập huấn")


def write(path: Path, *, is_1904: bool) -> Path:
    """A list whose day is a plain number, as the file counts."""
    serial = (DAY - ORIGIN[is_1904]).days
    rows = [*PREAMBLE, HEADING, ("79760401", "7900000001", serial)]
    if path.suffix == ".xlsb":
        return write_xlsb(path, {"S": rows}, is_1904=is_1904)
    if path.suffix == ".ods":
        return write_ods(path, {"S": rows}, is_1904=is_1904)
    book = xlwt.Workbook() if path.suffix == ".xls" else xlsxwriter.Workbook(str(path), {"date_1904": is_1904})
    sheet = book.add_sheet("S") if path.suffix == ".xls" else book.add_worksheet("S")
    for at, row in enumerate(rows):
        for place, value in enumerate(row):
            sheet.write(at, place, value)
    if path.suffix == ".xls":
        book.dates_1904 = is_1904
        book.save(str(path))
    else:
        book.close()
    return path


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".xlsb", ".ods"])
@pytest.mark.parametrize("is_1904", [False, True])
def test_serial_number_is_read_by_the_year_of_its_file(tmp_path: Path, suffix: str, is_1904: bool) -> None:
    reading = read(write(tmp_path / f"a{suffix}", is_1904=is_1904))
    assert reading.tables["training"]["trained_on"].to_list() == [DAY]
    assert [after for *_, after in repairs_of(reading, "ngay_serial")] == ["2025-04-28"]
