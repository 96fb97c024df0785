"""Processes of this machine: one that dies, hangs or raises takes its item along and nothing else."""

from pathlib import Path

import pytest

from hocba_ops.errors import ItemLoss, WorkspaceMissing
from hocba_ops.many import Item, Keep, Pool, Work, process_batch
from tests.many import counting
from tests.many.counting import Place


def items(numbers: range) -> list[Item[int]]:
    return [Item(str(number), number) for number in numbers]


def test_items_that_kill_hang_or_raise_are_told_and_the_others_are_done(tmp_path: Path):
    work = Work(counting.break_at_seven, counting.begin, Place(tmp_path), seconds=3, at_once=4)
    done = {one.key: one for one in process_batch(work, items(range(12)), over=Pool(2))}
    losses = {key: one.loss for key, one in done.items() if one.loss}
    assert losses == {"7": ItemLoss.DIED, "8": ItemLoss.LATE, "9": ItemLoss.RAISED}
    assert {one.result for one in done.values() if one.loss is None} == {*range(12)} - {7, 8, 9}
    assert (tmp_path / "7").read_text() == "x" * work.tries, "a process may have been killed from outside: once more"
    assert "ValueError, counting.py:" in done["9"].sentence
    assert "Nguyễn" not in done["9"].sentence


def test_what_is_kept_is_not_done_again_and_of_two_alike_one_is_done(tmp_path: Path):
    kept: dict[str, tuple[int, int]] = {"1": (1, 0)}

    def put(item: Item[int], result: tuple[int, int]) -> tuple[int, int]:
        kept[item.key] = result
        return result

    keep = Keep(lambda item: kept.get(item.key), put)
    work = Work(counting.square, counting.begin, Place(tmp_path), at_once=3)
    asked = [*items(range(5)), *items(range(3))]
    first = [(one.key, one.is_kept) for one in process_batch(work, asked, over=Pool(1), keep=keep)]
    assert sorted(first) == [("0", False), ("1", True), ("2", False), ("3", False), ("4", False)]
    started = len(list(tmp_path.iterdir()))
    again = [(one.key, one.is_kept) for one in process_batch(work, asked, over=Pool(1), keep=keep)]
    assert sorted(again) == [(str(number), True) for number in range(5)]
    assert len(list(tmp_path.iterdir())) == started == 4


def test_what_keeps_a_process_from_being_ready_is_raised_here_once():
    work = Work(counting.break_at_seven, counting.begin_nothing)
    with pytest.raises(WorkspaceMissing, match="không/có"):
        list(process_batch(work, items(range(3)), over=Pool(2)))
