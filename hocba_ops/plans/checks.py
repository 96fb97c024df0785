"""What is odd in a plan itself: days off, order, spans, papers cited in two ways, days that cannot be."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from types import MappingProxyType

from hocba_ops.domain.school_year import SchoolYear
from hocba_ops.plans.draft import Citation, PlanDraft, Proposed, Reason
from hocba_ops.rulebook.calendar import add_working_days, is_working_day, last_working_day
from hocba_ops.rulebook.plan_words import PlanWords
from hocba_ops.rulebook.plans import Reading


@dataclass(frozen=True, slots=True)
class PlanFinding:
    """What a rule (HB-KH-…) says of a plan: `kind` names the sentence `plan.found.<kind>`, `told` fills it.

    `duty`: of which proposal; None where it is about the papers that the plan names.
    """

    rule: str
    kind: str
    told: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    duty: Proposed | None = None


def check_draft(draft: PlanDraft, words: PlanWords, *, unit_ends: date | None = None) -> tuple[PlanFinding, ...]:
    """Everything odd in a plan, by rule. `unit_ends`: the last day of the unit that issued it, where it has one."""
    dated = [(duty, day) for duty in draft.duties if (day := last_day(duty))]
    found = [
        *(one for duty, day in dated for one in _day_off(duty, day)),
        *_inversions(dated, words),
        *(one for duty, day in dated for one in _beyond_phase(duty, day, draft)),
        *(
            PlanFinding("HB-KH-04", "no_deadline", duty=duty)
            for duty in draft.undated
            if Reason.NO_DEADLINE in duty.reasons
        ),
        *(one for duty in (*draft.duties, *draft.undated) for one in _ownerless(duty)),
        *_two_ways(draft.citations),
        *(_no_day(duty) for duty in draft.duties if Reason.NO_SUCH_DAY in duty.reasons),
        *(one for duty, day in dated for one in _outside(duty, day, draft, words)),
        *(_after_end(duty, day, unit_ends) for duty, day in dated if unit_ends and day > unit_ends),
    ]
    return tuple(sorted(found, key=lambda one: one.rule))


def last_day(duty: Proposed) -> date | None:
    """The last day on which a proposed duty is in time; None where it names no day that exists."""
    if duty.when is None or duty.when.named is None:
        return None
    return Reading(duty.when.reading).last_day(duty.when.named)


def _day_off(duty: Proposed, day: date) -> Iterator[PlanFinding]:
    """The day named, and the last one in time, against the calendar; the working days around it are offered."""
    named = duty.when.named if duty.when else None
    if named is None or (is_working_day(day) and is_working_day(named)):
        return
    off = day if not is_working_day(day) else named
    told = {"named": named, "last": day, "off": off, "before": last_working_day(day), "after": next_working_day(off)}
    yield PlanFinding("HB-KH-01", "day_off", told, duty)


def next_working_day(day: date) -> date:
    """The first working day on or after a day.

    >>> next_working_day(date(2025, 5, 1)), next_working_day(date(2025, 5, 5))
    (datetime.date(2025, 5, 5), datetime.date(2025, 5, 5))
    """
    return add_working_days(day - timedelta(days=1), 1)


def _inversions(dated: Sequence[tuple[Proposed, date]], words: PlanWords) -> Iterator[PlanFinding]:
    """A duty due before one whose kind of work it needs, for grades that both are of."""
    for (duty, day), (other, other_day) in ((one, two) for one in dated for two in dated):
        stage = words.stages.get(duty.stage)
        if stage and other.stage in stage.needs and day < other_day and _share_grades(duty, other):
            yield PlanFinding(
                "HB-KH-02", "too_early", {"last": day, "other": other.title, "other_day": other_day}, duty
            )


def _share_grades(one: Proposed, other: Proposed) -> bool:
    return not one.grades or not other.grades or bool(set(one.grades) & set(other.grades))


def _beyond_phase(duty: Proposed, day: date, draft: PlanDraft) -> Iterator[PlanFinding]:
    first, last = draft.spans.get(duty.phase or 0, (None, None))
    if (first and day < first) or (last and day > last):
        told = {"last": day, "first": first or "", "until": last or "", "phase": draft.phases[(duty.phase or 1) - 1]}
        yield PlanFinding("HB-KH-03", "beyond_phase", told, duty)


def _ownerless(duty: Proposed) -> Iterator[PlanFinding]:
    if Reason.NO_OWNER in duty.reasons:
        yield PlanFinding("HB-KH-05", "no_owner", duty=duty)
    elif Reason.OWNER_NOT_FOLLOWED in duty.reasons:
        yield PlanFinding("HB-KH-05", "owner_not_followed", {"actors": duty.actors}, duty)


def _two_ways(citations: Sequence[Citation]) -> Iterator[PlanFinding]:
    """A paper under two numbers of one serial and day, or a number with two days; each pair once."""
    told: set[tuple[str, ...]] = set()
    for one, other in combinations(citations, 2):
        pair = tuple(sorted((_printed(one), _printed(other))))
        if _is_same(one, other) and pair[0] != pair[1] and pair not in told:
            told.add(pair)
            yield PlanFinding("HB-KH-06", "two_ways", {**_cited(one, "first"), **_cited(other, "other")})


def _cited(one: Citation, name: str) -> dict[str, object]:
    return {name: one.number, f"{name}_day": one.signed_on or "", f"{name}_place": one.block}


def _printed(one: Citation) -> str:
    return f"{one.number.upper()} {one.signed_on or ''}"


def _is_same(one: Citation, other: Citation) -> bool:
    """Whether two citations mean one paper: the same number on two days, or one serial on one day (or of one body)."""
    if one.number.upper() == other.number.upper():
        return bool(one.signed_on and other.signed_on and one.signed_on != other.signed_on)
    if _serial(one) != _serial(other):
        return False
    if one.signed_on and other.signed_on:
        return one.signed_on == other.signed_on
    return _bodies(one) == _bodies(other)


def _serial(one: Citation) -> int:
    return int(one.number.split("/")[0])


def _bodies(one: Citation) -> str:
    """The body that a number ends with: SGDĐT of 1152/KH-SGDĐT."""
    return re.split(r"[/-]", one.number.upper())[-1]


def _no_day(duty: Proposed) -> PlanFinding:
    return PlanFinding("HB-KH-07", "no_such_day", {"written": duty.when.written if duty.when else ""}, duty)


def _outside(duty: Proposed, day: date, draft: PlanDraft, words: PlanWords) -> Iterator[PlanFinding]:
    if not draft.head.school_year:
        return
    year = SchoolYear.parse(draft.head.school_year)
    first, last = draft.head.signed_on or year.start, year.end + timedelta(days=words.date.days_after)
    if not first <= day <= last:
        yield PlanFinding("HB-KH-08", "outside_year", {"last": day, "first": first, "until": last}, duty)


def _after_end(duty: Proposed, day: date, end: date) -> PlanFinding:
    kind = "office_gone" if "office" in duty.actors else "nobody_follows"
    return PlanFinding("HB-KH-09", kind, {"last": day, "end": end}, duty)
