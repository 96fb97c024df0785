"""Typed cells as rows of a declared table: its columns in its order, its types, and where each row was read."""

from collections.abc import Iterable, Sequence

import polars as pl

from hocba_ops.sources.cells import Cells
from hocba_ops.sources.layout import Parsed
from hocba_ops.sources.repairs import gathered
from hocba_ops.tables import TABLES, Kind, Table

TYPES: dict[Kind, pl.DataType] = {
    Kind.TEXT: pl.String(),
    Kind.INTEGER: pl.Int64(),
    Kind.DATE: pl.Date(),
    Kind.TIME: pl.Datetime("us"),
    Kind.FLAG: pl.Boolean(),
}
"""The polars type of each kind of column."""
PLACE = {"sheet": pl.String(), "row_number": pl.Int64()}


def shaped(frames: Iterable[pl.DataFrame], table: Table) -> pl.DataFrame:
    """The frames below each other as rows of a table with their places; what the file does not have is null."""
    types = {column.name: TYPES[column.kind] for column in table.columns} | PLACE
    empty = pl.DataFrame(schema=types)
    return pl.concat([empty, *(_select(frame, types) for frame in frames)])


def one_table(name: str, parts: Sequence[Cells]) -> Parsed:
    """What a file of one declared table comes to: the rows of all its sheets, and all that was mended."""
    rows = shaped((cells.frame for cells in parts), TABLES[name])
    return Parsed({name: rows}, gathered(cells.repairs for cells in parts))


def _select(frame: pl.DataFrame, types: dict[str, pl.DataType]) -> pl.DataFrame:
    missing = pl.lit(None)
    return frame.select(
        (pl.col(name) if name in frame.columns else missing).cast(kind).alias(name) for name, kind in types.items()
    )
