"""What a text may be run on: Parquet files, a frame, or another text."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """A table that stands in Parquet files, read by an explicit list; without files it is empty, with `schema`.

    `keep` (batch_id, school_code) says which rows of the files count; null is a school code of its own. None: all do.
    """

    paths: tuple[Path, ...]
    keep: pl.DataFrame | None
    schema: pl.Schema


@dataclass(frozen=True, slots=True)
class Shape:
    """A table that is itself a text over other tables, e.g. the roster; it sees the same tables and parameters."""

    text: str


Source = Files | Shape | pl.DataFrame
"""Anything a text can name as a table."""
