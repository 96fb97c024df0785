"""The days of a rehearsal: when something comes in, when a duty is due, when what a cutoff names is locked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hocba_ops.domain.school_year import GRADES, Level
from hocba_ops.rehearsal import Ground
from hocba_ops.rehearsal.ground import figures
from hocba_ops.rulebook import Plan
from hocba_ops.rulebook.calendar import Deadline, add_working_days
from hocba_ops.rulebook.plans import MeasureEvidence
from hocba_ops.workbench.bench import Workbench

STEP_OF = {
    "readiness": "readiness",
    "staff": "readiness",
    "seal": "readiness",
    "identity": "identity_review",
    "results": "results_review",
    "card": "coverage",
}
"""The step that tells of a measure by which a duty is shown, by the beginning of its name."""
BY_PAPER = "milestones"
"""The step that tells of a duty that is shown by a paper."""


@dataclass(frozen=True, slots=True)
class Due:
    """A duty that is due: the last day by the paper, and the last working day up to it, on which it is looked at."""

    duty: str
    title: str
    last_day: date
    day: date
    step: str


@dataclass(frozen=True, slots=True)
class Closing:
    """A cutoff: the grades whose cards are locked as they stood on its last day, on the working day after it."""

    grades: tuple[int, ...]
    last_day: date
    day: date


@dataclass(frozen=True, slots=True)
class Page:
    """What a day of the calendar brings: files, duties that are due, cutoffs to lock."""

    day: date
    hands_in: bool
    dues: tuple[Due, ...]
    closings: tuple[Closing, ...]


def calendar_of(bench: Workbench, ground: Ground) -> tuple[Page, ...]:
    """The days on which something happens, in order; no other day is walked."""
    year = figures()["school_year"]
    lineage = bench.tree(ground.days[0]).lineage(ground.unit, ground.days[0])
    dues = tuple(_dues(bench.rulebook.plan(lineage, year)))
    closings = tuple(_closings(bench, lineage, year))
    days = sorted({*ground.days, *(one.day for one in dues), *(one.day for one in closings)})
    return tuple(
        Page(
            day,
            day in ground.days,
            tuple(one for one in dues if one.day == day),
            tuple(one for one in closings if one.day == day),
        )
        for day in days
    )


def _dues(plan: Plan | None) -> Iterator[Due]:
    for duty in plan.duties if plan else ():
        evidence = duty.evidence
        step = STEP_OF[evidence.measure.partition(".")[0]] if isinstance(evidence, MeasureEvidence) else BY_PAPER
        yield Due(duty.id, duty.title, duty.last_day, Deadline(duty.last_day).work_by, step)


def _closings(bench: Workbench, lineage: Sequence[str], year: str) -> Iterator[Closing]:
    grades: dict[date, list[int]] = {}
    for grade in GRADES[Level.TIEU_HOC]:
        cutoff = bench.rulebook.cutoff(lineage, year, grade, supplementary=False)
        if cutoff and cutoff.last_day:
            grades.setdefault(cutoff.last_day, []).append(grade)
    for last_day, of_day in sorted(grades.items()):
        yield Closing(tuple(of_day), last_day, add_working_days(last_day, 1))
