"""The benchmarks run: on a few rows, with the answers that larger runs count on; no figure of time is held."""

import pytest

from benchmarks.catalogue import catalogue
from benchmarks.invented_files import write_files
from benchmarks.measuring import take
from benchmarks.reading import read_bare, read_ours
from benchmarks.registry_size import check_lock, cutoff, lock, prepare, scan_registers
from benchmarks.replay import append, replay, resift, verify, write
from benchmarks.replay import scan as scan_ledger
from benchmarks.reviewing import REVIEWS, review, scan, write_workspace_of
from benchmarks.signing import measure as measure_signing

ROWS = 200


def test_every_invented_file_is_read_by_us_to_the_rows_that_it_has(tmp_path):
    paths = write_files(tmp_path, rows=ROWS)

    assert {name: read_ours(path) for name, path in paths.items()} == dict.fromkeys(paths, ROWS)
    assert all(read_bare(path) > ROWS for path in paths.values())


def test_work_in_a_process_of_its_own_tells_what_it_took_and_found(tmp_path):
    taken = take(read_ours, write_files(tmp_path, rows=ROWS)["pupils.csv"])

    assert taken.told == ROWS
    assert taken.cpu > 0
    assert taken.peak > 10_000_000


@pytest.mark.parametrize("step", REVIEWS)
def test_every_invented_pupil_at_fault_is_found_once_and_no_other(tmp_path, step):
    write_workspace_of(tmp_path, ROWS, ROWS)

    assert review(tmp_path, step) == 2
    assert scan(tmp_path, step) > 0


def test_the_ledger_of_invented_cards_is_whole_and_replays_to_each_of_them(tmp_path):
    assert append(tmp_path, ROWS) == write(tmp_path, ROWS) == ROWS * 7
    assert (verify(tmp_path), replay(tmp_path), resift(tmp_path), scan_ledger(tmp_path)) == (True, ROWS, 0, 1)


def test_invented_cards_are_reconciled_and_locked_all_of_them(tmp_path, monkeypatch):
    monkeypatch.setenv("HOCBA_REGISTRY", "registry")
    prepare(tmp_path, ROWS)

    assert cutoff(tmp_path) == 2
    assert lock(tmp_path) == check_lock(tmp_path) == ROWS
    assert scan_registers(tmp_path) > 0


def test_every_ratio_of_signing_and_verifying_is_measured():
    ratios = measure_signing(rounds=0, files=0)

    assert ratios.keys() == catalogue()["signing"].wanted.keys() - {"pool_wall", "pool_cpu"}
    assert all(ratio > 0 for ratio in ratios.values())
