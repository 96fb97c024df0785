"""The primary classes of the school of several levels: results by circular 27/2020, with awards and the summer."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from data_samples.make.books import Sheet, day_text, write_xlsx
from data_samples.make.chance import Chance
from data_samples.make.files_results import TITLE_ROWS, _heading, _merged
from data_samples.make.pupils import person_number
from data_samples.make.results import BEST, DONE, GOOD, NOT_DONE, QUALITIES, columns_of, competences_of
from data_samples.make.roster import Place
from data_samples.make.secondary import CODE, NAME
from data_samples.make.words import person_name

GRADES = (4, 5)
LAST_GRADE = 5
EXCELLENT, EXEMPLARY = "Học sinh Xuất sắc", "Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện"
MORE = ("Khen thưởng", "Hoàn thành chương trình tiểu học")
AFTER = ("Đánh giá bổ sung", "Quyết định xét lên lớp")
PLAN = """
HB-KQ-15 4/Hoàn_thành_tốt 5/Hoàn_thành_tốt 5/Hoàn_thành
HB-KQ-16 4/Hoàn_thành_xuất_sắc 5/Hoàn_thành_xuất_sắc 5/Hoàn_thành_xuất_sắc
HB-KQ-17 4/Hoàn_thành 4/Hoàn_thành 4/Hoàn_thành_tốt
HB-KQ-18 5/Hoàn_thành 5/Hoàn_thành_tốt 5/Hoàn_thành_tốt
"""
SUMMER_PLAN = """
HB-KQ-19 4/Chưa_hoàn_thành 4/Chưa_hoàn_thành 5/Chưa_hoàn_thành
HB-KQ-20 4/Hoàn_thành 5/Hoàn_thành 5/Hoàn_thành_tốt
HB-KQ-21 4/Chưa_hoàn_thành 5/Chưa_hoàn_thành 5/Chưa_hoàn_thành
"""


@dataclass
class PrimaryPupil:
    """A pupil of a primary class, and what the file says of the year."""

    grade: int
    place: int
    code: str
    person_id: str
    name: str
    birth: date
    sex: str
    rating: str
    class_name: str
    score: int
    level: str
    award: str = ""
    is_done: bool = True
    is_promoted: bool = True
    is_primary_done: bool = False
    supplementary: str = ""
    decision: str = ""
    fault: str = ""
    listed_class: str = ""
    is_listed: bool = True
    is_reported: bool = True
    row: Place | None = None
    roster_row: Place | None = None
    book_rows: dict[tuple[str, str], Place] = field(default_factory=dict)


def make_primary() -> list[PrimaryPupil]:
    """Every pupil of the primary classes, all of them sound."""
    return [_pupil(grade, place) for grade in GRADES for place in range(25)]


def _pupil(grade: int, place: int) -> PrimaryPupil:
    chance = Chance("trung-hoc", "primary", grade, place)
    sex = chance.pick(("nam", "nu"))
    birth = date(2019 - grade, 1, 1) + timedelta(days=chance.whole(0, 364))
    rating = (BEST, GOOD, DONE)[place % 3] if place < 19 else NOT_DONE
    made = PrimaryPupil(
        grade=grade,
        place=place,
        code=f"7970{grade:02d}{chance.digits(2)}{place:02d}",
        person_id=person_number(chance, sex, birth),
        name=person_name(chance, sex),
        birth=birth,
        sex=sex,
        rating=rating,
        class_name=f"{grade}A",
        score={BEST: 10, GOOD: 8, DONE: 6, NOT_DONE: 3}[rating],
        level={BEST: "T", GOOD: "T", DONE: "H", NOT_DONE: "C"}[rating],
    )
    made.award = EXCELLENT if rating == BEST else EXEMPLARY if rating == GOOD and place % 2 else ""
    made.is_done = made.is_promoted = rating != NOT_DONE
    made.is_primary_done = made.is_done and grade == LAST_GRADE
    return made


def plant_primary(pupils: list[PrimaryPupil]) -> None:
    """The faults of the end of the year."""
    for code, made in _chosen(pupils, PLAN):
        if code == "HB-KQ-15":
            made.award = EXCELLENT if made.rating == GOOD else EXEMPLARY
        elif code == "HB-KQ-16":
            made.award = ""
        else:
            made.is_primary_done = code == "HB-KQ-17"


def primary_after_summer(pupils: list[PrimaryPupil]) -> list[PrimaryPupil]:
    """The same pupils made anew, those who had not completed assessed again, and the faults of that."""
    later = [_pupil(one.grade, one.place) for one in pupils]
    for one in (one for one in later if one.rating == NOT_DONE):
        one.supplementary, one.is_done, one.is_promoted = "Hoàn thành", True, True
        one.is_primary_done = one.grade == LAST_GRADE
    decided = later[-1]
    decided.supplementary, decided.decision, decided.is_done = "Chưa hoàn thành", "15/QĐ-CBN", False
    decided.is_primary_done = False
    for code, made in _chosen(later, SUMMER_PLAN):
        if code == "HB-KQ-19":
            made.supplementary, made.is_done, made.is_promoted, made.is_primary_done = "Khá", False, False, False
        elif code == "HB-KQ-20":
            made.supplementary = "Hoàn thành"
        else:
            made.is_promoted = False
    return later


def _chosen(pupils: list[PrimaryPupil], plan: str) -> list[tuple[str, PrimaryPupil]]:
    chosen = []
    for line in plan.split("\n"):
        code, *spots = line.split() or [""]
        for spot in spots:
            grade, rating = spot.replace("_", " ").split("/")
            made = next(p for p in pupils if p.grade == int(grade) and p.rating == rating and not p.fault and p.place)
            made.fault = code
            chosen.append((code, made))
    return chosen


def write_primary(folder: Path, day: date, pupils: list[PrimaryPupil], *, is_after: bool) -> None:
    """The results file, a sheet a grade, with the columns for awards, completion and the summer at the end."""
    name = f"{day}/ket-qua/KQHT_{CODE}.xlsx"
    more = (*MORE, *AFTER) if is_after else MORE
    sheets = []
    for grade in GRADES:
        titles = [
            ["KẾT QUẢ HỌC TẬP, RÈN LUYỆN CUỐI NĂM HỌC 2024-2025"],
            [f"Trường: {NAME} - Mã trường: {CODE}"],
            [f"Khối {grade}"],
            [f"Ngày kết xuất: {day_text(day)}"],
        ]
        heads = [[*head, *more] for head in _heading(grade)]
        sheet = Sheet(f"Khoi{grade}", [*titles[:TITLE_ROWS], *heads], _merged(*heads))
        for order, one in enumerate((one for one in pupils if one.grade == grade), 1):
            sheet.rows.append(_cells(order, one, is_after=is_after))
            one.row = Place(name, sheet.name, len(sheet.rows))
        sheets.append(sheet)
    write_xlsx(folder / name, sheets)


def _cells(order: int, one: PrimaryPupil, *, is_after: bool) -> list[Any]:
    """Levels and scores are those of the rating; a pupil who has not completed lacks in mathematics alone."""
    row: list[Any] = [order, one.class_name, one.code, one.name, day_text(one.birth)]
    for subject in columns_of(one.grade):
        lacks = subject.id == "toan" or one.rating != NOT_DONE
        if one.grade in subject.required:
            row.append(one.level if lacks else "H")
        else:
            row.append("")
        if one.grade in subject.tested:
            row.append(one.score if lacks else 6)
    trait = "T" if one.rating in (BEST, GOOD) else "Đ"
    row += [trait] * (len(competences_of(one.grade)) + len(QUALITIES))
    row += ["x" if one.is_done else "", "x" if one.is_promoted else "", one.rating]
    row += [one.award, "x" if one.is_primary_done else ""]
    return [*row, one.supplementary, one.decision] if is_after else row
