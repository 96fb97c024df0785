from datetime import date
from typing import Any

from tests.sources.office_files import Book, read, repairs_of, rows_of

SUBJECTS = {
    "Toán": ("Mức đạt được", "Điểm KTĐK"),
    "Tiếng việt": ("Mức đạt được", "Điểm KTĐK"),
    "Đạo đức": ("Mức đạt được",),
    "Khoa học": ("Mức đạt được", "Điểm KTĐK"),
    "TH-CN (Tin học)": ("Mức đạt được", "Điểm KTĐK"),
    "Nghệ thuật\n(Âm nhạc)": ("Mức đạt được",),
}
COMPETENCES = ("Tự chủ và tự học", "Khoa học", "Tin học")
QUALITIES = ("Yêu nước", "Trách nhiệm")
LINES = [("UBND QUẬN 1",), ("Trường: Tiểu học Hoa Sen - Mã trường: 79760401",), ("Ngày kết xuất: 19/05/2025",)]
FIRST_ROW = len(LINES) + 4


def heading() -> list[list[str | None]]:
    """Three rows as merged cells leave them: text in the first cell of a merged range, nothing in the others."""
    top: list[str | None] = ["STT", "Mã lớp", "Mã học sinh", "Họ tên", "Ngày sinh"]
    middle: list[str | None] = [None] * 5
    bottom: list[str | None] = [None] * 5
    for place, (subject, aspects) in enumerate(SUBJECTS.items()):
        for at, aspect in enumerate(aspects):
            top.append("Môn học và hoạt động giáo dục" if place == at == 0 else None)
            middle.append(subject if at == 0 else None)
            bottom.append(aspect)
    for at, item in enumerate(COMPETENCES):
        top.append("Năng lực cốt lõi" if at == 0 else None)
        middle.append(("Năng lực chung", "Năng lực đặc thù", None)[at])
        bottom.append(item)
    for at, item in enumerate(QUALITIES):
        top.append("Phẩm chất chủ yếu" if at == 0 else None)
        middle.append(item)
        bottom.append(None)
    top += ["Hoàn thành chương trình lớp học", "Lên lớp", "Xếp loại", None]
    return [top, middle + [None] * 4, bottom + [None] * 4]


def result(**changed: object) -> list[object]:
    row: dict[str, object] = {
        "stt": 1, "class": "4A", "code": "7912345678", "name": "Phạm Thị Giả", "birth": "01/02/2015",
        "toan": "T", "toan_score": 9, "tv": "H", "tv_score": 8, "dao_duc": "T", "kh": "T", "kh_score": 9,
        "tin": "T", "tin_score": 10, "am_nhac": "T", "tu_hoc": "T", "nl_kh": "Đ", "nl_tin": "T",
        "yeu_nuoc": "T", "trach_nhiem": "Đ", "done": "x", "up": "x", "rating": "Hoàn thành",
    }  # fmt: skip
    return list((row | changed).values())


def items(rows: list[dict[str, Any]]) -> dict[str, tuple[Any, ...]]:
    return {
        f"{row['kind']}.{row['item']}": (row["level"], row["level_text"], row["score"], row["score_text"])
        for row in rows
    }


def sheet(*rows: list[object]) -> list[Any]:
    return [*LINES, *heading(), *rows]


def test_three_merged_heading_rows_become_result_and_items(book: Book) -> None:
    reading = read(book({"Khoi4": sheet(result())}, name="KQHT_79760401.xlsx"))
    assert (reading.family, reading.as_of) == ("result_export", date(2025, 5, 19))
    assert rows_of(reading, "result") == [
        {
            "school_code": "79760401", "class_name": "4A", "grade": 4, "pupil_code": "7912345678",
            "full_name": "Phạm Thị Giả", "birth_date": date(2015, 2, 1), "is_completed": True, "is_promoted": True,
            "rating": "hoan_thanh", "rating_text": "Hoàn thành", "award": None, "award_text": None,
            "is_primary_completed": None, "supplementary": None, "supplementary_text": None, "decision_text": None,
            "source_file": "KQHT_79760401.xlsx",
            "sheet": "Khoi4", "row_number": FIRST_ROW,
        }
    ]  # fmt: skip
    assert items(rows_of(reading, "result_item")) == {
        "mon_hoc.toan": ("T", "T", 9, "9"),
        "mon_hoc.tieng_viet": ("H", "H", 8, "8"),
        "mon_hoc.dao_duc": ("T", "T", None, None),
        "mon_hoc.khoa_hoc": ("T", "T", 9, "9"),
        "mon_hoc.tin_hoc": ("T", "T", 10, "10"),
        "mon_hoc.am_nhac": ("T", "T", None, None),
        "nang_luc.tu_hoc": ("T", "T", None, None),
        "nang_luc.khoa_hoc": ("Đ", "Đ", None, None),
        "nang_luc.tin_hoc": ("T", "T", None, None),
        "pham_chat.yeu_nuoc": ("T", "T", None, None),
        "pham_chat.trach_nhiem": ("Đ", "Đ", None, None),
    }


def test_item_with_an_empty_cell_is_a_row_without_level(book: Book) -> None:
    reading = read(book({"Khoi4": sheet(result(dao_duc=None, toan=None, toan_score=None))}))
    found = items(rows_of(reading, "result_item"))
    assert found["mon_hoc.dao_duc"] == found["mon_hoc.toan"] == (None, None, None, None)


def test_levels_in_words_and_short_forms_become_codes(book: Book) -> None:
    reading = read(book({"Khoi4": sheet(result(toan="HTT", tv="Chưa hoàn thành", dao_duc="h", tu_hoc="Cần cố gắng"))}))
    found = items(rows_of(reading, "result_item"))
    levels = [found[name][0] for name in ("mon_hoc.toan", "mon_hoc.tieng_viet", "mon_hoc.dao_duc", "nang_luc.tu_hoc")]
    assert levels == ["T", "C", "H", "C"]


def test_middle_levels_of_subjects_and_competences_are_not_mixed(book: Book) -> None:
    reading = read(book({"Khoi4": sheet(result(toan="Đ", tu_hoc="H", nl_kh="D"))}))
    found = items(rows_of(reading, "result_item"))
    assert [found[name][:2] for name in ("mon_hoc.toan", "nang_luc.tu_hoc", "nang_luc.khoa_hoc")] == [
        (None, "Đ"),
        (None, "H"),
        (None, "D"),
    ]
    assert {repair[1] for repair in repairs_of(reading, "khong_doc_duoc")} == {
        "mon_hoc.toan",
        "nang_luc.tu_hoc",
        "nang_luc.khoa_hoc",
    }


def test_score_that_is_no_whole_number_keeps_its_text(book: Book) -> None:
    reading = read(book({"Khoi4": sheet(result(toan_score="8,5", tv_score=7.5, kh_score="9.0", tin_score="M"))}))
    found = items(rows_of(reading, "result_item"))
    scores = [found[f"mon_hoc.{name}"][2:] for name in ("toan", "tieng_viet", "khoa_hoc", "tin_hoc")]
    assert scores == [(None, "8,5"), (None, "7.5"), (9, "9.0"), (None, "M")]
    assert [repair[2] for repair in repairs_of(reading, "khong_doc_duoc")] == ["8,5", "7.5"]


def test_unmarked_completion_says_no(book: Book) -> None:
    (row,) = rows_of(read(book({"Khoi4": sheet(result(done=None, up="X", rating="CHT"))})), "result")
    assert (row["is_completed"], row["is_promoted"], row["rating"]) == (False, True, "chua_hoan_thanh")


def test_sheet_that_names_no_school_is_told(book: Book) -> None:
    reading = read(book({"Khoi4": [LINES[2], *heading(), result()]}))
    assert rows_of(reading, "result")[0]["school_code"] is None
    assert [repair[:2] for repair in repairs_of(reading, "khong_doc_duoc")] == [(None, "school_code")]


def test_each_grade_sheet_is_read_with_its_grade(book: Book) -> None:
    reading = read(book({"Khoi4": sheet(result(), result()), "Khối 5": sheet(result(**{"class": "5B"}))}))
    places = [(row["sheet"], row["grade"], row["row_number"]) for row in rows_of(reading, "result")]
    assert places == [("Khoi4", 4, FIRST_ROW), ("Khoi4", 4, FIRST_ROW + 1), ("Khối 5", 5, FIRST_ROW)]


def test_sheet_without_a_known_heading_costs_only_itself(book: Book) -> None:
    reading = read(book({"Khoi4": sheet(result()), "Khoi5": [*LINES, ("Cột A", "Cột B", "Cột C"), (1, 2, 3)]}))
    assert len(rows_of(reading, "result")) == 1
    (fault,) = reading.faults
    assert "Khoi5" in str(fault)
    assert "Cột A" in str(fault)


def test_three_heading_rows_printed_again_are_passed_over(book: Book) -> None:
    reading = read(book({"Khoi4": [*sheet(result()), *heading(), result()]}))
    assert [row["row_number"] for row in rows_of(reading, "result")] == [FIRST_ROW, FIRST_ROW + 4]
    assert [repair[0] for repair in repairs_of(reading, "lap_tieu_de")] == [FIRST_ROW + at for at in (1, 2, 3)]
