from datetime import date

from tests.sources.office_files import Book, read

HEADING = ["Mã đơn vị", "Số liệu ngày", "Cột đối soát", "Các khối", "Tổng số báo", "Bên báo", "Văn bản"]


def test_a_total_told_keeps_its_words_and_a_grouped_number_is_one_count(book: Book) -> None:
    rows = [
        HEADING,
        ("quan-1", "30/06/2025", "Sở đã nhận", "1-4", "11.850", "Sở (điện thoại)", None),
        ("quan-1", "30/06/2025", "Bộ nhận", None, 2124, "Sở", "12/TB"),
        ("quan-1", "30/06/2025", "Đã in", None, "khoảng 500", "Sở", None),
    ]
    reading = read(book(rows))
    assert reading.family == "counterpart_totals"
    told = reading.tables["counterpart_total"].select(
        "figure_date", "chain_column", "grades_text", "total", "total_text"
    )
    day = date(2025, 6, 30)
    assert told.rows() == [
        (day, "received", "1-4", 11850, "11.850"),
        (day, "accepted", None, 2124, "2124"),
        (day, None, None, None, "khoảng 500"),
    ]
