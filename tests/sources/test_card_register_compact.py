from datetime import datetime
from pathlib import Path

import pytest

from tests.sources.office_files import read, rows_of

HEADING = (
    "Mã đơn vị;Khối/Lớp;Mã định danh Bộ GD&ĐT;CCCD;Số học bạ;Lần phát hành;Tình trạng;Ngày khởi tạo;Chữ ký;"
    "Ngày phát hành;Ngày đồng bộ Sở;Ngày thu hồi;Lý do;SHA256"
)
SIGNED = "GVCN:7900000001@2025-05-28 14:03:00|HT:7900000002@2025-05-29 07:30:00|DAU:@2025-05-29 08:00:00"


def line(signatures: str = SIGNED, state: str = "Phát hành", place: str = "5/5A") -> str:
    return (
        f"79760410;{place};7912345678;079314001234;c1;1;{state};2025-05-26 08:00:00;{signatures};"
        f"2025-05-29 08:05:00;;;;{'cd' * 32}"
    )


def write(folder: Path, *lines: str, name: str = "so-hoc-ba_la-xanh_2025-05-29.csv") -> Path:
    path = folder / name
    path.write_text("\ufeff" + "\r\n".join(("Phần mềm Lá Xanh", "", HEADING, *lines)) + "\r\n", encoding="utf-8")
    return path


def test_row_of_the_compact_register_becomes_a_card(tmp_path: Path) -> None:
    reading = read(write(tmp_path, line()))
    assert reading.family == "card_register_compact"
    (row,) = rows_of(reading, "card")
    assert (row["vendor"], row["grade"], row["class_name"], row["version"]) == ("la_xanh", 5, "5A", 1)
    assert (row["homeroom_signer"], row["homeroom_signed_at"]) == ("7900000001", datetime(2025, 5, 28, 14, 3))
    assert (row["head_signer"], row["head_signed_at"]) == ("7900000002", datetime(2025, 5, 29, 7, 30))
    assert (row["sealed_at"], row["issued_at"]) == (datetime(2025, 5, 29, 8), datetime(2025, 5, 29, 8, 5))
    assert (row["sheet"], row["row_number"], row["content_hash"]) == ("", 4, "cd" * 32)


def test_missing_signatures_are_null(tmp_path: Path) -> None:
    rows = rows_of(read(write(tmp_path, line(""), line("GVCN:7900000001@2025-05-28 14:03:00"))), "card")
    assert [row["homeroom_signer"] for row in rows] == [None, "7900000001"]
    assert [row["head_signed_at"] for row in rows] == [None, None]
    assert [row["sealed_at"] for row in rows] == [None, None]


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Nháp", "khoi_tao"),
        ("Chờ duyệt", "gvcn_da_ky"),
        ("Chờ đóng dấu", "hieu_truong_da_ky"),
        ("Chờ phát hành", "da_dong_dau"),
        ("Phát hành", "da_ban_hanh"),
        ("Đã đồng bộ", "da_bao_cao_so"),
        ("Bị thu hồi", "thu_hoi"),
        ("Bị thay thế", "da_thay_the"),
        ("Đang xem lại", None),
    ],
)
def test_state_stands_beside_the_vendors_word(tmp_path: Path, words: str, state: str | None) -> None:
    (row,) = rows_of(read(write(tmp_path, line(state=words))), "card")
    assert (row["state"], row["state_text"]) == (state, words)
