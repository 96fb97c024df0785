import unicodedata
from datetime import date
from pathlib import Path

import pytest
import xlwt

from tests.sources.office_files import PREAMBLE, Book, read, repairs_of, rows_of

HEADING = [
    "STT", "Mã trường", "Tên trường", "Khối học", "Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh", "Giới tính",
    "Dân tộc", "Trạng thái HS", "Ngày nhập trạng thái", "Loại khuyết tật", "Khuyết tật\nkhông đánh giá",
    "Số định danh cá nhân", "Lý do chưa có số ĐDCN", "Tỉnh/Thành phố\n(Theo địa chỉ thường trú)",
]  # fmt: skip
FIRST_ROW = len(PREAMBLE) + 2


def pupil(**changed: object) -> list[object]:
    row: dict[str, object] = {
        "stt": 1, "school": "79760401", "school_name": "Trường Tiểu học Hoa Sen", "grade": "Khối 5", "class": "5A",
        "code": "7912345678", "name": "Nguyễn Thị Thử", "birth": date(2014, 5, 13), "sex": "Nữ", "ethnicity": "Kinh",
        "status": "Đang học", "status_date": None, "disability": None, "not_assessed": None,
        "number": "079314001234", "reason": None, "province": "TP. Hồ Chí Minh",
    }  # fmt: skip
    return list((row | changed).values())


def only(book: Book, **changed: object) -> dict[str, object]:
    (row,) = rows_of(read(book([HEADING, pupil(**changed)])), "pupil")
    return row


def test_row_of_the_sector_export_becomes_typed_and_keeps_its_place(book: Book) -> None:
    reading = read(book([HEADING, pupil(not_assessed="x", status_date=date(2024, 9, 5))], name="CSDL_HocSinh.xlsx"))
    assert reading.family == "pupil_export"
    assert reading.as_of == date(2025, 5, 29)
    assert rows_of(reading, "pupil") == [
        {
            "school_code": "79760401", "class_name": "5A", "grade": 5, "pupil_code": "7912345678",
            "person_id": "079314001234", "full_name": "Nguyễn Thị Thử", "birth_date": date(2014, 5, 13),
            "birth_date_text": "2014-05-13 00:00:00", "sex": "nu", "sex_text": "Nữ", "ethnicity": "Kinh",
            "nationality": None, "birth_place": None, "province_text": "TP. Hồ Chí Minh", "district_text": None,
            "commune_text": None, "father_name": None, "father_birth_year": None, "mother_name": None,
            "mother_birth_year": None, "guardian_name": None, "other_school": None,
            "pupil_status": "dang_hoc", "status_text": "Đang học", "status_date": date(2024, 9, 5),
            "disability_text": None, "is_not_assessed": True, "no_number_reason": None,
            "source_file": "CSDL_HocSinh.xlsx", "sheet": "Sheet1", "row_number": FIRST_ROW,
        }
    ]  # fmt: skip
    assert reading.repairs.is_empty()


def test_catalogue_sheets_are_passed_over_in_silence(book: Book) -> None:
    catalogues = {f"DM{number}": [("Mã", "Tên", "Ghi chú"), ("01", "Kinh", "")] for number in range(16)}
    reading = read(book({"Sheet1": [*PREAMBLE, HEADING, pupil()], **catalogues}))
    assert len(rows_of(reading, "pupil")) == 1
    assert reading.faults == ()


def test_real_xls_is_read_like_xlsx(tmp_path: Path) -> None:
    old = xlwt.Workbook()
    sheet = old.add_sheet("Sheet1")
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for at, row in enumerate([*PREAMBLE, HEADING, pupil()]):
        for place, value in enumerate(row):
            sheet.write(at, place, value, day) if isinstance(value, date) else sheet.write(at, place, value)
    path = tmp_path / "CSDL_HocSinh.xls"
    old.save(str(path))
    (row,) = rows_of(read(path), "pupil")
    assert (row["birth_date"], row["full_name"], row["row_number"]) == (date(2014, 5, 13), "Nguyễn Thị Thử", FIRST_ROW)


def test_lost_zero_is_restored_when_sex_and_year_fit(book: Book) -> None:
    reading = read(book([HEADING, pupil(number=79314001234)]))
    assert rows_of(reading, "pupil")[0]["person_id"] == "079314001234"
    assert repairs_of(reading, "so_0_dau") == [(FIRST_ROW, "person_id", "79314001234", "079314001234")]


@pytest.mark.parametrize("changed", [{"sex": "Nam"}, {"birth": date(2013, 5, 13)}, {"birth": "31/02/2014"}])
def test_lost_zero_is_left_alone_when_it_cannot_be_shown(book: Book, changed: dict[str, object]) -> None:
    reading = read(book([HEADING, pupil(number=79314001234, **changed)]))
    assert rows_of(reading, "pupil")[0]["person_id"] == "79314001234"
    assert repairs_of(reading, "so_0_dau") == []


def test_decomposed_name_is_composed_and_told_by_cell(book: Book) -> None:
    decomposed = unicodedata.normalize("NFD", "Trần Văn Thí")
    reading = read(book([HEADING, pupil(name=decomposed), pupil()]))
    assert rows_of(reading, "pupil")[0]["full_name"] == "Trần Văn Thí"
    assert repairs_of(reading, "nfc") == [(FIRST_ROW, "full_name", decomposed, "Trần Văn Thí")]


def test_decomposed_heading_is_recognised(book: Book) -> None:
    heading = [unicodedata.normalize("NFD", name) for name in HEADING]
    assert len(rows_of(read(book([heading, pupil()])), "pupil")) == 1


def test_columns_in_another_order_are_found_by_name(book: Book) -> None:
    (row,) = rows_of(read(book([HEADING[::-1], pupil()[::-1]])), "pupil")
    assert (row["pupil_code"], row["grade"]) == ("7912345678", 5)


def test_missing_column_becomes_null(book: Book) -> None:
    keep = [place for place, name in enumerate(HEADING) if name not in ("Dân tộc", "Trạng thái HS")]
    rows = [[row[place] for place in keep] for row in (HEADING, pupil())]
    (row,) = rows_of(read(book(rows)), "pupil")
    assert (row["ethnicity"], row["pupil_status"], row["status_text"]) == (None, None, None)


def test_repeated_heading_totals_and_signatures_are_passed_over_and_told(book: Book) -> None:
    rows = [
        HEADING, pupil(), HEADING, pupil(code="7912345679"), ("Tổng cộng", None, None, "2 học sinh"), (),
        (None, None, "Quận 1, ngày 29 tháng 5 năm 2025"), ("Người lập biểu", None, None, "Hiệu trưởng", "Văn thư"),
        (None, "Lê Thị Mẫu"),
    ]  # fmt: skip
    reading = read(book(rows))
    assert [row["row_number"] for row in rows_of(reading, "pupil")] == [FIRST_ROW, FIRST_ROW + 2]
    assert [repair[0] for repair in repairs_of(reading, "lap_tieu_de")] == [FIRST_ROW + 1]
    assert [repair[0] for repair in repairs_of(reading, "dong_tong")] == [FIRST_ROW + at for at in (3, 5, 6, 7)]


def test_row_without_pupil_code_stays_a_row(book: Book) -> None:
    assert only(book, code=None)["pupil_code"] is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Đang học", "dang_hoc"),
        ("Chuyển đến kỳ 1", "chuyen_den"),
        ("Chuyển đi ngoài tỉnh", "chuyen_di"),
        ("Thôi học kỳ 2", "thoi_hoc"),
        ("Nghỉ học xin học lại", "dang_hoc"),
        ("Bảo lưu", None),
    ],
)
def test_status_follows_the_beginning_of_its_words(book: Book, words: str, code: str | None) -> None:
    row = only(book, status=words)
    assert (row["pupil_status"], row["status_text"]) == (code, words)


@pytest.mark.parametrize(("words", "code"), [("nam", "nam"), ("F", "nu"), (1, "nam"), ("02", "nu"), ("?", None)])
def test_sex_in_any_known_spelling_becomes_one_code(book: Book, words: object, code: str | None) -> None:
    assert only(book, sex=words)["sex"] == code
