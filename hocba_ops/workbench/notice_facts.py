"""What a person is told by mail, as facts: figures and what moved in them, duties that come near, work that is open.

Everything is read through their `Viewing`, so it ends where their role ends; nothing here is about a single pupil.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from hocba_ops.errors import BadParameter, NothingLoaded
from hocba_ops.rulebook.calendar import count_working_days
from hocba_ops.rulebook.plans import Duty
from hocba_ops.steps import APART, STEPS
from hocba_ops.tables import Answer, Measure
from hocba_ops.tables.changes import FINDINGS, MEASURES, compare_findings, compare_measures
from hocba_ops.workbench.composing import ALL_STEPS, REVIEWS
from hocba_ops.workbench.viewing import Viewing
from hocba_ops.workbench.work_list import Task, work_list

DIGESTED = tuple(name for name in ALL_STEPS if name in STEPS and (name in REVIEWS or name not in APART))
"""The steps of which a digest tells: those of the overview, and the reviews that a school works off."""
DUTY = "duty.done"


@dataclass(frozen=True, slots=True)
class About:
    """What is asked: the school year, the day of the figures, the day from which working days are counted, how near."""

    school_year: str
    day: date
    today: date
    within: int


@dataclass(frozen=True, slots=True)
class Before:
    """What somebody was told last: on which day, from figures as of which day and which state of the store."""

    told_on: date
    as_of: date
    held: str


@dataclass(frozen=True, slots=True)
class Due:
    """A duty that is near or overdue, how many have done it, and the schools that have not. `left`: -1 is overdue."""

    duty: Duty
    left: int
    done: Measure
    waiting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """What moved since somebody was told last, as `tables.changes` compares; None where it cannot be compared."""

    measures: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=MEASURES))
    findings: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=FINDINGS))


def figures_of(viewing: Viewing, about: About) -> tuple[Answer, ...]:
    """The answers about the person's unit of the steps that they are told, of those that have data."""
    return tuple(found for step in viewing.steps(DIGESTED) if (found := _ask(viewing, step, about)) is not None)


def head_figures(answers: Iterable[Answer]) -> list[tuple[str, Measure]]:
    """The step and the measure of each head figure of the whole unit; a measure of two steps stands once."""
    found: dict[str, tuple[str, Measure]] = {}
    for answer in answers:
        for name in STEPS[answer.step].headline:
            for one in answer.measures:
                if (one.name, one.unit_id, one.group) == (name, answer.unit_id, ()):
                    found.setdefault(name, (answer.step, one))
    return list(found.values())


def movers_of(viewing: Viewing, answers: Sequence[Answer], about: About, before: Before) -> Moved | None:
    """What moved in the answers since somebody was told last; None where the store is no longer what it was then."""
    bench = viewing.bench.as_it_was(before.held, before.as_of)
    if bench is None:
        return None
    then, earlier = replace(viewing, bench=bench), replace(about, day=before.as_of)
    pairs = [(_ask(then, new.step, earlier) or Answer(new.step, "", "", before.as_of), new) for new in answers]
    measures = [compare_measures(old, new, STEPS[new.step].headline) for old, new in pairs]
    findings = [compare_findings(new.step, old.findings, new.findings) for old, new in pairs]
    return Moved(_moved(pl.concat(measures)), pl.concat(findings)) if pairs else Moved()


def _moved(measures: pl.DataFrame) -> pl.DataFrame:
    """The rows of which a count is another now; what is hidden or was not there is no move."""
    known = measures.filter(pl.col("denominator").fill_null(0) > 0, pl.col("denominator_before").fill_null(0) > 0)
    changed = (pl.col("numerator") != pl.col("numerator_before")) | (
        pl.col("denominator") != pl.col("denominator_before")
    )
    return known.filter(changed).unique(["measure", "unit_id"], keep="first", maintain_order=True)


def duties_due(viewing: Viewing, about: About) -> tuple[Due, ...]:
    """Duties of the plan that somebody of the person's unit still has to do and whose last day is near or over.

    Source of the days: the plan's own data, as read; working days by the rulebook's calendar.
    """
    answer = _ask(viewing, "milestones", about) if viewing.steps(("milestones",)) else None
    unit = viewing.person.unit
    plan = viewing.bench.rulebook.plan(viewing.tree(about.day).lineage(unit, about.day), about.school_year)
    if answer is None or plan is None:
        return ()
    counts = {(one.part("duty"), one.unit_id): one for one in answer.measures if one.name == DUTY and one.part("duty")}
    found = [_due(viewing, duty, counts, about) for duty in plan.duties]
    return tuple(sorted((one for one in found if one), key=lambda one: (one.duty.last_day, one.duty.id)))


def _due(viewing: Viewing, duty: Duty, counts: Mapping[tuple[str | None, str], Measure], about: About) -> Due | None:
    done = counts.get((duty.id, viewing.person.unit))
    left = count_working_days(about.today, duty.last_day) if duty.last_day >= about.today else -1
    if done is None or not _is_open(done) or left > about.within:
        return None
    names = {one.id: one.name for one in viewing.tree(about.day).units.values()}
    others = [(unit, one) for (name, unit), one in counts.items() if name == duty.id and unit != done.unit_id]
    return Due(duty, left, done, tuple(names.get(unit, unit) for unit, one in others if _is_open(one)))


def _is_open(measure: Measure) -> bool:
    return (measure.numerator or 0) < (measure.denominator or 0)


def open_tasks(viewing: Viewing, about: About) -> tuple[Task, ...] | None:
    """The work that is open in the person's unit, as `work_list`; None where no review of theirs has data."""
    try:
        return work_list(viewing, unit=viewing.person.unit, school_year=about.school_year, as_of=about.day)
    except NothingLoaded:
        return None


def _ask(viewing: Viewing, step: str, about: About) -> Answer | None:
    """The answer of a step about the person's unit; None without data, or for a unit that was none on the day."""
    try:
        return viewing.run(step, unit=viewing.person.unit, school_year=about.school_year, as_of=about.day)
    except (NothingLoaded, BadParameter):
        return None
