"""A load that dies leaves a batch or nothing; loads at the same time do not meet."""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from hocba_ops.store import Store
from hocba_ops.store.publish import INCOMING, publish, stage
from hocba_ops.tables import TABLES

LOADING = Path(__file__).with_name("loading.py")
ROUNDS = 10
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kills by signal, asks /proc")


def start_loading(root: Path, first: int, last: int) -> subprocess.Popen[str]:
    command = [sys.executable, str(LOADING), str(root), str(first), str(last)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    return process


def finish(process: subprocess.Popen[str]) -> list[list[str]]:
    with process.stdout as said:  # not communicate(): it passes over what readline() has already taken in
        told = said.read()
    process.wait(timeout=60)
    return [line.split() for line in told.splitlines() if line.endswith(("True", "False"))]


def is_whole(batch) -> bool:
    hashes = [hashlib.sha256(batch.path(table.name).read_bytes()).hexdigest() for table in batch.tables]
    return hashes == [table.sha256 for table in batch.tables] and pl.read_parquet(batch.repairs_path).height == 1


def test_load_killed_at_any_moment_leaves_whole_batches_or_nothing(tmp_path):
    moments = random.Random(290)
    acknowledged, left_over = set(), 0
    for number in range(ROUNDS):
        process = start_loading(tmp_path, number * 1_000, number * 1_000 + 1_000)
        if number % 2:  # however busy the machine is, some loads come to something before they are killed
            acknowledged.add(process.stdout.readline().split()[0])
        time.sleep(moments.uniform(0, 0.15))
        process.send_signal(signal.SIGKILL)
        acknowledged |= {sha256 for sha256, _ in finish(process)}
        left_over += len(list((tmp_path / INCOMING).glob("*")))
        assert [folder for folder in tmp_path.glob("batches/*/*/*") if len(list(folder.iterdir())) != 5] == []
        batches = Store.open(tmp_path).batches()
        assert list((tmp_path / INCOMING).iterdir()) == []
        assert acknowledged <= {batch.sha256 for batch in batches}
    assert all(is_whole(batch) for batch in batches)
    assert all(len(batch.tables) == 3 for batch in batches)
    assert acknowledged
    assert left_over > 0


def test_two_loads_of_the_same_files_at_once_add_each_once_while_a_reader_reads(tmp_path):
    loads = [start_loading(tmp_path, 0, 12) for _ in range(2)]
    store, seen = Store.open(tmp_path), 0
    while any(load.poll() is None for load in loads):
        paths = store.relation(TABLES["pupil"], as_of=date(2025, 6, 30)).paths
        seen = max(seen, sum(pl.read_parquet(path).height for path in paths))
    told = [line for load in loads for line in finish(load)]
    assert [load.returncode for load in loads] == [0, 0]
    assert sorted(sha256 for sha256, is_new in told if is_new == "True") == sorted(b.sha256 for b in store.batches())
    assert len(told) == 24
    assert len(store.batches()) == 12
    assert all(is_whole(batch) for batch in store.batches())
    assert seen > 0


def test_open_leaves_the_batch_alone_that_another_load_is_writing(store):
    with stage(store.root) as staged:
        (staged / "pupil.parquet").write_bytes(b"half")
        Store.open(store.root)
        assert (staged / "pupil.parquet").read_bytes() == b"half"
    assert list((store.root / INCOMING).iterdir()) == []


def test_failed_add_leaves_nothing_behind(add, store, monkeypatch):
    def fail(frame, path, **options):
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pl.DataFrame, "write_parquet", fail)
    with pytest.raises(OSError, match="No space left"):
        add("2025-06-30", [("A", "an")])
    assert list((store.root / INCOMING).iterdir()) == []
    assert store.batches() == ()


def test_batch_appears_by_one_rename_once_all_of_it_is_on_disk(add, store, monkeypatch):
    done = []
    sync, rename = os.fsync, Path.rename

    def note_sync(number):
        done.append(Path(f"/proc/self/fd/{number}").readlink().name)
        sync(number)

    def note_rename(staged, final):
        done.append(f"rename of {len(list(staged.iterdir()))} files")
        assert not final.exists()
        return rename(staged, final)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(Path, "rename", note_rename)
    add("2025-06-30", [("A", "an")])
    files, after = done[:3], done[5:]
    assert files == ["manifest.json", "pupil.parquet", "repairs.parquet"]
    assert done[4] == "rename of 3 files"
    assert after == ["2025-06-30", "pupil_export", "batches"]


def test_second_of_two_writers_finds_the_place_taken_and_changes_nothing(tmp_path):
    final = tmp_path / "batches" / "f" / "d" / "k"
    for content, is_first in ((b"one", True), (b"two", False)):
        staged = tmp_path / content.decode()
        staged.mkdir()
        (staged / "x").write_bytes(content)
        assert publish(staged, final) is is_first
    assert (final / "x").read_bytes() == b"one"


def test_place_that_cannot_be_published_to_is_an_error_and_not_a_recognition(tmp_path):
    staged, final = tmp_path / "staged", tmp_path / "batches" / "f" / "d" / "k"
    staged.mkdir()
    final.parent.mkdir(parents=True)
    final.write_bytes(b"a file where a folder should be")
    with pytest.raises(OSError):
        publish(staged, final)
