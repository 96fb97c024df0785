"""What a rehearsal came to, as one page to read and one workbook to file: frames without anybody's name."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path

import polars as pl
from xlsxwriter import Workbook

from hocba_ops.reporting.cells import frame_grid, head_of, value_text
from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.page import page_html
from hocba_ops.reporting.sheets import Sheet, Styles, sheet_name, write_sheet
from hocba_ops.reporting.show import Show, Shown
from hocba_ops.reporting.templating import render

Frames = Mapping[str, pl.DataFrame]
"""Frames by the caption that stands above each."""


def rehearsal_page(
    show: Show, frames: Frames, *, title: str, verdict: Sequence[str], kicker: str, footer: Sequence[str] = ()
) -> str:
    """The page as text. `verdict`: the sentences that it is read for."""
    notes = Shown(title, render("notes.html.j2", notes=list(verdict)))
    shown = [notes, *(show.table(frame, caption) for caption, frame in frames.items())]
    outputs = [{"output_type": "display_data", "data": one._repr_mimebundle_(), "metadata": {}} for one in shown]
    cells = [{"cell_type": "code", "source": "", "outputs": [output]} for output in outputs]
    return page_html({"cells": cells}, labels=show.labels, title=title, kicker=kicker, footer=footer)


def write_rehearsal_book(show: Show, frames: Frames, out: Path, *, title: str, as_of: date) -> Path:
    """Write each frame to a sheet of its own and give `out` back; the same frames give the same bytes."""
    taken: list[str] = []
    with Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": title, "created": datetime.combine(as_of, time())})
        styles = Styles(book, show.labels)
        for caption, frame in frames.items():
            taken.append(sheet_name(caption, taken))
            heads = [show.labels(f"column.{head_of(name, frame.columns)}") for name in frame.columns]
            rows = [_typed(row, show.labels, show.names) for row in frame.iter_rows(named=True)]
            write_sheet(book, Sheet(taken[-1], caption, heads, rows), styles)
    return out


def in_words(frames: Frames, labels: Labels, names: Mapping[str, str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The rows of each frame in words, heads first, for a terminal."""
    grids = {caption: frame_grid(frame, caption, labels, names) for caption, frame in frames.items()}
    return {caption: (tuple(head.text for head in grid.heads), *grid.rows) for caption, grid in grids.items()}


def _typed(row: Mapping[str, object], labels: Labels, names: Mapping[str, str]) -> list[object]:
    """Numbers and days as they are, codes in words."""
    kept = (int, date)
    return [
        value if isinstance(value, kept) and not isinstance(value, bool) else value_text(value, name, labels, names)
        for name, value in row.items()
    ]
