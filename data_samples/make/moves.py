"""Pupils who moved between schools of the district, and what the two schools tell wrongly of it.

They are pupils who left or arrived, and the first of their classes: nobody of whom anything else is told.
"""

from dataclasses import replace
from datetime import date

from data_samples.make.background import OUTSIDE
from data_samples.make.chance import Chance
from data_samples.make.pupils import IDENTITY, Pupil, first_of
from data_samples.make.schools import SCHOOL

NOWHERE = ((1, 7), (4, 6), (8, 2), (14, 9))
"""HB-ID-40: from a school, to a school where nobody arrived."""
UNKNOWN = ((2, 5), (7, 4), (13, 16), (6, 3))
"""HB-ID-44: at a school, from a school that never had the pupil."""
DOUBLED = ((1, 14), (6, 10), (4, 11), (16, 8))
"""HB-ID-41: still studying at the first, arrived at the second."""
RECODED = ((2, 1), (16, 13), (7, 5))
"""HB-ID-42: left the first, arrived at the second under a code of its own."""
TOO_EARLY = ((4, 6), (9, 1), (14, 7))
"""HB-ID-43: arrived at the second a week before the first let the pupil go."""


def plant_moves(pupils: list[Pupil]) -> None:
    """Say where those who moved went to or came from, and plant what is wrong with some of them."""
    free = [pupil for pupil in pupils if pupil.role in ("left", "arrived", "left_june") and not pupil.is_paired]
    for pupil in free:
        pupil.other_school = _outside(pupil)
    for source, target in NOWHERE:
        _tell(_take(free, source, "left"), "HB-ID-40", other_school=SCHOOL[target].name)
    for target, source in UNKNOWN:
        _tell(_take(free, target, "arrived"), "HB-ID-44", other_school=SCHOOL[source].name)
    for source, target in RECODED:
        leaver, arrival = _pair(free, source, target)
        _become(arrival, leaver, code=False)
        _tell(arrival, "HB-ID-42")
    for source, target in TOO_EARLY:
        leaver, arrival = _pair(free, source, target)
        _become(arrival, leaver, code=True)
        leaver.status, arrival.status = ("Chuyển đi kỳ 2", date(2025, 2, 17)), ("Chuyển đến kỳ 2", date(2025, 2, 10))
        _tell(arrival, "HB-ID-43")
    for source, target in DOUBLED:
        arrival = _take(free, target, "arrived")
        stayer = first_of(pupils, source, arrival.grade)
        _become(arrival, stayer, code=True)
        for pupil in (stayer, arrival):
            _tell(pupil, "HB-ID-41")


def _outside(pupil: Pupil) -> str:
    """A school outside the district; some lists do not say which."""
    chance = Chance("move", pupil.code)
    return "" if chance.happens(0.3) else chance.pick(OUTSIDE)


def _take(free: list[Pupil], school: int, role: str, *, grade: int = 0) -> Pupil:
    """A pupil of a school who moved and is in no other story."""
    pupil = next(p for p in free if p.school.number == school and p.role == role and grade in (0, p.grade))
    free.remove(pupil)
    return pupil


def _pair(free: list[Pupil], source: int, target: int) -> tuple[Pupil, Pupil]:
    """One who left the first school and one who arrived at the second, of one grade."""
    grades = {p.grade for p in free if p.school.number == target and p.role == "arrived"}
    leaver = next(p for p in free if p.school.number == source and p.role == "left" and p.grade in grades)
    free.remove(leaver)
    arrival = _take(free, target, "arrived", grade=leaver.grade)
    leaver.other_school, arrival.other_school = arrival.school.name, leaver.school.name
    return leaver, arrival


def _become(pupil: Pupil, other: Pupil, *, code: bool) -> None:
    """Make a pupil the same child as another; with the pupil code, or under a code of its own."""
    for name in IDENTITY if code else IDENTITY[1:]:
        setattr(pupil, name, getattr(other, name))
    pupil.background = replace(other.background)
    pupil.is_paired = other.is_paired = True


def _tell(pupil: Pupil, code: str, **wrong: str) -> None:
    pupil.wrong_code, pupil.wrong = code, dict(wrong)
