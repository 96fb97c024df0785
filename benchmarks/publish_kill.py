"""Kills whoever publishes a kept state, or packs small batches, at random moments; readers must meet a whole one.

The writer of states keeps one generation of rows after the other; the writer of packs makes the packs of a store again
and again. After every kill the newest acknowledged state, or the packed rows, are read in full.
"""

import hashlib
import multiprocessing
import random
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import polars as pl

from benchmarks.figures import Ratio, counted
from benchmarks.scale import Scale
from hocba_ops.store import Snapshot, Snapshots, Store
from hocba_ops.store.packs import PACKED, pack_small
from hocba_ops.tables import TABLES
from hocba_ops.tables.frames import build_schema
from hocba_ops.workbench.rehearsing import NO_REPAIRS
from hocba_ops.workbench.school_rows import read_relation

SEED, DAY = 31, date(2025, 8, 25)
KILLS, ROWS, FILES = 50, 20_000, 40
LONGEST = 0.2
"""Seconds between the first thing acknowledged and the kill."""
GENERATION = "generation"

Writer = Callable[[Path, Connection, int], None]


def ratios(scale: Scale) -> list[Ratio]:
    """The share of kills after which, and of readings meanwhile in which, everything was whole."""
    kills = scale.less(KILLS, 1)
    return [_kill_states(kills), _kill_packs(kills)]


def _kill_states(kills: int) -> Ratio:
    moments, whole, read, torn = random.Random(SEED), 0, 0, 0
    with tempfile.TemporaryDirectory() as place:
        root = Store.open(Path(place)).root
        for _ in range(kills):
            known, readings = _kill(keep_states, root, moments.uniform(0, LONGEST), lambda: _generation(root))
            read, torn = read + len(readings), torn + readings.count(None)
            found = _generation(root)
            whole += found is not None and found >= known
    return counted("states_readable", whole - min(torn, whole), kills, readings=read, torn=torn)


def _kill_packs(kills: int) -> Ratio:
    moments, whole = random.Random(SEED), 0
    with tempfile.TemporaryDirectory() as place:
        store = build_store(Path(place))
        before = _rows(store, is_packed=False)
        for _ in range(kills):
            _kill(pack_again, store.root, moments.uniform(0, LONGEST), lambda: 0)
            whole += _rows(Store.open(store.root), is_packed=True).equals(before)
    return counted("packs_readable", whole, kills)


def _kill(writer: Writer, root: Path, seconds: float, read: Callable[[], int | None]) -> tuple[int, list[int | None]]:
    """A writer killed so long after its first word; what it had acknowledged, and what readers met meanwhile."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=writer, args=(root, theirs, (_generation(root) or 0) + 1))
    process.start()
    theirs.close()
    known, readings = ours.recv(), list[int | None]()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        readings.append(read())
    process.kill()
    process.join()
    try:
        while True:
            known = ours.recv()
    except (EOFError, OSError):
        ours.close()
    return known, readings


def keep_states(root: Path, pipe: Connection, first: int) -> None:
    """Keep one generation after the other, and say so each time."""
    snapshots = Snapshots(root)
    snapshots.folder.mkdir(exist_ok=True)
    for number in range(first, first + 1_000_000):
        rows = pl.DataFrame({"school_code": "1", GENERATION: pl.repeat(number, ROWS, eager=True)})
        with snapshots.in_use():
            part = snapshots.write(rows, {"1": str(number)})
            snapshots.keep(Snapshot(as_of=DAY, made_of=str(number), parts=(part,), folder=snapshots.folder))
        snapshots.sweep()
        pipe.send(number)


def _generation(root: Path) -> int | None:
    """The generation that a reader meets; 0 before the first, None when it is not whole."""
    snapshots = Snapshots(root)
    if not snapshots.folder.is_dir():
        return 0
    with snapshots.in_use():
        found = snapshots.at(DAY)
        if found is None:
            return 0
        if found.altered():
            return None
        rows = pl.read_parquet(found.path(found.parts[0]))[GENERATION]
        return int(found.made_of) if rows.len() == ROWS and (rows == int(found.made_of)).all() else None


def pack_again(root: Path, pipe: Connection, _first: int) -> None:
    """Throw the packs away and make them again, and say so each time."""
    store = Store.open(root)
    while True:
        shutil.rmtree(root / PACKED, ignore_errors=True)
        pipe.send(sum(1 for _ in pack_small(root, store.batches())))


def build_store(root: Path) -> Store:
    """A store of small batches, each a day's list of one school."""
    store, schema = Store.open(root), build_schema(TABLES["pupil"])
    for number in range(FILES):
        empty = {name: pl.lit(None, kind) for name, kind in schema.items()}
        codes = pl.DataFrame({"pupil_code": [f"{number}-{place}" for place in range(50)]})
        told = {**empty, "school_code": pl.lit(f"school-{number}"), "source_file": pl.lit("list"), "sheet": pl.lit("1")}
        told.pop("pupil_code")
        rows = codes.with_row_index("row_number", offset=2).with_columns(
            **{name: value for name, value in told.items() if name != "row_number"}
        )
        store.add(
            family="pupil_export",
            name=f"list-{number}.xlsx",
            as_of=DAY - timedelta(days=1),
            sha256=hashlib.sha256(str(number).encode()).hexdigest(),
            tables={"pupil": rows.select(schema.names()).cast(schema)},
            repairs=NO_REPAIRS,
            recorded_at=datetime(2025, 8, 24, tzinfo=UTC),
        )
    return store


def _rows(store: Store, *, is_packed: bool) -> pl.DataFrame:
    relation = store.relation(TABLES["pupil"], as_of=DAY)
    return read_relation(store.fastest("pupil", relation) if is_packed else relation, TABLES["pupil"]).sort(pl.all())
