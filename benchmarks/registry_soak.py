"""Kills a writer of the ledger at random moments, round after round, beside a second writer who is let live.

After every round the ledger must verify, and hold every card that a writer was told is recorded, whole; a lock must be
in force with all its records, statement and events, or not at all.
"""

import random
import signal
import tempfile
import time
from pathlib import Path

from benchmarks.figures import Ratio, counted
from benchmarks.scale import Scale
from hocba_ops.registry import Ledger
from tests.registry.test_durability import acknowledged, start
from tests.workbench.locked_district import build_locked_district
from tests.workbench.locking_writer import fault_of, strays
from tests.workbench.test_lock_durability import kill
from tests.workbench.test_lock_durability import start as start_locking

SEED = 135
EVENTS_A_CARD = 9
ROUNDS_A_LEDGER = 10
"""A ledger is killed so often before the next is begun; each check reads the whole of it."""
NUMBERS_A_ROUND = 10_000
"""Cards are numbered apart from round to round."""
MOST_LINES = 12
"""Acknowledgements (four a lock) after which a writer of locks is killed, plus a part of the time of a lock."""
LONGEST_LOCK = 0.6
LONGEST = 0.4
"""Seconds until the kill; the rounds end before, during and between appends."""


ROUNDS = 100


def ratios(scale: Scale) -> list[Ratio]:
    """The share of rounds after which everything acknowledged was there, whole; the first that is not ends it."""
    rounds = scale.less(ROUNDS, 1)
    return [
        counted("appends_kept", rounds * (kill_appends(rounds) == 0), rounds),
        counted("locks_kept", rounds * (kill_locks(rounds) == 0), rounds),
    ]


def kill_locks(rounds: int) -> int:
    """Kill a writer that appends cards and locks them; print how many locks survived, and how many kills hit one."""
    moments, told, hit = random.Random(SEED), 0, 0
    for first in range(0, rounds, ROUNDS_A_LEDGER):
        with tempfile.TemporaryDirectory() as folder:
            build_locked_district(Path(folder))
            known: set[str] = set()
            for number in range(first, min(first + ROUNDS_A_LEDGER, rounds)):
                writer = start_locking(Path(folder), number * NUMBERS_A_ROUND)
                known |= kill(writer, lines=moments.randint(0, MOST_LINES), after=moments.uniform(0, LONGEST_LOCK))
                if fault := fault_of(Path(folder), known):
                    print(f"round {number}: {fault}")
                    return 1
            hit += strays(Path(folder))
        told += sum(one.startswith("lock ") for one in known)
        print(
            f"{number + 1} kills, {told} locks acknowledged: each whole; {hit} left unnamed, none of them a lock",
            flush=True,
        )
    return 0


def kill_appends(rounds: int) -> int:
    """Kill a writer that appends cards, beside another; print how many cards survived which number of kills."""
    moments, cards = random.Random(SEED), 0
    for first in range(0, rounds, ROUNDS_A_LEDGER):
        with tempfile.TemporaryDirectory() as folder:
            known: set[str] = set()
            for number in range(first, min(first + ROUNDS_A_LEDGER, rounds)):
                known |= _round(Path(folder), number, moments.uniform(0, LONGEST))
                fault = _fault(Path(folder), known)
                if fault:
                    print(f"round {number}: {fault}")
                    return 1
        cards += len(known)
        print(f"{number + 1} kills, {cards} cards acknowledged: nothing lost, chain whole", flush=True)
    return 0


def _round(root: Path, number: int, seconds: float) -> set[str]:
    """A writer killed after so many seconds, another that appends two cards meanwhile; the cards acknowledged."""
    doomed, beside = start(root, f"d{number}", 10_000), start(root, f"b{number}", 2)
    time.sleep(seconds)
    doomed.send_signal(signal.SIGKILL)
    return acknowledged(doomed) | acknowledged(beside)


def _fault(root: Path, known: set[str]) -> str:
    ledger = Ledger.open(root)
    if found := ledger.verify():
        return f"the chain is broken: {found}"
    cards = ledger.events().group_by("card_id").len()
    lost = known - set(cards["card_id"])
    torn = cards.filter(cards["len"] != EVENTS_A_CARD)["card_id"].to_list()
    return f"lost {sorted(lost)}, torn {sorted(torn)}" if lost or torn else ""
