from datetime import date

from tests.sources.office_files import Book, read, rows_of

HEADING = [
    "STT", "Mã trường", "Mã CBGVNV", "Chủ thể", "Loại chủ thể", "Số serial", "Tổ chức cấp", "Gốc tin cậy", "Thiết bị",
    "Hiệu lực từ", "Hiệu lực đến", "Tình trạng",
]  # fmt: skip


def test_personal_and_seal_certificates_are_told_apart(book: Book) -> None:
    person = (1, "79760401", "7900000001", "Võ Thị Vờ", "Cá nhân", "54:01:0a", "CA Thử", "Công cộng", "Ký số từ xa",
              date(2025, 1, 1), "31/12/2025", "Hiệu lực")  # fmt: skip
    seal = (2, "79760401", None, "Trường Tiểu học Hoa Sen", "Con dấu", "5401", "Ban Cơ yếu", "Ban Cơ yếu", "USB Token",
            date(2024, 1, 1), date(2027, 1, 1), "Tạm dừng")  # fmt: skip
    reading = read(book([HEADING, person, seal]))
    assert reading.family == "certificate_inventory"
    columns = ("holder_code", "holder_kind", "serial", "trust_root", "device", "valid_to", "certificate_status")
    assert reading.tables["certificate"].select(columns).rows() == [
        ("7900000001", "ca_nhan", "54:01:0a", "cong_cong", "ky_so_tu_xa", date(2025, 12, 31), "hieu_luc"),
        (None, "con_dau", "5401", "vgca", "usb_token", date(2027, 1, 1), "tam_dung"),
    ]
    assert [row["status_text"] for row in rows_of(reading, "certificate")] == ["Hiệu lực", "Tạm dừng"]
