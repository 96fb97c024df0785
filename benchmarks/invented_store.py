"""A store of invented pupils for the benchmarks: the maker of `hocba rehearse` with even schools and a fault or two."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import polars as pl

from hocba_ops.rehearsal import Ground
from hocba_ops.rehearsal.parts import Handed, Part, cut_parts, school_list
from hocba_ops.rehearsal.schools import build_schools
from hocba_ops.rehearsal.settings import settings_text
from hocba_ops.rulebook import Rulebook
from hocba_ops.settings import FILE_NAME
from hocba_ops.store import Store
from hocba_ops.workbench.rehearsing import add_file, read_lists

DAY = date(2025, 6, 30)
UNIT, SCHOOL_YEAR = "quan-1", "2024-2025"
SCHOOL_SIZE = 700
OF_A_REVIEW = ("HB-ID-12", "HB-KQ-05")
OF_A_REGISTER = ("HB-DC-01",)
NOTHING = frozenset[str]()


def write_workspace(folder: Path, *, pupils: int, per_file: int, fault_every: int = 100) -> int:
    """A workspace with so many pupils, `per_file` in each file. How many files.

    Of so many pupils one lacks the ethnicity and one the level of a subject.
    """
    ground = _ground(pupils, per_file, every=fault_every // 2, faults=OF_A_REVIEW)
    return _write(folder, ground, lambda part: (part.list(), part.results(0)))


def write_registers(folder: Path, *, cards: int, per_file: int = 20_000, fault_every: int = 100) -> None:
    """A workspace with so many pupils, each with a card that the Sở received; every so-manieth with other content."""
    ground = _ground(cards, per_file, every=fault_every, faults=OF_A_REGISTER)
    _write(folder, ground, lambda part: (part.list(), part.cards(0), part.receipts(0)))


def _ground(pupils: int, per_file: int, *, every: int, faults: tuple[str, ...]) -> Ground:
    return Ground(
        pupils=pupils,
        seed=1,
        unit=UNIT,
        every=every,
        lowest=SCHOOL_SIZE,
        highest=SCHOOL_SIZE,
        part=per_file,
        faults=faults,
        school_faults=(),
        is_cut=True,
    )


def _write(folder: Path, ground: Ground, chosen: Callable[[Part], Iterable[Handed]]) -> int:
    """The school list and the chosen files of each part, all handed in on the first day."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE_NAME).write_text(settings_text(ground), encoding="utf-8")
    store, lists = Store.open(folder / "store"), read_lists(Rulebook.load(), ground)
    done_at_once = {"complete_day": 0, "result_day": 0}
    schools = build_schools(ground).with_columns(pl.lit(day).alias(name) for name, day in done_at_once.items())
    files = 0
    add_file(store, school_list(ground, schools), ground, NOTHING)
    for part in cut_parts(ground, schools, lists):
        files += sum(add_file(store, one, ground, NOTHING) for one in chosen(part))
    return files + 1
