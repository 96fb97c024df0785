"""Gradebooks as vnEdu exports them: a sheet a subject, merged headings, names in two cells, scores and comments."""

from typing import Any

import pytest

from tests.sources.office_files import Book, Row, read, repairs_of, rows_of

FIRST_ROW = 9


def sheet(*rows: Row, subject: str = "TOÁN", term: str = "HỌC KỲ I", regular: int = 3, year: bool = False) -> list[Row]:
    last = ("ĐTBmhk", "ĐTBmcn", "Nhận xét") if year else ("ĐTBmhk", "Nhận xét")
    return [
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH MẪU",),
        ("TRƯỜNG THCS CÂY BÀNG",),
        (f"BẢNG ĐIỂM MÔN {subject} - {term} - NĂM HỌC 2024-2025",),
        ("Khối 6 - Lớp 6A1",),
        ("Ngày kết xuất: 20/01/2025",),
        ("STT", "Mã học sinh", "Họ và tên", None, "ĐĐGtx", *[None] * (regular - 1), "ĐĐGgk", "ĐĐGck", *last),
        (None, None, None, None, *(f"TX{at}" for at in range(1, regular + 1))),
        (),
        *rows,
    ]


def scores(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [
        (row["full_name"], row["term"], row["kind"], row["place"], row["tenths"], row["level"], row["value_text"])
        for row in rows
    ]


def test_scores_of_a_subject_become_rows_with_subject_term_and_class_of_the_title(book: Book) -> None:
    row = (1, "2112345678", "Nguyễn Thị", "Thử", 8, "9,5", None, "7.0", 8, "7,9", "Chăm học")
    reading = read(book({"Toán": sheet(row)}))
    assert reading.family == "gradebook"
    rows = rows_of(reading, "score")
    assert scores(rows) == [
        ("Nguyễn Thị Thử", "hk1", "tx", 1, 80, None, "8"),
        ("Nguyễn Thị Thử", "hk1", "tx", 2, 95, None, "9,5"),
        ("Nguyễn Thị Thử", "hk1", "gk", None, 70, None, "7.0"),
        ("Nguyễn Thị Thử", "hk1", "ck", None, 80, None, "8"),
        ("Nguyễn Thị Thử", "hk1", "tb", None, 79, None, "7,9"),
    ]
    same = ("school_code", "class_name", "grade", "pupil_code", "subject", "subject_text", "sheet", "row_number")
    assert {tuple(one[name] for name in same) for one in rows} == {
        ("\nTRƯỜNG THCS CÂY BÀNG\n", "6A1", 6, "2112345678", "toan", "Toán", "Toán", FIRST_ROW)
    }


def test_every_subject_is_a_sheet_of_its_own_with_its_own_number_of_regular_scores(book: Book) -> None:
    sheets = {
        "Toán": sheet((1, "2112345678", "Lê", "Thí", 8, 9, 7, 8, 9, 8), regular=3),
        "Tin": sheet((1, "2112345678", "Lê", "Thí", 8, 9, 7, 8, 9), subject="TIN HỌC", regular=2),
    }
    found = {(row["subject"], row["kind"], row["place"]) for row in rows_of(read(book(sheets)), "score")}
    kinds = {("gk", None), ("ck", None), ("tb", None)}
    assert found == {("toan", *kind) for kind in kinds | {("tx", 1), ("tx", 2), ("tx", 3)}} | {
        ("tin_hoc", *kind) for kind in kinds | {("tx", 1), ("tx", 2)}
    }


def test_comment_subject_gives_levels_and_an_exempted_pupil_is_exempt(book: Book) -> None:
    rows = (
        (1, "2112345678", "Lê", "Thí", "Đ", "CĐ", None, "Đạt", "Đ", "Chưa đạt"),
        (2, "2112345679", "Võ", "Vờ", None, None, None, "M", "M", "Miễn"),
    )
    found = scores(rows_of(read(book({"GDTC": sheet(*rows, subject="GIÁO DỤC THỂ CHẤT")})), "score"))
    assert [(kind, level) for name, _, kind, _, _, level, _ in found if name == "Lê Thí"] == [
        ("tx", "dat"), ("tx", "chua_dat"), ("gk", "dat"), ("ck", "dat"), ("tb", "chua_dat"),
    ]  # fmt: skip
    assert [(kind, level) for name, _, kind, _, _, level, _ in found if name == "Võ Vờ"] == [
        ("gk", "mien"), ("ck", "mien"), ("tb", "mien"),
    ]  # fmt: skip


def test_average_of_the_year_stands_in_the_term_of_the_year(book: Book) -> None:
    row = (1, "2112345678", "Lê", "Thí", 8, 9, 7, 8, 9, 8.5, 8.3, None)
    found = scores(rows_of(read(book({"Toán": sheet(row, term="HỌC KỲ II", year=True)})), "score"))
    assert [(term, kind, tenths) for _, term, kind, _, tenths, *_ in found if kind == "tb"] == [
        ("hk2", "tb", 85),
        ("ca_nam", "tb", 83),
    ]


def test_missing_end_test_is_a_row_without_a_score_and_a_missing_regular_score_is_none(book: Book) -> None:
    row = (1, "2112345678", "Lê", "Thí", 8, None, None, None, None, None)
    found = scores(rows_of(read(book({"Toán": sheet(row)})), "score"))
    assert [(kind, tenths) for _, _, kind, _, tenths, *_ in found] == [
        ("tx", 80),
        ("gk", None),
        ("ck", None),
        ("tb", None),
    ]


def test_value_that_is_no_score_is_kept_as_text_and_told(book: Book) -> None:
    row = (1, "2112345678", "Lê", "Thí", "8,25", "vắng", 11, 8, 9, 8)
    reading = read(book({"Toán": sheet(row)}))
    found = scores(rows_of(reading, "score"))
    assert [(tenths, text) for *_, tenths, _, text in found][:3] == [(None, "8,25"), (None, "vắng"), (None, "11")]
    assert [before for _, _, before, _ in repairs_of(reading, "khong_doc_duoc")] == ["8,25", "vắng", "11"]


@pytest.mark.parametrize(
    ("name", "subject", "term"),
    [
        ("Lịch sử và Địa lí", "ls_dl", "hk2"),
        ("Hoạt động trải nghiệm, hướng nghiệp", "hdtn_hn", "hk2"),
        ("Ngoại ngữ 1 (Tiếng Anh)", "ngoai_ngu_1", "hk2"),
        ("Môn lạ", None, "hk2"),
    ],
)
def test_subject_is_known_by_the_longest_name_and_an_unknown_one_is_told(
    book: Book, name: str, subject: str | None, term: str
) -> None:
    reading = read(book({"S1": sheet((1, "2112345678", "Lê", "Thí", 8), subject=name, term="Học kì 2")}))
    assert {(row["subject"], row["term"]) for row in rows_of(reading, "score")} == {(subject, term)}
    told = [column for _, column, *_ in repairs_of(reading, "khong_doc_duoc")]
    assert told == ([] if subject else ["subject"])


def test_sheet_name_says_the_subject_where_the_title_does_not(book: Book) -> None:
    rows = sheet((1, "2112345678", "Lê", "Thí", 8))
    rows[2] = ("BẢNG ĐIỂM CHI TIẾT HKI NĂM HỌC 2024-2025",)
    assert {(row["subject"], row["term"]) for row in rows_of(read(book({"Ngữ văn": rows})), "score")} == {
        ("ngu_van", "hk1")
    }


def test_regular_scores_under_one_merged_heading_without_numbers_are_all_read(book: Book) -> None:
    rows = sheet((1, "2112345678", "Lê", "Thí", 8, 9, 7, 8, 9, 8))
    rows[6] = ()
    found = scores(rows_of(read(book({"Toán": rows})), "score"))
    assert [(place, tenths) for _, _, kind, place, tenths, *_ in found if kind == "tx"] == [(1, 80), (2, 90), (3, 70)]
