"""Errors of a spreadsheet that stand in its cells as text: #N/A and the like are no values."""

import polars as pl

from hocba_ops.sources.layout import Grid
from hocba_ops.sources.place import column_letters
from hocba_ops.sources.repairs import CELL_ERROR, changes, gathered

ERRORS = (
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!",
)  # fmt: skip


def clear_errors(grid: Grid, *, first_column: int = 1) -> Grid:
    """The grid with such cells empty, each told. `first_column` is the number that Excel gives the grid's first."""
    names = [name for name in grid.cells.columns if name != "row_number"]
    found = grid.cells.select(pl.col(names).is_in(ERRORS).any())
    repairs, cells = [grid.repairs], grid.cells
    places = pl.DataFrame({"sheet": pl.repeat(grid.sheet, cells.height, eager=True), "row_number": cells["row_number"]})
    for name in (name for name in names if found[name][0]):
        before = grid.cells[name]
        after = before.set(before.is_in(ERRORS).fill_null(value=False), None)
        place = column_letters(int(name[1:]) + first_column)
        repairs.append(changes(CELL_ERROR, place, places, before=before, after=after))
        cells = cells.with_columns(after.alias(name))
    return Grid(grid.sheet, cells, gathered(repairs), grid.is_1904)
