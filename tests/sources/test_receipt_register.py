from datetime import datetime

from office_files import Book, read, rows_of

HEADING = [
    "STT", "Mã trường", "Số định danh", "Mã học sinh", "Mã học bạ", "Phiên bản", "Thời điểm tiếp nhận", "Kết quả",
    "Lý do", "Mã băm",
]  # fmt: skip


def test_rows_of_the_receipt_register_keep_every_attempt(book: Book) -> None:
    reading = read(
        book(
            [
                HEADING,
                (1, "79760401", "079314001234", "7912345678", "c1", 1, "18/06/2025 09:00:00", "Lỗi", "Sai mã", "ab"),
                (2, "79760401", "079314001234", "7912345678", "c1", 1, datetime(2025, 6, 19, 9), "Tiếp nhận", None, "ab"),
                (3, "79760401", "079314001234", "7912345678", "c1", "1.0", 45828.25, "Đang chờ", None, "ab"),
            ]
        )
    )
    assert reading.family == "receipt_register"
    found = [(row["received_at"], row["receipt_state"], row["reason"], row["version"]) for row in rows_of(reading, "receipt")]
    assert found == [
        (datetime(2025, 6, 18, 9), "loi", "Sai mã", 1),
        (datetime(2025, 6, 19, 9), "tiep_nhan", None, 1),
        (datetime(2025, 6, 20, 6), None, None, 1),
    ]
