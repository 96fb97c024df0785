"""The benchmarks of the project and what is wanted of them, as catalogue.toml lists them."""

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.scale import SIZES

PLACE = Path(__file__).parent / "catalogue.toml"
ONCE = SIZES[0]
"""The size with which those are run that do not hang on a size."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure that a benchmark measures. `goal`: None where there is none; `is_least`: the goal is the least.

    `unmeasured`: why nobody measures it here. `source`: who set the goal. `tells_growth`: its CPU seconds are held
    against the growth of the pupils; `growth`: that much times linear at the most.
    """

    name: str
    title: str
    reference: str = ""
    goal: float | None = None
    is_least: bool = False
    unit: str = "x"
    source: str = ""
    unmeasured: str = ""
    growth: float | None = None

    def is_met(self, value: float) -> bool | None:
        """Whether a value is as wanted; None without a goal."""
        if self.goal is None:
            return None
        return value >= self.goal if self.is_least else value <= self.goal


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What is measured, with which sizes (none: once), and about how many minutes that takes at the first of them.

    `module` has `ratios(scale)`. `without`: why a quick run leaves it out.
    """

    name: str
    title: str
    wanted: Mapping[str, Wanted]
    sizes: tuple[str, ...] = ()
    minutes: float = 1
    without: str = ""

    @property
    def module(self) -> str:
        return f"benchmarks.{self.name}"


@dataclass(frozen=True, slots=True)
class Job:
    """A benchmark to run with a size."""

    benchmark: Benchmark
    size: str


@cache
def catalogue() -> Mapping[str, Benchmark]:
    """Every benchmark by name, in the order in which they are run."""
    told = tomllib.loads(PLACE.read_text(encoding="utf-8"))
    return {name: _benchmark(name, one) for name, one in told.items()}


def jobs_of(sizes: Sequence[str], only: Collection[str]) -> list[Job]:
    """What is to be run: size after size; what does not hang on a size with the smallest, or where it is named."""
    named = [catalogue()[name] for name in only] if only else list(catalogue().values())
    sized = [
        Job(one, size) for size in sizes for one in named if size in one.sizes or (size not in SIZES and one.sizes)
    ]
    once = [Job(one, "") for one in named if not one.sizes and (only or ONCE in sizes)]
    return [*sized, *once]


def quick_jobs(size: str, only: Collection[str]) -> list[Job]:
    """What a quick run shows to be alive."""
    return [
        Job(one, size if one.sizes else "")
        for name, one in catalogue().items()
        if (name in only if only else not one.without)
    ]


def _benchmark(name: str, told: Mapping[str, Any]) -> Benchmark:
    wanted = {key: Wanted(key, **one) for key, one in told["wanted"].items()}
    plain = {key: value for key, value in told.items() if key not in ("wanted", "sizes")}
    return Benchmark(name=name, wanted=wanted, sizes=tuple(told.get("sizes", ())), **plain)
