"""A writer to be killed: appends cards and locks them, again and again, and says each once it is acknowledged.

Cards go through `Ledger.append`, locks through survey and `take_lock`, as `hocba lock` does them.
"""

import sys
from pathlib import Path

import polars as pl

from hocba_ops.domain.hoc_ba import State
from hocba_ops.registry import Ledger
from hocba_ops.registry.lock import LOCKS, PURPOSE, Locks
from tests.district import District, build_bench
from tests.workbench.locked_district import RECEIVED, card_of, history, lock, tell

CARDS_A_LOCK = 3


def write_locks(folder: Path, first: int, count: int) -> None:
    """Append and lock cards with numbers from `first`, so many at a time."""
    district = District(build_bench(folder))
    print("ready", flush=True)
    for number in range(first, first + count * CARDS_A_LOCK, CARDS_A_LOCK):
        numbers = range(number, number + CARDS_A_LOCK)
        tell(district, *map(history, numbers))
        for one in numbers:
            print(f"card {card_of(one)}", flush=True)
        print(f"lock {lock(district).id}", flush=True)


def fault_of(folder: Path, acknowledged: set[str]) -> str:
    """What is not as it must be after a kill; empty when nothing acknowledged is lost and nothing is half."""
    ledger = Ledger(folder / "registry")
    if found := ledger.verify():
        return f"the chain is broken: {found}"
    events, locks = ledger.events(), Locks(ledger.root, ledger)
    held = {lock.id: lock for tree in locks.trees() for lock in tree.locks}
    lost = acknowledged - {f"card {card}" for card in events["card_id"]} - {f"lock {name}" for name in held}
    if lost:
        return f"lost: {sorted(lost)}"
    torn = (
        events.filter(pl.col("state") != State.DA_CHOT).group_by("card_id").len().filter(pl.col("len") != len(RECEIVED))
    )
    if not torn.is_empty():
        return f"torn cards: {torn['card_id'].to_list()}"
    locked = events.filter(pl.col("state") == State.DA_CHOT)
    for name, one in held.items():
        told = locked.filter(pl.col("document") == name)
        if told["card_id"].sort().to_list() != one.records["card_id"].sort().to_list():
            return f"lock {name} is not in force whole"
    return "" if set(locked["document"]) <= held.keys() else "events of a lock that is not there"


def strays(folder: Path) -> int:
    """Folders of locks that a kill left before the ledger named them; they are no locks."""
    ledger = Ledger(folder / "registry")
    named = {one.purpose.removeprefix(PURPOSE) for one in ledger.segments()}
    return sum(path.name not in named for path in (ledger.root / LOCKS).glob("*"))


if __name__ == "__main__":
    write_locks(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
