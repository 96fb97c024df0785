"""What three schools hand in of the cards of grade 5: the sheets of contents, and the faults planted in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from data_samples.make.books import Sheet, write_xlsx
from data_samples.make.chance import Chance
from data_samples.make.days import DISTRICT_END, REVIEWED
from data_samples.make.pupils import ENROLLED, ordinary
from data_samples.make.roster import Place, RosterRow
from data_samples.make.schools import SCHOOL
from data_samples.make.world import World

SCHOOLS_WITH_CONTENTS = (1, 2, 5)
GRADE = 5
HEADS = (
    "STT", "Lớp", "Mã học sinh", "Họ và tên", "Số sổ đăng bộ", "Chiều cao (cm)", "Cân nặng (kg)",
    "Số ngày nghỉ có phép", "Số ngày nghỉ không phép", "Nơi sinh", "Quê quán", "Nơi ở hiện nay",
    "Địa danh phát hành", "Nhận xét của GVCN", "Nhận xét phẩm chất", "Nhận xét năng lực chung",
    "Nhận xét năng lực đặc thù", "Hoàn thành chương trình", "Khen thưởng",
)  # fmt: skip
PAST_HEADS = ("STT", "Mã học sinh", "Năm học", "Lớp đã học", "Trường đã học", "Tỉnh, thành phố", "Ngày chuyển đến")
COMMENTS = (
    "Chăm học, tiến bộ rõ trong học kỳ II.", "Tích cực phát biểu, biết giúp bạn.", "Hoàn thành tốt nhiệm vụ được giao.",
    "Cần đọc sách nhiều hơn trong hè.", "Ngoan, lễ phép, có ý thức tự giác.",
)  # fmt: skip
GENERAL = ("Tự giác học tập, biết hợp tác với bạn.", "Biết nêu thắc mắc và tự tìm cách giải.", "Trình bày mạch lạc.")
SPECIFIC = ("Đọc lưu loát, tính toán nhanh.", "Vẽ đẹp, vận động khéo léo.", "Viết câu đúng, biết dùng máy tính.")
QUALITY = ("Trung thực, có trách nhiệm.", "Biết yêu thương, chia sẻ.", "Chăm chỉ, đoàn kết.")


@dataclass
class Content:
    """A row of the sheet of contents: the cells by heading. `fault`: the rule that it breaks, and its field."""

    row: RosterRow
    cells: dict[str, Any]
    fault: tuple[str, str] | None = None
    is_missing: bool = False
    past: list[tuple[Any, ...]] = field(default_factory=list)
    place: Place | None = None


def make_contents(world: World) -> list[Content]:
    """The rows of the schools, in the order of the pupil list, with the faults planted."""
    rows = [
        _content(row)
        for row in world.rosters[DISTRICT_END]
        if row.pupil.school.number in SCHOOLS_WITH_CONTENTS and row.grade == GRADE and not _has_left(row)
    ]
    _plant(world, rows)
    return rows


def _has_left(row: RosterRow) -> bool:
    return row.status[0].startswith(("Chuyển đi", "Thôi học"))


def _content(row: RosterRow) -> Content:
    pupil = row.pupil
    chance = Chance("content", pupil.code)
    home = f"{pupil.background.commune}, {pupil.background.district}, {pupil.background.province}"
    cells: dict[str, Any] = {
        "Số sổ đăng bộ": f"{chance.whole(100, 999)}/{pupil.school.number:02d}",
        "Chiều cao (cm)": f"{chance.whole(128, 152)},{chance.whole(0, 9)}",
        "Cân nặng (kg)": f"{chance.whole(26, 48)},{chance.whole(0, 9)}",
        "Số ngày nghỉ có phép": chance.whole(0, 6),
        "Số ngày nghỉ không phép": chance.pick((0, 0, 0, 0, 1)),
        "Nơi sinh": pupil.background.birth_place,
        "Quê quán": chance.pick((pupil.background.province, pupil.background.birth_place)),
        "Nơi ở hiện nay": f"{chance.whole(1, 300)} đường Mẫu, {home}",
        "Địa danh phát hành": "Quận 1",
        "Nhận xét của GVCN": chance.pick(COMMENTS),
        "Nhận xét phẩm chất": chance.pick(QUALITY),
        "Nhận xét năng lực chung": chance.pick(GENERAL),
        "Nhận xét năng lực đặc thù": chance.pick(SPECIFIC),
        "Hoàn thành chương trình": "Hoàn thành chương trình tiểu học" if not pupil.is_not_assessed else "",
        "Khen thưởng": chance.pick(("", "", "Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện")),
    }
    return Content(row, cells, past=list(_past(row)))


def _past(row: RosterRow) -> Iterator[tuple[Any, ...]]:
    """The school years since the first grade; a pupil who came in the middle has the day beside the last one."""
    pupil = row.pupil
    for grade in range(1, GRADE + 1):
        first = 2024 - (GRADE - grade)
        arrived = pupil.status[1] if grade == GRADE and pupil.status[1] != ENROLLED else None
        name = (
            pupil.school.name
            if grade == GRADE or pupil.role != "arrived"
            else pupil.other_school or "Trường tiểu học cũ"
        )
        yield (
            pupil.code,
            f"{first}-{first + 1}",
            f"{grade}{pupil.home_class[1:]}",
            name,
            "Thành phố Hồ Chí Minh",
            arrived,
        )


PLANTED: tuple[tuple[int, str, str, str, Any], ...] = (
    (1, "HB-LT-04", "cannang", "Cân nặng (kg)", 345),
    (1, "HB-LT-01", "nxetgvcn", "Nhận xét của GVCN", ""),
    (1, "HB-LT-01", "noiohiennay_diachichitiet", "Nơi ở hiện nay", ""),
    (1, "HB-LT-02", "nxetnanglucchung", "Nhận xét năng lực chung", ("Tự giác học tập. " * 40).strip()),
    (1, "HB-LT-11", "", "", None),
    (2, "HB-LT-04", "nghicophep", "Số ngày nghỉ có phép", 250),
    (2, "HB-LT-04", "chieucao", "Chiều cao (cm)", "1,4"),
    (2, "HB-LT-02", "sosodangbo", "Số sổ đăng bộ", "Sổ đăng bộ số " + "0123456789" * 5),
    (2, "HB-LT-01", "quequan_diachichitiet", "Quê quán", ""),
    (2, "HB-LT-11", "", "", None),
    (5, "HB-LT-01", "nxetnanglucdacthu", "Nhận xét năng lực đặc thù", ""),
    (5, "HB-LT-01", "nghikhongphep", "Số ngày nghỉ không phép", ""),
    (5, "HB-LT-11", "", "", None),
)
"""School, rule, field of the exchange layout, heading and what stands there instead; no heading: the row lacks."""


def _plant(world: World, rows: list[Content]) -> None:
    """Put each planted fault on a pupil of its own, whose card was issued and of whom nothing else is wrong."""
    last = datetime.combine(DISTRICT_END, datetime.max.time())
    sound = (card for card in world.register.cards if not card.fault)
    issued = {card.pupil.code for card in sound if card.times.issued and card.times.issued <= last}
    by_code = {content.row.code: content for content in rows if not content.row.faults}
    waiting = {number: _candidates(world, number, issued & by_code.keys()) for number in SCHOOLS_WITH_CONTENTS}
    for number, code, name, heading, value in PLANTED:
        content = by_code[next(waiting[number])]
        content.fault, content.is_missing = (code, name), not heading
        if heading:
            content.cells[heading] = value


def _candidates(world: World, number: int, fitting: set[str]) -> Iterator[str]:
    return (pupil.code for pupil in ordinary(world.pupils, number, GRADE) if pupil.code in fitting)


def write_contents(folder: Path, contents: list[Content]) -> None:
    """The workbook of each school, with a sheet of contents and one of the years at school."""
    for number in SCHOOLS_WITH_CONTENTS:
        school = SCHOOL[number]
        name = f"{REVIEWED}/noi-dung/NDHB_{school.code}.xlsx"
        mine = [one for one in contents if one.row.pupil.school.number == number and not one.is_missing]
        titles = [["NỘI DUNG HỌC BẠ KHỐI 5 - NĂM HỌC 2024-2025"], [f"Trường: {school.name} - Mã trường: {school.code}"]]
        sheet = Sheet("NoiDungHocBa", [*titles, [f"Ngày kết xuất: {REVIEWED:%d/%m/%Y}"], list(HEADS)])
        past = Sheet("QuaTrinhHocTap", [*titles, [f"Ngày kết xuất: {REVIEWED:%d/%m/%Y}"], list(PAST_HEADS)])
        for order, content in enumerate(mine, 1):
            sheet.rows.append(_cells(order, content))
            content.place = Place(name, sheet.name, len(sheet.rows))
        lines = [line for content in mine for line in content.past]
        past.rows += [[order, *line] for order, line in enumerate(lines, 1)]
        write_xlsx(folder / name, [sheet, past])


def _cells(order: int, content: Content) -> list[Any]:
    row = content.row
    return [order, row.class_name, row.code, row.name, *(content.cells[head] for head in HEADS[4:])]


def exchange_key(contents: list[Content]) -> list[dict[str, Any]]:
    """The planted faults: rule, field of the layout, school, the row of contents, and the row of the pupil list."""
    found = []
    for content in contents:
        if content.fault is None or content.row.place is None:
            continue
        code, name = content.fault
        listed, place = content.row.place, content.place
        fault: dict[str, Any] = {"code": code, "field": name, "unit": content.row.school_code}
        fault |= {"content": [place.file, place.sheet, place.row] if place else None}
        found.append(fault | {"file": listed.file, "sheet": listed.sheet, "row": listed.row})
    return sorted(found, key=lambda fault: (fault["code"], fault["unit"], fault["row"]))
