from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba_ops.errors import TooLarge, UnreadableFile
from hocba_ops.settings import Limits
from hocba_ops.sources.delimited import read_delimited
from hocba_ops.sources.grid import open_grids
from tests.sources.old_encoders import tcvn3, vni, windows_1258

LINES = "Mã trường{0}Họ và tên{0}Ghi chú\n79760401{0}Nguyễn Thị Thử{0}\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_delimiter_and_encoding_are_found_from_the_content(delimiter: str, encoding: str) -> None:
    grid = read_delimited(LINES.format(delimiter).encode(encoding), path="a.csv")
    assert grid.cells.rows() == [(1, "Mã trường", "Họ và tên", "Ghi chú"), (2, "79760401", "Nguyễn Thị Thử", None)]
    assert grid.repairs.is_empty()


def test_windows_1258_is_decoded_composed_and_told() -> None:
    data = windows_1258(LINES.format(";"))
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    grid = read_delimited(data, path="a.csv")
    assert grid.cells.row(1) == (2, "79760401", "Nguyễn Thị Thử", None)
    assert grid.repairs["kind"].to_list() == ["bang_ma"]


def test_commas_inside_values_do_not_outvote_the_delimiter() -> None:
    text = "Quận 1, ngày 3\n\na;b;c\n" + "94,5;Trần, Thị;x\n" * 8
    grid = read_delimited(text.encode(), path="a.csv")
    assert grid.cells.row(3) == (4, "94,5", "Trần, Thị", "x")


@pytest.mark.parametrize("data", [b"", b"  \n", b"\x00\x01\x02\x03" * 50, b"\x81\x8d\x8f\x90\xff\xfe" * 9])
def test_what_is_not_text_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"a\.csv"):
        read_delimited(data, path="a.csv")


@pytest.mark.parametrize(("encode", "called"), [(tcvn3, "TCVN3 (ABC)"), (vni, "VNI")])
def test_text_of_an_old_alphabet_is_decoded_column_by_column(encode: Callable[[str], str], called: str) -> None:
    data = encode(LINES.format(";").replace("Ghi chú", "Trần Văn Dũng")).encode("latin-1")
    (grid,) = open_grids(data, path="a.csv").grids
    assert grid.cells.row(0) == (1, "Mã trường", "Họ và tên", "Trần Văn Dũng")
    assert grid.cells.row(1) == (2, "79760401", "Nguyễn Thị Thử", None)
    assert set(grid.repairs["before"].str.replace(r": \d+$", "")) == {called}


def test_line_that_tells_excel_the_delimiter_is_no_row() -> None:
    grid = read_delimited(b"sep=|\r\na|b;c\r\n1|2;3\r\n", path="a.csv")
    assert grid.cells.rows() == [(1, "a", "b;c"), (2, "1", "2;3")]


@pytest.mark.parametrize("limits", [{"rows": 2}, {"columns": 1}, {"cells": 5}])
def test_text_beyond_the_limits_is_refused(limits: dict[str, int]) -> None:
    with pytest.raises(TooLarge, match=r"a\.csv"):
        read_delimited(b"a,b\n1,2\n3,4\n", path="a.csv", limits=Limits(**limits))


def test_error_texts_of_a_spreadsheet_are_told_and_empty() -> None:
    (grid,) = open_grids(b"a,b\n1,#N/A\n#REF!,3\n", path="a.csv").grids
    assert grid.cells.rows() == [(1, "a", "b"), (2, "1", None), (3, None, "3")]
    told = grid.repairs.select("row_number", "column", "kind", "before").rows()
    assert sorted(told) == [(2, "B", "o_loi", "#N/A"), (3, "A", "o_loi", "#REF!")]


@given(st.text(alphabet="aé ;\t\n\r", max_size=30).filter(str.strip))
def test_text_without_quotes_has_the_cells_that_it_has_with_quotes(text: str) -> None:
    grid = read_delimited(f"sep=;\nMã;Tên;Lớp\n{text}\nx;y;z".encode(), path="a.csv")
    quoted = read_delimited(f'sep=;\nMã;"Tên";Lớp\n{text}\nx;y;z'.encode(), path="a.csv")
    assert grid.cells.equals(quoted.cells)


@pytest.mark.parametrize("limits", [Limits(rows=3), Limits(columns=2), Limits(cells=8)])
def test_text_without_quotes_is_refused_at_the_row_that_is_too_much(limits: Limits) -> None:
    with pytest.raises(TooLarge) as plain:
        read_delimited(b"a;b;c\n" * 5, path="a.csv", limits=limits)
    with pytest.raises(TooLarge) as quoted:
        read_delimited(b'a;b;"c"\n' + b"a;b;c\n" * 4, path="a.csv", limits=limits)
    assert str(plain.value) == str(quoted.value)
