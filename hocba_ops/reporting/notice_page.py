"""A notice as mail programs show it: the same words as plain text and as a page, without pictures from elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from xlsxwriter import Workbook

from hocba_ops.reporting.cells import Grid
from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.sheets import Sheet, Styles, write_sheet
from hocba_ops.reporting.templating import render

MOST_ROWS = 40
"""A table in a mail ends here; the rest is told as a number."""


@dataclass(frozen=True, slots=True)
class NoticePage:
    """What a notice says. `lines`: what stands above the tables; `link`: where to look closer, or nothing."""

    title: str
    kicker: str
    lines: tuple[str, ...]
    grids: tuple[Grid, ...]
    link: str = ""
    closing: tuple[str, ...] = ()


def notice_html(page: NoticePage, labels: Labels) -> str:
    """The page; every value is escaped."""
    return str(render("notice.html.j2", page=page, grids=[_cut(grid, labels) for grid in page.grids], labels=labels))


def notice_text(page: NoticePage, labels: Labels) -> str:
    """The same in plain text: each row of a table is a line with the heads in it."""
    return "\n".join(_lines(page, labels)) + "\n"


def notice_index(rows: Sequence[tuple[str, ...]], labels: Labels) -> str:
    """The list of the messages in the outbox: file, to whom, subject, day."""
    return str(render("notice_index.html.j2", rows=rows, labels=labels))


def notice_sheet(title: str, grid: Grid, lines: Sequence[tuple[str, object]], labels: Labels) -> bytes:
    """A table of a notice as a workbook, numbers as they are read; nothing in it is taken for a formula."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet = Sheet(grid.caption[:31], title, [head.text for head in grid.heads], grid.rows, lines)
        write_sheet(book, sheet, Styles(book, labels))
    return out.getvalue()


def _cut(grid: Grid, labels: Labels) -> Grid:
    more = len(grid.rows) - MOST_ROWS
    if more <= 0:
        return grid
    return Grid(grid.caption, grid.heads, grid.rows[:MOST_ROWS], labels("notice.more", count=more))


def _lines(page: NoticePage, labels: Labels) -> Iterator[str]:
    yield from (page.title, "=" * len(page.title), page.kicker, "", *page.lines)
    for grid in (_cut(one, labels) for one in page.grids):
        yield from ("", grid.caption, "-" * len(grid.caption))
        for first, *rest in grid.rows:
            told = [f"{head.text}: {text}" for head, text in zip(grid.heads[1:], rest, strict=True) if text]
            yield f"* {first}: {rest[0]}" if len(rest) == 1 else f"* {first} – {'; '.join(told)}"
        yield from ([grid.note] if grid.note else [])
    yield from (["", labels("notice.link"), page.link] if page.link else [])
    yield from ("", "--", *page.closing)
