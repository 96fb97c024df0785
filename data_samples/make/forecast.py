"""When each school will have signed, reckoned from the invented district itself: what the tool has to find as well."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from data_samples.make.days import last_issue_day
from data_samples.make.schools import BY_CODE
from data_samples.make.states import State
from data_samples.make.world import World

ROLES = ("gvcn", "hieu_truong", "con_dau")
SUGGESTED = {"gvcn": (15, 45), "hieu_truong": (60, 400), "con_dau": (60, 600)}
"""Lower and higher pace where fewer than LEAST_DAYS days of signing were seen."""
LEAST_DAYS = 3
OUTLOOKS_AT_RISK = ("sat_han", "khong_kip")
Work = dict[tuple[str, date], Counter[tuple[str, str]]]
"""School and last day → role and class ("" for the whole school) → signatures that are left."""


@dataclass(frozen=True)
class Foreseen:
    """The band of days of a school's work that is due on a day."""

    school_code: str
    sign_by: date
    left: int
    early: date
    late: date
    outlook: str


def foresee(world: World, day: date, states: list[State]) -> list[Foreseen]:
    """One row a school with expected pupils and last day."""
    work, paces = _work(states), _paces(world, day)
    found = []
    for (school, sign_by), parts in sorted(work.items()):
        left = sum(parts.values())
        early, late = _days(work, paces, school, sign_by) if left else (0, 0)
        first, last = _after(day, early), _after(day, late)
        found.append(Foreseen(school, sign_by, left, first, last, _outlook(left, first, last, sign_by, day)))
    return found


def _work(states: list[State]) -> Work:
    work: Work = defaultdict(Counter)
    for state in states:
        if state.exclusion or state.row.school_code not in BY_CODE:
            continue
        parts = work[state.row.school_code, last_issue_day(state.row.grade)]
        parts["gvcn", state.row.class_name] += not state.times.homeroom
        parts["hieu_truong", ""] += not state.times.head
        parts["con_dau", ""] += not state.times.sealed
    return work


def _paces(world: World, day: date) -> dict[tuple[str, str], tuple[int, int]]:
    """Lower and higher pace by school and role: quartiles over signatures of how many were made on their day."""
    daily: dict[tuple[str, str], Counter[tuple[str, date]]] = defaultdict(Counter)
    for card in world.register.cards:
        if not card.stands_on(day):
            continue
        times, school = card.times_on(day), card.pupil.school.code
        acts = (("gvcn", card.homeroom_signer, times.homeroom), ("hieu_truong", "", times.head))
        for role, signer, when in (*acts, ("con_dau", "", times.sealed)):
            if when is not None:
                daily[school, role][signer, when.date()] += 1
    return {key: _quartiles(counts) for key, counts in daily.items() if len({d for _, d in counts}) >= LEAST_DAYS}


def _quartiles(counts: Counter[tuple[str, date]]) -> tuple[int, int]:
    each = sorted(number for number in counts.values() for _ in range(number))
    away = (len(each) - 1) // 4
    return each[away], each[len(each) - 1 - away]


def _days(work: Work, paces: dict[tuple[str, str], tuple[int, int]], school: str, sign_by: date) -> tuple[int, int]:
    """Working days at the least and at the most."""
    least, most = 0, 0
    for role in ROLES:
        low, high = paces.get((school, role), SUGGESTED[role])
        waiting = [0]
        if role == "gvcn":
            waiting += [left for (kind, _), left in work[school, sign_by].items() if kind == role]
        else:
            due = [parts for (code, last), parts in work.items() if code == school and last <= sign_by]
            waiting.append(sum(parts[role, ""] for parts in due))
        least = max(least, *(_whole(left, high) for left in waiting))
        most += max(_whole(left, low) for left in waiting)
    return least, most


def _whole(left: int, pace: int) -> int:
    return (left + pace - 1) // pace


def _after(day: date, working_days: int) -> date:
    """No holiday falls into the months that are foreseen here (May to September 2025, before 2/9)."""
    while working_days:
        day += timedelta(days=1)
        working_days -= day.weekday() < 5
    return day


def _outlook(left: int, early: date, late: date, sign_by: date, day: date) -> str:
    if not left:
        return "xong"
    if sign_by < day:
        return "qua_han"
    if late <= sign_by:
        return "kip"
    return "sat_han" if early <= sign_by else "khong_kip"
