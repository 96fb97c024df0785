"""From a grid and the heading found in it to the block of data rows under that heading."""

from collections.abc import Mapping

import polars as pl

from hocba_ops.sources.headings import Match, clean_rows
from hocba_ops.sources.layout import Block, Grid
from hocba_ops.sources.repairs import NOTHING, gathered
from hocba_ops.sources.rows import data_rows
from hocba_ops.sources.split_names import joined_names
from hocba_ops.sources.titles import VALUE, with_titles


def block(grid: Grid, match: Match, *, constants: Mapping[str, str] | None = None) -> Block:
    """The rows under a heading, with the lines above it and what was passed over; `constants` fill whole columns."""
    header = match.header
    columns = {field: f"c{place}" for field, place in match.columns.items()}
    paths = {f"c{place}": path for place, path in enumerate(header.paths)}
    below = grid.cells.slice(header.top + header.depth)
    required = [field for field in match.layout.required if field in columns]
    rows, skipped = data_rows(below, columns, required=required, paths=paths, sheet=grid.sheet)
    rows, titles = _titled(joined_names(rows, columns, paths), grid, match, columns)
    skipped = skipped.join(titles.select("row_number"), on="row_number", how="anti", maintain_order="left")
    for field, value in (constants or {}).items():
        columns[field] = f"constant_{field}"
        rows = rows.with_columns(pl.lit(value).alias(columns[field]))
    above = clean_rows(grid.cells.head(header.top))
    return Block(
        layout=match.layout.name,
        sheet=grid.sheet,
        columns=columns,
        paths=paths,
        preamble=tuple(" ".join(filter(None, cells)) for cells in above),
        rows=rows,
        repairs=gathered([grid.repairs, skipped, titles]),
        is_1904=grid.is_1904,
        said=tuple(cell for cells in above for cell in cells if cell),
    )


def _titled(rows: pl.DataFrame, grid: Grid, match: Match, columns: dict[str, str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows with what the lines between them say, where the layout has such lines."""
    titled = match.layout.titled
    if titled is None:
        return rows, NOTHING
    rows, told = with_titles(rows, grid, titled, column=columns.get(titled.field))
    columns[titled.field] = VALUE
    return rows, told
