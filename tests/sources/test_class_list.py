"""Lists that a school makes itself: a class is a line of its own, and no class may be lost in silence."""

from datetime import date

from hocba_ops.sources.class_titles import class_of
from tests.sources.office_files import Book, Row, read, repairs_of, rows_of

LINES: list[Row] = [
    ("UBND PHƯỜNG TÂN ĐỊNH", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("TRƯỜNG TIỂU HỌC HOA SEN", None, None, "Độc lập - Tự do - Hạnh phúc"),
    ("DANH SÁCH HỌC SINH LỚP 1 NĂM HỌC 2025-2026",),
    ("Số liệu tính đến ngày 05/09/2025",),
]
HEADING: Row = ("STT", "Họ và tên", "Ngày sinh", "Nữ", "Nơi sinh")
SERIAL = 43_598
"""13/05/2019 as a spreadsheet keeps it."""


def pupil(at: int, name: str, *, birth: object = "13/05/2019", girl: str | None = None) -> Row:
    return (at, name, birth, girl, "Tỉnh Mẫu")


def told(book: Book, rows: list[Row], sheet: str = "Sheet1") -> list[tuple[object, ...]]:
    reading = read(book({sheet: rows}))
    assert reading.family == "pupil_export"
    return [(row["class_name"], row["grade"], row["full_name"]) for row in rows_of(reading, "pupil")]


def test_class_lines_above_and_below_the_heading_name_every_pupils_class(book: Book) -> None:
    rows = [
        *LINES, ("LỚP 1A",), HEADING, pupil(1, "Nguyễn Thị Thử", girl="x"), pupil(2, "Lê Văn Thí", birth=SERIAL),
        ("Tổng cộng: 2 học sinh",), (), ("LỚP 1B",), HEADING, pupil(1, "Trần Thị Mẫu", girl="x"),
        HEADING, ("Lớp: 1C - GVCN: Lê Thị Giả", "Sĩ số: 1"), pupil(1, "Võ Văn Vờ"), (),
        (None, None, None, "Ngày 5 tháng 9 năm 2025"), (None, None, None, "HIỆU TRƯỞNG"), (None, None, None, "Lê Mẫu"),
    ]  # fmt: skip
    reading = read(book({"Sheet1": rows}))
    found = [
        (row["class_name"], row["grade"], row["full_name"], row["sex"], row["birth_date"], row["row_number"])
        for row in rows_of(reading, "pupil")
    ]
    assert found == [
        ("1A", 1, "Nguyễn Thị Thử", "nu", date(2019, 5, 13), 7),
        ("1A", 1, "Lê Văn Thí", "nam", date(2019, 5, 13), 8),
        ("1B", 1, "Trần Thị Mẫu", "nu", date(2019, 5, 13), 13),
        ("1C", 1, "Võ Văn Vờ", "nam", date(2019, 5, 13), 16),
    ]
    assert [(row, after) for row, _, _, after in repairs_of(reading, "dong_lop")] == [
        (3, "1"), (5, "1A"), (11, "1B"), (15, "1C"),
    ]  # fmt: skip
    assert [row for row, *_ in repairs_of(reading, "ngay_serial")] == [8]
    assert {row["school_code"] for row in rows_of(reading, "pupil")} == {"\nTRƯỜNG TIỂU HỌC HOA SEN\n"}


def test_repeated_heading_in_another_order_is_read_by_its_own_order(book: Book) -> None:
    turned: Row = ("STT", "Ngày sinh", "Họ và tên", "Nữ", "Nơi sinh")
    rows = [
        *LINES, ("LỚP 1A",), HEADING, pupil(1, "Nguyễn Thị Thử"),
        ("LỚP 1B",), turned, (1, "14/05/2019", "Trần Thị Mẫu", "x", "Tỉnh Mẫu"),
        turned, (2, "15/05/2019", "Võ Văn Vờ", None, "Tỉnh Mẫu"),
    ]  # fmt: skip
    assert told(book, rows) == [
        ("1A", 1, "Nguyễn Thị Thử"), ("1B", 1, "Trần Thị Mẫu"), ("1B", 1, "Võ Văn Vờ"),
    ]  # fmt: skip


def test_new_order_without_a_new_class_line_stays_in_the_class_above(book: Book) -> None:
    turned: Row = ("STT", "Ngày sinh", "Họ và tên", "Nữ", "Nơi sinh")
    rows = [
        *LINES, HEADING, ("LỚP 1A",), pupil(1, "Nguyễn Thị Thử"), ("LỚP 1B",), pupil(1, "Lê Văn Thí"),
        turned, (2, "15/05/2019", "Võ Văn Vờ", None, "Tỉnh Mẫu"),
    ]  # fmt: skip
    assert [line[0] for line in told(book, rows)] == ["1A", "1B", "1B"]


def test_class_of_a_whole_sheet_stands_in_its_title_or_in_its_name(book: Book) -> None:
    assert told(book, [*LINES[:2], ("DANH SÁCH LỚP 2A",), LINES[3], HEADING, pupil(1, "A Bê")]) == [("2A", 2, "A Bê")]
    assert told(book, [*LINES[:2], LINES[3], HEADING, pupil(1, "A Bê")], sheet="Lớp 3C") == [("3C", 3, "A Bê")]


def test_class_name_alone_in_its_row_names_the_class(book: Book) -> None:
    rows = [*LINES, HEADING, ("1A",), pupil(1, "A Bê"), ("1/2",), pupil(1, "C Dê")]
    assert [line[0] for line in told(book, rows)] == ["1A", "1/2"]


def test_two_classes_side_by_side_are_both_read(book: Book) -> None:
    gap: Row = (None,)
    rows = [
        *LINES, ("LỚP 1A", None, None, None, None, None, "LỚP 1B"), (*HEADING, *gap, *HEADING),
        (*pupil(1, "A Bê"), *gap, *pupil(1, "C Dê")), (*pupil(2, "E Gờ"), *gap, *pupil(2, "H I")),
    ]  # fmt: skip
    assert sorted(told(book, rows)) == [
        ("1A", 1, "A Bê"), ("1A", 1, "E Gờ"), ("1B", 1, "C Dê"), ("1B", 1, "H I"),
    ]  # fmt: skip


def test_one_class_in_two_halves_side_by_side_shares_its_line(book: Book) -> None:
    rows = [*LINES[:2], ("LỚP 1A",), LINES[3], (*HEADING, *HEADING), (*pupil(1, "A Bê"), *pupil(2, "C Dê"))]
    assert sorted(told(book, rows)) == [("1A", 1, "A Bê"), ("1A", 1, "C Dê")]


def test_pupil_under_no_class_is_told(book: Book) -> None:
    rows = [LINES[1], LINES[3], HEADING, pupil(1, "A Bê"), ("LỚP 1A",), pupil(1, "C Dê")]
    reading = read(book({"Sheet1": rows}))
    assert [row["class_name"] for row in rows_of(reading, "pupil")] == [None, "1A"]
    assert [(row, column) for row, column, *_ in repairs_of(reading, "khong_doc_duoc")] == [(4, "class_name")]


def test_class_lines_are_told_from_titles_totals_and_pupils() -> None:
    named = {
        ("LỚP 12.6",): "12.6", ("Lớp 1 a",): "1A", ("Lớp 10A12",): "10A12", ("Khối 6 - Lớp 6/3",): "6/3",
        ("Lớp 1 do cô Mẫu dạy",): "1", ("GVCN: Lê Mẫu", "Lớp: 1B"): "1B",
        ("Tổng số học sinh lớp 1A: 35",): None, ("12", "Lê Văn Thí", "Lớp 1A"): None, ("lớp học",): None,
        ("31/12/2025",): None,
    }  # fmt: skip
    assert {cells: class_of(cells) for cells in named} == named
