"""Acts on a job by hand: begin it now, pause it, let it go on. Each is done once, however often it is asked for."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hocba_ops.runs.schedule.history import ENDED, History, Known, Reason, Run, State
from hocba_ops.runs.schedule.jobs import Job
from hocba_ops.runs.schedule.tick import Place, history_of, start_worker


class Act(StrEnum):
    """What can be done with a job; its words stand in the labels as `job_act.<value>`."""

    RUN = "run"
    PAUSE = "pause"
    RESUME = "resume"


class Done(StrEnum):
    """What came of an act; its words stand in the labels as `job_done.<value>`."""

    BEGUN = "begun"
    UNDER_WAY = "under_way"
    """A run of the job waits or is going on: no other was begun."""
    MOVED_ON = "moved_on"
    """The job has run since the reader looked: whoever wants it once more looks first."""
    PAUSED = "paused"
    RESUMED = "resumed"
    AS_BEFORE = "as_before"
    """It was paused, or going on, already."""


@dataclass(frozen=True, slots=True)
class Acted:
    """What came of an act, and of which run it tells; `run` empty where it is about none."""

    done: Done
    run: str = ""


def last_run(known: Known, job: str) -> str:
    """The id of the last run of a job that was not skipped; empty where there is none."""
    return next((run.id for run in reversed(_ran(known, job))), "")


def act_on(place: Place, job: Job, act: Act, *, seen: str, by: str, now: datetime) -> Acted:
    """Do it, unless it is done already. `seen`: `last_run` as whoever acts saw it; `by`: who that is.

    `ScheduleBusy` when another program decides and does not come to an end. A run that was begun goes on by itself.
    """
    history = history_of(place)
    with history.deciding():
        acted = _begin(history, job, seen, by, now) if act is Act.RUN else _pause(history, job, act, by, now)
    if acted.done is Done.BEGUN:
        threading.Thread(target=start_worker(place, acted.run).wait, daemon=True).start()
    return acted


def _begin(history: History, job: Job, seen: str, by: str, now: datetime) -> Acted:
    known = history.read()
    open_ones = [run for run in _ran(known, job.name) if run.state not in ENDED]
    if open_ones:
        first = open_ones[0]
        is_for_later = first.state is State.QUEUED and first.not_before > now
        return Acted(Done.BEGUN if is_for_later else Done.UNDER_WAY, first.id)
    last = last_run(known, job.name)
    if last != seen:
        return Acted(Done.MOVED_ON, last)
    return Acted(Done.BEGUN, history.queue(job.name, due_at=now, attempt=1, reason=Reason.BY_HAND, now=now, cause=by))


def _pause(history: History, job: Job, act: Act, by: str, now: datetime) -> Acted:
    done = Done.PAUSED if act is Act.PAUSE else Done.RESUMED
    if (job.name in history.read().paused) == (act is Act.PAUSE):
        return Acted(Done.AS_BEFORE)
    history.note(done, job.name, now=now, by=by)
    return Acted(done)


def _ran(known: Known, job: str) -> Sequence[Run]:
    return [run for run in known.of(job) if run.state is not State.SKIPPED]
