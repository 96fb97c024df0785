from datetime import datetime

import pytest

from tests.sources.office_files import PREAMBLE, Book, read, rows_of

HEADING = [
    "STT", "Mã trường", "Lớp", "Khối", "Mã HS", "Số ĐDCN", "Mã học bạ", "Phiên bản", "Trạng thái", "Ngày tạo",
    "GVCN ký lúc", "Mã GVCN", "Hiệu trưởng ký lúc", "Mã hiệu trưởng", "Đóng dấu lúc", "Ban hành lúc", "Gửi Sở lúc",
    "Thu hồi lúc", "Lý do thu hồi", "Mã băm nội dung",
]  # fmt: skip
CARD_ID = "0b0e1c52-6a5e-4c57-9d3e-2f6f0a9f7c11"


def card(state: str = "Đã gửi Sở", **changed: object) -> list[object]:
    row: dict[str, object] = {
        "stt": 1, "school": "79760401", "class": "5A", "grade": 5, "pupil": "7912345678", "number": "079314001234",
        "card": CARD_ID, "version": 2, "state": state, "created": datetime(2025, 5, 26, 8, 0),
        "homeroom_at": "2025-05-28 14:03:00", "homeroom": "7900000001", "head_at": "29/05/2025 07:30",
        "head": "7900000002", "sealed": 45806.5, "issued": "29/05/2025", "sent": None, "withdrawn": None,
        "reason": None, "hash": "ab" * 32,
    }  # fmt: skip
    return list((row | changed).values())


def test_row_of_the_wide_register_becomes_a_card(book: Book) -> None:
    reading = read(book([HEADING, card()], name="so-hoc-ba_sao-mai.xlsx"))
    assert reading.family == "card_register_wide"
    assert rows_of(reading, "card") == [
        {
            "school_code": "79760401", "vendor": "sao_mai", "class_name": "5A", "grade": 5, "pupil_code": "7912345678",
            "person_id": "079314001234", "card_id": CARD_ID, "version": 2, "state": "da_bao_cao_so",
            "state_text": "Đã gửi Sở", "created_at": datetime(2025, 5, 26, 8, 0),
            "homeroom_signed_at": datetime(2025, 5, 28, 14, 3), "homeroom_signer": "7900000001",
            "head_signed_at": datetime(2025, 5, 29, 7, 30), "head_signer": "7900000002",
            "sealed_at": datetime(2025, 5, 29, 12, 0), "issued_at": datetime(2025, 5, 29), "sent_at": None,
            "withdrawn_at": None, "withdrawn_reason": None, "content_hash": "ab" * 32,
            "source_file": "so-hoc-ba_sao-mai.xlsx", "sheet": "Sheet1", "row_number": len(PREAMBLE) + 2,
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Khởi tạo", "khoi_tao"),
        ("GVCN đã ký", "gvcn_da_ky"),
        ("HT đã ký", "hieu_truong_da_ky"),
        ("Đã đóng dấu", "da_dong_dau"),
        ("Đã ban hành", "da_ban_hanh"),
        ("Thu hồi", "thu_hoi"),
        ("Đã thay thế", "da_thay_the"),
        ("Chờ xử lý", None),
    ],
)
def test_state_stands_beside_the_vendors_word(book: Book, words: str, state: str | None) -> None:
    (row,) = rows_of(read(book([HEADING, card(words)])), "card")
    assert (row["state"], row["state_text"]) == (state, words)
