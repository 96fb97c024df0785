"""What is done to each of many items, what became of one, and how results are kept."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from hocba_ops.errors import ItemLoss

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Work(Generic[T, R]):
    """What is done to one item: `do(ready, item)`, where `ready = begin(given)` is made once in each process.

    Both are functions that another process can import, and `do` may be called twice for one item: it publishes nothing.
    `seconds`: how long one item may take until its process is killed; None: as long as it wants. `at_once`: how many
    items a process is handed together. `tries`: how many processes an item may take with it. `carry` makes an item
    whole for a machine that does not see our files.
    """

    do: Callable[[Any, T], R]
    begin: Callable[[Any], Any]
    given: Any = None
    seconds: float | None = None
    at_once: int = 1
    tries: int = 2
    carry: Callable[[T], T] | None = None


@dataclass(frozen=True, slots=True)
class Item(Generic[T]):
    """One of many. `key` tells it apart from the others of its batch; of two with the same key one is done."""

    key: str
    what: T


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """What became of an item: its result, or how it was lost. `is_kept`: the result was there before.

    `why`: the kind of exception and the place in the program, never its message, which may hold what the item holds.
    """

    key: str
    result: R | None = None
    loss: ItemLoss | None = None
    why: str = ""
    is_kept: bool = False

    @property
    def sentence(self) -> str:
        """How the item was lost, for an officer; empty for one that was done."""
        return "" if self.loss is None else self.loss.value.format(why=self.why)


@dataclass(frozen=True)
class Keep(Generic[T, R]):
    """Where results stay, known again by the content of their items.

    `find`: the result that is there for an item, None when it must be done. `put` publishes a new one, whole or not at
    all, and gives what is told of it; both run here, in one process.
    """

    find: Callable[[Item[T]], R | None]
    put: Callable[[Item[T], R], R]
