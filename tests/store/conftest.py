import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from hocba_ops.store import Added, Store
from hocba_ops.tables import TABLES
from hocba_ops.tables.frames import build_schema

KEYS = {"pupil": ("school_code", "pupil_code"), "attestation": ("actor_id", "duty")}
NO_REPAIRS = pl.DataFrame(
    schema={
        "sheet": pl.String,
        "row_number": pl.Int64,
        "column": pl.String,
        "kind": pl.String,
        "before": pl.String,
        "after": pl.String,
    }
)


def build_frame(table: str, rows: Sequence[tuple[str | None, str]], name: str) -> pl.DataFrame:
    placed = [
        {**dict(zip(KEYS[table], row, strict=True)), "source_file": name, "sheet": "Sheet1", "row_number": number}
        for number, row in enumerate(rows, start=6)
    ]
    return pl.DataFrame(placed, schema=build_schema(TABLES[table]))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "kho")


@pytest.fixture
def add(store: Store) -> Callable[..., Added]:
    """Adds a file; each one is recorded a minute after the one before."""
    minutes = iter(range(1_000))

    def add_file(
        as_of: str,
        rows: Sequence[tuple[str | None, str]],
        *,
        table: str = "pupil",
        name: str = "hs.xlsx",
        family: str = "pupil_export",
        content: str = "",
        into: Store = store,
        **changed: object,
    ) -> Added:
        given = {
            "family": family,
            "name": name,
            "as_of": date.fromisoformat(as_of),
            "sha256": hashlib.sha256((content or f"{name}{rows}").encode()).hexdigest(),
            "tables": {table: build_frame(table, rows, name)},
            "repairs": NO_REPAIRS,
            "recorded_at": datetime(2025, 8, 1, 8, tzinfo=UTC) + timedelta(minutes=next(minutes)),
        }
        return into.add(**{**given, **changed})

    return add_file


@pytest.fixture
def rows_on(store: Store) -> Callable[..., list[tuple[str | None, str]]]:
    """The rows that count on a day, as the engine keeps them."""

    def read_rows(day: str, *, table: str = "pupil") -> list[tuple[str | None, str]]:
        relation = store.relation(TABLES[table], as_of=date.fromisoformat(day))
        frames = [pl.read_parquet(path) for path in relation.paths]
        if not frames:
            return []
        rows = pl.concat(frames)
        if relation.keep is not None:
            rows = rows.join(relation.keep, on=["batch_id", "school_code"], how="semi", nulls_equal=True)
        return sorted(rows.select(KEYS[table]).rows(), key=lambda row: (row[0] or "", row[1]))

    return read_rows
