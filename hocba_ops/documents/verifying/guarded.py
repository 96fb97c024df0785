"""Many files verified in child processes with limits of memory and time: a file that breaks its reader costs itself.

Three nets: an alarm inside the child, a limit of address space where the system has one, and the parent's hard kill,
for an alarm does not break one long call into a C library. Children are started by `spawn` and hold one file at a time.
"""

import multiprocessing
import signal
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from threading import Lock
from types import FrameType

from hocba_ops.documents.people import Expected
from hocba_ops.documents.verdict import FileVerdict, Reason
from hocba_ops.documents.verifying.file import Basis, refusal, verify
from hocba_ops.documents.verifying.inputs import Contents, Source
from hocba_ops.documents.verifying.reading import Refused
from hocba_ops.documents.verifying.xml_file import verify_xml_file

GRACE_SECONDS = 5.0
"""How much longer than its limit a child may live: the alarm comes first where it can."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to verify, and the card that it should be."""

    source: Source
    expected: Expected = field(default_factory=Expected)

    def verified(self, basis: Basis) -> FileVerdict:
        """The verdict on the file."""
        try:
            contents = self.source.contents(basis.policy.bounds.file_bytes)
        except Refused as refused:
            return refusal(self.source.name, b"", refused.reason, basis, self.expected)
        return judge(self.source, contents, basis, self.expected)

    def refused(self, reason: Reason, basis: Basis) -> FileVerdict:
        """The verdict when the file was not verified to the end."""
        try:
            contents = self.source.contents(basis.policy.bounds.file_bytes)
        except Refused:
            return refusal(self.source.name, b"", reason, basis, self.expected)
        return self.source.named(refusal(self.source.name, contents.own, reason, basis, self.expected), contents)


def judge(source: Source, contents: Contents, basis: Basis, expected: Expected) -> FileVerdict:
    """The verdict on what was read of a source: a PDF, or the data of a card with the signatures beside it."""
    if not source.is_xml:
        return verify(contents.own, source.name, basis, expected)
    verdict = verify_xml_file(contents.own, source.name, basis, expected, beside=contents.beside)
    return source.named(verdict, contents)


class _Alarm(BaseException):
    """The time of a file is up; no handler of a library below takes it for its own."""


@dataclass(slots=True)
class _Child:
    process: SpawnProcess
    pipe: Connection
    place: int | None = None
    job: Job | None = None
    until: float = 0.0

    def stop(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


def verify_many(jobs: Sequence[Job], basis: Basis, *, workers: int) -> Iterator[FileVerdict]:
    """The verdict on each file, in order. It never raises for a file: what it did to its child is the reason."""
    waiting, children, done = deque(enumerate(jobs)), list[_Child](), dict[int, FileVerdict]()
    try:
        for place in range(len(jobs)):
            while place not in done:
                _hand_out(waiting, children, basis, workers=workers)
                done.update(_collect(children, basis))
            yield done.pop(place)
    finally:
        for child in children:
            child.stop()


class Standby:
    """One child kept ready between files that are our own: a new one takes a second or more to load its libraries.

    Files of strangers get a child each from `verify_many`: one that a file took over must not judge the next.
    """

    def __init__(self, basis: Basis) -> None:
        self.basis, self._children, self._turn = basis, list[_Child](), Lock()

    def verify(self, job: Job) -> FileVerdict:
        """The verdict on a file; callers take turns. It never raises for a file."""
        with self._turn:
            waiting, done = deque([(0, job)]), dict[int, FileVerdict]()
            while not done:
                _hand_out(waiting, self._children, self.basis, workers=1)
                done = _collect(self._children, self.basis)
            return done[0]

    def stop(self) -> None:
        """Let the child go; the next file starts another."""
        with self._turn:
            for child in self._children:
                child.stop()
            self._children.clear()


def _hand_out(waiting: deque[tuple[int, Job]], children: list[_Child], basis: Basis, *, workers: int) -> None:
    while waiting:
        child = next((one for one in children if one.place is None), None)
        if child is None and len(children) >= max(1, workers):
            return
        if child is None:
            child = _start(basis)
            children.append(child)
        child.place, child.job = waiting.popleft()
        child.until = time.monotonic() + basis.policy.bounds.seconds + GRACE_SECONDS
        child.pipe.send(child.job)


def _start(basis: Basis) -> _Child:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, basis), daemon=True)
    process.start()
    theirs.close()
    ours.recv()  # it says when it has loaded its libraries: that is not the file's time
    return _Child(process, ours)


def _collect(children: list[_Child], basis: Basis) -> dict[int, FileVerdict]:
    busy = [child for child in children if child.place is not None]
    patience = max(0.0, min(child.until for child in busy) - time.monotonic())
    ready = wait([child.pipe for child in busy], timeout=patience)
    answers = {}
    for child in busy:
        late = time.monotonic() >= child.until
        if child.pipe not in ready and not late:
            continue
        answer = _received(child) if child.pipe in ready else None
        assert child.place is not None and child.job is not None  # noqa: PT018 - it is busy
        if answer is None:
            child.stop()
            children.remove(child)
            answer = child.job.refused(Reason.TIME_LIMIT if late else Reason.WORKER_DIED, basis)
        answers[child.place] = answer
        child.place = child.job = None
    return answers


def _received(child: _Child) -> FileVerdict | None:
    try:
        answer: FileVerdict = child.pipe.recv()
    except (EOFError, OSError):
        return None
    return answer


def _serve(pipe: Connection, basis: Basis) -> None:
    """The life of a child: verify what it is handed until nobody hands it anything."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(basis.policy.bounds.memory_bytes)
    pipe.send("ready")
    while True:
        try:
            job: Job = pipe.recv()
        except EOFError:
            return
        pipe.send(_within_time(job, basis))


def _within_time(job: Job, basis: Basis) -> FileVerdict:
    try:
        _set_alarm(basis.policy.bounds.seconds)
        try:
            return job.verified(basis)
        finally:
            _set_alarm(0)
    except _Alarm:
        return job.refused(Reason.TIME_LIMIT, basis)
    except MemoryError:
        return job.refused(Reason.MEMORY_LIMIT, basis)


def _set_alarm(seconds: int) -> None:
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, _ring)
        signal.alarm(seconds)


def _ring(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - as signals call it
    raise _Alarm


def _limit_memory(size: int) -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))
