"""A web page called .xls is read as Excel would show it."""

from contextlib import suppress
from pathlib import Path

import pytest

from hocba_ops.errors import TooLarge, UnreadableFile
from hocba_ops.settings import STANDARD_LIMITS, Limits
from hocba_ops.sources.grid import open_grids
from tests.sources.office_files import read

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8">
<title>không đọc</title><style>td {color: red}</style></head><body>
<h3>TẬP HUẤN</h3><p>Số liệu tính đến ngày 29/05/2025</p>
<table border=1><thead>
<tr><th rowspan="2">Mã trường<th colspan="2">Cán bộ</th><th rowspan="2">Ngày<br>tập huấn</th></tr>
<tr><th>Mã CBGVNV</th><th>Họ tên</th></tr></thead>
<tr><td>79760401</td><td x:str>0900000001</td><td>Nguyễn&nbsp;Thị &amp; Thử</td><td>28/04/2025</td></tr>
<tr><td>79760402<td>0900000002<td><td>29/04/2025
</table>Người lập</body></html>"""


def cells(page: str, **limits: int) -> list[tuple[object, ...]]:
    (grid,) = open_grids(page.encode(), path="a.xls", limits=Limits(**limits)).grids
    return grid.cells.rows()


def test_cells_stand_where_excel_shows_them() -> None:
    assert cells(PAGE) == [
        (1, "TẬP HUẤN", None, None, None),
        (2, "Số liệu tính đến ngày 29/05/2025", None, None, None),
        (3, "Mã trường", "Cán bộ", None, "Ngày\ntập huấn"),
        (4, None, "Mã CBGVNV", "Họ tên", None),
        (5, "79760401", "0900000001", "Nguyễn\u00a0Thị & Thử", "28/04/2025"),
        (6, "79760402", "0900000002", None, "29/04/2025"),
        (7, "Người lập", None, None, None),
    ]


def test_page_is_read_like_any_other_file(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_text(PAGE, encoding="utf-8")
    reading = read(tmp_path / "a.xls")
    assert reading.tables["training"]["staff_code"].to_list() == ["0900000001", "0900000002"]
    assert reading.tables["training"]["row_number"].to_list() == [5, 6]


@pytest.mark.parametrize(
    ("page", "limits"),
    [
        ("<table><tr><td colspan=99999999>x</table>", {}),
        ("<table>" + "<tr><td>x" * 40 + "</table>", {"rows": 30}),
        ("<table><tr>" + "<td>x" * 40 + "</table>", {"cells": 30}),
    ],
)
def test_page_beyond_the_limits_is_refused(page: str, limits: dict[str, int]) -> None:
    with pytest.raises(TooLarge):
        cells(page, **limits)


@pytest.mark.parametrize("page", ["<table><![x[<tr>", "<table><!ELEMENT [", "<table></td></tr></table><tr>", "<table"])
def test_broken_page_is_a_sentence_or_no_rows(page: str) -> None:
    with suppress(UnreadableFile):
        assert len(cells(page)) <= 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "lưu thành .xlsx"),
        ("MIME-Version: 1.0\nContent-Type: multipart/related\n", "lưu thành .xlsx"),
        ("một dòng chữ", "không phải tệp Excel"),
    ],
)
def test_other_kinds_of_file_say_what_to_do(text: str, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        open_grids(text.encode(), path="a.xls", limits=STANDARD_LIMITS)
