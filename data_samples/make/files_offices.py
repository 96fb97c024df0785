"""What the office keeps itself: schools, certificates, readiness forms, attestations, the list of those on paper."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from data_samples.make.books import Sheet, day_text, write_xlsx
from data_samples.make.certificates import Certificate
from data_samples.make.days import CERTIFICATES, DISTRICT_END, EXEMPTIONS, SCHOOL_LIST
from data_samples.make.readiness import ITEMS, Attested, Form
from data_samples.make.repairs import Repairs
from data_samples.make.roster import Place
from data_samples.make.schools import BY_CODE, PAPER, SCHOOL, SCHOOLS, School
from data_samples.make.words import WORDS

OFFICES = WORDS["offices"]
OFFICE = "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO QUẬN 1"
DUTY_TITLES = "Nội dung nhiệm vụ"
SINCE = date(2020, 9, 1)


def write_schools(folder: Path) -> None:
    """The schools, and who each of them answers to: the district office until 30/6/2025, then a ward."""
    schools: list[list[Any]] = [
        *_top("DANH MỤC CƠ SỞ GIÁO DỤC", SCHOOL_LIST),
        ["STT", "Mã trường", "Mã cũ", "Tên trường", "Loại hình", "Loại trường"],
    ]
    for order, school in enumerate(SCHOOLS, 1):
        schools.append([order, school.code, school.old_code, school.name, school.ownership, school.kind])
    parents: list[list[Any]] = [
        *_top("ĐƠN VỊ QUẢN LÝ CỦA TỪNG TRƯỜNG", SCHOOL_LIST),
        ["Mã trường", "Mã đơn vị quản lý", "Tên đơn vị quản lý", "Tuyến", "Từ ngày", "Đến ngày"],
    ]
    for school in SCHOOLS:
        parents += _parents(school)
    sheets = [Sheet("DanhSachTruong", schools), Sheet("DonViQuanLy", parents)]
    write_xlsx(folder / f"{SCHOOL_LIST}/danh-muc-truong.xlsx", sheets)


def _parents(school: School) -> list[list[Any]]:
    line = "Chuyên môn" if school.is_primary else "Hành chính"
    rows = [
        [school.code, "quan-1", OFFICES["quan-1"], line, day_text(SINCE), day_text(DISTRICT_END)],
        [school.code, school.ward, OFFICES[school.ward], line, "01/07/2025", ""],
    ]
    if not school.is_primary:
        rows.insert(0, [school.code, "so-gddt-hcm", OFFICES["so-gddt-hcm"], "Chuyên môn", day_text(SINCE), ""])
    return rows


def write_certificates(folder: Path, day: date, certificates: list[Certificate], repairs: Repairs) -> None:
    """An inventory; the one of 18/4 still uses the old school codes."""
    name, sheet = f"{day}/chung-thu-so.xlsx", "ChungThuSo"
    rows: list[list[Any]] = [
        *_top("KIỂM KÊ CHỨNG THƯ CHỮ KÝ SỐ", day),
        [
            "STT",
            "Mã trường",
            "Mã CBGVNV",
            "Chủ thể",
            "Loại chủ thể",
            "Số serial",
            "Tổ chức cấp",
            "Gốc tin cậy",
            "Thiết bị",
            "Hiệu lực từ",
            "Hiệu lực đến",
            "Tình trạng",
        ],
    ]
    for order, row in enumerate(certificates, 1):
        code = row.school.old_code if day == CERTIFICATES else row.school.code
        cells = [row.holder_code, row.holder, row.kind, row.serial, row.issuer, row.root, row.device]
        rows.append([order, code, *cells, day_text(row.valid_from), day_text(row.valid_to), row.state])
        row.place = Place(name, sheet, len(rows))
    if day == CERTIFICATES:
        repairs.old_codes[name] = len(certificates)
    write_xlsx(folder / name, [Sheet(sheet, rows)])


def write_form(folder: Path, form: Form) -> dict[str, Place]:
    """A readiness form; gives back where each item stands."""
    name = f"{form.folder}/phieu-khao-sat/PKS_{form.school.code}.xlsx"
    rows: list[list[Any]] = [
        ["PHIẾU KHẢO SÁT ĐIỀU KIỆN TRIỂN KHAI HỌC BẠ SỐ"],
        [f"Trường: {form.school.name} - Mã trường: {form.school.code}"],
        [f"Ngày khai: {day_text(form.declared)}"],
        [],
        ["STT", "Nội dung", "Đáp ứng (x/Có/Không/trống)", "Số lượng", "Minh chứng"],
    ]
    places = {}
    for order, (item, text) in enumerate(ITEMS, 1):
        count = 20 + form.school.classes * 6 if item == "thiet_bi" else ""
        rows.append(
            [
                order,
                text,
                form.answers[item],
                count,
                "" if form.answers[item] in ("", "Không") else "Hồ sơ lưu tại trường",
            ]
        )
        places[item] = Place(name, "PhieuKhaoSat", len(rows))
    write_xlsx(folder / name, [Sheet("PhieuKhaoSat", rows, wide=(1,))])
    return places


def write_attestations(folder: Path, day: date, rows: Sequence[Attested], titles: dict[str, str]) -> None:
    """What schools and offices say they have done, as listed on a day."""
    table: list[list[Any]] = [
        *_top("XÁC NHẬN HOÀN THÀNH NHIỆM VỤ THEO KẾ HOẠCH 290/KH-GDĐT", day),
        ["STT", "Mã đơn vị", "Tên đơn vị", "Mã nhiệm vụ", DUTY_TITLES, "Ngày hoàn thành", "Số văn bản", "Ghi chú"],
    ]
    for order, row in enumerate((row for row in rows if row.listed == day), 1):
        name = BY_CODE[row.actor].name if row.actor in BY_CODE else OFFICES[row.actor]
        table.append([order, row.actor, name, row.duty, titles[row.duty], day_text(row.done), row.paper, ""])
    write_xlsx(folder / f"{day}/xac-nhan-nhiem-vu.xlsx", [Sheet("XacNhan", table)])


def write_exemptions(folder: Path, exempt: dict[tuple[str, str], date]) -> dict[tuple[str, str], Place]:
    """One school and three pupils on paper, why and until when; gives back where each pupil stands."""
    name, sheet = f"{EXEMPTIONS}/hoc-ba-giay.xlsx", "HocBaGiay"
    places = {}
    table: list[list[Any]] = [
        *_top("TRƯỜNG, HỌC SINH TIẾP TỤC DÙNG HỌC BẠ GIẤY", EXEMPTIONS),
        ["STT", "Mã trường", "Mã học sinh", "Lý do", "Số văn bản", "Từ ngày", "Đến ngày"],
    ]
    reason = "Trường đang sửa chữa, chưa có đường truyền và đủ máy tính"
    table.append([1, SCHOOL[PAPER].code, "", reason, "12/TB-GDĐT", "01/09/2024", "31/12/2025"])
    for order, ((school, pupil), last) in enumerate(sorted(exempt.items()), 2):
        reason = "Học sinh điều trị dài ngày, chưa lập được học bạ số"
        table.append([order, school, pupil, reason, f"{order + 12}/TB-GDĐT", "01/02/2025", day_text(last)])
        places[school, pupil] = Place(name, sheet, len(table))
    write_xlsx(folder / name, [Sheet(sheet, table)])
    return places


def _top(title: str, day: date) -> list[list[Any]]:
    office = OFFICE if day <= DISTRICT_END else OFFICES["so-gddt-hcm"].upper()
    return [[office], [title], [f"Số liệu tính đến ngày {day_text(day)}"], []]
