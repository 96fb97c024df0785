"""A web page that calls itself .xls, as many systems export: its tables below each other, as Excel would show them."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from hocba_ops.errors import UnreadableFile
from hocba_ops.settings import Limits
from hocba_ops.sources.delimited import text_cells, within
from hocba_ops.sources.layout import Grid
from hocba_ops.sources.repairs import CODE_PAGE, NOTHING, one_repair
from hocba_ops.sources.vocabulary import reason

PAGE = re.compile(
    r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|meta|body|table|style|div)\b", re.I | re.S
)
LOOKED_AT = 4096
BREAKS = {"br", "p", "div", "li"}
LINES = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "center", "caption", "li"}
"""Elements that, outside a table, put their text on a line of its own."""
SILENT = {"style", "script", "title"}
PIECE = 1 << 16


def is_html(text: str) -> bool:
    """Whether a text is a web page with a table in it."""
    return PAGE.match(text[:LOOKED_AT]) is not None and "<table" in text.lower()


def read_html(text: str, code_page: str, *, path: str, limits: Limits) -> Grid:
    """All tables of a page as one sheet named "", and each line of text outside them as a row of one cell.

    A cell that covers several columns or rows holds its text in its first place only, as in Excel. Raises `TooLarge`
    beyond the limits and `UnreadableFile` for a page that cannot be taken apart.
    """
    page = _Page(limits.columns)
    repairs = one_repair("", None, "", CODE_PAGE, code_page, "utf-8") if code_page else NOTHING
    try:
        return Grid("", text_cells(list(within(page.rows_of(text), path=path, limits=limits))), repairs)
    except AssertionError as fault:
        raise UnreadableFile(path, reason("not_text")) from fault


class _Page(HTMLParser):
    """Gathers rows while the parser goes through a page."""

    def __init__(self, most_columns: int) -> None:
        super().__init__(convert_charrefs=True)
        self.most_columns = most_columns
        self.done: list[list[str | None]] = []
        self.row: list[str | None] | None = None
        self.cell: list[str] | None = None
        self.line: list[str] = []
        self.span = (1, 1)
        self.reaching: dict[int, int] = {}
        self.covered: set[int] = set()
        self.is_silent = False

    def rows_of(self, text: str) -> Iterator[list[str | None]]:
        """The rows of a page, given out as they are finished."""
        for at in range(0, len(text), PIECE):
            self.feed(text[at : at + PIECE])
            yield from self._finished()
        self.close()
        self._end_row()
        self._end_line()
        yield from self._finished()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.is_silent = tag in SILENT
        if tag == "tr":
            self._begin_row()
        elif tag in ("td", "th"):
            self._end_cell()
            if self.row is None:
                self._begin_row()
            self.cell, self.span = [], _span(dict(attrs), self.most_columns)
        elif tag == "table":
            self._end_row()
            self._end_line()
            self.reaching.clear()
        elif tag in BREAKS and self.cell is not None:
            self.cell.append("\n")
        elif tag in LINES:
            self._end_line()

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        self.is_silent = False
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()
        elif tag in LINES and self.cell is None:
            self._end_line()

    def handle_data(self, data: str) -> None:
        """Text between elements."""
        if not self.is_silent:
            (self.line if self.cell is None else self.cell).append(data)

    def _begin_row(self) -> None:
        """Cells of the rows above that reach down cover their places in this row too."""
        self._end_row()
        self._end_line()
        self.row, self.covered = [], set(self.reaching)
        self.reaching = {place: left - 1 for place, left in self.reaching.items() if left > 1}

    def _end_cell(self) -> None:
        if self.cell is None or self.row is None:
            return
        while len(self.row) in self.covered:
            self.row.append(None)
        columns, rows = self.span
        if rows > 1:
            self.reaching |= dict.fromkeys(range(len(self.row), len(self.row) + columns), rows - 1)
        self.row += ["".join(self.cell).strip(), *[None] * (columns - 1)]
        self.cell = None

    def _end_row(self) -> None:
        self._end_cell()
        if self.row is not None:
            self.done.append(self.row)
        self.row = None

    def _end_line(self) -> None:
        if text := "".join(self.line).strip():
            self.done.append([text])
        self.line = []

    def _finished(self) -> list[list[str | None]]:
        finished, self.done = self.done, []
        return finished


def _span(attributes: dict[str, str | None], most: int) -> tuple[int, int]:
    """How many columns and rows a cell covers; one more column than allowed is enough to be refused."""
    columns, rows = (attributes.get(name) or "1" for name in ("colspan", "rowspan"))
    numbers = [int(text) if text.isdecimal() and len(text) < len("1048576000") else 1 for text in (columns, rows)]
    return max(1, min(numbers[0], most + 1)), max(1, numbers[1])
