"""The pupil lists: the .xls of 16/5 with all its damage, and the .xlsx of 30/6 with some of it mended."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from data_samples.make.books import Sheet, day_text, write_xls, write_xlsx
from data_samples.make.chance import Chance
from data_samples.make.days import DISTRICT_END, ROSTER, SUMMER
from data_samples.make.repairs import Repairs
from data_samples.make.roster import Place, RosterRow
from data_samples.make.words import WORDS

HEADINGS = (
    "STT",
    "Mã trường",
    "Tên trường",
    "Khối học",
    "Mã lớp",
    "Mã học sinh",
    "Họ tên",
    "Ngày sinh",
    "Giới tính",
    "Dân tộc",
    "Trạng thái HS",
    "Ngày nhập\ntrạng thái",
    "Loại khuyết tật",
    "Khuyết tật\nkhông đánh giá",
    "Số định danh cá nhân",
    "Lý do chưa có\nsố ĐDCN",
    "Quốc tịch",
    "Nơi sinh",
    "Tỉnh/Thành phố\n(Theo địa chỉ thường trú)",
    "Quận/Huyện\n(Theo địa chỉ thường trú)",
    "Xã/Phường\n(Theo địa chỉ thường trú)",
    "Họ tên cha",
    "Năm sinh cha",
    "Họ tên mẹ",
    "Năm sinh mẹ",
    "Trường chuyển đến/chuyển đi",
    "Số điện thoại\nliên hệ",
)
NUMBERS_AS_NUMBERS = ((2, 1), (2, 3), (9, 5), (16, 2))
"""School and grade whose personal numbers stand as numbers in the .xls: the zero in front is lost."""
SERIAL_DATES = ((4, 3), (12, 1))
DATE_CELLS = ((1, 1), (1, 2), (6, 4), (14, 5))
"""School and grade whose birth dates are plain serial numbers, or real date cells; all others are text."""
DECOMPOSED = ((7, 2), (15, 5))
"""School and grade whose names were typed in decomposed letters (NFD)."""
SPACED = ((3, 1), (10, 4))
"""School and grade whose names have spaces that nobody sees."""


@dataclass
class Damage:
    """What is hurt in one file but can be mended, by school number and grade."""

    numbers: tuple[tuple[int, int], ...] = ()
    serials: tuple[tuple[int, int], ...] = ()
    date_cells: tuple[tuple[int, int], ...] = ()
    decomposed: tuple[tuple[int, int], ...] = ()
    spaced: tuple[tuple[int, int], ...] = ()
    scientific: tuple[tuple[int, int], ...] = ()
    repeated_after: int = 0


DAMAGE = {
    ROSTER: Damage(
        NUMBERS_AS_NUMBERS, SERIAL_DATES, DATE_CELLS, DECOMPOSED, SPACED, ((5, 5), (10, 3)), repeated_after=6000
    ),
    DISTRICT_END: Damage(((9, 5),), (), ((1, 1),), ((7, 2),), (), ((10, 3),), repeated_after=0),
    SUMMER: Damage(),
}


def write_pupils(folder: Path, day: date, rows: list[RosterRow], repairs: Repairs) -> None:
    """The pupil list of a day: of the whole district, in August of a school alone."""
    is_first = day == ROSTER
    whose = f"_{rows[0].school_code}" if day > DISTRICT_END else ""
    name = f"{day}/CSDL_HocSinh{whose}.{'xls' if is_first else 'xlsx'}"
    sheets = [Sheet("Sheet1", list(_sheet(rows, day, name, DAMAGE[day], repairs)))]
    sheets += [
        Sheet(title, [["STT", "Giá trị"], *enumerate(values, 1)]) for title, values in WORDS["catalogues"].items()
    ]
    (write_xls if is_first else write_xlsx)(folder / name, sheets)


def _sheet(rows: list[RosterRow], day: date, file: str, damage: Damage, repairs: Repairs) -> Iterator[list[Any]]:
    top: list[list[Any]] = [
        ["PHÒNG GIÁO DỤC VÀ ĐÀO TẠO QUẬN 1" if day <= DISTRICT_END else rows[0].school_name.upper()],
        ["DANH SÁCH HỌC SINH TRÊN CƠ SỞ DỮ LIỆU NGÀNH"],
        ["Năm học 2024-2025"],
        [f"Ngày kết xuất: {day_text(day)}"],
        [],
        _headings(damage),
    ]
    yield from top
    number = len(top)
    for order, row in enumerate(rows, 1):
        if damage.repeated_after and order == damage.repeated_after + 1:
            number += 1
            repairs.add("lap_tieu_de", Place(file, "Sheet1", number))
            yield _headings(damage)
        number += 1
        row.place = Place(file, "Sheet1", number)
        yield _cells(order, row, damage, repairs)
    yield []
    closing = [[f"Tổng cộng: {len(rows)} học sinh"], ["", "", "", "", "", "", "NGƯỜI LẬP BIỂU"]]
    for text in closing:
        number += 1
        repairs.add("dong_tong", Place(file, "Sheet1", number + 1))
        yield text


def _headings(damage: Damage) -> list[str]:
    """The heading; one of its cells is decomposed where names are."""
    return [unicodedata.normalize("NFD", text) if text == "Họ tên" and damage.decomposed else text for text in HEADINGS]


def _cells(order: int, row: RosterRow, damage: Damage, repairs: Repairs) -> list[Any]:
    pupil = row.pupil
    spot = (pupil.school.number, pupil.grade)
    is_plain = not row.faults
    return [
        order,
        row.school_code,
        row.school_name,
        row.grade,
        row.class_name,
        row.code,
        _name(row, spot, damage, repairs) if is_plain else row.name,
        _birth(row, spot, damage, repairs) if is_plain else row.birth_text or day_text(row.birth),
        row.sex,
        row.ethnicity,
        row.status[0],
        day_text(row.status[1]) if row.status[0] != "Đang học" else "",
        row.disability,
        "x" if row.is_not_assessed else "",
        _number(row, spot, damage, repairs),
        row.no_number_reason,
        row.nationality,
        row.birth_place,
        row.province,
        row.district,
        row.commune,
        row.father,
        row.father_year,
        row.mother,
        row.mother_year,
        row.other_school,
    ]


def _name(row: RosterRow, spot: tuple[int, int], damage: Damage, repairs: Repairs) -> str:
    decomposed = unicodedata.normalize("NFD", row.name)
    if spot in damage.decomposed and decomposed != row.name:
        repairs.add("nfc", row.place, "full_name")
        return decomposed
    if spot in damage.spaced and Chance("spaces", row.code).happens(0.3):
        repairs.add("khoang_trang", row.place, "full_name")
        return Chance("space", row.code).pick(("{}  ", "{}\u00a0", " {}")).format(row.name)
    return row.name


def _birth(row: RosterRow, spot: tuple[int, int], damage: Damage, repairs: Repairs) -> Any:
    if row.birth is None:
        return row.birth_text
    if spot in damage.serials:
        repairs.add("ngay_serial", row.place, "birth_date")
        return (row.birth - date(1899, 12, 30)).days
    return row.birth if spot in damage.date_cells else day_text(row.birth)


def _number(row: RosterRow, spot: tuple[int, int], damage: Damage, repairs: Repairs) -> Any:
    """The personal number; a faulty one of eleven digits stands as the number that Excel made of it."""
    text = row.person_id
    if len(text) == 11 and text.isdigit():
        return int(text)
    can_be_restored = text.startswith("0") and not text.startswith("00")
    return _hurt(text, row, spot, damage, repairs) if can_be_restored and not row.faults else text


def _hurt(text: str, row: RosterRow, spot: tuple[int, int], damage: Damage, repairs: Repairs) -> Any:
    if spot in damage.numbers:
        repairs.add("so_0_dau", row.place, "person_id")
        return int(text)
    if spot in damage.scientific and Chance("scientific", row.code).happens(0.12):
        shape: Callable[[str], str] = Chance("shape", row.code).pick((_scientific, _with_point))
        repairs.add("so_dang_khoa_hoc", row.place, "person_id")
        if shape is _scientific:
            repairs.add("so_0_dau", row.place, "person_id")
        return shape(text)
    return text


def _scientific(text: str) -> str:
    """7,9216045678E+10: no digit is lost but the zero in front."""
    digits = text.lstrip("0")
    return f"{digits[0]},{digits[1:]}E+{len(digits) - 1}"


def _with_point(text: str) -> str:
    return text + ".0"
