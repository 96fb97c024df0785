"""The journal of exports: whole sets or nothing, whatever dies; a byte changed in it stops the next export."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hocba_ops.errors import ExportFault
from hocba_ops.exchange import Journal

ROOT = Path(__file__).parents[2]
ROUNDS = 3


@pytest.mark.skipif(sys.platform != "linux", reason="kills by signal")
def test_an_exporter_killed_at_any_moment_leaves_whole_sets_and_none_that_it_told_is_lost(tmp_path):
    moments = random.Random(4)
    told = 0
    for number in range(ROUNDS):
        command = [sys.executable, "-m", "tests.exchange.publishing", str(tmp_path), "10000"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        assert process.stdout.readline() == "ready\n"
        if number % 2:  # however busy the machine is, some exports come to something before they are killed
            told = max(told, int(process.stdout.readline()))
        time.sleep(moments.uniform(0.02, 0.3))
        process.send_signal(signal.SIGKILL)
        with process.stdout as said:
            lines = said.read().split("\n")[:-1]
        process.wait(timeout=60)
        told = max([told, *map(int, filter(None, lines))])
        journal = Journal(tmp_path)
        sets = journal.sets()
        assert len(sets) >= told
        assert {row.version for row in journal.last_sent().values()} <= {len(sets)}
        assert len(journal.last_sent()) in (0, 20)
    assert told > 0
    with journal.turn():
        assert list(tmp_path.glob(".*.new")) == []


@pytest.mark.parametrize("hurt", ["rows", "manifest", "lost", "sums"])
def test_a_journal_that_is_not_as_it_was_written_stops_the_next_export(tmp_path, hurt):
    from tests.exchange.publishing import publish_sets

    publish_sets(tmp_path, 2)
    folder = tmp_path / "00000001"
    if hurt == "rows":
        path = next((folder / "dong").iterdir())
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    elif hurt == "manifest":
        path = folder / "manifest.json"
        path.write_text(path.read_text(encoding="utf-8").replace("quan-1", "quan-2"), encoding="utf-8")
    elif hurt == "lost":
        folder.rename(tmp_path / "bỏ")
    else:
        (folder / "SHA256SUMS").write_text("", encoding="utf-8")
    with pytest.raises(ExportFault) as told:
        Journal(tmp_path).last_sent()
    assert told.value.exit_code == 13
