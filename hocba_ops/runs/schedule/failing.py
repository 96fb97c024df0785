"""Which scheduled runs came to no good end, as the maintainer is told of them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from hocba_ops.runs.schedule.history import History, Run, State
from hocba_ops.workbench.notice_failures import Failure

BAD = frozenset({State.FAILED, State.TIMED_OUT, State.CRASHED})
LOOK_BACK = timedelta(days=7)
"""Older failures are history, not news: of them nobody is told who begins to be told today."""
PAUSED = "paused"


def failures_of(history: History, *, now: datetime) -> tuple[Failure, ...]:
    """The runs of the last days whose last attempt failed, and the last of two that were skipped in a row.

    A run that is tried again or waits for it is not told; one that was skipped since somebody paused its job neither.
    """
    known = history.read()
    found = [run for job in dict.fromkeys(run.job for run in known.runs.values()) for run in _bad(known.of(job))]
    fresh = [run for run in found if now - (run.ended_at or run.at) <= LOOK_BACK]
    return tuple(
        Failure(
            run=run.id,
            job=run.job,
            due_at=run.due_at,
            state=str(run.state),
            said=run.said,
            log=str(history.log_of(run.id)),
        )
        for run in sorted(fresh, key=lambda one: (one.due_at, one.job))
    )


def _bad(runs: Sequence[Run]) -> Iterator[Run]:
    last = {run.due_at: run for run in runs}
    yield from (run for run in last.values() if run.state in BAD)
    told = list(last.values())
    for before, run in pairwise(told):
        if before.state is run.state is State.SKIPPED and PAUSED not in (before.said, run.said):
            yield run
