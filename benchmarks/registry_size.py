"""Replay, reconciliation and lock of many cards, relative to a bare scan of the same Parquet in the same run.

The ledger holds seven events a card, in segments of 50,000 cards; the registers a pupil, a card and a receipt each.
"""

import os
import shutil
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks.asked import decode, words_of
from benchmarks.figures import Ratio, compare
from benchmarks.invented_store import SCHOOL_YEAR, UNIT, write_registers
from benchmarks.measuring import Case, take, take_in_turn
from benchmarks.replay import append, replay, resift, scan
from benchmarks.scale import Scale
from hocba_ops.registry import Ledger
from hocba_ops.registry.lock import Locks
from hocba_ops.steps import STEPS, text_of
from hocba_ops.tables.shapes import SHAPES
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.locking import Order, survey, take_lock

REGISTRY, LOCKED = "registry", "locked"
REGISTERS = ("pupil", "card", "receipt")
NOW = datetime(2025, 8, 3, tzinfo=UTC)
DAY = date(2025, 8, 1)
GRADES = (1, 2, 3, 4, 5)
COUNTED = {"replay": "ledger", "resift": "ledger", "lock": "ledger", "check_lock": "ledger", "cutoff": "registers"}
"""What each piece of work is held against: the scan of the ledger, or of the registers."""


def ratios(scale: Scale) -> list[Ratio]:
    """Each piece of work beside the bare scan of what it reads; `told` is what it found."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        take(prepare, folder, scale.pupils)
        cases: dict[str, Case] = {
            "ledger": (scan, (folder / REGISTRY,)),
            "registers": (scan_registers, (folder,)),
            "replay": (replay, (folder / REGISTRY,)),
            "resift": (resift, (folder / REGISTRY,)),
            "cutoff": (cutoff, (folder,)),
            "lock": (lock, (folder,)),
        }
        taken = take_in_turn(cases, times=1)
        taken["check_lock"] = take(check_lock, folder)
    return [compare(name, taken[name], taken[bare]) for name, bare in COUNTED.items()]


def prepare(folder: Path, cards: int) -> None:
    """A workspace whose registers and whose ledger tell of the same cards, all received by the Sở."""
    write_registers(folder, cards=cards)
    append(folder / REGISTRY, cards)


def scan_registers(folder: Path) -> int:
    """Every value of the registers decoded, of the columns that the reconciliation names."""
    words = words_of([*map(text_of, STEPS["cutoff"].texts), SHAPES["roster"], SHAPES["card_state"]])
    return sum(decode(folder, name, words) for name in REGISTERS)


def cutoff(folder: Path) -> int:
    """The reconciliation as a notebook asks for it; how many cards differ from what was received."""
    bench = Workbench.open(folder)
    answer = bench.run("cutoff", unit=UNIT, school_year=SCHOOL_YEAR, as_of=DAY)
    bench.engine.close()
    return len(answer.findings)


def lock(folder: Path) -> int:
    """Survey and lock of a copy of the registry; how many cards are locked."""
    copy = folder / LOCKED
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder / REGISTRY, copy, copy_function=os.link)
    bench = _bench_on(folder, copy)
    found = survey(bench, Order(unit=UNIT, school_year=SCHOOL_YEAR, grades=GRADES, as_of=DAY, by="bench"))
    taken = take_lock(bench, found, now=NOW)
    bench.engine.close()
    return taken.statement.cards


def check_lock(folder: Path) -> int:
    """Every record, root and growth of the lock counted again; how many records there are."""
    copy = folder / LOCKED
    tree = Locks(copy, Ledger(copy)).trees()[0]
    return len(tree.leaves)


def _bench_on(folder: Path, registry: Path) -> Workbench:
    os.environ["HOCBA_REGISTRY"] = str(registry)
    return Workbench.open(folder)
