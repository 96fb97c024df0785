"""Paper cards of past school years: how many each school holds, and how far it is in turning them into data."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from data_samples.make.books import Sheet, day_text, write_xlsx
from data_samples.make.chance import Chance
from data_samples.make.days import DISTRICT_END, MAKE_UP, PRIMARY, SUMMER
from data_samples.make.roster import Place
from data_samples.make.schools import PRIMARY_SCHOOLS, SCHOOL, School

YEARS = ("2021-2022", "2022-2023", "2023-2024")
NO_LIST = 15
"""HB-LO-06: the school that hands in no list."""
RE_LISTED = (3, 10)
"""Schools that hand in a better list in August."""
REASONS = ("Đang quét", "Chờ hiệu trưởng cũ xác nhận", "Thất lạc do chuyển kho, đang lập lại", "Chưa có máy quét")
WRONG = {
    (3, "2021-2022", 2): {"signed": 5},
    (5, "2022-2023", 1): {"scanned": 9},
    (10, "2023-2024", 4): {"extracted": 7},
    (12, "2021-2022", 5): {"signed": 2},
}
"""HB-LO-01: by how much a count is more than the one that it cannot exceed."""
WITHOUT_REASON = ((1, "2021-2022", 3), (3, "2023-2024", 1), (8, "2022-2023", 4), (16, "2021-2022", 1))
"""HB-LO-02."""
NOT_PAST = ((2, "2024-2025", 5), (6, "2024-2025", 1), (11, "2022", 3))
"""HB-LO-03: rows of this school year, and one whose year nobody can read."""
TWICE = ((4, "2022-2023", 2), (7, "2023-2024", 5), (14, "2021-2022", 4))
"""HB-LO-04."""
HEADING = [
    "STT", "Mã trường", "Tên trường", "Năm học", "Khối", "Học bạ giấy lưu giữ", "Đã quét", "Đã trích lục", "Đã ký số",
    "Lý do còn lại",
]  # fmt: skip


@dataclass
class PastBooks:
    """A row of the list: the paper cards of a school, past year and grade."""

    school: School
    year: str
    grade: int
    held: int
    scanned: int
    extracted: int
    signed: int
    reason: str = ""
    faults: list[str] = field(default_factory=list)
    place: Place | None = None

    @property
    def counts(self) -> bool:
        """Whether the row is added up: not a second one, and of a school year that is over."""
        return not {"HB-LO-03", "HB-LO-04"} & set(self.faults)


def make_lists() -> dict[date, list[PastBooks]]:
    """The list of the whole district, and in August those of the schools that mend theirs."""
    schools = [school for school in PRIMARY_SCHOOLS if school.number != NO_LIST]
    first = [row for school in schools for row in _rows_of(school)]
    again = [_books(SCHOOL[number], year, grade) for number in RE_LISTED for year in YEARS for grade in PRIMARY]
    for row in again:
        _finish(row)
    return {MAKE_UP: first, SUMMER: again}


def current(lists: dict[date, list[PastBooks]], day: date) -> list[PastBooks]:
    """The rows that count on a day: of each school its newest list."""
    renewed = {SCHOOL[number] for number in RE_LISTED} if day >= SUMMER else set()
    return [row for row in lists[MAKE_UP] if row.school not in renewed] + (lists[SUMMER] if day >= SUMMER else [])


def write_lists(folder: Path, lists: dict[date, list[PastBooks]]) -> None:
    """Write the lists; each row knows its place afterwards."""
    for day, rows in lists.items():
        name = f"{day}/so-hoa-hoc-ba-giay.xlsx"
        office = "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO QUẬN 1" if day <= DISTRICT_END else "TRƯỜNG GỬI SỞ GIÁO DỤC VÀ ĐÀO TẠO"
        table: list[list[Any]] = [
            [office],
            ["DANH SÁCH SỐ HÓA HỌC BẠ GIẤY CÁC NĂM HỌC TRƯỚC"],
            [f"Số liệu tính đến ngày {day_text(day)}"],
            [],
            HEADING,
        ]
        for order, row in enumerate(rows, 1):
            numbers = [row.held, row.scanned, row.extracted, row.signed]
            table.append([order, row.school.code, row.school.name, row.year, row.grade, *numbers, row.reason])
            row.place = Place(name, "SoHoa", len(table))
        write_xlsx(folder / name, [Sheet("SoHoa", table)])


def measures_of(lists: dict[date, list[PastBooks]], day: date, scopes: Any) -> dict[str, dict[str, list[int]]]:
    """Numerator and denominator by measure and scope; `scopes(school, grade, day)` names where a row counts."""
    found: dict[str, dict[str, list[int]]] = {}
    for row in (row for row in current(lists, day) if row.counts):
        for name in ("scanned", "extracted", "signed"):
            for scope in scopes(row.school, row.grade, day):
                pair = found.setdefault(f"roadmap.{name}", {}).setdefault(scope, [0, 0])
                pair[0] += getattr(row, name)
                pair[1] += row.held
    return found


def _rows_of(school: School) -> list[PastBooks]:
    rows = []
    for year in YEARS:
        for grade in PRIMARY:
            row = _books(school, year, grade)
            rows.append(row)
            if (school.number, year, grade) in TWICE:
                rows.append(_plain(school, year, grade, ["HB-LO-04"]))
    extra = [(year, grade) for number, year, grade in NOT_PAST if number == school.number]
    for row in rows:
        _plant(row)
    return [*rows, *(_plain(school, year, grade, ["HB-LO-03"]) for year, grade in extra)]


def _books(school: School, year: str, grade: int) -> PastBooks:
    chance = Chance("past books", school.code, year, grade)
    held = sum(chance.whole(*school.size) for _ in range(school.classes))
    scanned = held if chance.happens(0.5) else chance.whole(held // 2, held)
    extracted = scanned if chance.happens(0.4) else chance.whole(scanned // 3, scanned)
    signed = extracted if chance.happens(0.5) else chance.whole(0, extracted)
    row = PastBooks(school, year, grade, held, scanned, extracted, signed)
    row.reason = chance.pick(REASONS) if signed < held else ""
    return row


def _plain(school: School, year: str, grade: int, faults: list[str]) -> PastBooks:
    return PastBooks(school, year, grade, 40, 40, 40, 40, faults=faults)


def _plant(row: PastBooks) -> None:
    key = (row.school.number, row.year, row.grade)
    if "HB-LO-04" in row.faults:
        return
    if key in WRONG:
        _exaggerate(row, **WRONG[key])
    elif key in WITHOUT_REASON:
        row.signed, row.reason = row.extracted // 2, ""
        row.faults.append("HB-LO-02")


def _exaggerate(row: PastBooks, *, scanned: int = 0, extracted: int = 0, signed: int = 0) -> None:
    """One count goes above the one that it cannot exceed; what is left keeps its reason."""
    if scanned:
        row.scanned = row.held + scanned
    if extracted:
        row.extracted = row.held + extracted
    if signed:
        row.signed = row.extracted + signed
    row.reason = row.reason or REASONS[0]
    row.faults.append("HB-LO-01")


def _finish(row: PastBooks) -> None:
    """By August everything is scanned and most of it extracted."""
    row.scanned = row.held
    row.extracted = max(row.extracted, row.held * 4 // 5)
    row.reason = row.reason if row.signed < row.held else ""
