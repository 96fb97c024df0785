"""Counts of the reviews drawn together for a page: no small cell of a school stands there; the annex has all."""

import polars as pl

from hocba_ops.reporting.cells import Grid, Head, value_text
from hocba_ops.reporting.change_views import absent
from hocba_ops.reporting.formats import count
from hocba_ops.reporting.show import Show, Shown
from hocba_ops.reporting.templating import render
from hocba_ops.tables import Answer

YEAR = "ca_nam"


def no_number_reasons(show: Show, answer: Answer) -> Shown:
    """Pupils without a personal number by reason over all schools, commonest first, and in how many schools."""
    frame = answer.frames["no_number_reasons"]
    if frame.is_empty():
        return absent()
    sums = frame.group_by("number_state").agg(pl.col("pupils").sum(), pl.len().cast(pl.Int64).alias("schools"))
    listed = sums.sort("pupils", "number_state", descending=[True, False])
    return show.table(listed, show.labels("frame.no_number_reasons"))


def transfers(show: Show, answer: Answer) -> Shown:
    """Transfers by school, told by name alone: with the code beside it the table is wider than the page."""
    frame = answer.frames["transfers"]
    return absent() if frame.is_empty() else show.table(frame.drop("school_code"), show.labels("frame.transfers"))


def secondary_levels(show: Show, answer: Answer) -> Shown:
    """Levels of the year, a line a grade: as in the files, and recomputed where that differs."""
    frame = answer.frames.get("secondary_levels")
    if frame is None or frame.is_empty():
        return absent()
    sums = frame.filter(pl.col("term") == YEAR).group_by("grade", "judged", "standing", maintain_order=True)
    counts = {row[:3]: row[3:] for row in sums.agg(pl.col("in_file", "recomputed").sum()).iter_rows()}
    lines = sorted({key[:2] for key in counts}, key=lambda line: (line[1] != "learning", line[0]))
    standings = [code for code in _order(show) if any(key[2] == code for key in counts)]
    heads = (
        *(Head(show.labels(f"column.{name}")) for name in ("judged", "grade")),
        *(Head(show.labels(f"standing.{code}"), is_number=True) for code in standings),
    )
    rows = tuple(
        (
            value_text(judged, "judged", show.labels, {}),
            value_text(grade, "grade", show.labels, {}),
            *(_cell(show, counts.get((grade, judged, code), (0, 0))) for code in standings),
        )
        for grade, judged in lines
    )
    title = show.labels("view.secondary_year")
    grid = Grid(title, heads, rows, show.labels("view.secondary_note"))
    return Shown(title, render("table.html.j2", grid=grid), grids=(grid,))


def _order(show: Show) -> list[str]:
    """Every level in the order of the labels: best first, then what is no level."""
    return [key.partition(".")[2] for key in show.labels.texts if key.startswith("standing.")]


def _cell(show: Show, counts: tuple[int, int]) -> str:
    told, again = (count(number, show.labels) for number in counts)
    return told if told == again else f"{told} → {again}"
