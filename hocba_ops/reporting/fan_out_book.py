"""What became of a notebook that was run for many units, for the level above: one row a unit, as an Excel workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from xlsxwriter import Workbook

from hocba_ops.reporting.formats import digits_needed, share
from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.sheets import Rate, Sheet, Styles, sheet_name, write_sheet

RATE_DIGITS = 2


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit by name, what became of it, in words why, and its head figures as n and N."""

    unit: str
    outcome: str
    said: str
    figures: Mapping[str, tuple[int | None, int | None]]


def write_fan_out(
    rows: Sequence[UnitRow], out: Path, *, labels: Labels, title: str, measures: Sequence[str], as_of: date
) -> Path:
    """Write one row a unit in the order given, and give `out` back; the same rows give the same bytes."""
    heads = [labels("column.unit_id"), labels("column.unit_outcome")]
    for name in measures:
        heads += [labels(f"measure.{name}"), labels("column.denominator"), labels("column.rate")]
    lines = [(labels("column.as_of"), as_of)]
    table = [(row.unit, row.outcome, *_figures(row, measures), row.said) for row in rows]
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": title, "created": datetime.combine(as_of, time())})
        name = sheet_name(labels("sheet.summary"), ())
        write_sheet(book, Sheet(name, title, [*heads, labels("column.note")], table, lines), Styles(book, labels))
    return out


def _figures(row: UnitRow, measures: Sequence[str]) -> list[object]:
    cells: list[object] = []
    for name in measures:
        part, whole = row.figures.get(name, (None, None))
        cells += [part, whole, _rate(part, whole)]
    return cells


def _rate(part: int | None, whole: int | None) -> Rate | None:
    return Rate(share(part, whole), digits_needed(part, whole, RATE_DIGITS)) if part is not None and whole else None
