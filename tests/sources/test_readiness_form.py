from datetime import date, datetime

from tests.sources.office_files import Book, read

LINES = [("Trường: Tiểu học Hoa Sen - Mã trường: 79760401",), ("Ngày khai:", datetime(2025, 4, 15)), ()]
ROWS = [
    ("STT", "Nội dung", "Đáp ứng (x/Có/Không)", "Số lượng", "Minh chứng"),
    (1, "Thiết bị", "x", 42, "Biên bản 01"),
    (2, "Đường truyền", "Không", None, None),
    (3, "Ban chỉ đạo", None, None, None),
    (4, "Quy chế", "đang soạn", None, None),
    (5, "Sân bóng", "Có", "nhiều", None),
    (None, "HIỆU TRƯỞNG"),
]


def test_lines_of_the_form_become_requirements_met_or_not(book: Book) -> None:
    reading = read(book({"PhieuKhaoSat": [*LINES, *ROWS]}, name="PKS_79760401.xlsx", folder="2025-05-29"))
    assert (reading.family, reading.as_of) == ("readiness_form", date(2025, 4, 15))
    frame = reading.tables["readiness_item"]
    assert frame.select("item", "value_text", "is_met", "quantity", "row_number").rows() == [
        ("thiet_bi", "x", True, 42, 5),
        ("duong_truyen", "Không", False, None, 6),
        ("ban_chi_dao", None, False, None, 7),
        ("quy_che", "đang soạn", None, None, 8),
        (None, "Có", True, None, 9),
    ]
    assert set(frame["school_code"]) == {"79760401"}
    assert set(frame["declared_on"]) == {date(2025, 4, 15)}
