"""A writer that dies between, before or during locks leaves each lock in force whole, or not at all."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hocba_ops.errors import LockRefused
from hocba_ops.registry import Ledger
from hocba_ops.registry.lock import RECORDS
from tests.workbench.locked_district import build_locked_district, history, lock, tell
from tests.workbench.locking_writer import fault_of, strays

ROOT = Path(__file__).parents[2]
ROUNDS = 2
"""`benchmarks/registry_soak.py` runs a hundred."""
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills by signal")


def start(folder: Path, first: int, count: int = 10_000) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.workbench.locking_writer", str(folder), str(first), str(count)]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT, env=environment
    )
    assert process.stdout.readline() == "ready\n"
    return process


def kill(process: subprocess.Popen[str], *, lines: int, after: float) -> set[str]:
    """What the writer had acknowledged when it was killed: so many seconds after so many lines, however busy it is."""
    with process.stdout as said:
        told = [said.readline() for _ in range(lines)]
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        told += said.read().split("\n")[:-1]
    process.wait(timeout=60)
    return {line.strip() for line in told}


def test_writer_killed_among_locks_leaves_each_of_them_whole_or_not_at_all(tmp_path):
    build_locked_district(tmp_path)
    moments, known = random.Random(27), set()
    for number in range(ROUNDS):
        writer = start(tmp_path, number * 10_000)
        known |= kill(writer, lines=moments.randint(1, 5), after=moments.uniform(0, 0.3))
        assert fault_of(tmp_path, known) == ""
    assert known


def test_a_kill_between_snapshot_and_ledger_leaves_no_lock_and_the_next_lock_takes_the_cards(tmp_path, monkeypatch):
    district = build_locked_district(tmp_path)
    tell(district, history(1), history(2))
    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "append", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            lock(district)
    assert (fault_of(tmp_path, set()), strays(tmp_path)) == ("", 1)
    assert lock(district).statement.cards == 2
    assert fault_of(tmp_path, {"card thẻ-01", "card thẻ-02"}) == ""


def test_the_check_of_the_soak_sees_a_card_that_was_acknowledged_and_is_not_there(tmp_path):
    district = build_locked_district(tmp_path)
    tell(district, history(1))
    assert fault_of(tmp_path, {"card thẻ-01"}) == ""
    assert fault_of(tmp_path, {"card thẻ-01", "card thẻ-77"}) == "lost: ['card thẻ-77']"


def test_the_check_of_the_soak_sees_a_lock_of_which_the_records_are_gone(tmp_path):
    district = build_locked_district(tmp_path)
    tell(district, history(1), history(2))
    made = lock(district)
    (made.folder / RECORDS).unlink()
    with pytest.raises(LockRefused, match=RECORDS):
        fault_of(tmp_path, set())
