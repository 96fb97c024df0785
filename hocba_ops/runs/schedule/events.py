"""What sets a job off beside the clock: files in the inbox, a batch in the store, a deadline near, a job that ended."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from hashlib import sha256

from hocba_ops.rulebook.calendar import count_working_days
from hocba_ops.runs.schedule.history import ENDED, History, State
from hocba_ops.runs.schedule.jobs import Job
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.workbench import Workbench

SETTLED = timedelta(seconds=60)
"""A file that changed within this time may still be on its way into the inbox."""


def print_of(bench: Workbench, job: Job, *, now: datetime) -> tuple[str, str] | None:
    """What a job looks at, as a digest, and in words; None when it is not to be judged now (a file still arriving).

    The digest of a deadline job is empty on a day on which no deadline is that near.
    """
    if job.on == "new_files":
        return _of_inbox(bench, now)
    if job.on == "loaded":
        batches = bench.store.batches()
        return _digest(batch.batch_id for batch in batches), str(len(batches))
    if job.on == "ended":
        return _of_job(bench, job.after)
    near = _near(bench, job, now.astimezone(VIET_NAM).date())
    return (_digest([now.astimezone(VIET_NAM).date().isoformat(), *near]) if near else ""), ", ".join(near)


def _of_inbox(bench: Workbench, now: datetime) -> tuple[str, str] | None:
    facts = []
    for folder in bench.settings.inbox:
        place = bench.settings.path(folder)
        for path in sorted(one for one in place.rglob("*") if one.is_file() and not one.name.startswith((".", "~$"))):
            told = path.stat()
            if now.timestamp() - told.st_mtime < SETTLED.total_seconds():
                return None
            facts.append(f"{path.relative_to(place).as_posix()}|{told.st_size}|{told.st_mtime_ns}")
    return _digest(facts), str(len(facts))


def _of_job(bench: Workbench, name: str) -> tuple[str, str] | None:
    """The last run of another job that came to an end; not to be judged while one waits, runs, or is tried again."""
    runs = History(bench.settings.path(bench.settings.schedule)).read().of(name)
    if any(run.state not in ENDED for run in runs):
        return None
    ran = [run.id for run in runs if run.state is not State.SKIPPED]
    return (_digest(ran[-1:]), name) if ran else ("", "")


def _near(bench: Workbench, job: Job, today: date) -> list[str]:
    """The duties whose last day is so many working days away from today, by id."""
    tree = bench.tree(date.max)
    lineage = tree.lineage(bench.settings.unit, today)
    plan = bench.rulebook.plan(lineage, bench.settings.school_year)
    duties = plan.duties if plan else ()
    return [
        duty.id
        for duty in duties
        if duty.last_day >= today and count_working_days(today, duty.last_day) == job.working_days
    ]


def _digest(facts: Iterable[str]) -> str:
    return sha256("\n".join(facts).encode()).hexdigest()
