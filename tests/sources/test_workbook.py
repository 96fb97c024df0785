"""What stands in a workbook beside its values is told, in each format in which it can be seen."""

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlsxwriter
import xlwt

from hocba_ops.errors import ProtectedFile, TooLarge, UnreadableFile
from hocba_ops.settings import Limits
from hocba_ops.sources.grid import open_grids
from hocba_ops.sources.layout import Grid
from hocba_ops.sources.workbook import Opened
from tests.sources.binary_books import Cell, write_ods, write_xlsb, write_zip

ROWS: list[list[Cell]] = [
    ["Mã trường", "Mã CBGVNV", "Ngày tập huấn", "Nội dung"],
    ["79760401", "7900000001", date(2025, 4, 28), "x"],
    ["79760402", "7900000002", 44313, 7.5],
    ["79760403", "7900000003", None, "#N/A"],
    ["79760404", "7900000004", date(2025, 4, 30), True],
]
HIDDEN_ROWS, HIDDEN_COLUMNS = (3, 4), (2, 3)
Write = Callable[..., Path]


def write_xlsx(path: Path, *, is_1904: bool = False) -> Path:
    book = xlsxwriter.Workbook(str(path), {"date_1904": is_1904})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for name in ("Dữ liệu", "Ẩn"):
        sheet = book.add_worksheet(name)
        for at, row in enumerate(ROWS):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(at, place, value, day)
                elif value == "#N/A":
                    sheet.write_formula(at, place, "=NA()", None, "#N/A")
                elif value is not None:
                    sheet.write(at, place, value)
    data, unseen = book.worksheets()
    unseen.hide()
    data.set_column(HIDDEN_COLUMNS[0] - 1, HIDDEN_COLUMNS[1] - 1, None, None, {"hidden": True})
    for row in HIDDEN_ROWS:
        data.set_row(row - 1, None, None, {"hidden": True})
    book.close()
    return path


def write_xls(path: Path, *, is_1904: bool = False) -> Path:
    book = xlwt.Workbook()
    book.dates_1904 = is_1904
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for name in ("Dữ liệu", "Ẩn"):
        sheet = book.add_sheet(name)
        for at, row in enumerate(ROWS):
            for place, value in enumerate(row):
                if value == "#N/A":
                    sheet.row(at).set_cell_error(place, 42)
                elif value is not None:
                    sheet.write(at, place, value, day if isinstance(value, date) else xlwt.Style.default_style)
    data, unseen = book.get_sheet(0), book.get_sheet(1)
    unseen.visibility = 1
    for column in range(*HIDDEN_COLUMNS, 1):
        data.col(column - 1).hidden = True
    data.col(HIDDEN_COLUMNS[1] - 1).hidden = True
    for row in HIDDEN_ROWS:
        data.row(row - 1).hidden = True
    book.save(str(path))
    return path


def by_hand(write: Write) -> Write:
    def written(path: Path, *, is_1904: bool = False) -> Path:
        hidden = {"hidden_rows": HIDDEN_ROWS, "hidden_columns": [HIDDEN_COLUMNS], "hidden_sheets": ["Ẩn"]}
        return write(path, {"Dữ liệu": ROWS, "Ẩn": ROWS}, is_1904=is_1904, **hidden)

    return written


FORMATS: dict[str, Write] = {
    "xlsx": write_xlsx,
    "xls": write_xls,
    "xlsb": by_hand(write_xlsb),
    "ods": by_hand(write_ods),
}
every_format = pytest.mark.parametrize("kind", FORMATS)


def opened(path: Path, **limits: int) -> Opened:
    return open_grids(path.read_bytes(), path=path.name, limits=Limits(**limits))


def told(grid: Grid, *kinds: str) -> list[tuple[object, ...]]:
    found = grid.repairs.filter(pl.col("kind").is_in(kinds))
    return found.select("kind", "row_number", "column", "before", "after").rows()


@every_format
def test_every_format_gives_the_same_text_of_the_same_cells(tmp_path: Path, kind: str) -> None:
    first, _ = opened(FORMATS[kind](tmp_path / f"a.{kind}")).grids
    rows = first.cells.with_columns(c2=pl.col("c2").str.replace(" 00:00:00", "")).rows()
    assert rows == [
        (1, "Mã trường", "Mã CBGVNV", "Ngày tập huấn", "Nội dung"),
        (2, "79760401", "7900000001", "2025-04-28", "x"),
        (3, "79760402", "7900000002", "44313", "7.5"),
        (4, "79760403", "7900000003", None, None),
        (5, "79760404", "7900000004", "2025-04-30", "true"),
    ]


@every_format
def test_hidden_rows_columns_and_sheets_are_read_and_told(tmp_path: Path, kind: str) -> None:
    seen, unseen = opened(FORMATS[kind](tmp_path / f"a.{kind}")).grids
    assert told(seen, "dong_an", "cot_an", "trang_an") == [
        ("cot_an", None, "B:C", "B:C", "B:C"),
        ("dong_an", 3, "", "3:4", "3:4"),
    ]
    assert told(unseen, "trang_an") == [("trang_an", None, "", "Ẩn", "Ẩn")]


@every_format
def test_error_of_the_spreadsheet_is_told_and_empty(tmp_path: Path, kind: str) -> None:
    first, _ = opened(FORMATS[kind](tmp_path / f"a.{kind}")).grids
    assert told(first, "o_loi") == [("o_loi", 4, "D", "#N/A", "")]


@every_format
@pytest.mark.parametrize("is_1904", [False, True])
def test_year_from_which_days_count_is_known_and_date_cells_follow_it(tmp_path: Path, kind: str, is_1904: bool) -> None:
    first, _ = opened(FORMATS[kind](tmp_path / f"a.{kind}", is_1904=is_1904)).grids
    assert first.is_1904 is is_1904
    if kind != "xlsb" or not is_1904:
        assert (first.cells["c2"][1] or "").startswith("2025-04-28")


def test_formula_without_a_value_is_told_and_one_with_a_value_is_not(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Mã", "=1+1", 5])
    sheet["A7"] = '=IF(B1>1,"<x>",VLOOKUP(A1,B1:C9,2,0))'
    book.save(tmp_path / "a.xlsx")
    calculated = write_xlsx(tmp_path / "b.xlsx")
    (grid,) = opened(tmp_path / "a.xlsx").grids
    assert told(grid, "cong_thuc") == [
        ("cong_thuc", 1, "B", "=1+1", ""),
        ("cong_thuc", 7, "A", "=IF(B1&gt;1,&quot;&lt;x&gt;&quot;,VLOOKUP(A1,B1:C9,2,0))".replace("&quot;", '"'), ""),
    ]
    assert grid.cells["c1"].to_list() == [None]
    assert told(opened(calculated).grids[0], "cong_thuc") == []


def test_empty_text_that_a_formula_gave_is_a_value(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write(0, 0, "x")
    sheet.write_formula(1, 0, '=IF(1,"","x")', None, "")
    book.close()
    _replace_in(path, "xl/worksheets/sheet1.xml", '<c r="A2">', '<c r="A2" t="str">')
    assert told(opened(path).grids[0], "cong_thuc") == []


def _replace_in(path: Path, part: str, old: str, new: str) -> None:
    with zipfile.ZipFile(path) as package:
        parts: dict[str, bytes | str] = {name: package.read(name) for name in package.namelist()}
    text = parts[part].decode() if isinstance(parts[part], bytes) else str(parts[part])
    assert old in text
    write_zip(path, parts | {part: text.replace(old, new)})


def test_sheet_cut_off_in_the_middle_loses_no_other_sheet(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as package:
        parts: dict[str, bytes | str] = {name: package.read(name) for name in package.namelist()}
        whole = package.read("xl/worksheets/sheet1.xml")
    write_zip(path, parts | {"xl/worksheets/sheet1.xml": whole[: len(whole) // 2]})
    read = opened(path)
    assert [grid.sheet for grid in read.grids] == ["Ẩn"]
    assert ["a.xlsx (Dữ liệu): " in str(fault) for fault in read.faults] == [True]


def test_binary_sheet_cut_off_in_the_middle_loses_no_other_sheet(tmp_path: Path) -> None:
    path = FORMATS["xlsb"](tmp_path / "a.xlsb")
    with zipfile.ZipFile(path) as package:
        parts: dict[str, bytes | str] = {name: package.read(name) for name in package.namelist()}
        whole = package.read("xl/worksheets/sheet1.bin")
    write_zip(path, parts | {"xl/worksheets/sheet1.bin": whole[: len(whole) // 2]})
    read = opened(path)
    assert [grid.sheet for grid in read.grids] == ["Ẩn"]
    assert ["a.xlsb (Dữ liệu): " in str(fault) for fault in read.faults] == [True]


def test_sheet_that_reaches_too_far_is_told_and_loses_no_other(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx")
    _replace_in(path, "xl/worksheets/sheet1.xml", 'r="D5"', 'r="XFD5"')
    read = opened(path)
    assert [grid.sheet for grid in read.grids] == ["Ẩn"]
    assert [type(fault) for fault in read.faults] == [TooLarge]
    assert "a.xlsx (Dữ liệu)" in str(read.faults[0])
    assert "16.384" in str(read.faults[0])


def test_formats_down_to_the_last_row_hide_no_data_and_cost_no_refusal(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    for row in range(500):
        sheet.write_row(row, 0, [row, "x"])
    for row in (*range(500, 20_000), 1_048_575):
        sheet.set_row(row, None, bold)
        sheet.write_blank(row, 300, None, bold)
    book.close()
    (grid,) = opened(path, rows=600, columns=2).grids
    assert grid.cells.shape == (500, 3)


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({"rows": 4}, "số dòng: 5, chỉ cho phép 4"),
        ({"columns": 3}, "số cột: 4, chỉ cho phép 3"),
        ({"cells": 19}, "số ô: 20, chỉ cho phép 19"),
        ({"sheets": 1}, "số trang: 2, chỉ cho phép 1"),
        ({"file_bytes": 100}, "dung lượng tệp"),
    ],
)
@every_format
def test_each_limit_is_told_with_what_the_file_has(
    tmp_path: Path, kind: str, limits: dict[str, int], said: str
) -> None:
    with pytest.raises(TooLarge, match=said):
        opened(FORMATS[kind](tmp_path / f"a.{kind}"), **limits)


def test_repeated_cells_of_an_ods_are_counted_before_they_are_unrolled(tmp_path: Path) -> None:
    bomb = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="float" '
        'office:value="1" table:number-columns-repeated="16000"/></table:table-row>'
    )
    path = write_ods(tmp_path / "a.ods", {"S": ROWS}, more=bomb)
    with pytest.raises(TooLarge, match=r"số cột: 16\.000"):
        opened(path)


def test_encrypted_ods_asks_for_its_password_to_be_taken_off(tmp_path: Path) -> None:
    parts = {"content.xml": b"\x17" * 90, "META-INF/manifest.xml": "<manifest:encryption-data/>"}
    with pytest.raises(ProtectedFile):
        opened(write_zip(tmp_path / "a.ods", parts))


def test_zip_that_is_no_workbook_says_so(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.xlsx", {"word/document.xml": "<w/>"})
    with pytest.raises(UnreadableFile, match="không phải tệp Excel"):
        opened(path)


def test_workbook_of_libreoffice_is_read_as_ods_and_xls(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    made = write_xlsx(tmp_path / "a.xlsx")
    for kind in ("ods", "xls"):
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(made)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        seen, unseen = opened(tmp_path / f"a.{kind}").grids
        assert seen.cells["c1"].to_list()[1:] == [f"790000000{at}" for at in range(1, 5)]
        assert told(seen, "dong_an", "cot_an") == [
            ("cot_an", None, "B:C", "B:C", "B:C"),
            ("dong_an", 3, "", "3:4", "3:4"),
        ]
        assert ("trang_an", None, "", "Ẩn", "Ẩn") in told(unseen, "trang_an")
        assert ("o_loi", 4, "D", "#N/A", "") in told(seen, "o_loi")
