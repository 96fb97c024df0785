"""A run of the schedule in words: what came of it, and whether it is tried again. Pages and commands say the same."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from hocba_ops.reporting.labels import Labels
from hocba_ops.runs.schedule.history import AGAIN, Run, State
from hocba_ops.runs.schedule.jobs import Job
from hocba_ops.tables.changes import VIET_NAM

SKIPPED = ("paused", "late", "waiting")
"""Why a run is skipped; the words stand in the labels as `run_skipped.<value>`."""


def clock(moment: datetime) -> str:
    """A moment as an officer reads it: 06:04 30/06/2025, in the time of Viet Nam."""
    return f"{moment.astimezone(VIET_NAM):%H:%M %d/%m/%Y}"


def standing(run: Run, labels: Labels) -> str:
    """The state of a run in a word, and since when."""
    return f"{labels(f'run_state.{run.state}')} {clock(_moment(run))}"


def outcome(run: Run, runs: Sequence[Run], job: Job | None, labels: Labels) -> str:
    """What came of a run, in sentences. `runs`: all of its job, oldest first; `job` None: it stands there no more."""
    return " ".join(_sentences(run, runs, job, labels))


def _sentences(run: Run, runs: Sequence[Run], job: Job | None, labels: Labels) -> Iterator[str]:
    if run.state is State.SKIPPED:
        yield labels(f"run_skipped.{run.said}") if run.said in SKIPPED else labels("run_said.skipped")
    elif run.state is State.QUEUED:
        yield labels("run_said.queued", at=clock(run.not_before))
    else:
        lasted = _lasted(run, labels)
        yield labels(f"run_said.{run.state}", at=clock(_moment(run)), lasted=lasted, code=run.exit_code)
    if run.missed:
        yield labels("run_more.missed", count=run.missed)
    if run.attempt > 1:
        yield labels("run_more.attempt", number=run.attempt)
    if run.state in AGAIN or (run.state is State.FAILED and run.again):
        yield _again(run, runs, job, labels)


def _again(run: Run, runs: Sequence[Run], job: Job | None, labels: Labels) -> str:
    """Whether a run that broke off was, is or will be tried again."""
    later = next((one for one in runs if one.due_at == run.due_at and one.attempt > run.attempt), None)
    if later is not None and later.state is State.QUEUED:
        return labels("run_more.again_at", at=clock(later.not_before))
    if later is not None:
        return labels("run_more.again", number=later.attempt, standing=standing(later, labels))
    is_left = job is not None and run.attempt <= job.retries
    return labels("run_more.again_soon" if is_left else "run_more.no_more")


def _lasted(run: Run, labels: Labels) -> str:
    """How long a run took; nothing where it never began."""
    if run.started_at is None or run.ended_at is None:
        return labels("format.nothing")
    minutes, seconds = divmod(round((run.ended_at - run.started_at).total_seconds()), 60)
    return labels("run_more.lasted" if minutes else "run_more.lasted_seconds", minutes=minutes, seconds=seconds)


def _moment(run: Run) -> datetime:
    return run.ended_at or run.started_at or run.at
