"""What a page about the audit trail shows beside the review: the newest entries, with masked addresses."""

import polars as pl

from hocba_ops.access.masks import mask_address

NEWEST = 200


def newest_entries(entries: pl.DataFrame, newest: int = NEWEST) -> pl.DataFrame:
    """The last entries as a page may show them, newest first.

    Columns: trail_line, moment (Việt Nam), trail_event, who, about_unit, target, purpose, rows_shown, address.
    """
    last = entries.tail(newest).reverse()
    shown = [mask_address(one) for one in last["address"]]
    return last.select(
        pl.col("n").alias("trail_line"),
        pl.col("at").dt.offset_by("7h").alias("moment"),
        pl.col("event").alias("trail_event"),
        pl.col("name").alias("who"),
        "about_unit",
        "target",
        "purpose",
        pl.col("rows").alias("rows_shown"),
        pl.Series("address", shown, dtype=pl.String),
    )
