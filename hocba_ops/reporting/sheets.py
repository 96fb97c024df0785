"""One sheet of the Excel annex: typed cells, frozen and filtered head, widths, and how it prints on A4 landscape."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from hocba_ops.reporting.labels import Labels

NARROW, WIDE = 8, 52
"""Widths of columns in letters: no column is narrower or wider."""

MEASURED = 1_000
"""How many rows of a table its widths are taken from."""

FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
NAME_LIMIT = 31
"""What Excel allows as the name of a sheet."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A percentage as Excel keeps it: a fraction, printed with `digits` decimals."""

    fraction: float
    digits: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What goes on a sheet: lines of words above, heads, and rows of values (text, number, day, rate, or nothing)."""

    name: str
    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[object]]
    lines: Sequence[tuple[str, object]] = ()


EDGE: Mapping[str, Any] = {"border": 1, "border_color": "#CFD6DE"}
"""The edge of a cell of a table."""


class Styles:
    """The cell formats of one workbook, each made once."""

    def __init__(self, book: Workbook, labels: Labels) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._of_kind: dict[tuple[type, int], Format] = {}
        self._day = labels("format.excel_day")

    def get(self, **properties: object) -> Format:
        """The format with these properties on top of the plain cell."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(
                {"font_name": "Arial", "font_size": 10, "valign": "top", **properties}
            )
        return self._made[key]

    def of(self, value: object) -> Format:
        """The format of a value by its type."""
        kind = (type(value), value.digits if isinstance(value, Rate) else 0)
        if kind not in self._of_kind:
            self._of_kind[kind] = self.get(**self._properties(value), **EDGE)
        return self._of_kind[kind]

    def edge(self) -> Format:
        """The edge alone, for cells that are not written."""
        key = tuple(sorted(EDGE.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(EDGE))
        return self._made[key]

    def _properties(self, value: object) -> dict[str, object]:
        if isinstance(value, Rate):
            return {"num_format": f"0.{'0' * value.digits}%"}
        if isinstance(value, date):
            return {"num_format": self._day, "align": "left"}
        if isinstance(value, int) and not isinstance(value, bool):
            return {"num_format": "#,##0"}
        return {"text_wrap": True}


def write_sheet(book: Workbook, sheet: Sheet, styles: Styles) -> None:
    """Write one sheet: title, lines, then the table with its head frozen, filtered and repeated on every page."""
    page = book.add_worksheet(sheet.name)
    page.write_string(0, 0, sheet.title, styles.get(bold=True, font_size=13))
    for row, (name, value) in enumerate(sheet.lines, start=1):
        page.write_string(row, 0, name, styles.get(font_color="#51606F"))
        _write_value(page, row, 1, value, styles.get(bold=True) if not isinstance(value, date) else styles.of(value))
    head = len(sheet.lines) + 2
    _write_table(page, sheet, head, styles)
    _set_print(page, sheet, head)


def sheet_name(wanted: str, taken: Mapping[str, object] | Sequence[str]) -> str:
    """A name that Excel takes: at most 31 letters, none forbidden, not taken yet (a number tells doubles apart)."""
    base = " ".join(wanted.translate(FORBIDDEN).split())
    used = {name.casefold() for name in taken}
    name, turn = base[:NAME_LIMIT].strip(), 2
    while name.casefold() in used:
        name, turn = f"{base[: NAME_LIMIT - 4].strip()} ({turn})", turn + 1
    return name


def _write_table(page: Worksheet, sheet: Sheet, head: int, styles: Styles) -> None:
    top = styles.get(bold=True, text_wrap=True, bg_color="#E8EDF2", border=1, border_color="#8A96A3", valign="vcenter")
    for column, text in enumerate(sheet.heads):
        page.write_string(head, column, text, top)
    for row, values in enumerate(sheet.rows, start=head + 1):
        for column, value in enumerate(values):
            _write_value(page, row, column, value, styles.of(value))
    for column, text in enumerate(sheet.heads):
        page.set_column(column, column, _width(text, [row[column] for row in sheet.rows[:MEASURED]]))
    if sheet.rows:
        body = (head + 1, 0, head + len(sheet.rows), len(sheet.heads) - 1)
        page.conditional_format(*body, {"type": "blanks", "format": styles.edge()})
    page.autofilter(head, 0, head + len(sheet.rows), len(sheet.heads) - 1)
    page.freeze_panes(head + 1, 1)


def _write_value(page: Worksheet, row: int, column: int, value: object, style: Format) -> None:
    """Write by type; text is written as text, so that nothing a file said is ever taken for a formula.

    A cell without a value is not written (of the measures of a city every third is one); its table gives it an edge.
    """
    if value is None or value == "":
        return
    if isinstance(value, Rate):
        page.write_number(row, column, value.fraction, style)
    elif isinstance(value, date):
        page.write_datetime(row, column, datetime(value.year, value.month, value.day), style)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        page.write_number(row, column, value, style)
    else:
        page.write_string(row, column, str(value), style)


def _width(head: str, values: Sequence[object]) -> float:
    """Wide enough for the longest word of the head and for the values, within limits."""
    longest = max((len(_shown(value)) for value in values), default=0)
    return float(min(WIDE, max(NARROW, longest + 2, max((len(word) for word in head.split()), default=0) + 4)))


def _shown(value: object) -> str:
    return "00.00 %" if isinstance(value, Rate) else "" if value is None else str(value)


def _set_print(page: Worksheet, sheet: Sheet, head: int) -> None:
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.6, right=0.5, top=0.7, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)
    page.set_footer(f"&L{sheet.title.replace('&', '&&')}&R&P/&N")
