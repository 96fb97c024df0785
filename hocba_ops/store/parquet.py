"""Frames into Parquet files whose bytes depend on the rows alone."""

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl

from hocba_ops.store.batch import REPAIRS, BatchTable
from hocba_ops.tables import ORIGIN, TABLES
from hocba_ops.tables.frames import build_schema

DAY = "as_of"
"""The column that says of which day a row is."""

ROW_GROUP = 122_880
"""Rows in a row group: the size that DuckDB reads in parallel."""


def check_frames(tables: Mapping[str, pl.DataFrame]) -> None:
    """Raise ValueError, naming every difference, when a frame is not its declared table, with `as_of` or without it."""
    unknown = sorted(set(tables) - set(TABLES))
    if unknown:
        raise ValueError(f"tables that are not declared: {', '.join(unknown)}")
    faults = [fault for name, frame in tables.items() for fault in _compare_schema(name, frame)]
    if faults:
        raise ValueError("frames differ from their declared tables: " + "; ".join(faults))


def write_table(frame: pl.DataFrame, folder: Path, *, name: str, batch_id: str, as_of: date) -> BatchTable:
    """Write the rows of one table, each with its batch_id and as_of, in the order of the source; tell what was written.

    The same rows give the same bytes, in whatever order they come. Rows that bring an `as_of` of their own keep it:
    they were handed in on that day already, and stand in this batch again.
    """
    dated = frame if DAY in frame.columns else frame.with_columns(pl.lit(as_of, pl.Date).alias(DAY))
    ordered = dated.select(*build_schema(TABLES[name]).names(), DAY).sort(
        [column.name for column in ORIGIN] + list(TABLES[name].column_names)
    )
    keyed = ordered.with_columns(batch_id=pl.lit(batch_id, pl.String)).select(pl.exclude(DAY), DAY)
    path = folder / f"{name}.parquet"
    write_rows(keyed, path)
    return BatchTable(name=name, rows=keyed.height, sha256=_hash_file(path), schools=_list_schools(keyed))


def write_repairs(repairs: pl.DataFrame, folder: Path) -> None:
    """Write what was repaired while reading, in the order in which the reader met it."""
    write_rows(repairs, folder / REPAIRS)


def write_rows(frame: pl.DataFrame, path: Path) -> None:
    """Write rows as Parquet in the order in which they come; the same rows give the same bytes."""
    frame.write_parquet(path, compression="zstd", compression_level=3, row_group_size=ROW_GROUP)


def _compare_schema(name: str, frame: pl.DataFrame) -> list[str]:
    declared = build_schema(TABLES[name])
    missing = [f"{name}.{column} is missing" for column in declared if column not in frame.schema]
    extra = [f"{name}.{column} is not declared" for column in frame.schema if column not in {*declared, DAY}]
    typed = [
        f"{name}.{column} is {frame.schema[column]}, declared {dtype}"
        for column, dtype in declared.items()
        if column in frame.schema and frame.schema[column] != dtype
    ]
    return missing + extra + typed


def _hash_file(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _list_schools(frame: pl.DataFrame) -> tuple[str | None, ...]:
    if "school_code" not in frame.columns:
        return ()
    return tuple(frame.get_column("school_code").unique().sort(nulls_last=True).to_list())
