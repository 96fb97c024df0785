"""The ground of a rehearsal: how many pupils, which seed, which faults; and the figures that every ground shares."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from hocba_ops.rehearsal.faults import PUPIL_FAULTS, SCHOOL_FAULTS

SIZES = {"": 1, "k": 1_000, "m": 1_000_000}
"""What the letter behind a number of pupils stands for."""
LARGEST = 60_000_000
"""More pupils than codes can be told apart."""


@cache
def figures() -> Mapping[str, Any]:
    """Days, sizes, words of every ground, as `ground.toml` has them."""
    return tomllib.loads(files("hocba_ops.rehearsal").joinpath("ground.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground to rehearse on. The same ground gives the same rows.

    `every`: of so many pupils one is at fault; `faults`, `school_faults`: which ones, in turn. `lowest`, `highest`:
    pupils in a school. `part`: pupils written at once; schools are not cut unless `is_cut`.
    """

    pupils: int
    seed: int
    unit: str
    every: int
    lowest: int
    highest: int
    part: int
    faults: tuple[str, ...] = PUPIL_FAULTS
    school_faults: tuple[str, ...] = SCHOOL_FAULTS
    is_cut: bool = False

    @property
    def days(self) -> tuple[date, ...]:
        """The days as of which something is handed in."""
        return tuple(figures()["days"])

    @property
    def is_district(self) -> bool:
        """Whether the schools are those of the one district that has a plan."""
        return bool(self.unit == figures()["district"]["unit"])


def build_ground(pupils: int, *, seed: int = 1) -> Ground:
    """The usual ground of so many pupils (made even): a district while it is small, a city with communes beyond."""
    known = figures()
    low, high = known["school_sizes"]
    place = known["district"] if pupils <= known["district_up_to"] else known["city"]
    return Ground(
        pupils=pupils + pupils % 2,
        seed=seed,
        unit=place["unit"],
        every=known["fault_every"],
        lowest=low,
        highest=max(low, min(high, pupils // 8)),
        part=known["part_pupils"],
    )


def read_size(text: str) -> int | None:
    """How many pupils a text asks for; None when it asks for none or too many.

    >>> [read_size(text) for text in ("5k", "2.2M", "2,2m", "3000", "0", "many")]
    [5000, 2200000, 2200000, 3000, None, None]
    """
    told = re.fullmatch(r"(\d+(?:[.,]\d+)?)([km]?)", text.strip().lower())
    if told is None:
        return None
    pupils = round(float(told[1].replace(",", ".")) * SIZES[told[2]])
    return pupils if 0 < pupils <= LARGEST else None
