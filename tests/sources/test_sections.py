"""Several tables on one sheet, of one kind and of several, below each other and side by side."""

from datetime import date

import pytest

from hocba_ops.errors import UnknownHeading
from tests.sources.office_files import PREAMBLE, Book, Row, read, repairs_of, rows_of

SCHOOLS: list[Row] = [
    ("STT", "Mã trường", "Mã cũ", "Tên trường", "Loại hình", "Loại trường"),
    (1, "79760401", "76001", "Trường Tiểu học Hoa Sen", "Công lập", "Tiểu học"),
    (2, "79760402", "76002", "Trường THCS Cây Bàng", "Công lập", "Trung học cơ sở"),
]
PARENTS: list[Row] = [
    ("Mã trường", "Mã đơn vị quản lý", "Tuyến", "Từ ngày", "Đến ngày"),
    ("79760401", "quan-1", "Chuyên môn", "01/01/2020", "30/06/2025"),
]
PUPILS: list[Row] = [
    ("STT", "Mã trường", "Lớp", "Mã HS", "Họ và tên", "Ngày sinh"),
    (1, "79760401", "1A", "7912345678", "Nguyễn Thị Thử", "13/05/2018"),
]
STAFF: list[Row] = [
    ("STT", "Mã trường", "Mã CBGVNV", "Họ tên cán bộ", "Chức danh"),
    (1, "79760401", "7900000001", "Võ Thị Vờ", "Giáo viên"),
]


def codes(book: Book, rows: list[Row], table: str) -> list[object]:
    return [row["school_code"] for row in rows_of(read(book(rows)), table)]


def test_two_tables_of_one_family_below_each_other_are_both_read(book: Book) -> None:
    reading = read(book([*SCHOOLS, ("Tổng số: 2 trường",), (), ("ĐƠN VỊ QUẢN LÝ",), *PARENTS, ("Người lập", None)]))
    assert reading.family == "school_list"
    assert [row["school_kind"] for row in rows_of(reading, "school")] == ["tieu_hoc", "thcs"]
    (parent,) = rows_of(reading, "school_parent")
    assert (parent["parent_id"], parent["valid_to"], parent["row_number"]) == ("quan-1", date(2025, 6, 30), 12)
    assert reading.faults == ()


def test_tables_of_two_families_on_one_sheet_are_each_read_as_what_they_are(book: Book) -> None:
    reading = read(book([*PUPILS, (), ("DANH SÁCH CÁN BỘ",), *STAFF]))
    assert [row["full_name"] for row in rows_of(reading, "pupil")] == ["Nguyễn Thị Thử"]
    assert [row["full_name"] for row in rows_of(reading, "staff")] == ["Võ Thị Vờ"]


def test_sheets_of_two_families_in_one_workbook_are_each_read_as_what_they_are(book: Book) -> None:
    reading = read(book({"HS": [*PREAMBLE, *PUPILS], "GV": [*PREAMBLE, *STAFF]}))
    assert (len(rows_of(reading, "pupil")), len(rows_of(reading, "staff"))) == (1, 1)


def test_heading_again_in_another_order_is_read_by_its_own_order(book: Book) -> None:
    turned: list[Row] = [row[::-1] for row in PUPILS]
    rows = [*PUPILS, *turned, *PUPILS]
    reading = read(book(rows))
    assert [row["full_name"] for row in rows_of(reading, "pupil")] == ["Nguyễn Thị Thử"] * 3
    assert [row["pupil_code"] for row in rows_of(reading, "pupil")] == ["7912345678"] * 3
    assert [row["row_number"] for row in rows_of(reading, "pupil")] == [6, 8, 10]


def test_heading_again_in_the_same_order_is_told_and_passed_over(book: Book) -> None:
    reading = read(book([*PUPILS, *PUPILS]))
    assert len(rows_of(reading, "pupil")) == 2
    assert [row for row, *_ in repairs_of(reading, "lap_tieu_de")] == [7]


def test_three_rows_of_merged_headings_again_in_the_middle_begin_no_table(book: Book) -> None:
    heading: list[Row] = [
        ("STT", "Mã lớp", "Mã học sinh", "Họ tên", "Môn học", None, None, "Xếp loại"),
        (None, None, None, None, "Toán", None, "Đạo đức", None),
        (None, None, None, None, "Mức đạt được", "Điểm KTĐK", "Mức đạt được", None),
    ]
    pupil: Row = (1, "1A", "7912345678", "Nguyễn Thị Thử", "T", 9, "T", "Hoàn thành tốt")
    reading = read(book([("Mã trường: 79760401",), *heading, pupil, *heading, pupil]))
    assert [row["rating"] for row in rows_of(reading, "result")] == ["hoan_thanh_tot"] * 2
    assert reading.faults == ()


def test_second_table_that_lost_a_column_is_told_with_its_row_and_the_first_is_kept(book: Book) -> None:
    lost: list[Row] = [tuple(cell for at, cell in enumerate(row) if at not in (0, 3)) for row in PUPILS]
    reading = read(book([*PUPILS, (), *lost, (), *PUPILS]))
    assert [row["row_number"] for row in rows_of(reading, "pupil")] == [6, 12]
    (fault,) = reading.faults
    assert isinstance(fault, UnknownHeading)
    assert "dòng 8" in str(fault)


def test_two_halves_side_by_side_are_both_read_and_keep_their_rows(book: Book) -> None:
    rows: list[Row] = [(*PUPILS[0], None, *PUPILS[0]), (*PUPILS[1], None, 2, *PUPILS[1][1:])]
    assert [row["row_number"] for row in rows_of(read(book(rows)), "pupil")] == [6, 6]


def test_table_whose_rows_have_no_digits_is_read_to_its_end(book: Book) -> None:
    rows: list[Row] = [("STT", "Mã trường", "Mã CBGVNV", "Họ tên cán bộ", "Chức danh")]
    rows += [(None, None, "mã lạ", "Họ tên cán bộ", "Chức danh khác")] * 40
    assert len(rows_of(read(book(rows)), "staff")) == 40


@pytest.mark.parametrize("gap", [0, 1, 3])
def test_lines_right_above_a_second_heading_are_its_own(book: Book, gap: int) -> None:
    other: list[Row] = [
        ("STT", "Lớp", "Mã HS", "Họ và tên", "Ngày sinh"),
        (1, "1A", "7912345678", "A Bê", "13/05/2018"),
    ]
    rows = [("Mã trường: 79760401",), *other, *[()] * gap, ("Mã trường: 79760402",), *[row[::-1] for row in other]]
    assert codes(book, rows, "pupil") == ["79760401", "79760402"]
