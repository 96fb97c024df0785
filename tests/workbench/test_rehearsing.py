"""A ground to rehearse on: the same bytes from the same words, whole after a kill, never in a real workspace."""

import itertools
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from hocba_ops.errors import RehearsalProblem, RehearsalRefused
from hocba_ops.store import Store
from hocba_ops.workbench.rehearsing import bring_in, make_ground, order_ground

PUPILS = "2000"


def made(folder: Path, *, pupils: str = PUPILS, seed: int = 1) -> Path:
    list(make_ground(folder, order_ground(pupils, seed=seed)))
    return folder


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.parquet"))}


def states(folder: Path, day: date) -> list[str]:
    """The names of what is known and of what is still to come."""
    return [Store.open(folder / place).state(day) for place in ("store", "rehearsal/coming")]


@pytest.fixture(scope="module")
def ground(tmp_path_factory) -> Path:
    return made(tmp_path_factory.mktemp("nen") / "mot")


def test_the_same_pupils_and_seed_give_the_same_bytes_and_another_seed_others(ground, tmp_path):
    again, other = made(tmp_path / "hai"), made(tmp_path / "ba", seed=2)

    assert len(bytes_of(ground)) > 20
    assert bytes_of(again) == bytes_of(ground)
    assert bytes_of(other).values() != bytes_of(ground).values()


def test_a_ground_that_was_left_half_written_is_finished_to_the_same_store(ground, tmp_path, monkeypatch):
    add, calls = Store.add, itertools.count()

    def dies(self, **given):
        if next(calls) == 7:
            raise KeyboardInterrupt
        return add(self, **given)

    monkeypatch.setattr(Store, "add", dies)
    with pytest.raises(KeyboardInterrupt):
        made(tmp_path / "nen")
    monkeypatch.undo()
    last = order_ground(PUPILS, seed=1).days[-1]
    assert states(tmp_path / "nen", last) != states(ground, last)

    made(tmp_path / "nen")

    assert states(tmp_path / "nen", last) == states(ground, last)
    assert bytes_of(tmp_path / "nen") == bytes_of(ground)


def test_a_folder_that_holds_something_else_is_refused_and_left_as_it_was(tmp_path):
    (tmp_path / "hocba.toml").write_text('unit = "quan-1"\n', encoding="utf-8")

    with pytest.raises(RehearsalRefused) as refused:
        made(tmp_path)

    assert refused.value.problem is RehearsalProblem.NOT_EMPTY
    assert [path.name for path in tmp_path.iterdir()] == ["hocba.toml"]


def test_another_number_of_pupils_in_the_same_folder_is_refused(ground):
    with pytest.raises(RehearsalRefused) as refused:
        made(ground, pupils="2010")

    assert refused.value.problem is RehearsalProblem.OTHER_GROUND


def test_the_list_of_a_day_after_the_first_holds_only_schools_that_changed(ground):
    first, second = (
        {*batch.table("pupil").schools}
        for place in ("store", "rehearsal/coming")
        for batch in Store.open(ground / place).batches()
        if batch.family == "pupil_export"
    )

    assert second < first
    key = pl.read_parquet(ground / "rehearsal" / "key" / "*.parquet")
    mended = key.filter(pl.col("code").str.starts_with("HB-ID") & pl.col("to_on").is_not_null())
    assert set(mended["school_code"]) <= second


def test_what_waits_for_its_day_comes_into_the_store_on_it_and_not_before(tmp_path):
    folder, days = made(tmp_path / "nen"), order_ground(PUPILS, seed=1).days
    store = Store.open(folder / "store")

    assert store.days() == days[:1]
    assert bring_in(folder, days[1]) > 0
    assert store.days() == days[:2]
    assert bring_in(folder, days[1]) == 0
    assert bring_in(folder, days[-1]) > 0
    assert store.days() == days
