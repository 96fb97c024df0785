"""A district small enough to see through: rows written by a test, in a real store, asked about by the real workbench.

The texts, rules, plan and calendar are the project's own; only the rows are the test's.
"""

import atexit
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import polars as pl

from hocba_ops.engine import Engine
from hocba_ops.reporting.labels import Labels
from hocba_ops.rulebook import Rulebook
from hocba_ops.settings import Settings
from hocba_ops.steps import STEPS, Question
from hocba_ops.store import Store
from hocba_ops.tables import TABLES, Answer
from hocba_ops.tables.frames import build_schema
from hocba_ops.tables.schools import unit_school_frame
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.asking import Asking
from hocba_ops.workbench.settling import settle_tables
from hocba_ops.workbench.units import school_rows

Row = Mapping[str, Any]
SCHOOL_YEAR = "2024-2025"
DISTRICT = "quan-1"
FIRST_DAY = date(2025, 3, 1)
LAST_DAY_OF_DISTRICT = date(2025, 6, 30)
REPAIRS = dict.fromkeys(("sheet", "row_number", "column", "kind", "before", "after"), pl.String)
NUMBERS = count(1)


@dataclass
class District:
    """Rows handed in day by day; every question goes through store, engine, rulebook and step as in a real run."""

    bench: Workbench
    schools: dict[str, str] = field(default_factory=dict)
    """Schools by code, and the ward that answers for each from July on."""

    def hand_in(self, as_of: date, **tables: Iterable[Row]) -> None:
        """One file as of a day, with rows of any tables; columns left out are empty."""
        number = next(NUMBERS)
        frames = {name: build_frame(name, rows) for name, rows in tables.items()}
        self.bench.store.add(
            family="by_hand",
            name=f"{number}.xlsx",
            as_of=as_of,
            sha256=hashlib.sha256(str(number).encode()).hexdigest(),
            tables=frames,
            repairs=pl.DataFrame(schema=REPAIRS),
            recorded_at=datetime(2025, 9, 1, tzinfo=UTC) + timedelta(seconds=number),
        )

    def add_school(
        self,
        code: str,
        *,
        ward: str = "phuong-ben-thanh",
        ownership: str = "cong_lap",
        kind: str = "tieu_hoc",
        line: str = "chuyen_mon",
    ) -> None:
        """A school of the district until 30/6/2025 and of the ward afterwards."""
        self.schools[code] = ward
        rows = school_rows_of(code, ward=ward, ownership=ownership, kind=kind, line=line)
        self.hand_in(FIRST_DAY, **rows)

    def ask(self, step: str, *, as_of: date, unit: str = DISTRICT) -> Answer:
        """The answer of a step."""
        return self.bench.run(step, unit=unit, school_year=SCHOOL_YEAR, as_of=as_of)

    def rows(self, step: str, *, as_of: date, unit: str = DISTRICT) -> Mapping[str, pl.DataFrame]:
        """What the texts of a step give, row by row, before they are added up."""
        bench = self.bench
        tree = bench.tree(as_of)
        scope = unit_school_frame(tree, unit, as_of, school_rows(bench.store, "school", as_of))
        rules = bench.rulebook.rules_in_force(as_of, STEPS[step].rules) if STEPS[step].rules else {}
        asking = Asking(
            store=bench.store,
            engine=bench.engine,
            rulebook=bench.rulebook,
            question=Question(unit, SCHOOL_YEAR, as_of, scope, rules),
            lineage=tree.lineage(unit, as_of),
            actors=pl.DataFrame(),
            calendar=pl.DataFrame(),
        )
        return asking.rows(STEPS[step], settle_tables(asking, bench.labels, settle_days=bench.settings.settle_days))


def build_frame(table: str, rows: Iterable[Row]) -> pl.DataFrame:
    """Rows as the declared table has them; where they were read is `<table>.xlsx`, row 2 and on, unless they say."""
    schema = build_schema(TABLES[table])
    placed = [
        {"source_file": f"{table}.xlsx", "sheet": "Sheet1", "row_number": number, **row}
        for number, row in enumerate(rows, start=2)
    ]
    unknown = {name for row in placed for name in row} - set(schema)
    assert not unknown, f"{table} has no columns {sorted(unknown)}"
    return pl.DataFrame(placed, schema=schema, orient="row")


def school_rows_of(code: str, *, ward: str, ownership: str, kind: str, line: str) -> dict[str, list[Row]]:
    """Rows of a school that answers to the district until 30/6/2025 and to the ward afterwards."""
    school = {"school_code": code, "name": f"Trường {code}", "ownership": ownership, "school_kind": kind}
    before = {"parent_id": DISTRICT, "valid_to": LAST_DAY_OF_DISTRICT}
    after = {"parent_id": ward, "valid_from": LAST_DAY_OF_DISTRICT + timedelta(days=1)}
    return {
        "school": [school],
        "school_parent": [{"school_code": code, "line": line, **when} for when in (before, after)],
    }


def build_district(folder: Path) -> District:
    """An empty district in a folder."""
    return District(build_bench(folder))


def build_bench(folder: Path) -> Workbench:
    """A workbench on an empty store; rulebook, labels and engine are read once a session."""
    rulebook, labels, engine = _shared()
    settings = Settings(root=folder, unit=DISTRICT, school_year=SCHOOL_YEAR)
    return Workbench(settings, rulebook, labels, Store.open(folder / "store"), engine)


@cache
def _shared() -> tuple[Rulebook, Labels, Engine]:
    rulebook, engine = Rulebook.load(), Engine.open(threads=1, memory_limit="1GB")
    atexit.register(_forget, engine)
    return rulebook, Labels(rulebook.labels("vi")), engine


def _forget(engine: Engine) -> None:
    """Let the engine go before the interpreter does; DuckDB complains of every object that outlives it."""
    engine.close()
    _shared.cache_clear()
