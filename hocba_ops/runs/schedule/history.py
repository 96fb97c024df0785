"""The history of runs: a journal of what was queued, begun, ended, and the state of every run and job that follows.

Ticks and commands queue, one at a time (`tick.lock`). Whoever runs a job holds its lock (`<job>.lock`) from before it
says so until after it has said how it ended; so a run that is said to be running while nobody holds the lock crashed.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from hocba_ops.access.journal import Journal
from hocba_ops.errors import ScheduleBusy

PATIENCE_SECONDS = 60.0


class State(StrEnum):
    """Where a run stands; its word stands in the labels as `run_state.<value>`."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    TIMED_OUT = "timed_out"
    CRASHED = "crashed"
    SKIPPED = "skipped"
    """It came due and was not run: too late, the job paused, or the run before not begun yet."""


class Reason(StrEnum):
    """Why a run was queued; its word stands in the labels as `run_reason.<value>`."""

    CLOCK = "clock"
    NEW_FILES = "new_files"
    LOADED = "loaded"
    DEADLINE = "deadline"
    ENDED = "ended"
    BY_HAND = "by_hand"


ENDED = frozenset({State.DONE, State.FAILED, State.TIMED_OUT, State.CRASHED, State.SKIPPED})
AGAIN = frozenset({State.TIMED_OUT, State.CRASHED})
"""Ends after which a run is tried again; a failed one only when it failed for a moment (`again`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One attempt at what a job was due for. `missed`: earlier times that it stands for; `said`: its last words."""

    id: str
    job: str
    due_at: datetime
    attempt: int
    reason: Reason
    cause: str
    not_before: datetime
    missed: int
    state: State
    at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    exit_code: int | None = None
    said: str = ""
    again: bool = False


@dataclass(slots=True)
class Known:
    """Everything that the history tells: runs by id in order, which jobs are paused, what each job has seen."""

    runs: dict[str, Run] = field(default_factory=dict)
    paused: set[str] = field(default_factory=set)
    considered: dict[str, datetime] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)

    def of(self, job: str) -> list[Run]:
        """The runs of a job, oldest first."""
        return [run for run in self.runs.values() if run.job == job]

    def open_runs(self) -> list[Run]:
        """The runs that are queued or running, oldest first."""
        return [run for run in self.runs.values() if run.state not in ENDED]


@dataclass(frozen=True, slots=True)
class History:
    """The schedule folder of a workspace: journal, locks, and what each run said."""

    root: Path

    @property
    def journal(self) -> Journal:
        """The journal of runs."""
        return Journal(self.root / "history")

    def log_of(self, run: str) -> Path:
        """The file with all that a run printed."""
        return self.root / "logs" / f"{run}.log"

    def read(self) -> Known:
        """The state that follows from the whole journal."""
        known = Known()
        for entry in self.journal.entries():
            _take(known, entry)
        return known

    @contextmanager
    def deciding(self) -> Iterator[None]:
        """The turn to queue runs; `ScheduleBusy` when another does not give it back."""
        with _held(self.root / "tick.lock", PATIENCE_SECONDS) as is_held:
            if not is_held:
                raise ScheduleBusy(str(self.root))
            yield

    @contextmanager
    def holding(self, job: str) -> Iterator[bool]:
        """The lock of a job, if nobody holds it: whether it is ours."""
        with _held(self.root / "locks" / f"{job}.lock", 0) as is_held:
            yield is_held

    def queue(self, job: str, *, due_at: datetime, attempt: int, reason: Reason, now: datetime, **facts: Any) -> str:
        """Enter a run; its id. The same run entered twice stays one."""
        run = f"{job}@{due_at.astimezone(UTC):%Y%m%dT%H%M%S}.{attempt}"
        told = {"not_before": now.isoformat(), "missed": 0, "cause": "", **facts}
        self._write(State.QUEUED, now, run=run, job=job, due_at=_text(due_at), attempt=attempt, reason=reason, **told)
        return run

    def skip(self, job: str, *, due_at: datetime, missed: int, why: str, now: datetime) -> None:
        """Enter that a run came due and is not run, and why."""
        run = f"{job}@{due_at.astimezone(UTC):%Y%m%dT%H%M%S}.0"
        self._write(State.SKIPPED, now, run=run, job=job, due_at=_text(due_at), missed=missed, said=why)

    def enter(self, state: State, run: str, *, now: datetime, **facts: Any) -> None:
        """Enter what became of a run."""
        self._write(state, now, run=run, **facts)

    def note(self, event: str, job: str, *, now: datetime, **facts: Any) -> None:
        """Enter something about a job: considered, seen, paused, resumed."""
        self.journal.append(event, {"job": job, **facts}, now=now)

    def _write(self, state: State, now: datetime, **facts: Any) -> None:
        self.journal.append(state.value, facts, now=now)


def _take(known: Known, entry: Mapping[str, Any]) -> None:
    event, at = entry["event"], datetime.fromisoformat(entry["at"])
    if event in (State.QUEUED, State.SKIPPED):
        _begin(known, entry, State(event), at)
    elif event in State.__members__.values():
        _go_on(known, entry, State(event), at)
    elif event == "considered":
        known.considered[entry["job"]] = datetime.fromisoformat(entry["until"])
    elif event == "seen":
        known.seen[entry["job"]] = entry["print"]
    elif event == "paused":
        known.paused.add(entry["job"])
    elif event == "resumed":
        known.paused.discard(entry["job"])


def _begin(known: Known, entry: Mapping[str, Any], state: State, at: datetime) -> None:
    due = datetime.fromisoformat(entry["due_at"])
    reason = Reason(entry.get("reason", Reason.CLOCK))
    if reason is Reason.CLOCK:
        known.considered[entry["job"]] = max(due, known.considered.get(entry["job"], due))
    if entry.get("print"):
        known.seen[entry["job"]] = entry["print"]
    known.runs.setdefault(
        entry["run"],
        Run(
            id=entry["run"],
            job=entry["job"],
            due_at=due,
            attempt=entry.get("attempt", 0),
            reason=reason,
            cause=entry.get("cause", ""),
            not_before=datetime.fromisoformat(entry.get("not_before", entry["at"])),
            missed=entry.get("missed", 0),
            state=state,
            at=at,
            said=entry.get("said", ""),
        ),
    )


def _go_on(known: Known, entry: Mapping[str, Any], state: State, at: datetime) -> None:
    run = known.runs.get(entry["run"])
    if run is None or run.state in ENDED:
        return
    told: dict[str, Any] = {key: entry[key] for key in ("exit_code", "said", "again") if key in entry}
    told["started_at" if state is State.RUNNING else "ended_at"] = at
    known.runs[run.id] = replace(run, state=state, **told)


@contextmanager
def _held(path: Path, timeout: float) -> Iterator[bool]:
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path)
    try:
        lock.acquire(timeout=timeout)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
