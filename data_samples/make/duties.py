"""The state of every duty of the plan for every actor on a day."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from data_samples.make.days import DISTRICT_END, DUTIES, RESULTS, ROSTER, Duty
from data_samples.make.figures import CARD_MEASURES, Measures, has_error, is_result_clean
from data_samples.make.schools import PAPER, PRIMARY_SCHOOLS, SCHOOLS, School
from data_samples.make.states import State, states_on
from data_samples.make.world import World

SEEN_BY = {
    "card.created": lambda state: state.times.created,
    "card.issued": lambda state: state.times.issued,
    "card.received": lambda state: min((receipt.at for receipt in state.accepted), default=None),
}
"""Measure → the time by which a pupil counts."""
CleanDays = dict[tuple[str, str], list[date]]
"""School and measure → days of exports that are clean."""


def clean_days(world: World) -> CleanDays:
    """The days of the exports from which on nothing of a school must be mended, in order."""
    found: CleanDays = {}
    for day in (ROSTER, RESULTS, DISTRICT_END):
        faulty: set[tuple[str, str]] = set()
        for state in states_on(world, day):
            if state.is_reviewed and has_error(state.row.faults, "HB-ID"):
                faulty.add((state.row.school_code, "identity.clean"))
            if state.is_reviewed and not is_result_clean(state):
                faulty.add((state.row.school_code, "results.clean"))
        for school in PRIMARY_SCHOOLS:
            for measure, first in (("identity.clean", ROSTER), ("results.clean", RESULTS)):
                if day >= first and (school.code, measure) not in faulty:
                    found.setdefault((school.code, measure), []).append(day)
    return found


def duty_states(
    world: World, day: date, states: list[State], measures: Measures, clean: CleanDays
) -> dict[str, dict[str, str]]:
    """Duty → actor → done | done_late | due | overdue | not_applicable."""
    found: dict[str, dict[str, str]] = {}
    by_school: dict[str, list[State]] = {}
    for state in states:
        if not state.exclusion:
            by_school.setdefault(state.row.school_code, []).append(state)
    for duty in DUTIES:
        found[duty.id] = {
            actor: _state(world, duty, actor, day, by_school.get(actor, []), measures, clean) for actor in _actors(duty)
        }
    return found


def counted(states: dict[str, dict[str, str]]) -> dict[str, dict[str, int]]:
    """Duty → state → how many actors of the district; the centre answers to the city and is not among them."""
    centres = {school.code for school in SCHOOLS if not school.is_primary}
    return {
        duty: dict(sorted(Counter(state for actor, state in actors.items() if actor not in centres).items()))
        for duty, actors in states.items()
    }


def _actors(duty: Duty) -> Iterable[str]:
    if duty.actors == "so":
        return ("so-gddt-hcm",)
    schools = tuple(school.code for school in SCHOOLS)
    return (*schools, "quan-1") if duty.actors == "school+office" else schools


def _state(
    world: World, duty: Duty, actor: str, day: date, states: list[State], measures: Measures, clean: CleanDays
) -> str:
    school = next((school for school in SCHOOLS if school.code == actor), None)
    if school and not _applies(duty, school):
        return "not_applicable"
    if duty.measure in ("identity.clean", "results.clean"):
        reached = min((found for found in clean.get((actor, duty.measure), []) if found <= day), default=None)
    elif duty.measure and school:
        reached = _measured_day(world, duty, school, day, states, measures)
    else:
        done = [
            row.done for row in world.attestations if (row.actor, row.duty) == (actor, duty.id) and row.listed <= day
        ]
        reached = min(done, default=None)
    if reached is None:
        return "due" if day <= duty.last_day else "overdue"
    return "done" if reached <= duty.last_day else "done_late"


def _applies(duty: Duty, school: School) -> bool:
    """Duties that concern cards do not concern a school on paper; none concerns the centre."""
    return school in PRIMARY_SCHOOLS and (school.number != PAPER or duty.id < "kh290-08")


def _measured_day(
    world: World, duty: Duty, school: School, day: date, states: list[State], measures: Measures
) -> date | None:
    """The day on which the measure reached 100 %; None when it has not."""
    if duty.measure in CARD_MEASURES:
        expected = [state for state in states if state.row.grade in duty.grades]
        if not expected or not all(CARD_MEASURES[duty.measure](state) for state in expected):
            return None
        return max(when.date() for state in expected if (when := SEEN_BY[duty.measure](state)))
    hits, total = measures[duty.measure][school.code]
    if hits < total:
        return None
    if duty.measure == "staff.trained":
        return max(row.day for row in world.trainings if row.person.school == school and row.day <= day)
    return next(form.declared for form in world.forms if form.school == school)
