"""Failures of scheduled runs, told to the maintainer alone: which job, when, what it said, what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hocba_ops.reporting.cells import Grid, Head
from hocba_ops.reporting.formats import day as show_day
from hocba_ops.reporting.notice_page import NoticePage
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.workbench.bench import Workbench

SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A run of the schedule that came to no good end (`state`: `run_state.…`); `said` names no pupil."""

    run: str
    job: str
    due_at: datetime
    state: str
    said: str
    log: str


def failures_page(bench: Workbench, failures: Sequence[Failure], *, day: date) -> NoticePage:
    """What the maintainer reads."""
    labels, unit = bench.labels, bench.name_of(bench.settings.unit)
    rows = [
        (
            one.job,
            f"{one.due_at.astimezone(VIET_NAM):%H:%M %d/%m/%Y}",
            labels(f"run_state.{one.state}"),
            one.said,
            _todo(bench, one),
        )
        for one in failures
    ]
    heads = (
        Head(labels("notice.job")),
        Head(labels("notice.due_at")),
        Head(labels("notice.state")),
        Head(labels("notice.said")),
        Head(labels("notice.todo")),
    )
    return NoticePage(
        title=labels("notice_subject.failures", unit=unit, day=show_day(day, labels)),
        kicker=unit,
        lines=(labels("notice.failures_lines"),),
        grids=(Grid(labels("notice.failures"), heads, tuple(rows)),),
        closing=(labels("notice.for_maintainer"),),
    )


def _todo(bench: Workbench, failure: Failure) -> str:
    if failure.state == SKIPPED:
        return bench.labels("notice.skipped_todo", job=failure.job)
    return bench.labels("notice.failure_todo", job=failure.job, log=failure.log)
