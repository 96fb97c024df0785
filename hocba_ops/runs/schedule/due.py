"""What is due: the times of a cron expression between two moments, and which of them is still worth a run."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from cronsim import CronSim

from hocba_ops.runs.schedule.jobs import Job
from hocba_ops.tables.changes import VIET_NAM

MANY = 100_000
"""Times that were missed are counted up to this many."""


@dataclass(frozen=True, slots=True)
class Due:
    """A run that is due, for the last of the times that came since the job was last looked at.

    `missed`: how many times before it came and were not run; `is_too_late`: it is told, and not run.
    """

    at: datetime
    missed: int
    is_too_late: bool


def due_of(job: Job, *, after: datetime, now: datetime) -> Due | None:
    """The one run that all times of a job after a moment and up to now come to; None when none has come."""
    last: datetime | None = None
    count = 0
    for moment in times_of(job, after=after):
        if moment > now or count >= MANY:
            break
        last, count = moment, count + 1
    if last is None:
        return None
    return Due(last, count - 1, now - last > timedelta(hours=job.grace_hours))


def times_of(job: Job, *, after: datetime) -> Iterator[datetime]:
    """The times of a job after a moment, without end; none for a job that goes by events alone."""
    return iter(CronSim(job.cron, after.astimezone(VIET_NAM))) if job.cron else iter(())
