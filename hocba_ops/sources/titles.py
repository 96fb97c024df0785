"""Lines of a sheet that hold no row of the table but say what the rows below them share: “LỚP 1A”."""

import polars as pl

from hocba_ops.sources.layout import Grid, Titled
from hocba_ops.sources.repairs import NOTHING, SCHEMA
from hocba_ops.text import fold_spaces, nfc

MOST_CELLS = 3
VALUE = "title"


def title_lines(cells: pl.DataFrame, titled: Titled) -> pl.DataFrame:
    """Rows of few cells that say something: row_number, text (the row's cells) and title (what they say)."""
    names = [name for name in cells.columns if name != "row_number"]
    filled = pl.sum_horizontal([pl.col(name).is_not_null().cast(pl.Int32) for name in names])
    few = cells.filter(filled.is_between(1, MOST_CELLS)).select("row_number", *names)
    lines = [(number, tuple(fold_spaces(nfc(cell)) for cell in row if cell)) for number, *row in few.iter_rows()]
    found = [(number, " ".join(said), titled.value_of(said)) for number, said in lines]
    schema = {"row_number": pl.Int64(), "text": pl.String(), VALUE: pl.String()}
    return pl.DataFrame([line for line in found if line[2]], schema=schema, orient="row")


def is_titled(grid: Grid, titled: Titled) -> bool:
    """Whether a line of the sheet, or its name, says what `titled` looks for."""
    return titled.value_of((grid.sheet,)) is not None or not title_lines(grid.cells, titled).is_empty()


def with_titles(
    rows: pl.DataFrame, grid: Grid, titled: Titled, *, column: str | None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The data rows with a text column `title`: the row's own word, else the last line above it, else the sheet's name.

    Rows that are such lines themselves are left out; the lines are told.
    """
    lines = title_lines(grid.cells, titled)
    below = rows.join(lines.select("row_number"), on="row_number", how="anti", maintain_order="left")
    filled = below.join_asof(lines.select("row_number", VALUE), on="row_number", strategy="backward")
    own = pl.col(column) if column else pl.lit(None, dtype=pl.String)
    named = pl.lit(titled.value_of((grid.sheet,)), dtype=pl.String)
    return filled.with_columns(pl.coalesce(own, VALUE, named).alias(VALUE)), _told(lines, grid.sheet, titled)


def _told(lines: pl.DataFrame, sheet: str, titled: Titled) -> pl.DataFrame:
    if lines.is_empty():
        return NOTHING
    return lines.select(
        "row_number",
        sheet=pl.lit(sheet),
        column=pl.lit(titled.field),
        kind=pl.lit(titled.kind),
        before="text",
        after=VALUE,
    ).select(SCHEMA.names())
