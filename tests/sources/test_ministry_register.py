from datetime import datetime

from tests.sources.office_files import Book, read

HEADING = [
    "STT", "Mã trường", "Mã học sinh", "Mã định danh học bạ", "Phiên bản", "Bộ trả lời lúc", "Kết quả của Bộ", "Mã lỗi",
    "Nội dung lỗi", "Mã băm nội dung",
]  # fmt: skip


def test_rows_of_the_ministry_keep_every_answer_and_a_strange_word_is_told(book: Book) -> None:
    card = ("79760401", "7912345678", "c1", 1)
    rows = [
        HEADING,
        (1, *card, "10/07/2025 09:00:00", "Lỗi", "E021", "Số định danh không khớp", "ab"),
        (2, *card, datetime(2025, 7, 11, 9), "Chấp nhận", None, None, "ab"),
        (3, *card, datetime(2025, 7, 12, 9), "Chờ đối soát", None, None, None),
    ]
    reading = read(book(rows))
    assert reading.family == "ministry_register"
    told = reading.tables["ministry_receipt"].select("answered_at", "ministry_state", "error_code", "content_hash")
    assert told.rows() == [
        (datetime(2025, 7, 10, 9), "loi", "E021", "ab"),
        (datetime(2025, 7, 11, 9), "chap_nhan", None, "ab"),
        (datetime(2025, 7, 12, 9), None, None, None),
    ]
    assert reading.repairs.filter(reading.repairs["column"] == "ministry_state")["before"].to_list() == ["Chờ đối soát"]


def test_the_register_of_the_so_is_not_taken_for_that_of_the_ministry(book: Book) -> None:
    heading = ["Mã trường", "Mã học sinh", "Mã học bạ", "Phiên bản", "Thời điểm tiếp nhận", "Kết quả"]
    row = ("79760401", "7912345678", "c1", 1, "18/06/2025 09:00:00", "Tiếp nhận")
    assert read(book([heading, row])).family == "receipt_register"
