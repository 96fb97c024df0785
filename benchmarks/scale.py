"""How large a benchmark is run, and the rehearsal ground of that size: made once, kept, worked on as a linked copy."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from hocba_ops.rehearsal.ground import Ground, build_ground, figures, read_size
from hocba_ops.workbench.rehearsing import make_ground

GROUNDS = Path(__file__).parent / "results" / "grounds"
SIZES = ("110k", "2.2M", "23M")
"""A district, Hà Nội, the country."""
QUICK = "2k"
"""So many pupils show that everything runs; no figure of it is worth anything."""
SEED, SCHOOL_YEAR = 1, "2024-2025"
DAY = date(2025, 8, 25)
"""The last day on which something comes in."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A size by name (`2.2M`). `ground`: a folder that holds the ground of that size already."""

    name: str = SIZES[0]
    ground: Path | None = None

    @property
    def is_quick(self) -> bool:
        return self.name == QUICK

    @property
    def pupils(self) -> int:
        size = read_size(self.name)
        if size is None:
            raise SystemExit(f"not a number of pupils: {self.name}")
        return size

    def less(self, usual: int, quick: int) -> int:
        """A number that does not hang on the size, or a small one when it is only to be seen that all runs."""
        return quick if self.is_quick else usual


def unit() -> str:
    """The unit that answers for every school of the ground."""
    return str(figures()["city"]["unit"])


def ground_of(scale: Scale) -> Path:
    """The folder of the ground of a size; what of it is there already is kept."""
    folder = scale.ground or GROUNDS / scale.name
    folder.mkdir(parents=True, exist_ok=True)
    for _ in make_ground(folder, order(scale)):
        pass
    return folder


def order(scale: Scale) -> Ground:
    """The usual ground, of a city however small it is: all of its days are in the store."""
    return replace(build_ground(scale.pupils, seed=SEED), unit=unit())


@contextmanager
def copy_of(folder: Path) -> Iterator[Path]:
    """A ground to work on, its files linked: what is added or kept in it is thrown away with it."""
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="bench-") as place:
        yield shutil.copytree(folder, Path(place) / "ground", copy_function=os.link)
