"""Tables of results of grades 6-12: HKI, HKII, CN under each subject, then learning, conduct and the rest."""

from typing import Any

from tests.sources.office_files import Book, Row, read, repairs_of, rows_of

LINES = [
    ("BẢNG TỔNG HỢP KẾT QUẢ HỌC TẬP, RÈN LUYỆN",),
    ("Trường: THCS Cây Bàng - Mã trường: 79000799",),
    ("Ngày kết xuất: 31/05/2025",),
]
TOP = (
    "STT", "Mã học sinh", "Họ và tên", "Lớp", "Toán", None, None, "GDTC", None, None,
    "Học tập", None, None, "Rèn luyện", None, None, "Số buổi nghỉ", None, "Danh hiệu", "Lên lớp",
)  # fmt: skip
TERMS = ("HKI", "HKII", "CN")
BOTTOM = (None, None, None, None, *TERMS, *TERMS, *TERMS, *TERMS, "Có phép", "Không phép", None, None)
AN = (
    1, "7900000001", "Nguyễn Thị Thử", "9A", "7,9", 8.5, "8,3", "Đ", "Đ", "Đ",
    "Tốt", "T", "1", "Khá", "Tốt", "Tốt", 3, 1, "Học sinh Giỏi", "x",
)  # fmt: skip
FIRST_ROW = len(LINES) + 3


def sheet(*rows: Row) -> dict[str, list[Any]]:
    return {"Khoi9": [*LINES, TOP, BOTTOM, *rows]}


def test_a_pupil_gives_a_row_a_term_with_levels_absences_and_award(book: Book) -> None:
    reading = read(book(sheet(AN)))
    assert reading.family == "secondary_summary"
    rows = rows_of(reading, "secondary_result")
    told = [(row["term"], row["learning"], row["conduct"], row["absences"], row["award"]) for row in rows]
    assert told == [
        ("hk1", "tot", "kha", None, None),
        ("hk2", "tot", "tot", None, None),
        ("ca_nam", "tot", "tot", 4, "hoc_sinh_gioi"),
    ]
    assert [row["is_promoted"] for row in rows] == [None, None, True]
    assert {(row["school_code"], row["grade"], row["class_name"], row["row_number"]) for row in rows} == {
        ("79000799", 9, "9A", FIRST_ROW)
    }


def test_every_column_of_a_subject_gives_an_average_in_tenths_or_a_level(book: Book) -> None:
    rows = rows_of(read(book(sheet(AN))), "score")
    assert [(row["subject"], row["term"], row["tenths"], row["level"]) for row in rows] == [
        ("toan", "hk1", 79, None), ("toan", "hk2", 85, None), ("toan", "ca_nam", 83, None),
        *(("gd_the_chat", term, None, "dat") for term in ("hk1", "hk2", "ca_nam")),
    ]  # fmt: skip
    assert {row["kind"] for row in rows} == {"tb"}


def test_an_empty_cell_is_a_row_and_a_word_that_nobody_knows_is_told(book: Book) -> None:
    odd = (*AN[:4], None, "7,55", "M", "Đ", "Đ", "Đ", "Giỏi", *AN[11:])
    reading = read(book(sheet(odd)))
    values = [(row["tenths"], row["level"], row["value_text"]) for row in rows_of(reading, "score")][:3]
    assert values == [(None, None, None), (None, None, "7,55"), (None, "mien", "M")]
    first = rows_of(reading, "secondary_result")[0]
    assert (first["learning"], first["learning_text"]) == (None, "Giỏi")
    assert {before for *_, before, _ in repairs_of(reading, "khong_doc_duoc")} == {"7,55", "Giỏi"}


def test_what_came_after_the_summer_is_a_row_of_its_own_and_takes_the_promotion(book: Book) -> None:
    top, bottom = (*TOP, "Rèn luyện lại", "Học tập sau kiểm tra lại"), (*BOTTOM, None, None)
    later = (*AN, None, "Đạt")
    rows = rows_of(
        read(book({"Khoi9": [*LINES, top, bottom, later, (2, "7900000002", *AN[2:], None, None)]})), "secondary_result"
    )
    told = [(row["pupil_code"][-1], row["term"], row["learning"], row["is_promoted"]) for row in rows]
    assert sorted(one for one in told if one[1] in ("ca_nam", "sau_he")) == [
        ("1", "ca_nam", "tot", None),
        ("1", "sau_he", "dat", True),
        ("2", "ca_nam", "tot", True),
    ]
