"""Chance that is the same on every machine and every build: a stream of its own for every purpose."""

from collections.abc import Sequence
from hashlib import sha256
from random import Random
from typing import TypeVar

SEED = "quan-1/2024-2025"
Item = TypeVar("Item")


class Chance:
    """Draws for one purpose, e.g. `Chance("pupil", code)`; built on `random()` alone, which never changes."""

    def __init__(self, *purpose: object) -> None:
        self._random = Random("/".join([SEED, *map(str, purpose)]))

    def whole(self, low: int, high: int) -> int:
        """A whole number between two, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def happens(self, share: float) -> bool:
        """True in this share of draws."""
        return self._random.random() < share

    def pick(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[int(self._random.random() * len(items))]

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """The items in another order."""
        return [item for _, _, item in sorted((self._random.random(), place, item) for place, item in enumerate(items))]

    def digits(self, count: int) -> str:
        """A run of digits."""
        return "".join(str(self.whole(0, 9)) for _ in range(count))


def uuid_of(*key: object) -> str:
    """A UUID that always belongs to the same key."""
    text = sha256("/".join([SEED, "uuid", *map(str, key)]).encode()).hexdigest()
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-a{text[17:20]}-{text[20:32]}"


def hash_of(*key: object) -> str:
    """64 hexadecimal digits that always belong to the same key: what a content hash looks like."""
    return sha256("/".join([SEED, "hash", *map(str, key)]).encode()).hexdigest()
