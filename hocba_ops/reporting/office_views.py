"""The figures of an answer by the offices of an anchor day, as a notebook cell shows them: one table an anchor day."""

from collections.abc import Iterator, Mapping
from datetime import date

import polars as pl
from markupsafe import Markup

from hocba_ops.reporting.cells import Grid, frame_grid
from hocba_ops.reporting.formats import day
from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.show import Show, Shown
from hocba_ops.reporting.templating import render
from hocba_ops.reporting.views import nothing
from hocba_ops.tables import Answer
from hocba_ops.tables.by_office import do_totals_agree

NOBODY = "?"
"""Stands for the id of an office where a school is in none, or in two."""
COLUMNS = ("office_id", "office_level", "issuing_block", "schools", "measure", "numerator", "denominator")


def by_office(show: Show, answer: Answer) -> Shown:
    """Each office's schools and figures as the lines ran on each anchor day, and whether all the totals agree."""
    frame = answer.frames["by_office"]
    if frame.is_empty():
        return nothing(show)
    html = Markup("\n").join(
        render("table.html.j2", grid=grid) for grid in office_grids(frame, show.labels, show.names)
    )
    return Shown(show.labels("frame.by_office"), html)


def office_grids(frame: pl.DataFrame, labels: Labels, names: Mapping[str, str]) -> list[Grid]:
    """One table an anchor day; below the last one, in a sentence, whether the totals of all of them agree."""
    grids = list(_by_day(frame, labels, {**names, NOBODY: labels("view.no_office")}))
    last = grids[-1]
    verdict = labels("view.offices_agree" if do_totals_agree(frame) else "view.offices_apart")
    return [*grids[:-1], Grid(last.caption, last.heads, last.rows, verdict)]


def _by_day(frame: pl.DataFrame, labels: Labels, names: Mapping[str, str]) -> Iterator[Grid]:
    days: list[date] = frame["anchor_day"].unique(maintain_order=True).to_list()
    for anchor in days:
        rows = frame.filter(pl.col("anchor_day") == anchor).with_columns(pl.col("office_id").fill_null(NOBODY))
        caption = labels("view.by_office", day=day(anchor, labels))
        yield frame_grid(rows.select(COLUMNS), caption, labels, names)
