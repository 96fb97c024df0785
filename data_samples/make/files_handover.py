"""The files of after the summer: the receiving schools, the list of enrolment, the city's list of returned cards."""

from datetime import datetime
from pathlib import Path
from typing import Any

from data_samples.make.books import Sheet, day_text, write_xlsx
from data_samples.make.files_offices import OFFICES
from data_samples.make.handover import RECEIVERS, RETURNED, Enrolment, Handover, Return
from data_samples.make.repairs import Repairs
from data_samples.make.roster import Place

CITY = "SỞ GIÁO DỤC VÀ ĐÀO TẠO THÀNH PHỐ HỒ CHÍ MINH"
RETURN_HEADINGS = (
    "STT",
    "Mã trường gửi",
    "Mã trường nhận",
    "Trường nhận",
    "Mã học sinh",
    "Mã học bạ",
    "Phiên bản",
    "Thời điểm trả",
    "Thời điểm nhận",
    "Tình trạng",
    "Mã băm",
    "Ghi chú",
)
ENROLMENT_HEADINGS = (
    "STT",
    "Mã trường nhập học",
    "Trường nhập học",
    "Mã học sinh",
    "Số định danh",
    "Họ và tên",
    "Ngày sinh",
    "Mã trường tiểu học",
    "Trường tiểu học",
    "Tình trạng nhập học",
)


def write_handover(folder: Path, handover: Handover, repairs: Repairs) -> None:
    """Three workbooks as of the day of the lists; every row is told where it stands."""
    _write_receivers(folder)
    _write_enrolments(folder, handover.enrolments)
    _write_returns(folder, handover.returns, repairs)


def _top(title: str) -> list[list[Any]]:
    return [[CITY], [title], [f"Số liệu tính đến ngày {day_text(RETURNED)}"], []]


def _write_receivers(folder: Path) -> None:
    schools: list[list[Any]] = [
        *_top("DANH MỤC TRƯỜNG TRUNG HỌC CƠ SỞ TIẾP NHẬN"),
        ["STT", "Mã trường", "Mã cũ", "Tên trường", "Loại hình", "Loại trường"],
    ]
    parents: list[list[Any]] = [
        *_top("ĐƠN VỊ QUẢN LÝ CỦA TỪNG TRƯỜNG"),
        ["Mã trường", "Mã đơn vị quản lý", "Tên đơn vị quản lý", "Tuyến", "Từ ngày", "Đến ngày"],
    ]
    for order, one in enumerate(RECEIVERS, 1):
        schools.append([order, one.code, "", one.name, "Công lập", "THCS"])
        parents.append([one.code, one.ward, OFFICES[one.ward], "Chuyên môn", "01/07/2025", ""])
    sheets = [Sheet("DanhSachTruong", schools), Sheet("DonViQuanLy", parents)]
    write_xlsx(folder / f"{RETURNED}/danh-muc-truong-thcs.xlsx", sheets)


def _write_enrolments(folder: Path, enrolments: list[Enrolment]) -> None:
    name, sheet = f"{RETURNED}/nhap-hoc-lop-6.xlsx", "NhapHoc"
    rows: list[list[Any]] = [*_top("DANH SÁCH HỌC SINH NHẬP HỌC LỚP 6, NĂM HỌC 2025-2026"), list(ENROLMENT_HEADINGS)]
    ordered = sorted(enrolments, key=lambda one: (one.receiver.code if one.receiver else "9", one.from_code or "9"))
    for order, one in enumerate(ordered, 1):
        receiver = [one.receiver.code, one.receiver.name] if one.receiver else ["", ""]
        person = [one.pupil_code, one.person_id, one.name, day_text(one.birth), one.from_code, one.from_name]
        rows.append([order, *receiver, *person, one.state])
        one.place = Place(name, sheet, len(rows))
    write_xlsx(folder / name, [Sheet(sheet, rows)])


def _write_returns(folder: Path, returns: list[Return], repairs: Repairs) -> None:
    name, sheet = f"{RETURNED}/tra-hoc-ba.xlsx", "TraHocBa"
    rows: list[list[Any]] = [*_top("DANH SÁCH HỌC BẠ SỐ TRẢ VỀ TRƯỜNG TIẾP NHẬN"), list(RETURN_HEADINGS)]
    ordered = sorted(returns, key=lambda one: (one.card.pupil.school.number, one.at, one.card.card_id))
    for order, one in enumerate(ordered, 1):
        card = [one.card.code, one.card.card_id, one.version]
        when = [_time_text(one.at), _time_text(one.taken) if one.taken else ""]
        schools = [one.card.pupil.school.code, one.receiver.code, one.receiver.name]
        rows.append([order, *schools, *card, *when, one.state, one.content_hash, ""])
        one.place = Place(name, sheet, len(rows))
    rows.append([f"Tổng cộng: {len(returns)} học bạ"])
    repairs.add("dong_tong", Place(name, sheet, len(rows)))
    write_xlsx(folder / name, [Sheet(sheet, rows)])


def _time_text(when: datetime) -> str:
    return when.strftime("%d/%m/%Y %H:%M:%S")
