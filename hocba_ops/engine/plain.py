"""Rows as every engine hands them over: whole numbers in one width, and no fraction."""

import polars as pl


def make_plain(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with whole numbers as Int64. ValueError for a fraction: ratios are made outside, from whole numbers."""
    fractions = [name for name, dtype in rows.schema.items() if _is_fraction(dtype)]
    if fractions:
        raise ValueError(f"a text gives whole numbers, not fractions: {', '.join(fractions)}")
    whole = [name for name, dtype in rows.schema.items() if dtype.is_numeric()]
    return rows.with_columns(pl.col(whole).cast(pl.Int64))


def _is_fraction(dtype: pl.DataType) -> bool:
    return dtype.is_float() or (isinstance(dtype, pl.Decimal) and dtype.scale != 0)
