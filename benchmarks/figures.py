"""What a benchmark finds: ratios measured in one run, each beside what it took."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from benchmarks.measuring import MEGABYTE, Taken


@dataclass(frozen=True, slots=True)
class Ratio:
    """A figure by the name that the catalogue has for it; mostly ours as a multiple of a named reference.

    `cpu`, `wall`, `peak`: CPU seconds, seconds on the wall, bytes of our side; `reference`: CPU seconds of the other.
    """

    name: str
    value: float
    cpu: float | None = None
    reference: float | None = None
    wall: float | None = None
    peak: int | None = None
    told: Mapping[str, Any] = field(default_factory=dict)


def compare(name: str, ours: Taken, reference: Taken, **told: Any) -> Ratio:
    """CPU seconds of ours as a multiple of those of the reference."""
    return of_seconds(name, ours.cpu, reference.cpu, taken=ours, **told)


def of_seconds(name: str, cpu: float, reference: float, *, taken: Taken, **told: Any) -> Ratio:
    """The same for a part of a piece of work: its CPU seconds were told apart; wall and peak are of the whole."""
    value = cpu / reference if reference else 0.0
    return Ratio(name, value, cpu, reference, taken.wall, taken.peak, {**_plain(taken.told), **told})


def megabytes(name: str, taken: Taken) -> Ratio:
    """The most memory that a piece of work held, in megabytes."""
    return Ratio(name, taken.peak / MEGABYTE, cpu=taken.cpu, wall=taken.wall, peak=taken.peak)


def agree(name: str, *told: object) -> Ratio:
    """1 where everything told is the same, else 0."""
    names = [sha256(str(one).encode()).hexdigest()[:16] for one in told]
    return Ratio(name, float(len(set(names)) == 1), told={"fingerprints": names})


def counted(name: str, good: int, every: int, **told: Any) -> Ratio:
    """How many of all came out well, as a share."""
    return Ratio(name, good / every if every else 0.0, told={"good": good, "of": every, **told})


def _plain(told: Any) -> dict[str, Any]:
    return dict(told) if isinstance(told, Mapping) else {} if told is None else {"told": str(told)[:40]}
