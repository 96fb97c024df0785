"""The figures of an answer by the offices of an anchor day, as a notebook cell shows them: a line an office."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl
from markupsafe import Markup

from hocba_ops.reporting.cells import Grid, Head
from hocba_ops.reporting.formats import count, day, percent, show_percent
from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.show import Show, Shown
from hocba_ops.reporting.templating import render
from hocba_ops.reporting.views import nothing
from hocba_ops.tables import Answer
from hocba_ops.tables.by_office import do_totals_agree

ABOUT = ("office_id", "office_level", "issuing_block", "schools")
ACROSS = 4
"""Measures that one table takes beside what it says about an office."""
Row = Mapping[str, Any]
Lines = Mapping[tuple[str | None, str], Mapping[str, Row]]
"""By office and level, the row of each measure."""


def by_office(show: Show, answer: Answer) -> Shown:
    """Each office's schools and figures as the lines ran on each anchor day, and whether all the totals agree."""
    frame = answer.frames["by_office"]
    if frame.is_empty():
        return nothing(show)
    grids = office_grids(frame, show.labels, show.names)
    tables = Markup("\n").join(render("table.html.j2", grid=grid) for grid in grids)
    return Shown(show.labels("frame.by_office"), tables, grids=tuple(grids))


def office_grids(frame: pl.DataFrame, labels: Labels, names: Mapping[str, str]) -> list[Grid]:
    """Of each anchor day who answered, then their figures; below the last, in a sentence, whether the totals agree."""
    grids = list(_grids(frame, labels, names))
    last = grids[-1]
    verdict = labels("view.offices_agree" if do_totals_agree(frame) else "view.offices_apart")
    return [*grids[:-1], Grid(last.caption, last.heads, last.rows, verdict)]


def _grids(frame: pl.DataFrame, labels: Labels, names: Mapping[str, str]) -> Iterator[Grid]:
    days: list[date] = frame["anchor_day"].unique(maintain_order=True).to_list()
    measures: list[str] = frame["measure"].unique(maintain_order=True).to_list()
    for anchor in days:
        lines: dict[tuple[str | None, str], dict[str, Row]] = {}
        for row in frame.filter(pl.col("anchor_day") == anchor).iter_rows(named=True):
            lines.setdefault((row["office_id"], row["office_level"]), {})[row["measure"]] = row
        told = day(anchor, labels)
        yield _offices(lines, labels("view.by_office", day=told), labels, names)
        for first in range(0, len(measures), ACROSS):
            across = measures[first : first + ACROSS]
            yield _figures(lines, across, labels("view.office_figures", day=told), labels, names)


def _offices(lines: Lines, caption: str, labels: Labels, names: Mapping[str, str]) -> Grid:
    """Each office, how it puts schools together, what heads its papers, and how many schools it has."""
    heads = [Head(labels(f"column.{name}"), is_number=name == "schools") for name in ABOUT]
    body = tuple(
        (
            _name(office, labels, names),
            labels(f"office_level.{level}"),
            next(iter(told.values()))["issuing_block"] or labels("format.nothing"),
            count(max(one["schools"] for one in told.values()), labels),
        )
        for (office, level), told in lines.items()
    )
    return Grid(caption, tuple(heads), body)


def _figures(lines: Lines, measures: Sequence[str], caption: str, labels: Labels, names: Mapping[str, str]) -> Grid:
    heads = [Head(labels(f"column.{name}")) for name in ABOUT[:2]]
    heads += [Head(labels(f"measure.{name}"), is_number=True) for name in measures]
    body = tuple(
        (
            _name(office, labels, names),
            labels(f"office_level.{level}"),
            *(_ratio(told.get(one), labels) for one in measures),
        )
        for (office, level), told in lines.items()
    )
    return Grid(caption, tuple(heads), body)


def _name(office: str | None, labels: Labels, names: Mapping[str, str]) -> str:
    return labels("view.no_office") if office is None else names.get(office, office)


def _ratio(row: Row | None, labels: Labels) -> str:
    """Both counts and the rate that they make."""
    if row is None or not row["denominator"]:
        return labels("format.nothing")
    rate = show_percent(percent(row["numerator"], row["denominator"]), labels)
    return f"{count(row['numerator'], labels)}/{count(row['denominator'], labels)} ({rate})"
