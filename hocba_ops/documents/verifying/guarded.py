"""Many files verified in child processes with limits of memory and time: a file that breaks its reader costs itself.

Three nets: an alarm inside the child, a limit of address space where the system has one, and the parent's hard kill,
for an alarm does not break one long call into a C library. A child holds one file at a time.
"""

import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from types import FrameType

from hocba_ops.documents.people import Expected
from hocba_ops.documents.verdict import FileVerdict, Reason
from hocba_ops.documents.verifying.file import Basis, refusal, verify
from hocba_ops.documents.verifying.inputs import Contents, Source
from hocba_ops.documents.verifying.reading import Refused
from hocba_ops.documents.verifying.xml_file import verify_xml_file
from hocba_ops.errors import ItemLoss
from hocba_ops.many import Done, Item, Over, Work, in_order, process_batch
from hocba_ops.many.pool import Children

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


def verify_many(jobs: Sequence[Job], basis: Basis, *, over: Over) -> Iterator[FileVerdict]:
    """The verdict on each file, in order. It never raises for a file: what it did to its child is the reason."""
    items = items_of(jobs)
    told = process_batch(verifying(basis), items, over=over)
    for item, done in zip(items, in_order([item.key for item in items], told), strict=True):
        yield verdict_of(item.what, done, basis)


def items_of(jobs: Sequence[Job]) -> list[Item[Job]]:
    """The files of a batch, told apart by their place in it."""
    return [Item(f"{place} {job.source.name}", job) for place, job in enumerate(jobs)]


def verifying(basis: Basis) -> Work[Job, FileVerdict]:
    """What is done to each file. A file that took its child is not tried again: it would take another."""
    bounds = basis.policy.bounds
    return Work(
        _within_time,
        _make_ready,
        basis,
        seconds=bounds.seconds + GRACE_SECONDS,
        tries=1,
        carry=_Carrying(bounds.file_bytes),
    )


def verdict_of(job: Job, done: Done[FileVerdict], basis: Basis) -> FileVerdict:
    """The verdict that a child gave, or what the file did to it."""
    if done.result is not None:
        return done.result
    return job.refused(Reason.TIME_LIMIT if done.loss is ItemLoss.LATE else Reason.WORKER_DIED, basis)


class Standby:
    """One child kept ready between files that are our own: a new one takes a second or more to load its libraries.

    Files of strangers get a child each from `verify_many`: one that a file took over must not judge the next.
    """

    def __init__(self, basis: Basis) -> None:
        self.basis, self._turn = basis, Lock()
        self._children = Children(verifying(basis), workers=1)

    def verify(self, job: Job) -> FileVerdict:
        """The verdict on a file; callers take turns. It never raises for a file."""
        with self._turn:
            (done,) = self._children.run(items_of([job]))
        return verdict_of(job, done, self.basis)

    def stop(self) -> None:
        """Let the child go; the next file starts another."""
        with self._turn:
            self._children.stop()


@dataclass(frozen=True, slots=True)
class _Carrying:
    """Makes a file whole for a machine that does not see ours."""

    most: int

    def __call__(self, job: Job) -> Job:
        return replace(job, source=job.source.carried(self.most))


def _make_ready(basis: Basis) -> Basis:
    _limit_memory(basis.policy.bounds.memory_bytes)
    return basis


def _within_time(basis: Basis, job: Job) -> FileVerdict:
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
