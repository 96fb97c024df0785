"""The pupils of the district as they really are; what files say wrongly of them is planted later."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from data_samples.make.background import Background, make_background
from data_samples.make.chance import Chance
from data_samples.make.schools import (
    PRIVATE,
    SCHOOL,
    SCHOOLS,
    SUPPLEMENTARY_TOP,
    WITHOUT_SUPPLEMENTARY,
    WITHOUT_TEACHER,
    School,
)
from data_samples.make.words import WORDS, person_name

PEOPLE = WORDS["people"]
ENROLLED = date(2024, 9, 5)
STAYS = ("Đang học", ENROLLED)
TRANSFERS = ((3, 9, 2), (8, 16, 4), (6, 14, 3))
"""Pupils who changed school within the district in February: from, to, grade."""
IDENTITY = ("code", "person_id", "name", "birth", "sex", "ethnicity", "province")
"""What makes a row tell of one child and no other; the code comes first."""
FOREIGN = "Quốc tịch nước ngoài"
EXEMPT = {(3, 2): date(2025, 12, 31), (10, 4): date(2025, 12, 31), (7, 3): date(2025, 6, 15)}
"""Pupils on paper by themselves: school and grade, and the last day of it."""


@dataclass
class Pupil:
    """A pupil of a school. `role` says what is special about this one; ordinary pupils have none.

    Roles: left · ended (thôi học) · left_june · arrived · supplementary · not_assessed · exempt · beyond (grade or
    school out of the plan's scope) · fault (something wrong is planted on this one) · gap (the card stopped half way).
    """

    school: School
    grade: int
    home_class: str
    code: str
    person_id: str
    name: str
    birth: date
    sex: str
    ethnicity: str
    province: str
    class_name: str = ""
    status: tuple[str, date] = STAYS
    june_status: tuple[str, date] | None = None
    disability: str = ""
    is_not_assessed: bool = False
    no_number_reason: str = ""
    role: str = ""
    is_first: bool = False
    wrong: dict[str, Any] = field(default_factory=dict)
    """What the export says instead, by column of the roster."""
    wrong_code: str = ""
    wrong_from: date = date.min
    """The first export that is wrong."""
    is_mended: bool = False
    background: Background = field(default_factory=Background)
    other_school: str = ""
    is_paired: bool = False
    """One of two rows that are told together."""


def make_pupils() -> list[Pupil]:
    """Every pupil, school by school, class by class, in the order of the lists."""
    codes: set[str] = set()
    numbers: set[str] = set()
    pupils = [
        pupil
        for school in SCHOOLS
        for grade, name in _classes(school)
        for pupil in _class(school, grade, name, codes, numbers)
    ]
    for pupil in pupils:
        _fill_background(pupil)
    _transfer(pupils)
    _exempt(pupils)
    return pupils


def first_of(pupils: list[Pupil], school: int, grade: int) -> Pupil:
    """The first pupil of a class of a grade of whom nothing is told yet; the class has a homeroom teacher."""
    return next(
        pupil
        for pupil in pupils
        if pupil.school.number == school
        and pupil.grade == grade
        and pupil.is_first
        and not (pupil.role or pupil.wrong_code or pupil.is_paired)
        and (school, pupil.home_class) not in WITHOUT_TEACHER
    )


def _fill_background(pupil: Pupil) -> None:
    """Where the pupil comes from; some foreigners have no reason written beside their missing number."""
    is_foreign = pupil.no_number_reason == FOREIGN
    if is_foreign and Chance("foreign", pupil.code).happens(0.4):
        pupil.no_number_reason = ""
    pupil.background = make_background(pupil.code, pupil.name, pupil.birth, pupil.province, is_foreign=is_foreign)


def ordinary(pupils: list[Pupil], school: int, grade: int) -> list[Pupil]:
    """Pupils of a grade of a school about whom nothing is special, in a fixed mixed order."""
    found = [
        pupil
        for pupil in pupils
        if pupil.school.number == school and pupil.grade == grade and not pupil.role and not pupil.is_first
    ]
    places = Chance("ordinary", school, grade).shuffled(range(len(found)))
    return [found[place] for place in places]


def _classes(school: School) -> list[tuple[int, str]]:
    if not school.is_primary:
        return [(grade, f"{grade}GDTX") for grade in (6, 7, 8, 9)]
    grades = (1, 2, 3, 4, 5, 6) if school.number == PRIVATE else (1, 2, 3, 4, 5)
    return [(grade, name) for grade in grades for name in school.class_names(grade)[: 1 if grade > 5 else None]]


def _class(school: School, grade: int, name: str, codes: set[str], numbers: set[str]) -> list[Pupil]:
    chance = Chance("class", school.number, name)
    members = [_pupil(school, grade, name, place, codes, numbers) for place in range(chance.whole(*school.size))]
    members.sort(key=lambda pupil: (pupil.name.split()[-1], pupil.name, pupil.code))
    first = next(pupil for pupil in members if not pupil.role or pupil.role == "beyond")
    members.remove(first)
    first.is_first = True
    return [first, *members]


def _pupil(school: School, grade: int, name: str, place: int, codes: set[str], numbers: set[str]) -> Pupil:
    chance = Chance("pupil", school.number, name, place)
    sex = chance.pick(("nam", "nu"))
    birth = date(2019 - grade, 1, 1) + timedelta(days=chance.whole(0, 364))
    if chance.happens(0.02):
        birth = birth.replace(year=birth.year - 1, day=min(birth.day, 28))
    pupil = Pupil(
        school=school,
        grade=grade,
        home_class=name,
        class_name=name,
        code=_unique(codes, lambda: "79" + chance.digits(8)),
        person_id=_unique(numbers, lambda: person_number(chance, sex, birth)),
        name=person_name(chance, sex),
        birth=birth,
        sex=sex,
        ethnicity=chance.pick(PEOPLE["ethnicities"]),
        province=chance.pick(PEOPLE["home_provinces"]),
    )
    _special(pupil, chance)
    return pupil


def person_number(chance: Chance, sex: str, birth: date) -> str:
    """A personal number as Decree 137/2015 builds it: place of birth, century and sex, year, six digits."""
    century = 2 * (birth.year // 100 - 19) + (sex == "nu")
    return f"{chance.pick(PEOPLE['number_prefixes'])}{century}{birth.year % 100:02d}{chance.digits(6)}"


def _unique(taken: set[str], draw: Any) -> str:
    value = draw()
    while value in taken:
        value = draw()
    taken.add(value)
    return value


def _special(pupil: Pupil, chance: Chance) -> None:
    """Give some pupils a special role."""
    draw = chance.whole(0, 99_999)
    if not pupil.school.is_primary or pupil.grade > 5:
        pupil.role = "beyond"
    elif draw < 400:
        pupil.role, term = "left", chance.whole(1, 2)
        pupil.status = (f"Chuyển đi kỳ {term}", date(2024, 11, 4) if term == 1 else date(2025, 2, 10))
    elif draw < 480:
        pupil.role, pupil.status = "ended", ("Thôi học kỳ 2", date(2025, 3, 3))
    elif draw < 1080:
        pupil.role, pupil.status = "arrived", ("Chuyển đến kỳ 2", date(2025, 2, 10))
    elif draw < 1230:
        pupil.role, pupil.june_status = "left_june", ("Chuyển đi kỳ 2", date(2025, 6, 12))
    elif draw < 1430:
        pupil.role, pupil.is_not_assessed = "not_assessed", True
        pupil.disability = chance.pick(PEOPLE["disabilities"])
    elif draw < 1500:
        pupil.disability = chance.pick(PEOPLE["disabilities"])
    elif draw < 1800:
        pupil.person_id, pupil.no_number_reason = "", chance.pick(PEOPLE["no_number_reasons"])
        pupil.role = "no_number"
    elif draw < (3000 if pupil.grade == 5 else 3200) and _may_need_more(pupil):
        pupil.role = "supplementary"


def _may_need_more(pupil: Pupil) -> bool:
    """Schools of the plan have pupils who must be assessed again, others have none."""
    number = pupil.school.number
    return number in SUPPLEMENTARY_TOP if pupil.grade == 5 else number not in WITHOUT_SUPPLEMENTARY


def _transfer(pupils: list[Pupil]) -> None:
    """Pupils on two lists: left at one school, arrived at the other, with the code and number they had."""
    for source, target, grade in TRANSFERS:
        leaver, arrival = ordinary(pupils, source, grade)[0], ordinary(pupils, target, grade)[0]
        leaver.role, leaver.status = "left", ("Chuyển đi kỳ 2", date(2025, 2, 17))
        arrival.role, arrival.status = "arrived", ("Chuyển đến kỳ 2", date(2025, 2, 18))
        for name in (*IDENTITY, "background"):
            setattr(arrival, name, getattr(leaver, name))
        leaver.other_school, arrival.other_school = arrival.school.name, leaver.school.name
        leaver.is_paired = arrival.is_paired = True


def _exempt(pupils: list[Pupil]) -> None:
    for school, grade in EXEMPT:
        ordinary(pupils, school, grade)[0].role = "exempt"


def exempt_pupils(pupils: list[Pupil]) -> dict[tuple[str, str], date]:
    """School code and pupil code of the pupils on paper, and their last day on it."""
    found = {}
    for (school, grade), last in EXEMPT.items():
        code = SCHOOL[school].code
        found |= {
            (code, p.code): last for p in pupils if p.school.code == code and p.grade == grade and p.role == "exempt"
        }
    return found
