"""Putting faults into sound rows: the few rows at fault are taken out, changed, and put back."""

from collections.abc import Mapping

import polars as pl

Changes = Mapping[str, Mapping[str, pl.Expr]]
"""What each fault makes of which columns."""


def spoil(rows: pl.DataFrame, changes: Changes) -> pl.DataFrame:
    """The rows with the columns that their `fault` changes; in no set order."""
    is_hit = pl.col("fault").is_in(list(changes)).fill_null(value=False)
    columns = {column for change in changes.values() for column in change}
    spoiled = rows.filter(is_hit).with_columns(_chosen(column, changes) for column in sorted(columns))
    return pl.concat([rows.filter(~is_hit), spoiled.cast(rows.schema)])


def nothing() -> pl.Expr:
    """An empty cell."""
    return pl.lit(None)


def _chosen(column: str, changes: Changes) -> pl.Expr:
    value = pl.col(column)
    for fault, change in changes.items():
        if column in change:
            value = pl.when(pl.col("fault") == fault).then(change[column]).otherwise(value)
    return value.alias(column)
