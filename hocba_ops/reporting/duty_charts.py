"""Charts of the plan's duties: when each was due and what became of it, and school by duty."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl

from hocba_ops.reporting import palette
from hocba_ops.reporting.charts import Figure, layout_of_rows, wrapped
from hocba_ops.reporting.formats import day
from hocba_ops.reporting.labels import Labels


def timeline(
    frame: pl.DataFrame,
    labels: Labels,
    *,
    as_of: date,
    title: str = "duty_title",
    last_day: str = "last_day",
    state: str = "state",
    reached_on: str | None = None,
) -> Figure:
    """One row a duty: its last day as a sign of its state, a line to the day it was reached (or, overdue, to `as_of`),
    and the as-of day as a dashed line across."""
    rows = [wrapped(str(name), width=36) for name in frame[title]]
    days: list[date] = frame[last_day].to_list()
    states = [str(value) for value in frame[state]]
    reached = frame[reached_on].to_list() if reached_on else [None] * len(rows)
    ends = [as_of if value == "overdue" else end for value, end in zip(states, reached, strict=True)]
    traces = [_delays(rows, days, ends), *_marks(rows, days, states, labels)]
    layout = layout_of_rows(rows, labels, legend_rows=2, xaxis=_days_axis([*days, as_of], labels))
    line = {"type": "line", "xref": "x", "yref": "paper", "x0": as_of.isoformat(), "x1": as_of.isoformat(), "y0": 0, "y1": 1}
    return {
        "data": traces,
        "layout": {
            **layout,
            "shapes": [{**line, "line": {"color": palette.VERMILION, "width": 1.5, "dash": "dash"}}],
            "annotations": [_as_of_note(as_of, labels)],
        },
    }  # fmt: skip


def heat(
    frame: pl.DataFrame, labels: Labels, *, rows: str = "school_name", columns: str = "duty", states: str = "state"
) -> Figure:
    """School by duty from a long frame: each cell has the colour and the sign of its state."""
    names = list(dict.fromkeys(wrapped(str(value)) for value in frame[rows]))
    heads = list(dict.fromkeys(str(value) for value in frame[columns]))
    cells = {(wrapped(str(row)), str(col)): str(state) for row, col, state in frame.select(rows, columns, states).rows()}
    kinds = list(palette.STATUS)
    grid = [[cells.get((name, head)) for head in heads] for name in names]
    trace = {
        "type": "heatmap",
        "x": heads,
        "y": names,
        "z": [[None if cell is None else kinds.index(cell) for cell in row] for row in grid],
        "zmin": 0,
        "zmax": len(kinds) - 1,
        "colorscale": _steps([palette.STATUS[kind][0] for kind in kinds]),
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hoverinfo": "skip",
    }
    layout = layout_of_rows(names, labels, legend_rows=2, xaxis={"side": "bottom", "type": "category", "tickangle": -45})
    layout["legend"]["itemclick"] = False
    signs = [
        _sign(head, name, cell, labels) for name, row in zip(names, grid, strict=True) for head, cell in zip(heads, row, strict=True) if cell
    ]  # fmt: skip
    legend = [_legend_entry(kind, labels) for kind in kinds if any(kind in row for row in grid)]
    return {"data": [trace, *legend], "layout": {**layout, "annotations": signs, "height": layout["height"] + 40}}


def _delays(rows: Sequence[str], days: Sequence[date], ends: Sequence[date | None]) -> Figure:
    """Thin lines from the last day to the day a duty was reached after it."""
    x: list[str | None] = []
    y: list[str | None] = []
    for row, start, end in zip(rows, days, ends, strict=True):
        if end is not None and end > start:
            x += [start.isoformat(), end.isoformat(), None]
            y += [row, row, None]
    line = {"color": palette.VERMILION, "width": 3}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "showlegend": False, "hoverinfo": "skip"}


def _marks(rows: Sequence[str], days: Sequence[date], states: Sequence[str], labels: Labels) -> list[Figure]:
    """A sign at the last day of each duty, one trace a state so that the legend names them."""
    return [
        {
            "type": "scatter",
            "mode": "markers+text",
            "name": labels(f"state.{kind}"),
            "x": [when.isoformat() for when, state in zip(days, states, strict=True) if state == kind],
            "y": [row for row, state in zip(rows, states, strict=True) if state == kind],
            "text": [day(when, labels) for when, state in zip(days, states, strict=True) if state == kind],
            "textposition": "middle left",
            "textfont": {"size": 11},
            "cliponaxis": False,
            "marker": {"symbol": symbol, "size": 12, "color": colour, "line": {"color": palette.INK, "width": 1}},
            "hoverinfo": "skip",
        }
        for kind, (colour, _, symbol) in palette.STATUS.items()
        if kind in states
    ]


def _days_axis(days: Sequence[date], labels: Labels) -> dict[str, Any]:
    """A day axis with room on the left for the days written beside the marks."""
    first, last = min(days), max(days)
    span = max(30, (last - first).days)
    start, end = first - timedelta(days=span // 4), last + timedelta(days=span // 16)
    return {
        "type": "date", "tickformat": labels("format.plotly_day"), "range": [start.isoformat(), end.isoformat()],
        "nticks": 6, "showgrid": True,
    }  # fmt: skip


def _as_of_note(as_of: date, labels: Labels) -> Figure:
    return {
        "x": as_of.isoformat(), "y": 0, "xref": "x", "yref": "paper", "yanchor": "bottom", "xanchor": "right",
        "text": labels("chart.as_of", day=day(as_of, labels)), "showarrow": False, "xshift": -4, "font": {"size": 12},
    }  # fmt: skip


def _steps(colours: Sequence[str]) -> list[list[Any]]:
    """A colour scale that jumps from colour to colour, one a state."""
    size = len(colours)
    return [[(place + edge) / size, colour] for place, colour in enumerate(colours) for edge in (0, 1)]


def _sign(x: str, y: str, state: str, labels: Labels) -> Figure:
    dark = state in ("done", "overdue")
    colour = "#ffffff" if dark else palette.INK
    return {"x": x, "y": y, "text": labels(f"state_sign.{state}"), "showarrow": False, "font": {"size": 13, "color": colour}}


def _legend_entry(kind: str, labels: Labels) -> Figure:
    """A legend line that says sign and name of a state; it draws no mark of its own in the grid."""
    colour = palette.STATUS[kind][0]
    marker = {"symbol": "square", "size": 13, "color": colour, "line": {"color": palette.INK, "width": 1}}
    name = f"{labels(f'state_sign.{kind}')} {labels(f'state.{kind}')}"
    return {"type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": name, "marker": marker, "hoverinfo": "skip"}
