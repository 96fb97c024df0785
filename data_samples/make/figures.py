"""The figures of a day, counted from the invented district itself: measures, cutoff classes, states of the duties."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from data_samples.make.days import DISTRICT_END
from data_samples.make.readiness import ITEMS
from data_samples.make.schools import BY_CODE, PRIMARY_SCHOOLS, School
from data_samples.make.severities import ERRORS
from data_samples.make.states import State, extras_on, is_in_time
from data_samples.make.world import World

Measures = dict[str, dict[str, list[int]]]
DISTRICT = "quan-1"


def _is_on_time(state: State) -> bool:
    later = max(state.times.homeroom, state.times.head) if state.times.homeroom and state.times.head else None
    return is_in_time(later.date() if later else None, state.row.grade)


def _is_issued_on_time(state: State) -> bool:
    return state.is_issued and is_in_time(_day(state.times.issued), state.row.grade)


def _day(when: datetime | None) -> date | None:
    return when.date() if when else None


CARD_MEASURES: Mapping[str, Callable[[State], bool]] = {
    "card.created": lambda state: state.current is not None,
    "card.signed_homeroom": lambda state: state.times.homeroom is not None,
    "card.signed": lambda state: state.is_signed,
    "card.signed_on_time": _is_on_time,
    "card.sealed": lambda state: state.is_sealed,
    "card.issued": lambda state: state.is_issued,
    "card.issued_on_time": _is_issued_on_time,
    "card.sent": lambda state: state.times.sent is not None,
    "card.received": lambda state: bool(state.accepted),
}


def scopes_of(school: School, grade: int | None, day: date) -> list[str]:
    """Where something of a school (and grade) is counted: school, district, the ward from July on, and grades."""
    units = [school.code, DISTRICT, *([school.ward] if day > DISTRICT_END else [])]
    return [*units, *(f"{unit}/khoi-{grade}" for unit in units)] if grade else units


def count(measures: Measures, name: str, scopes: Iterable[str], *, hit: bool) -> None:
    """Count one more in the denominator, and in the numerator if it is a hit."""
    for scope in scopes:
        pair = measures.setdefault(name, {}).setdefault(scope, [0, 0])
        pair[0] += hit
        pair[1] += 1


def measures_on(world: World, day: date, states: list[State]) -> Measures:
    """Numerator and denominator of every measure, by scope."""
    found: Measures = {}
    for state in states:
        school = BY_CODE.get(state.row.school_code)
        if school is None or not state.is_reviewed:
            continue
        scopes = scopes_of(school, state.row.grade, day)
        if not state.exclusion:
            for name, is_hit in CARD_MEASURES.items():
                count(found, name, scopes, hit=is_hit(state))
        count(found, "identity.clean", scopes, hit=not has_error(state.row.faults, "HB-ID"))
        count(found, "identity.with_number", scopes, hit=has_number(state.row.person_id))
        count(found, "results.clean", scopes, hit=is_result_clean(state))
    _count_people(found, world, day)
    _count_schools(found, world, day)
    return found


def has_number(text: str) -> bool:
    """Whether it has the form of a personal number."""
    return len(text) == 12 and text.isascii() and text.isdigit()


def has_error(codes: Iterable[str], step: str) -> bool:
    """Whether one of the rules is broken that must be mended."""
    return any(code in ERRORS and code.startswith(step) for code in codes)


def is_result_clean(state: State) -> bool:
    """The pupil has a result, and nothing in it must be mended."""
    return state.result is not None and not has_error(state.result.faults, "HB-KQ")


def _count_people(found: Measures, world: World, day: date) -> None:
    """People who must sign and hold a certificate of their own in force; people who were trained."""
    equipped = {(c.school, c.holder_code) for c in world.inventory(day) if c.is_usable(day) and c.kind == "Cá nhân"}
    trained = {(row.person.school, row.person.code) for row in world.trainings if row.day <= day}
    for person in world.people:
        if not person.school.is_primary or not person.is_active:
            continue
        scopes = scopes_of(person.school, None, day)
        if person.must_sign:
            count(found, "staff.equipped", scopes, hit=(person.school, person.code) in equipped)
        count(found, "staff.trained", scopes, hit=(person.school, person.code) in trained)


def _count_schools(found: Measures, world: World, day: date) -> None:
    forms = {form.school: form for form in world.forms if form.declared <= day}
    for school in PRIMARY_SCHOOLS:
        scopes, form = scopes_of(school, None, day), forms.get(school)
        count(found, "seal.equipped", scopes, hit=is_sealable(world, school, day))
        count(found, "readiness.form", scopes, hit=form is not None)
        for item, _ in ITEMS:
            says_yes = form is not None and form.answers[item] in ("x", "X", "Có")
            count(found, f"readiness.{item}", scopes, hit=says_yes)


def is_sealable(world: World, school: School, day: date) -> bool:
    """Has a seal certificate in force: for a public school a token of the Ban Cơ yếu, for a private one any."""
    seals = [s for s in world.inventory(day) if s.school == school and s.kind == "Con dấu" and s.is_usable(day)]
    if school.ownership != "Công lập":
        return bool(seals)
    return any(seal.root == "Ban Cơ yếu" and seal.device == "USB Token" for seal in seals)


def classes_on(world: World, day: date, states: list[State]) -> dict[str, dict[str, int]]:
    """How many rows of the pupil list fall into every class, by scope; and the extra cards and receipts (`thua`)."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for state in states:
        school = BY_CODE.get(state.row.school_code)
        if school is None:
            continue
        for scope in _roll_up(school, state.row.grade, day):
            found[scope][state.cutoff_class] += 1
    for extra in extras_on(world, day):
        for scope in _roll_up(extra.pupil.school, extra.pupil.grade, day):
            found[scope]["thua"] += 1
    return {scope: dict(sorted(counter.items())) for scope, counter in sorted(found.items())}


def _roll_up(school: School, grade: int, day: date) -> list[str]:
    """The centre answers to the city on the professional line, so it is added up to no district or ward."""
    return scopes_of(school, grade, day) if school.is_primary else [school.code, f"{school.code}/khoi-{grade}"]
