"""A schedule with a history for the small office: jobs of the office and of one school, runs of every outcome."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from small_office import SCHOOLS

from hocba_ops.runs.schedule.history import History, Reason, State
from hocba_ops.runs.schedule.tick import history_of
from hocba_ops.workbench import Workbench

SCHOOL, OTHER_SCHOOL = SCHOOLS
JOBS = f"""
[job.so-lieu-sang]
does = ["load", "run all"]
cron = "0 6 * * *"
retries = 1
[job.cua-truong]
does = ["run coverage --unit={SCHOOL}"]
cron = "30 6 * * *"
[job.tep-moi]
does = ["load"]
on = "new_files"
"""


def schedule_office(bench: Workbench, folder: Path, jobs: str = JOBS) -> Workbench:
    """The office with a schedule folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "jobs.toml").write_text(jobs, encoding="utf-8")
    places = {"schedule": folder, "access": folder / "truy-cap", "notices": folder / "thong-bao"}
    return replace(bench, settings=bench.settings.model_copy(update=places), viewed={})


def enter(bench: Workbench, job: str, state: State, *, days_ago: int, attempt: int = 1, **facts: object) -> str:
    """A run of a job that was due some days ago at six, with what became of it four minutes later."""
    history: History = history_of(bench)
    due = datetime(2025, 6, 29, 23, tzinfo=UTC) - timedelta(days=days_ago)
    run = history.queue(job, due_at=due, attempt=attempt, reason=Reason.CLOCK, now=due)
    if state is not State.QUEUED:
        history.enter(State.RUNNING, run, now=due)
    if state not in (State.QUEUED, State.RUNNING):
        history.enter(state, run, now=due + timedelta(minutes=4, seconds=5), **facts)
    return run
