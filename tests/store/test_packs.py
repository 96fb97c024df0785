"""Small batches packed together give the same rows, whatever day is asked and whatever came later."""

import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from hocba_ops.engine import Engine, Files
from hocba_ops.store import Store, packs
from hocba_ops.tables import TABLES
from hocba_ops.tables.frames import build_stored_schema
from hocba_ops.workbench import Workbench

DAYS = (date(2025, 5, 16), date(2025, 6, 30), date(2025, 8, 20))
NAMES = ("card", "pupil", "receipt", "result")


@pytest.fixture
def many_batches(sample_workspace, tmp_path, monkeypatch):
    monkeypatch.setattr(packs, "MANY", 2)
    return copied(sample_workspace, tmp_path)


def copied(workspace: Path, place: Path) -> Store:
    return Store.open(Path(shutil.copytree(Workbench.open(workspace).store.root, place / "store")))


def rows_of(engine: Engine, name: str, relation) -> pl.DataFrame:
    files = Files(paths=relation.paths, keep=relation.keep, schema=build_stored_schema(TABLES[name]))
    return (
        engine.run(f"select * from {name}", {name: files})
        .select(sorted(build_stored_schema(TABLES[name])))
        .sort(pl.all())
    )


def test_packed_batches_give_the_rows_of_every_day_that_the_batches_gave(many_batches):
    engine = Engine.open()
    asked = {(name, day): many_batches.relation(TABLES[name], as_of=day) for name in NAMES for day in DAYS}
    before = {key: rows_of(engine, key[0], relation) for key, relation in asked.items()}
    made = list(many_batches.compact())

    assert {pack.table for pack in made} >= set(NAMES)
    for (name, day), rows in before.items():
        read = many_batches.fastest(name, asked[name, day])
        assert rows_of(engine, name, read).equals(rows)
        assert len(read.paths) <= len(asked[name, day].paths)
    engine.close()


def test_packing_again_packs_nothing_twice_and_leaves_the_batches_as_they_were(many_batches):
    files = {path: path.stat().st_mtime_ns for path in many_batches.root.glob("batches/**/*.parquet")}
    assert list(many_batches.compact()) != []

    assert list(many_batches.compact()) == []
    assert {path: path.stat().st_mtime_ns for path in many_batches.root.glob("batches/**/*.parquet")} == files


def test_a_pack_whose_bytes_were_changed_is_among_the_altered_files(many_batches):
    pack = next(iter(many_batches.compact()))
    assert many_batches.altered(date.max) == ()
    pack.path.write_bytes(pack.path.read_bytes() + b" ")

    assert many_batches.altered(date.max) == (f"packed/{pack.table}/{pack.folder.name}",)


def test_few_small_batches_are_not_worth_a_pack(sample_workspace, tmp_path):
    store = copied(sample_workspace, tmp_path)
    assert {pack.table for pack in store.compact()} == {
        name for name in TABLES if sum(packs._is_small(batch, name) for batch in store.batches()) >= packs.MANY
    }
