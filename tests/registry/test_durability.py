"""A writer that dies leaves whole appends or nothing; writers at the same time take turns."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hocba_ops.registry import Ledger

ROOT = Path(__file__).parents[2]
ROUNDS = 6
"""`benchmarks/registry_soak.py` runs a hundred."""
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills by signal")


def start(root: Path, writer: str, count: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.registry.appending", str(root), writer, str(count)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout.readline() == "ready\n"
    return process


def acknowledged(process: subprocess.Popen[str]) -> set[str]:
    with process.stdout as said:
        told = said.read()
    process.wait(timeout=60)
    return {line for line in told.split("\n")[:-1] if line}


def test_writer_killed_at_any_moment_loses_nothing_that_it_acknowledged(tmp_path):
    moments = random.Random(135)
    known: set[str] = set()
    for number in range(ROUNDS):
        process = start(tmp_path, f"lượt-{number}", 10_000)
        time.sleep(moments.uniform(0, 0.2))
        process.send_signal(signal.SIGKILL)
        known |= acknowledged(process)
        ledger = Ledger.open(tmp_path)
        assert ledger.verify() is None
        cards = ledger.events().group_by("card_id").len()
        assert known <= set(cards["card_id"])
        assert set(cards["len"]) <= {9}
    assert known


def test_two_writers_take_turns_and_neither_loses_an_event(tmp_path):
    writers = [start(tmp_path, name, 12) for name in ("một", "hai")]
    told = set.union(*(acknowledged(writer) for writer in writers))
    ledger = Ledger.open(tmp_path)
    assert ledger.verify() is None
    assert told == set(ledger.events()["card_id"]) == {f"{name}-{n}" for name in ("một", "hai") for n in range(12)}
    assert ledger.events().height == 24 * 9
