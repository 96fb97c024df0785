"""What a workbook says beside its values: what is hidden, never calculated or in error, how far it reaches.

Each format is looked into by a module of its own (`xlsx_scan`, `xlsb_scan`, `ods_scan`, `xls_scan`); this one says what
they look for, and turns it into repairs and refusals.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polars as pl

from hocba_ops.errors import Limit, TooLarge
from hocba_ops.settings import Limits
from hocba_ops.sources.place import column_letters, shown_run
from hocba_ops.sources.repairs import (
    CELL_ERROR,
    DIMENSION,
    FORMULA,
    HIDDEN_COLUMN,
    HIDDEN_ROW,
    HIDDEN_SHEET,
    NOTHING,
    SCHEMA,
    gathered,
)

Repair = tuple[str, int | None, str, str, str, str]


@dataclass(slots=True)
class Scan:
    """What was seen on a sheet. `rows`, `columns`: the last of each that holds something, counted from 1.

    `hidden_rows`, `hidden_columns`: first and last of each run; `formulas` (without a value), `errors`: row, column,
    and what stands there. `declared`: the last row that the sheet itself says it has; 0 where it says nothing.
    """

    rows: int = 0
    columns: int = 0
    declared: int = 0
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    formulas: list[tuple[int, int, str]] = field(default_factory=list)
    errors: list[tuple[int, int, str]] = field(default_factory=list)

    def reach(self, row: int, column: int) -> None:
        """Note that a cell holds something."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)

    def hide_rows(self, first: int, last: int) -> None:
        """Note hidden rows; those that follow each other are one run."""
        _lengthen(self.hidden_rows, first, last)

    def hide_columns(self, first: int, last: int) -> None:
        """Note hidden columns; those that follow each other are one run."""
        _lengthen(self.hidden_columns, first, last)


def _lengthen(runs: list[tuple[int, int]], first: int, last: int) -> None:
    if runs and runs[-1][1] == first - 1:
        runs[-1] = (runs[-1][0], last)
    else:
        runs.append((first, last))


@dataclass(frozen=True, slots=True)
class Scans:
    """What was seen in a workbook: its sheets by name, those that nobody sees, and whether days count from 1904."""

    sheets: Mapping[str, Scan] = field(default_factory=dict)
    is_1904: bool = False


def check_extent(scan: Scan, *, place: str, limits: Limits) -> TooLarge | None:
    """The refusal of a sheet that reaches farther than the limits allow."""
    found = {Limit.ROWS: scan.rows, Limit.COLUMNS: scan.columns, Limit.CELLS: scan.rows * scan.columns}
    for limit, number in found.items():
        if number > (allowed := getattr(limits, limit.name.lower())):
            return TooLarge(place, limit, found=number, allowed=allowed)
    return None


def scan_repairs(scan: Scan, sheet: str, *, height: int, is_hidden: bool) -> pl.DataFrame:
    """What an officer should know of a sheet that was read: `height` is the number of its rows."""
    rows: list[Repair] = []
    if is_hidden:
        rows.append((sheet, None, "", HIDDEN_SHEET, sheet, sheet))
    if scan.declared and scan.declared < height:
        rows.append((sheet, None, "", DIMENSION, str(scan.declared), str(height)))
    for first, last in _within(scan.hidden_columns, scan.columns):
        run = shown_run(first, last, letters=True)
        rows.append((sheet, None, run, HIDDEN_COLUMN, run, run))
    for first, last in _within(scan.hidden_rows, height):
        run = shown_run(first, last)
        rows.append((sheet, first, "", HIDDEN_ROW, run, run))
    for kind, places in ((FORMULA, scan.formulas), (CELL_ERROR, scan.errors)):
        rows += [(sheet, row, column_letters(column), kind, shown, "") for row, column, shown in places]
    return gathered([pl.DataFrame(rows, schema=SCHEMA, orient="row")]) if rows else NOTHING


def _within(runs: Iterable[tuple[int, int]], last: int) -> Iterable[tuple[int, int]]:
    """The runs as far as there are data: what is hidden beyond them hides nothing."""
    return [(first, min(end, last)) for first, end in runs if first <= last]
