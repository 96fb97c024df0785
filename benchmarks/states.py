"""Signature coverage from the kept state of every pupil's card, and keeping the state of a day from that of another.

What changes between the two days: one school in twenty hands its register in anew.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from time import process_time as clock
from typing import Any

import duckdb
import polars as pl

from benchmarks.asked import ask, ask_anew, ask_bare, decode_files, words_of
from benchmarks.figures import Ratio, agree, of_seconds
from benchmarks.measuring import Case, Taken, take, take_in_turn
from benchmarks.scale import DAY, SCHOOL_YEAR, Scale, copy_of, ground_of, unit
from hocba_ops.steps import STEPS, text_of
from hocba_ops.store import Snapshot, Snapshots, Store, narrow
from hocba_ops.tables import TABLES
from hocba_ops.tables.frames import build_schema
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.rehearsing import NO_REPAIRS
from hocba_ops.workbench.school_rows import read_relation
from hocba_ops.workbench.states import take_states

NEXT = DAY + timedelta(days=1)
EVERY = 20
"""Of so many schools one has news on the next day."""
STEP = "coverage"


def ratios(scale: Scale) -> list[Ratio]:
    """Reading the kept state against its floor and against working it out; keeping a day against making it anew."""
    with copy_of(ground_of(scale)) as folder:
        take(hand_in, folder)
        with copy_of(folder) as fresh:
            anew = take(keep_state, fresh, NEXT)
        following = take_following(folder)
        return [
            of_seconds("kept_next_vs_anew", following.told["asked"], anew.told["asked"], taken=following),
            agree("states_equal", following.told["fingerprint"], anew.told["fingerprint"]),
            *_coverage(folder, scale),
        ]


def take_following(folder: Path) -> Taken:
    """The state of the first day kept, then what keeping that of the next one takes."""
    take(keep_state, folder, DAY)
    return take(keep_state, folder, NEXT)


def _coverage(folder: Path, scale: Scale) -> list[Ratio]:
    cases: dict[str, Case] = {
        "floor": (scan, (folder,)),
        "text": (ask_text, (folder,)),
        "texts": (ask_bare, (folder, STEP, NEXT, False)),
        "kept": (ask, (folder, STEP, NEXT)),
        "anew": (ask_anew, (folder, STEP, NEXT)),
    }
    taken = take_in_turn(cases, times=3 if scale.pupils < 1_000_000 and not scale.is_quick else 1)
    floor, text, texts, kept, anew = (taken[name] for name in cases)
    return [
        of_seconds("text_vs_floor", text.told["asked"], floor.cpu, taken=text),
        of_seconds("texts_vs_floor", texts.told["asked"], floor.cpu, taken=texts),
        of_seconds("command_vs_floor", kept.cpu, floor.cpu, taken=kept),
        of_seconds("kept_vs_anew", kept.told["asked"], anew.told["asked"], taken=kept, anew_cpu=anew.cpu),
        agree("coverage_equal", kept.told["fingerprint"], anew.told["fingerprint"]),
    ]


def hand_in(folder: Path) -> int:
    """The registers of the first schools handed in once more on the next day; how many schools."""
    bench = Workbench.open(folder)
    schools = sorted(bench.question(unit(), SCHOOL_YEAR, DAY).schools["school_code"])
    chosen = schools[: max(1, len(schools) // EVERY)]
    relation = narrow(bench.store.relation(TABLES["card"], as_of=DAY), "card", set(chosen))
    rows = read_relation(relation, TABLES["card"]).filter(pl.col("school_code").is_in(chosen))
    bench.store.add(
        family="card_register_wide",
        name="bench-next.xlsx",
        as_of=NEXT,
        sha256=hashlib.sha256(b"next").hexdigest(),
        tables={"card": rows.select(build_schema(TABLES["card"]).names())},
        repairs=NO_REPAIRS,
        recorded_at=datetime.combine(NEXT, time(1), UTC),
    )
    return len(chosen)


def keep_state(folder: Path, day: date) -> Mapping[str, Any]:
    """The state of a day kept, as `hocba snapshot` does it. `asked`: CPU seconds once the workbench was open."""
    bench = Workbench.open(folder)
    before = clock()
    taken = take_states(bench, day)
    asked = clock() - before
    bench.engine.close()
    return {
        "asked": asked,
        "computed": taken.computed,
        "taken_over": taken.taken_over,
        "fingerprint": fingerprint(taken.snapshot),
    }


def ask_text(folder: Path) -> Mapping[str, Any]:
    """The one text alone, its rows fetched."""
    bench = Workbench.open(folder)
    asking = bench._asking(bench.tree(NEXT), bench.question(unit(), SCHOOL_YEAR, NEXT))
    tables = asking.tables
    before = clock()
    rows = asking.rows_of(STEPS[STEP], [*STEPS[STEP].passing, STEP], {}, passing=STEPS[STEP].passing)
    asked = clock() - before
    bench.engine.close()
    return {"asked": asked, "rows": rows[STEP].height, "tables": len(tables)}


def scan(folder: Path) -> int:
    """Every value decoded of the columns of the kept state that the coverage names."""
    found = snapshot_of(folder)
    return decode_files(sorted({found.path(part) for part in found.parts}), words_of([text_of(STEP)]))


def fingerprint(snapshot: Snapshot) -> str:
    """A name for the rows of a snapshot, whatever files they stand in."""
    sums = [_sum(snapshot.path(part), list(part.schools)) for part in snapshot.parts]
    return f"{sum(rows for rows, _ in sums)} rows, {sum(told for _, told in sums) % 2**64:016x}"


def snapshot_of(folder: Path) -> Snapshot:
    """The kept state of the next day."""
    found = Snapshots(Store.open(folder / "store").root).at(NEXT)
    if found is None:
        raise SystemExit("no state was kept")
    return found


def _sum(path: Path, schools: Sequence[str]) -> tuple[int, int]:
    with duckdb.connect(":memory:") as connection:
        read = connection.read_parquet(str(path)).select(duckdb.StarExpression(exclude=["batch_id"]))
        kept = read.filter(duckdb.ColumnExpression("school_code").isin(*map(duckdb.ConstantExpression, schools)))
        names = ", ".join(kept.columns)
        (rows, told), *_ = kept.aggregate(f"count(*), sum(hash(row({names}))::hugeint)").fetchall()
        return int(rows), int(told or 0)
