from tests.sources.office_files import PREAMBLE, Book, read

HEADING = (
    "STT", "Mã trường", "Năm học", "Khối", "Học bạ giấy lưu giữ", "Đã quét", "Đã trích lục", "Đã ký số",
    "Lý do còn lại",
)  # fmt: skip


def test_rows_of_paper_cards_are_counts_by_school_past_year_and_grade(book: Book) -> None:
    rows = [
        *PREAMBLE,
        HEADING,
        (1, "79760401", "2022 – 2023", "Khối 3", "1.205", 1205, "800", None, "Đang quét"),
        (2, "79760401", "2023-2024", 4, 100, 100, 100, 100, None),
    ]
    reading = read(book(rows))
    assert reading.family == "digitisation_list"
    columns = ("school_code", "past_year", "grade", "held", "scanned", "extracted", "signed", "reason")
    assert reading.tables["digitisation"].select(columns).rows() == [
        ("79760401", "2022-2023", 3, 1205, 1205, 800, None, "Đang quét"),
        ("79760401", "2023-2024", 4, 100, 100, 100, 100, None),
    ]


def test_a_school_year_or_count_that_cannot_be_read_is_empty_and_told(book: Book) -> None:
    rows = [HEADING, (1, "79760401", "2022", 3, "khoảng 100", 10, 5, 5, None)]
    reading = read(book(rows))
    assert reading.tables["digitisation"].select("past_year", "held").rows() == [(None, None)]
    assert sorted(reading.repairs["column"]) == ["held", "past_year"]
