"""Pupil lists beside the plain export of the ministry: with every column, its ID template, a city's."""

from datetime import date
from typing import Any

import pytest

from tests.sources.office_files import PREAMBLE, Book, Row, read, repairs_of, rows_of

MINISTRY = [
    "STT", "Mã trường", "Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Giới tính", "Trạng thái HS",
    "Ngày nhập trạng thái", "Dân tộc", "Quốc tịch", "Loại khuyết tật", "Số định danh cá nhân", "Nơi sinh",
    "Tỉnh/Thành phố\n(Theo địa chỉ thường trú)", "Quận/Huyện\n(Theo địa chỉ thường trú)",
    "Phường/Xã\n(Theo địa chỉ thường trú)", "Họ và tên cha", "Năm sinh cha", "Họ và tên mẹ", "Năm sinh mẹ",
    "Họ tên người giám hộ", "Chuyển đến từ trường",
]  # fmt: skip
NUMBERS = [
    "STT", "Mã lớp", "Mã định danh Bộ GD&ĐT (trên CSDL ngành)", "Ngày sinh", "Giới tính", "Dân tộc", "Quốc tịch",
    "Tỉnh", "Huyện", "Xã", "Họ tên cha", "Năm sinh cha", "Họ tên mẹ", "Năm sinh mẹ", "Số ĐDCN",
]  # fmt: skip
CITY = [
    "STT", "Mã định danh Bộ GD&ĐT", "Họ tên", "Ngày sinh", "Giới tính", "Dân tộc", "Trạng thái", "SĐT liên hệ",
    "Nơi sinh chi tiết", "Tổ/thôn Hộ khẩu thường trú", "Tỉnh thành quê quán", "Phường Xã quê quán", "Chỗ ở hiện nay",
    "Số CMND", "Ngày cấp", "Nơi cấp", "Tên cha", "Nghề nghiệp cha", "Năm sinh cha", "Tên mẹ", "Nghề nghiệp mẹ",
    "Năm sinh mẹ", "Lớp học", "Khối học", "Số định danh cá nhân",
]  # fmt: skip
DATED = [("Số liệu tính đến ngày 29/05/2025",)]


def city_row(**changed: object) -> Row:
    row: dict[str, object] = {
        "stt": 1, "code": "7912345678", "name": "Nguyễn Thị Thử", "birth": "13/05/2007", "sex": "Nữ",
        "ethnicity": "Kinh", "status": "Đang học", "phone": "0900000000", "born": "Bệnh viện Mẫu", "hamlet": "Tổ 3",
        "home_province": "Tỉnh Mẫu", "home_commune": "Xã Mẫu", "lives": "Số 1 đường Mẫu", "old_id": None,
        "issued": None, "issuer": None, "father": "Nguyễn Văn Thứ", "f_job": "Thợ", "f_year": 1980,
        "mother": "Trần Thị Thảo", "m_job": "Thợ", "m_year": 1982, "class": "12A1", "grade": "Khối 12",
        "number": "079307001234",
    }  # fmt: skip
    return list((row | changed).values())


def only(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """What a file said of its only pupil, without where it stood and without what it did not say."""
    (row,) = rows
    passed = ("source_file", "sheet", "row_number", "birth_date_text", "status_text", "sex_text")
    return {name: value for name, value in row.items() if value is not None and name not in passed}


def test_ministry_export_with_address_parents_and_other_school_fills_every_column(book: Book) -> None:
    row = [
        1, "79760401", "5A", "7912345678", "Nguyễn Thị Thử", date(2014, 5, 13), "F", "Chuyển đến kỳ 1",
        date(2024, 9, 5), "Kinh", "Việt Nam", "Khiếm thị", "079314001234", "Bệnh viện Mẫu", "Thành phố Hồ Chí Minh",
        "Quận 1", "Phường Đa Kao", "Nguyễn Văn Thứ", 1985, "Trần Thị Thảo", "1987.0", "Lê Thị Mẫu", "TH Cây Bàng",
    ]  # fmt: skip
    assert only(rows_of(read(book([MINISTRY, row])), "pupil")) == {
        "school_code": "79760401", "class_name": "5A", "grade": 5, "pupil_code": "7912345678",
        "person_id": "079314001234", "full_name": "Nguyễn Thị Thử", "birth_date": date(2014, 5, 13), "sex": "nu",
        "ethnicity": "Kinh", "nationality": "Việt Nam", "pupil_status": "chuyen_den", "status_date": date(2024, 9, 5),
        "disability_text": "Khiếm thị", "birth_place": "Bệnh viện Mẫu", "province_text": "Thành phố Hồ Chí Minh",
        "district_text": "Quận 1", "commune_text": "Phường Đa Kao", "father_name": "Nguyễn Văn Thứ",
        "father_birth_year": 1985, "mother_name": "Trần Thị Thảo", "mother_birth_year": 1987,
        "guardian_name": "Lê Thị Mẫu", "other_school": "TH Cây Bàng",
    }  # fmt: skip


def test_id_number_template_without_names_and_school_is_read(book: Book) -> None:
    row = [
        1, "5A", "7912345678", "13/05/2014", "02", "01", "VN", "79", "760", "26734", "Nguyễn Văn Thứ", 1985,
        "Trần Thị Thảo", 1987, "079314001234",
    ]  # fmt: skip
    catalogues = {
        name: [("Mã", "Tên"), ("01", "Nam")] for name in ("GIOI_TINH", "DAN_TOC", "QUOC_TICH", "TINH", "HUYEN")
    }
    reading = read(book({"Sheet1": [*DATED, NUMBERS, row], **catalogues}))
    assert reading.family == "pupil_export"
    assert reading.faults == ()
    assert only(rows_of(reading, "pupil")) == {
        "class_name": "5A", "grade": 5, "pupil_code": "7912345678", "person_id": "079314001234",
        "birth_date": date(2014, 5, 13), "sex": "nu", "ethnicity": "01", "nationality": "VN", "province_text": "79",
        "district_text": "760", "commune_text": "26734", "father_name": "Nguyễn Văn Thứ", "father_birth_year": 1985,
        "mother_name": "Trần Thị Thảo", "mother_birth_year": 1987,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "school"),
    [
        ([("SỞ GIÁO DỤC VÀ ĐÀO TẠO",), ("TRƯỜNG THPT HOA SEN - NĂM HỌC 2024-2025",)], "\nTRƯỜNG THPT HOA SEN\n"),
        ([("SỞ GD&ĐT", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("Trường: THPT Hoa Sen",)], "\nTHPT Hoa Sen\n"),
        ([("Đơn vị: Trung tâm GDNN-GDTX Bến Sông, Quận 1",)], "\nTrung tâm GDNN-GDTX Bến Sông, Quận 1\n"),
        ([("TRƯỜNG THPT HOA SEN - Mã trường: 79760401",)], "79760401"),
        ([("Trưởng phòng: Lê Thị Mẫu",)], None),
    ],
)
def test_school_of_a_city_export_stands_in_the_lines_above(book: Book, lines: list[Row], school: str | None) -> None:
    rows = [*lines, ("DANH SÁCH HỌC SINH LỚP 12A1",), *DATED, CITY, city_row()]
    (pupil,) = rows_of(read(book({"DS": rows})), "pupil")
    assert pupil["school_code"] == school


def test_city_export_gives_birth_place_and_parents_and_no_address_from_the_native_place(book: Book) -> None:
    rows = [("TRƯỜNG THPT HOA SEN",), *DATED, CITY, city_row()]
    assert only(rows_of(read(book({"DS": rows})), "pupil")) == {
        "school_code": "\nTRƯỜNG THPT HOA SEN\n", "class_name": "12A1", "grade": 12, "pupil_code": "7912345678",
        "person_id": "079307001234", "full_name": "Nguyễn Thị Thử", "birth_date": date(2007, 5, 13), "sex": "nu",
        "ethnicity": "Kinh", "pupil_status": "dang_hoc", "birth_place": "Bệnh viện Mẫu",
        "father_name": "Nguyễn Văn Thứ", "father_birth_year": 1980, "mother_name": "Trần Thị Thảo",
        "mother_birth_year": 1982,
    }  # fmt: skip


def test_row_without_school_code_is_named_by_school_and_commune(book: Book) -> None:
    heading = ["STT", "UBND Xã", "Tên trường", "Mã trường", "Lớp", "Mã HS", "Họ và tên", "Ngày sinh"]
    rows = [
        (1, "UBND Phường Tân Định", "TH Hoa Sen", None, "1A", "7912345678", "Nguyễn Thị Thử", "13/05/2018"),
        (2, "UBND Phường Tân Định", "TH Hoa Sen", "79760401", "1A", "7912345679", "Lê Văn Thí", "14/05/2018"),
    ]
    found = [row["school_code"] for row in rows_of(read(book([heading, *rows])), "pupil")]
    assert found == ["\nTH Hoa Sen\nUBND Phường Tân Định", "79760401"]


@pytest.mark.parametrize(
    ("heading", "cells", "sexes"),
    [
        (["Nữ"], [("x",), (None,), ("X",), ("Nữ",)], ["nu", "nam", "nu", "nu"]),
        (["Nam", "Nữ"], [("x", None), (None, "x"), (None, None), ("x", "x")], ["nam", "nu", None, None]),
    ],
)
def test_sex_marked_in_columns_becomes_one_code(
    book: Book, heading: list[str], cells: list[Row], sexes: list[str | None]
) -> None:
    top = ["STT", "Mã trường", "Lớp", "Mã HS", "Họ và tên", "Ngày sinh", *heading]
    rows = [
        (at, "79760401", "1A", f"791234567{at}", "Nguyễn Văn Thử", "13/05/2018", *marks)
        for at, marks in enumerate(cells, start=1)
    ]
    assert [row["sex"] for row in rows_of(read(book([top, *rows])), "pupil")] == sexes


def test_name_in_two_cells_under_one_merged_heading_is_one_name(book: Book) -> None:
    top = ["STT", "Mã trường", "Lớp", "Mã HS", "Họ và tên", None, "Ngày sinh"]
    rows = [
        (1, "79760401", "1A", "7912345678", "Nguyễn Thị", "Thử", "13/05/2018"),
        (2, "79760401", "1A", "7912345679", "Lê", "Mẫu", "14/05/2018"),
    ]
    names = [row["full_name"] for row in rows_of(read(book([top, *rows])), "pupil")]
    assert names == ["Nguyễn Thị Thử", "Lê Mẫu"]


def test_name_under_two_headings_is_one_name_and_a_given_name_beside_a_whole_one_is_not_added(book: Book) -> None:
    split = ["STT", "Mã trường", "Lớp", "Mã HS", "Họ đệm", "Tên", "Ngày sinh"]
    beside = ["STT", "Mã trường", "Lớp", "Mã HS", "Họ và tên", "Tên", "Ngày sinh"]
    first = (1, "79760401", "1A", "7912345678", "Nguyễn Thị", "Thử", "13/05/2018")
    whole = (1, "79760401", "1A", "7912345678", "Nguyễn Thị Thử", "Thử", "13/05/2018")
    for heading, row in ((split, first), (beside, whole)):
        assert [one["full_name"] for one in rows_of(read(book([heading, row])), "pupil")] == ["Nguyễn Thị Thử"]


def test_column_of_other_words_beside_a_name_is_not_taken_for_a_given_name(book: Book) -> None:
    top = ["STT", "Mã trường", "Lớp", "Mã HS", "Họ và tên", None, "Ngày sinh"]
    rows = [(1, "79760401", "1A", "7912345678", "Nguyễn Thị Thử", "0900 000 000", "13/05/2018")]
    assert rows_of(read(book([top, *rows])), "pupil")[0]["full_name"] == "Nguyễn Thị Thử"


def test_list_that_names_no_school_is_told(book: Book) -> None:
    reading = read(
        book([["STT", "Lớp", "Mã HS", "Họ và tên", "Ngày sinh"], (1, "1A", "7912345678", "A B", "13/05/2018")])
    )
    assert [told[1] for told in repairs_of(reading, "khong_doc_duoc")] == ["school_code"]
    assert len(PREAMBLE) == 4
