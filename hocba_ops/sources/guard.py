"""Reading many files in guarded child processes: a file that kills its reader costs itself and nothing else.

Children are started by `spawn`, for polars and `fork` do not mix, and hold one file at a time, so that it is always
known which file a dead child was reading.
"""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from hocba_ops.errors import OpsError, UnreadableFile
from hocba_ops.settings import STANDARD_LIMITS, Limits
from hocba_ops.sources.mapping import HeadingMap
from hocba_ops.sources.reading import Reading, read_file
from hocba_ops.sources.vocabulary import reason

PATIENCE_SECONDS = 120.0
PANIC = "PanicException"
"""What a reader written in Rust raises when it breaks; each library has its own class of that name."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read: where it is, how the officer calls it, as of which day if said from outside, and its limits."""

    path: Path
    name: str
    as_of: date | None = None
    limits: Limits = STANDARD_LIMITS


Read = Callable[[Job], Reading]


def read_job(job: Job, *, mappings: Sequence[HeadingMap] = ()) -> Reading:
    """Read one file in this process; `mappings` are the layouts that the officer mapped."""
    return read_file(job.path, name=job.name, as_of=job.as_of, limits=job.limits, mappings=mappings)


def read_guarded(
    jobs: Sequence[Job], *, workers: int, read: Read = read_job, patience: float = PATIENCE_SECONDS
) -> Iterator[Reading | OpsError]:
    """Each file read, or the error that says why not, in the order of `jobs`.

    A child that panics, aborts or is killed makes its file an `UnreadableFile`, and so does one still reading when no
    file was finished for `patience` seconds; another child takes its place.
    """
    waiting = deque(enumerate(jobs))
    children: list[_Child] = []
    done: dict[int, Reading | OpsError] = {}
    try:
        for place in range(len(jobs)):
            while place not in done:
                _hand_out(waiting, children, workers=workers, read=read)
                done.update(_collect(children, patience=patience))
            yield done.pop(place)
    finally:
        for child in children:
            child.stop()


@dataclass(slots=True)
class _Child:
    """A reading process, and the place and name of the file that it holds."""

    process: SpawnProcess
    pipe: Connection
    place: int | None = None
    name: str = ""

    def stop(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


def _hand_out(waiting: deque[tuple[int, Job]], children: list[_Child], *, workers: int, read: Read) -> None:
    """Give a file to every idle child, starting children up to `workers` as long as files wait."""
    while waiting:
        child = next((child for child in children if child.place is None), None)
        if child is None and len(children) >= max(1, workers):
            return
        if child is None:
            child = _start(read)
            children.append(child)
        child.place, job = waiting.popleft()
        child.name = job.name
        child.pipe.send(job)


def _start(read: Read) -> _Child:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, read), daemon=True)
    process.start()
    theirs.close()
    return _Child(process, ours)


def _collect(children: list[_Child], *, patience: float) -> dict[int, Reading | OpsError]:
    """What the busy children have to say; one that died or is stuck leaves the list, and its file is unreadable."""
    busy = [child for child in children if child.place is not None]
    ready = wait([child.pipe for child in busy], timeout=patience)
    answers: dict[int, Reading | OpsError] = {}
    for child in (child for child in busy if not ready or child.pipe in ready):
        place, name, child.place = child.place, child.name, None
        answer = _received(child) if ready else None
        if answer is None:
            child.stop()
            children.remove(child)
            answer = UnreadableFile(name, reason("reader_stopped" if ready else "reader_too_slow"))
        if place is not None:
            answers[place] = answer
    return answers


def _received(child: _Child) -> Reading | OpsError | None:
    try:
        answer: Reading | OpsError = child.pipe.recv()
    except (EOFError, OSError):
        return None
    return answer


def _serve(pipe: Connection, read: Read) -> None:
    """The life of a child: read what it is handed until nobody hands it anything."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            job = pipe.recv()
        except EOFError:
            return
        pipe.send(_outcome(job, read))


def _outcome(job: Job, read: Read) -> Reading | OpsError:
    """The file read, or why not. A bug ends the child with its traceback: only this file is lost by it."""
    try:
        return read(job)
    except OpsError as fault:
        return fault
    except BaseException as fault:
        if type(fault).__name__ != PANIC:
            raise
        return UnreadableFile(job.name, reason("reader_stopped"))
