"""The declared tables as polars sees them: one dtype a kind, so that every room builds the same frame."""

import polars as pl

from hocba_ops.tables.columns import ORIGIN, Kind, Table

DTYPES: dict[Kind, pl.DataType] = {
    Kind.TEXT: pl.String(),
    Kind.INTEGER: pl.Int64(),
    Kind.DATE: pl.Date(),
    Kind.TIME: pl.Datetime("us"),
    Kind.FLAG: pl.Boolean(),
}
"""The dtype in which each kind of value is held, in frames and in Parquet."""


def build_schema(table: Table) -> pl.Schema:
    """The declared columns of a table and the origin columns, in order, each with its dtype.

    >>> from hocba_ops.tables.declared import TABLES
    >>> build_schema(TABLES["training"]).names()[-3:]
    ['source_file', 'sheet', 'row_number']
    """
    return pl.Schema({column.name: DTYPES[column.kind] for column in (*table.columns, *ORIGIN)})


def build_stored_schema(table: Table) -> pl.Schema:
    """The columns of a table as the store hands it out: declared, origin, and the key of the batch (batch_id, as_of).

    >>> from hocba_ops.tables.declared import TABLES
    >>> build_stored_schema(TABLES["training"]).names()[-2:]
    ['batch_id', 'as_of']
    """
    return pl.Schema({**build_schema(table), "batch_id": pl.String(), "as_of": pl.Date()})
