"""What an export of the pupil list says on a day: one row a pupil, with what is wrong in it."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from data_samples.make.days import DISTRICT_END, ROSTER
from data_samples.make.pupils import Pupil
from data_samples.make.schools import RE_LISTED

SPELLED = {
    3: {"Thành phố Hồ Chí Minh": "TP. Hồ Chí Minh"},
    6: {"Khmer": "Khơ-me"},
    8: {"Thành phố Hồ Chí Minh": "TP.HCM", "Việt Nam": "VN"},
    15: {"Phường Cô Giang": "P. Cô Giang", "Quận 1": "Q1"},
}
"""How some schools write what all others write otherwise; none of it is a fault."""


@dataclass(frozen=True)
class Place:
    """Where a row stands: file below the district's folder, sheet, row as Excel numbers it."""

    file: str
    sheet: str
    row: int


@dataclass
class RosterRow:
    """A row of the pupil list. `faults`: rules that it breaks; `damage`: cells that were hurt but can be mended."""

    school_code: str
    school_name: str
    grade: int
    class_name: str
    code: str
    person_id: str
    name: str
    birth: date | None
    birth_text: str
    sex: str
    ethnicity: str
    status: tuple[str, date]
    disability: str
    is_not_assessed: bool
    no_number_reason: str
    province: str
    pupil: Pupil
    nationality: str = ""
    birth_place: str = ""
    district: str = ""
    commune: str = ""
    father: str = ""
    father_year: int | None = None
    mother: str = ""
    mother_year: int | None = None
    other_school: str = ""
    faults: list[str] = field(default_factory=list)
    damage: dict[str, Any] = field(default_factory=dict)
    place: Place | None = None


def roster_rows(pupils: list[Pupil], day: date) -> list[RosterRow]:
    """The rows of the export of a day, in the order of the file; in August only some schools export."""
    rows = []
    for pupil in sorted(pupils, key=lambda p: (p.school.number, p.grade, p.class_name)):
        if day <= DISTRICT_END or pupil.school.number in RE_LISTED:
            rows.extend(_rows(pupil, day))
    return rows


def _rows(pupil: Pupil, day: date) -> list[RosterRow]:
    """The row of a pupil; none, or two, where that is what was planted."""
    row = _true_row(pupil, day)
    is_wrong = bool(pupil.wrong_code) and day >= pupil.wrong_from and not (pupil.is_mended and day > ROSTER)
    if pupil.wrong_code == "HB-ID-14" and not is_wrong:
        return []
    if pupil.wrong_code == "HB-ID-09":
        return [row, replace(row, faults=[pupil.wrong_code], damage={})] if is_wrong else [row]
    if is_wrong:
        for name, value in pupil.wrong.items():
            setattr(row, name, value)
        row.faults.append(pupil.wrong_code)
    return [row]


def _true_row(pupil: Pupil, day: date) -> RosterRow:
    status = pupil.june_status if pupil.june_status and day > ROSTER else pupil.status
    from_where = pupil.background
    spelled = SPELLED.get(pupil.school.number, {})

    def spell(word: str) -> str:
        return spelled.get(word, word)

    return RosterRow(
        school_code=pupil.school.code,
        school_name=pupil.school.name,
        grade=pupil.grade,
        class_name=pupil.class_name,
        code=pupil.code,
        person_id=pupil.person_id,
        name=pupil.name,
        birth=pupil.birth,
        birth_text="",
        sex={"nam": "Nam", "nu": "Nữ"}[pupil.sex],
        ethnicity=spell(pupil.ethnicity),
        status=status,
        disability=pupil.disability,
        is_not_assessed=pupil.is_not_assessed,
        no_number_reason=pupil.no_number_reason,
        province=spell(from_where.new_province if day > DISTRICT_END else pupil.province),
        pupil=pupil,
        nationality=spell(from_where.nationality),
        birth_place=from_where.birth_place,
        district="" if day > DISTRICT_END else spell(from_where.district),
        commune=spell(from_where.new_commune if day > DISTRICT_END else from_where.commune),
        father=from_where.father,
        father_year=from_where.father_year,
        mother=from_where.mother,
        mother_year=from_where.mother_year,
        other_school=pupil.other_school if status[0].startswith("Chuyển") else "",
    )
