from datetime import date, datetime

from hocba_ops.sources.reading import read_file

RETURNS = """Số liệu tính đến ngày 20/08/2025
Mã trường gửi;Mã trường nhận;Trường nhận;Mã học sinh;Mã học bạ;Phiên bản;Thời điểm trả;Thời điểm nhận;Tình trạng;Mã băm
79760401;79760501;Trường THCS Một;7900000001;hb-1;1;12/08/2025 09:00:00;13/08/2025 10:00:00;Đã nhận;aa
79760401;79760502;Trường THCS Hai;7900000002;hb-2;1;12/08/2025 09:00:00;;Đã trả;bb
79760401;79760502;Trường THCS Hai;7900000003;hb-3;1;12/08/2025 09:00:00;;Đang đồng bộ;bb
"""
ENROLMENTS = """Số liệu tính đến ngày 20/08/2025
Mã trường nhập học;Trường nhập học;Mã học sinh;Họ và tên;Ngày sinh;Trường tiểu học;Tình trạng nhập học
79760501;Trường THCS Một;7900000001;Lê An;01/06/2014;Trường Tiểu học A;Đã nhập học
;;7900000002;Lê Bình;02/06/2014;Trường Tiểu học A;Học ngoài địa bàn
"""


def read(tmp_path, text: str):
    path = tmp_path / "tep.csv"
    path.write_text(text, encoding="utf-8")
    return read_file(path, name="tep.csv")


def test_a_list_of_returns_keeps_both_schools_and_the_words_of_the_state(tmp_path):
    reading = read(tmp_path, RETURNS)
    assert (reading.family, reading.as_of) == ("card_return_list", date(2025, 8, 20))
    rows = reading.tables["card_return"].select("school_code", "to_school_code", "taken_at", "return_state").rows()
    assert rows == [
        ("79760401", "79760501", datetime(2025, 8, 13, 10), "da_nhan"),
        ("79760401", "79760502", None, "da_tra"),
        ("79760401", "79760502", None, None),
    ]
    assert reading.tables["card_return"]["state_text"].to_list()[-1] == "Đang đồng bộ"
    assert reading.repairs["kind"].to_list() == ["khong_doc_duoc"]


def test_a_list_of_enrolment_tells_who_goes_to_school_elsewhere(tmp_path):
    reading = read(tmp_path, ENROLMENTS)
    assert reading.family == "enrolment_list"
    rows = reading.tables["enrolment"].select("school_code", "pupil_code", "enrolment_state").rows()
    assert rows == [("79760501", "7900000001", "nhap_hoc"), (None, "7900000002", "ngoai_dia_ban")]
