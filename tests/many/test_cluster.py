"""A scheduler and two workers on loopback, one of them killed in the middle: every item once in the result."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hocba_ops.errors import WorkersUnreachable
from hocba_ops.many import Cluster, Done, Item, Keep, Pool, Work, process_batch
from tests.many import counting
from tests.many.counting import Place
from tests.many.dask_cluster import Dask, start_dask
from tests.sail import free_port

ITEMS = [Item(str(number), number) for number in range(30)]


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    started = start_dask(tmp_path_factory.mktemp("cum-dask"))
    yield started
    started.stop()


def kill_one(dask: Dask, first: Done[tuple[int, int]], begun: Path) -> int:
    """Kill the worker that did the first item, once it has begun another, which cannot end while the gate is shut."""
    assert first.result is not None
    worker = next(one for one in dask.workers if one.pid == first.result[1])
    until = time.monotonic() + 60
    while len(list(begun.glob(f"{worker.pid}-*"))) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait(timeout=30)
    return worker.pid


def test_a_worker_killed_in_the_middle_costs_no_item_and_doubles_none(dask: Dask, tmp_path: Path):
    kept: dict[str, tuple[int, int]] = {}

    def put(item: Item[int], result: tuple[int, int]) -> tuple[int, int]:
        assert item.key not in kept, "published twice"
        kept[item.key] = result
        return result

    keep, folder, gate = Keep(lambda item: kept.get(item.key), put), tmp_path / "begun", tmp_path / "gate"
    folder.mkdir()
    work = Work(counting.square, counting.begin, Place(folder, gate), at_once=1)
    told: list[Done[tuple[int, int]]] = []
    batch = process_batch(work, ITEMS, over=Cluster(dask.address), keep=keep)
    told.append(next(batch))
    killed = kill_one(dask, told[0], folder)
    gate.write_text("")
    told += batch
    assert sorted(one.key for one in told) == sorted(item.key for item in ITEMS)
    assert {one.key: one.result[0] for one in told if one.result} == {item.key: item.what**2 for item in ITEMS}
    workers = {one.result[1] for one in told if one.result}
    assert (killed in workers, len(workers)) == (True, 2)
    begun = len(list(folder.iterdir()))
    again = [(one.key, one.is_kept) for one in process_batch(work, ITEMS, over=Cluster(dask.address), keep=keep)]
    assert sorted(again) == sorted((item.key, True) for item in ITEMS)
    assert len(list(folder.iterdir())) == begun, "nothing was done again"
    here = {one.key: one.result for one in process_batch(work, ITEMS, over=Pool(1))}
    assert {key: result[0] for key, result in here.items() if result} == {key: one[0] for key, one in kept.items()}


def test_a_scheduler_that_is_not_there_is_told_at_once():
    batch = process_batch(Work(counting.square, counting.begin), ITEMS, over=Cluster(f"tcp://127.0.0.1:{free_port()}"))
    with pytest.raises(WorkersUnreachable, match="không nhận việc"):
        next(batch)
