"""The sheets of contents of learning records, in the shape that the samples show."""

from datetime import date

from tests.sources.office_files import Book, read

CONTENT = [
    ("Trường: Trường Tiểu học Hoa Sen - Mã trường: 79760401",),
    ("STT", "Lớp", "Mã học sinh", "Họ và tên", "Chiều cao (cm)", "Cân nặng (kg)", "Số ngày nghỉ có phép",
     "Số ngày nghỉ không phép", "Quê quán", "Nhận xét của GVCN"),
    (1, "5A", "7900000001", "Nguyễn Thử", "140,5", 34, "2", 0, "Xã Thử", "Chăm học"),
    (2, "5A", "7900000002", "Lê Thử", "cao", "34,55", "2,5", "", "", ""),
]  # fmt: skip
HISTORY = [
    ("Mã trường: 79760401",),
    ("STT", "Mã học sinh", "Năm học", "Lớp đã học", "Trường đã học", "Tỉnh, thành phố", "Ngày chuyển đến"),
    (1, "7900000001", "2023-2024", "4A", "Trường Cũ", "Tỉnh Thử", "05/09/2023"),
]
TEACHING = [("STT", "Mã trường", "Lớp", "Môn học", "Mã giáo viên bộ môn"), (1, "79760402", "6A", "Ngữ văn", "GV01")]


def test_a_sheet_of_contents_gives_whole_tenths_and_days_absent(book: Book) -> None:
    reading = read(book(CONTENT))
    assert reading.family == "card_content"
    columns = ("school_code", "height_tenths", "weight_tenths", "absent_with_leave", "absent_without_leave", "origin")
    assert reading.tables["card_content"].select(columns).rows() == [
        ("79760401", 1405, 340, 2, 0, "Xã Thử"),
        ("79760401", None, None, None, None, None),
    ]
    unread = [row["column"] for row in reading.repairs.iter_rows(named=True) if row["kind"] == "khong_doc_duoc"]
    assert sorted(unread) == ["absent_with_leave", "height_tenths", "weight_tenths"]


def test_the_years_at_school_are_read_from_a_sheet_of_their_own(book: Book) -> None:
    rows = read(book(HISTORY)).tables["study_history"]
    assert rows.select("school_code", "school_year", "class_name", "arrived_on").rows() == [
        ("79760401", "2023-2024", "4A", date(2023, 9, 5))
    ]


def test_who_teaches_which_subject_is_read_with_our_code_of_the_subject(book: Book) -> None:
    rows = read(book(TEACHING)).tables["teaching"]
    assert rows.select("school_code", "class_name", "subject", "staff_code").rows() == [
        ("79760402", "6A", "ngu_van", "GV01")
    ]
