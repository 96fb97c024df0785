"""What is still owed in a unit: open findings of the reviews by school and rule, as far as a person sees them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hocba_ops.errors import NothingLoaded
from hocba_ops.tables import Severity
from hocba_ops.workbench.composing import REVIEWS
from hocba_ops.workbench.viewing import Viewing


@dataclass(frozen=True, slots=True, order=True)
class Task:
    """Findings of one rule in one school that still have to be mended or explained, and until when."""

    unit_id: str
    step: str
    code: str
    severity: Severity
    due_on: date | None
    findings: int


def work_list(viewing: Viewing, *, unit: str, school_year: str, as_of: date) -> tuple[Task, ...]:
    """The tasks of a unit as of a day, by school code; `OutOfScope` for a unit that is not theirs.

    A review without data gives no task; `NothingLoaded` when none has any.
    """
    asked = viewing.steps(REVIEWS)
    found, lacking = Counter[tuple[str, str, str, Severity, date | None]](), []
    for step in asked:
        try:
            found.update(_open(viewing, step, unit=unit, school_year=school_year, as_of=as_of))
        except NothingLoaded as fault:
            lacking.append(fault)
    if lacking and len(lacking) == len(asked):
        raise lacking[0]
    tasks = (Task(*about, findings=count) for about, count in found.items())
    return tuple(sorted(tasks, key=lambda task: (task.unit_id, task.step, task.code, task.due_on or date.max)))


def _open(
    viewing: Viewing, step: str, *, unit: str, school_year: str, as_of: date
) -> Iterator[tuple[str, str, str, Severity, date | None]]:
    answer = viewing.run(step, unit=unit, school_year=school_year, as_of=as_of)
    for one in answer.findings:
        if one.is_open:
            yield one.unit_id, step, one.code, one.severity, one.due_on
