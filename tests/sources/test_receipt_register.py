from datetime import datetime

from tests.sources.office_files import Book, read

HEADING = [
    "STT", "Mã trường", "Số định danh", "Mã học sinh", "Mã học bạ", "Phiên bản", "Thời điểm tiếp nhận", "Kết quả",
    "Lý do", "Mã băm",
]  # fmt: skip


def test_rows_of_the_receipt_register_keep_every_attempt(book: Book) -> None:
    common = ("79760401", "079314001234", "7912345678", "c1")
    rows = [
        HEADING,
        (1, *common, 1, "18/06/2025 09:00:00", "Lỗi", "Sai mã", "ab"),
        (2, *common, 1, datetime(2025, 6, 19, 9), "Tiếp nhận", None, "ab"),
        (3, *common, "1.0", 45828.25, "Đang chờ", None, "ab"),
    ]
    reading = read(book(rows))
    assert reading.family == "receipt_register"
    assert reading.tables["receipt"].select("received_at", "receipt_state", "reason", "version").rows() == [
        (datetime(2025, 6, 18, 9), "loi", "Sai mã", 1),
        (datetime(2025, 6, 19, 9), "tiep_nhan", None, 1),
        (datetime(2025, 6, 20, 6), None, None, 1),
    ]
