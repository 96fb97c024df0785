"""The log of repairs as a workbook: every cell that was mended while reading, where it stands, before and after.

It shows what the files say of persons, so it is written only where the officer asks for it, never into a report.
"""

from datetime import datetime, time
from pathlib import Path

import polars as pl
from xlsxwriter import Workbook

from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.sheets import Sheet, Styles, write_sheet

COLUMNS = ("source_file", "as_of", "sheet", "row_number", "column", "kind", "before", "after")


def write_repair_log(repairs: pl.DataFrame, out: Path, *, labels: Labels) -> Path:
    """Write the log to `out` and give `out` back. `repairs` has the columns of `COLUMNS`, one row a repair."""
    worded = repairs.select(COLUMNS).with_columns(
        pl.col("kind").map_elements(lambda kind: labels(f"repair.{kind}"), return_dtype=pl.String)
    )
    heads = [labels(f"column.{name}") for name in COLUMNS]
    sheet = Sheet(labels("sheet.repairs"), labels("report.repairs"), heads, worded.rows())
    newest = max(repairs["as_of"], default=None)
    with Workbook(out, {"in_memory": True}) as book:
        if newest:
            book.set_properties({"created": datetime.combine(newest, time())})
        write_sheet(book, sheet, Styles(book, labels))
    return out
