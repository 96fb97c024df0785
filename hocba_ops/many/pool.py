"""Processes of this machine that share the items: one that dies takes the item it was at, and another takes its place.

They are started by `spawn`, for polars and `fork` do not mix. A process is handed some items when it has none and
answers one by one, so it is always known at which item it was.
"""

import math
import multiprocessing
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any, Generic

from hocba_ops.errors import ItemLoss, OpsError, WorkersUnfit
from hocba_ops.many.serving import READY, serve
from hocba_ops.many.work import Done, Item, R, T, Work

AHEAD = 8
"""How many hands a process gets of one portion; between portions what is kept is looked up."""
GOODBYE_SECONDS = 5.0
"""How long a process that has nothing to do may take to put away what it holds."""


@dataclass(frozen=True, slots=True)
class Pool:
    """So many processes of this machine."""

    workers: int

    @contextmanager
    def hands(self, work: Work[T, R]) -> Iterator["Children[T, R]"]:
        """Processes that do a work; they start with the first item and are gone at the end."""
        children = Children(work, self.workers)
        try:
            yield children
        finally:
            children.stop()

    def portion(self, work: Work[Any, Any]) -> int:
        """How many items are looked up and done together."""
        return AHEAD * self.workers * work.at_once


@dataclass(slots=True)
class _Child:
    process: SpawnProcess
    pipe: Connection
    is_ready: bool = False
    items: deque[Item[Any]] = field(default_factory=deque)
    until: float = math.inf

    def stop(self) -> None:
        """Let go: who has nothing to do goes by himself, the others are killed."""
        is_idle = self.is_ready and not self.items
        self.pipe.close()
        if is_idle:
            self.process.join(GOODBYE_SECONDS)
        self.process.kill()
        self.process.join()


class Children(Generic[T, R]):
    """The processes that do a work; they stay between two runs."""

    def __init__(self, work: Work[T, R], workers: int) -> None:
        self.work, self.workers = work, max(1, workers)
        self._children, self._deaths = list[_Child](), Counter[str]()

    def run(self, items: Sequence[Item[T]]) -> Iterator[Done[R]]:
        """What became of each item, as it is known. Raises the `OpsError` that keeps a process from being ready."""
        waiting = deque(items)
        while waiting or any(child.items for child in self._children):
            self._hand_out(waiting)
            yield from self._collect(waiting)

    def stop(self) -> None:
        """Let every process go; the next item starts another."""
        for child in self._children:
            child.stop()
        self._children.clear()

    def _hand_out(self, waiting: deque[Item[T]]) -> None:
        free = [child for child in self._children if not child.items]
        wanted = min(self.workers - len(self._children), math.ceil(len(waiting) / self.work.at_once) - len(free))
        self._children += [_start(self.work) for _ in range(wanted)]
        for child in free:
            if child.is_ready and waiting:
                child.items.extend(waiting.popleft() for _ in range(min(self.work.at_once, len(waiting))))
                child.until = self._deadline()
                child.pipe.send(list(child.items))

    def _deadline(self) -> float:
        return math.inf if self.work.seconds is None else time.monotonic() + self.work.seconds

    def _collect(self, waiting: deque[Item[T]]) -> list[Done[R]]:
        asked = [child for child in self._children if child.items or not child.is_ready]
        until = min(child.until for child in asked)
        patience = None if until == math.inf else max(0.0, until - time.monotonic())
        ready = wait([child.pipe for child in asked], timeout=patience)
        told = [self._answer(child, waiting) for child in asked if child.pipe in ready]
        late = [child for child in asked if child.pipe not in ready and time.monotonic() >= child.until]
        return [done for done in told if done is not None] + [self._bury(child, waiting, late=True) for child in late]

    def _answer(self, child: _Child, waiting: deque[Item[T]]) -> Done[R] | None:
        try:
            answer = child.pipe.recv()
        except (EOFError, OSError):
            return self._died(child, waiting)
        if isinstance(answer, OpsError):
            raise answer
        if answer == READY:
            child.is_ready = True
            return None
        child.items.popleft()
        child.until = self._deadline() if child.items else math.inf
        done: Done[R] = answer
        return done

    def _died(self, child: _Child, waiting: deque[Item[T]]) -> Done[R] | None:
        """A process is gone: its item is tried again while it may, or lost."""
        if not child.is_ready:
            raise WorkersUnfit.not_started()
        self._deaths[child.items[0].key] += 1
        if self._deaths[child.items[0].key] >= self.work.tries:
            return self._bury(child, waiting, late=False)
        self._remove(child)
        waiting.extendleft(reversed(child.items))
        return None

    def _bury(self, child: _Child, waiting: deque[Item[T]], *, late: bool) -> Done[R]:
        """The item at which a process was is lost, what it was handed beyond goes to others."""
        self._remove(child)
        lost = child.items.popleft()
        waiting.extendleft(reversed(child.items))
        return Done(lost.key, loss=ItemLoss.LATE if late else ItemLoss.DIED)

    def _remove(self, child: _Child) -> None:
        self._children.remove(child)
        child.pipe.close()
        child.process.kill()
        child.process.join()


def _start(work: Work[Any, Any]) -> _Child:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, work), daemon=True)
    process.start()
    theirs.close()
    return _Child(process, ours)
