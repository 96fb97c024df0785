"""Run as a script: adds batches to a store until it is killed or has added what was asked, and says which."""

import hashlib
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from hocba_ops.store import Store
from hocba_ops.tables import TABLES
from hocba_ops.tables.frames import build_schema

ROWS = 20_000


def build_frame(table: str) -> pl.DataFrame:
    schema = build_schema(TABLES[table])
    known = pl.DataFrame({"school_code": [f"7976{n % 17}" for n in range(ROWS)], "row_number": range(ROWS)})
    rest = [pl.lit(None, dtype).alias(name) for name, dtype in schema.items() if name not in known.columns]
    return known.with_columns(rest).select(schema.names()).cast(schema)


def load(root: Path, first: int, last: int) -> None:
    tables = {name: build_frame(name) for name in ("card", "pupil", "staff")}
    print("ready", flush=True)
    store = Store.open(root)
    for number in range(first, last):
        added = store.add(
            family="pupil_export",
            name=f"{number}.xlsx",
            as_of=date(2025, 6, 30),
            sha256=hashlib.sha256(str(number).encode()).hexdigest(),
            tables=tables,
            repairs=pl.DataFrame({"sheet": ["S"]}),
            recorded_at=datetime(2025, 8, 1, tzinfo=UTC),
        )
        print(added.batch.sha256, added.is_new, flush=True)


if __name__ == "__main__":
    load(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
