from datetime import date

from tests.sources.office_files import PREAMBLE, Book, read, rows_of


def test_two_sheets_become_schools_and_who_they_answer_to(book: Book) -> None:
    schools = [
        ("STT", "Mã trường", "Mã cũ", "Tên trường", "Loại hình", "Loại trường"),
        (1, "79760401", "76001", "Trường Tiểu học Hoa Sen", "Công lập", "Tiểu học"),
        (2, "79760418", None, "Trung tâm GDTX Bến Sông", "Tư thục", "GDTX"),
    ]
    parents = [
        ("Mã trường", "Mã đơn vị quản lý", "Tên đơn vị quản lý", "Tuyến", "Từ ngày", "Đến ngày"),
        ("79760401", "quan-1", "Phòng GD&ĐT Quận 1", "Chuyên môn", date(2020, 1, 1), date(2025, 6, 30)),
        ("79760401", "phuong-tan-dinh", "UBND phường Tân Định", "Hành chính", "01/07/2025", None),
    ]
    reading = read(book({"DanhSachTruong": [*PREAMBLE, *schools], "DonViQuanLy": [*PREAMBLE, *parents]}))
    assert reading.family == "school_list"
    assert [tuple(row.values())[:5] for row in rows_of(reading, "school")] == [
        ("79760401", "76001", "Trường Tiểu học Hoa Sen", "cong_lap", "tieu_hoc"),
        ("79760418", None, "Trung tâm GDTX Bến Sông", "tu_thuc", "gdtx"),
    ]
    assert [tuple(row.values())[:5] for row in rows_of(reading, "school_parent")] == [
        ("79760401", "quan-1", "chuyen_mon", date(2020, 1, 1), date(2025, 6, 30)),
        ("79760401", "phuong-tan-dinh", "hanh_chinh", date(2025, 7, 1), None),
    ]
    assert [row["sheet"] for row in rows_of(reading, "school_parent")] == ["DonViQuanLy", "DonViQuanLy"]


def test_unknown_word_without_a_text_column_is_null_and_told(book: Book) -> None:
    rows = [
        ("STT", "Mã trường", "Mã cũ", "Tên trường", "Loại hình", "Loại trường"),
        (1, "79760401", "76001", "Trường Tiểu học Hoa Sen", "Bán công", "Tiểu học"),
    ]
    reading = read(book(rows))
    assert rows_of(reading, "school")[0]["ownership"] is None
    assert reading.repairs.select("column", "kind", "before").rows() == [("ownership", "khong_doc_duoc", "Bán công")]


def test_a_third_sheet_tells_which_school_took_over_from_which_and_by_which_decision(book: Book) -> None:
    schools = [
        ("STT", "Mã trường", "Mã cũ", "Tên trường", "Loại hình", "Loại trường"),
        (1, "79760401", "76001", "Trường Tiểu học Hoa Sen", "Công lập", "Tiểu học"),
    ]
    changes = [
        ("STT", "Mã trường", "Mã trường kế tục", "Hình thức", "Từ ngày", "Số quyết định"),
        (1, "79760401", "79760402", "Sáp nhập", "15/07/2025", "45/QĐ-UBND"),
        (2, "79760403", None, "Giải thể", date(2025, 8, 1), "46/QĐ-UBND"),
        (3, "79760404", "79760499", "Nhường", "01/08/2025", None),
    ]
    reading = read(book({"DanhSachTruong": [*PREAMBLE, *schools], "SapXep": [*PREAMBLE, *changes]}))
    assert reading.family == "school_list"
    columns = ("school_code", "successor_code", "succession", "valid_from", "decision_number")
    assert reading.tables["school_succession"].select(columns).rows() == [
        ("79760401", "79760402", "sap_nhap", date(2025, 7, 15), "45/QĐ-UBND"),
        ("79760403", None, "giai_the", date(2025, 8, 1), "46/QĐ-UBND"),
        ("79760404", "79760499", None, date(2025, 8, 1), None),
    ]
