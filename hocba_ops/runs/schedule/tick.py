"""A tick: mark what crashed, queue what is due, and set the workers to work. As often as one likes, from anywhere."""

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from hocba_ops.runs.schedule.due import due_of
from hocba_ops.runs.schedule.events import print_of
from hocba_ops.runs.schedule.history import AGAIN, History, Known, Reason, Run, State
from hocba_ops.runs.schedule.jobs import Job, Schedule, read_schedule
from hocba_ops.settings import Settings
from hocba_ops.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a tick came to: the runs that it queued, those that it found crashed, and the workers that it started."""

    queued: tuple[str, ...]
    crashed: tuple[str, ...]
    workers: tuple["subprocess.Popen[bytes]", ...]


class Place(Protocol):
    """A workspace, or what a person sees of it: where its files are."""

    @property
    def settings(self) -> Settings:
        """The settings of the workspace."""


def history_of(bench: Place) -> History:
    """The history of the schedule of a workspace."""
    return History(bench.settings.path(bench.settings.schedule))


def schedule_of(bench: Place) -> Schedule:
    """The schedule of a workspace; `ScheduleFault` when its file is wrong."""
    return read_schedule(bench.settings.path(bench.settings.schedule))


def tick(bench: Workbench, *, now: datetime, wait: bool) -> Ticked:
    """Look once at the schedule. `wait`: until the workers have ended (cron, systemd); else they go on by themselves.

    `ScheduleFault` for a wrong file of jobs, `ScheduleBusy` when another tick does not come to an end.
    """
    history, schedule = history_of(bench), schedule_of(bench)
    jobs = schedule.jobs
    with history.deciding():
        forget_old(history, schedule, now)
        crashed = _mark_crashed(history, now)
        _try_again(history, jobs, now)
        queued = tuple(run for job in jobs.values() for run in _queue_due(bench, history, job, now))
    workers = []
    for run in _ready(history.read(), now):
        worker = start_worker(bench, run.id)
        workers.append(worker)
        if wait:
            worker.wait()
    return Ticked(queued, crashed, tuple(workers))


def queue_by_hand(bench: Workbench, job: Job, *, now: datetime, by: str) -> str:
    """Queue a run of a job now, whether it is paused or not; its id."""
    history = history_of(bench)
    with history.deciding():
        return history.queue(job.name, due_at=now, attempt=1, reason=Reason.BY_HAND, now=now, cause=by)


def start_worker(bench: Place, run: str) -> "subprocess.Popen[bytes]":
    """A process of its own that takes up a queued run; it outlives whoever started it."""
    command = [sys.executable, "-m", "hocba_ops", "schedule", "work", run, "--workspace", str(bench.settings.root)]
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def forget_old(history: History, schedule: Schedule, now: datetime) -> None:
    """Drop the months whose time is over, with what their runs printed; what still holds is written down anew first."""
    month = now.year * 12 + now.month - 1 - schedule.keep_months
    first = f"{month // 12:04d}-{month % 12 + 1:02d}"
    if not any(path.stem < first for path in history.journal.files()):
        return
    known = history.read()
    for job, until in known.considered.items():
        history.note("considered", job, now=now, until=until.isoformat())
    for job, seen in known.seen.items():
        history.note("seen", job, now=now, print=seen)
    for job in known.paused:
        history.note("paused", job, now=now)
    history.journal.drop_before(first, facts={"by": "schedule"}, now=now)
    kept = history.read().runs
    for run in known.runs.keys() - kept.keys():
        history.log_of(run).unlink(missing_ok=True)


def _ready(known: Known, now: datetime) -> list[Run]:
    """The first queued run of each job that has none running and may begin by now."""
    busy = {run.job for run in known.runs.values() if run.state is State.RUNNING}
    first: dict[str, Run] = {}
    for run in known.open_runs():
        if run.state is State.QUEUED and run.not_before <= now and run.job not in busy:
            first.setdefault(run.job, run)
    return list(first.values())


def _mark_crashed(history: History, now: datetime) -> tuple[str, ...]:
    """A run that is said to be running while nobody holds its job's lock has crashed."""
    found = []
    for run in history.read().open_runs():
        if run.state is State.RUNNING:
            with history.holding(run.job) as is_free:
                still = history.read().runs[run.id].state is State.RUNNING if is_free else False
                if still:
                    history.enter(State.CRASHED, run.id, now=now)
                    found.append(run.id)
    return tuple(found)


def _try_again(history: History, jobs: Mapping[str, Job], now: datetime) -> None:
    known = history.read()
    for job in jobs.values():
        for run in _last_attempts(known, job.name):
            if (run.state in AGAIN or run.again) and run.attempt <= job.retries:
                later = max(now, (run.ended_at or now) + timedelta(minutes=job.retry_minutes))
                history.queue(
                    job.name,
                    due_at=run.due_at,
                    attempt=run.attempt + 1,
                    reason=run.reason,
                    now=now,
                    cause=run.cause,
                    missed=run.missed,
                    not_before=later.isoformat(),
                )


def _last_attempts(known: Known, job: str) -> list[Run]:
    """The last attempt at each time that a job was due."""
    return list({run.due_at: run for run in known.of(job) if run.state is not State.SKIPPED}.values())


def _queue_due(bench: Workbench, history: History, job: Job, now: datetime) -> list[str]:
    known = history.read()
    is_held = job.name in known.paused
    queued = []
    if job.cron:
        queued += _by_clock(history, job, known, now, is_held=is_held)
    if job.on and not is_held:
        queued += _by_event(bench, history, job, known, now)
    return queued


def _by_clock(history: History, job: Job, known: Known, now: datetime, *, is_held: bool) -> list[str]:
    after = known.considered.get(job.name)
    if after is None:
        history.note("considered", job.name, now=now, until=now.isoformat())
        return []
    due = due_of(job, after=after, now=now)
    if due is None:
        return []
    is_waiting = any(run.state is State.QUEUED and run.attempt == 1 for run in known.of(job.name))
    why = "paused" if is_held else "late" if due.is_too_late else "waiting" if is_waiting else ""
    if why:
        history.skip(job.name, due_at=due.at, missed=due.missed, why=why, now=now)
        return []
    return [history.queue(job.name, due_at=due.at, attempt=1, reason=Reason.CLOCK, now=now, missed=due.missed)]


def _by_event(bench: Workbench, history: History, job: Job, known: Known, now: datetime) -> list[str]:
    told = print_of(bench, job, now=now)
    if told is None or not job.on:
        return []
    seen, cause = told
    before = known.seen.get(job.name)
    if before is None and job.on != "deadline":
        history.note("seen", job.name, now=now, print=seen)
        return []
    if not seen or seen == before:
        return []
    reason = Reason(job.on)
    return [history.queue(job.name, due_at=now, attempt=1, reason=reason, now=now, cause=cause, print=seen)]
