"""A table of a page as a file: CSV for programs, Excel for officers; the one place where figures leave a page."""

import csv
import io
import re
from collections.abc import Sequence

from xlsxwriter import Workbook

from hocba_ops.dashboards.choices import choices_of
from hocba_ops.dashboards.drawing import asked_of, sections_of
from hocba_ops.dashboards.state import State
from hocba_ops.dashboards.view import View
from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.reporting.cells import Grid
from hocba_ops.reporting.figure import parse_count
from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.sheets import Sheet, Styles, sheet_name, write_sheet
from hocba_ops.text import search_key

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def download(view: View, state: State, *, piece: int, kind: str) -> tuple[str, bytes]:
    """Name and bytes of the table of a piece of the page of a state; it says by whom and when it was taken.

    Raises `BadParameter` for a piece or a kind that there is not.
    """
    state = choices_of(view, state).state
    pieces = [one for section in sections_of(asked_of(view, state)) for one in section.pieces]
    if kind not in TYPES or not 0 <= piece < len(pieces) or not pieces[piece].grids:
        raise BadParameter("bang", piece, ParameterProblem.UNKNOWN)
    shown, as_of = pieces[piece], state.as_of
    assert as_of is not None
    lines = [view.mark(f"{state.page}: {shown.title}", state.unit)]
    write = {"csv": to_csv, "xlsx": to_xlsx}[kind]
    name = "-".join((state.page, state.unit, as_of.isoformat(), _plain(shown.title)))
    return f"{name}.{kind}", write(shown.grids, lines, view.labels)


def _plain(title: str) -> str:
    """A title as part of a file's name that every system takes: letters, digits and dashes."""
    return "-".join(re.findall("[a-z0-9]+", search_key(title)))[:40].rstrip("-")


def to_csv(grids: Sequence[Grid], lines: Sequence[str], labels: Labels) -> bytes:
    """All tables one below the other, each under its caption; with a byte order mark, so that Excel reads accents."""
    text = io.StringIO()
    writer = csv.writer(text)
    for grid in grids:
        writer.writerow([grid.caption])
        writer.writerow([head.text for head in grid.heads])
        writer.writerows([_safe(value) for value in row] for row in typed(grid, labels))
        writer.writerow([])
    writer.writerows([_safe(line)] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def to_xlsx(grids: Sequence[Grid], lines: Sequence[str], labels: Labels) -> bytes:
    """One sheet a table, with counts as numbers."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    styles = Styles(book, labels)
    for grid in grids:
        name = sheet_name(grid.caption, list(book.sheetnames))
        told = [("", line) for line in lines]
        sheet = Sheet(name, grid.caption, [head.text for head in grid.heads], typed(grid, labels), told)
        write_sheet(book, sheet, styles)
    book.close()
    return out.getvalue()


def typed(grid: Grid, labels: Labels) -> list[list[object]]:
    """The rows with whole numbers as numbers and an empty cell for what is not known; rates stay as printed."""
    nothing = labels("format.nothing")
    return [
        [None if text == nothing else _number(text, labels) if head.is_number else text
         for head, text in zip(grid.heads, row, strict=True)]
        for row in grid.rows
    ]  # fmt: skip


def _number(text: str, labels: Labels) -> object:
    try:
        return parse_count(text.replace(labels("format.thousands_mark"), "."))
    except ValueError:
        return text


def _safe(value: object) -> object:
    """A text that a spreadsheet would take for a formula gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
