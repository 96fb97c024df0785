"""One piece of work in a process of its own: its CPU seconds, its wall time, and the most memory that it held."""

import multiprocessing
import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

STATUS = Path("/proc/self/status")
SEED = 27
MEGABYTE = 1024 * 1024

Work = Callable[..., Any]
Case = tuple[Work, tuple[Any, ...]]
"""A function that a fresh process can import, and what it is called with."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a piece of work cost: CPU seconds of its process, seconds on the wall, bytes at most; and what it told."""

    cpu: float
    wall: float
    peak: int
    told: Any = None


_IS_HERE = ContextVar("is_here", default=False)


@contextmanager
def here() -> Iterator[None]:
    """While this lasts work is done in this very process: enough to see that it runs, no good for any figure."""
    before = _IS_HERE.set(True)
    try:
        yield
    finally:
        _IS_HERE.reset(before)


def take(work: Work, *arguments: Any) -> Taken:
    """Do the work in a fresh process, so that no piece profits from or pays for another."""
    if _IS_HERE.get():
        return _take_here(work, arguments)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, work, arguments))
    process.start()
    theirs.close()
    try:
        taken: Taken = ours.recv()
    except EOFError:
        raise SystemExit(f"{work.__name__}{arguments}: the process died") from None
    finally:
        process.join()
        ours.close()
    return taken


def take_in_turn(cases: Mapping[str, Case], *, times: int) -> dict[str, Taken]:
    """Each case several times, in random order; of each the median of CPU and wall, and the highest peak."""
    order = [name for name in cases for _ in range(times)]
    random.Random(SEED).shuffle(order)
    taken: dict[str, list[Taken]] = {name: [] for name in cases}
    for name in order:
        work, arguments = cases[name]
        taken[name].append(take(work, *arguments))
    return {name: _median(found) for name, found in taken.items()}


def _median(found: Sequence[Taken]) -> Taken:
    return Taken(
        cpu=statistics.median(one.cpu for one in found),
        wall=statistics.median(one.wall for one in found),
        peak=max(one.peak for one in found),
        told=found[0].told,
    )


def _work(pipe: Connection, work: Work, arguments: tuple[Any, ...]) -> None:
    pipe.send(_take_here(work, arguments))


def _take_here(work: Work, arguments: tuple[Any, ...]) -> Taken:
    before, clock = resource.getrusage(resource.RUSAGE_SELF), time.monotonic()
    told = work(*arguments)
    after, wall = resource.getrusage(resource.RUSAGE_SELF), time.monotonic() - clock
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(cpu, wall, _peak(), told)


def _peak() -> int:
    """The most memory that this process held. Linux: its own mark, for that of getrusage is inherited."""
    if STATUS.exists():
        line = next(one for one in STATUS.read_text().splitlines() if one.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
