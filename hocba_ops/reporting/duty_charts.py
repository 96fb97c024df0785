"""Charts of the plan's duties: when each was due and what became of it, and school by duty."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl

from hocba_ops.reporting import palette
from hocba_ops.reporting.charts import Figure, layout_of_rows, wrapped
from hocba_ops.reporting.formats import count, day
from hocba_ops.reporting.labels import Labels

COUNTED_STATES = ("done", "done_late", "due", "overdue")
AS_OF_LINE = {"color": palette.VERMILION, "width": 1.5, "dash": "dash"}
WORST_FIRST = ("overdue", "due", "done_late", "done")


def timeline(
    frame: pl.DataFrame, labels: Labels, *, as_of: date, title: str = "title", last_day: str = "last_day"
) -> Figure:
    """One row a duty: a sign of its state at its last day, and the as-of day as a dashed line.

    `frame` has one row a duty with its title, its last day and how many actors stand in each state (`done`,
    `done_late`, `due`, `overdue`): the sign is the worst of them, beside it stand the day and done/all. A red line
    from the last day to `as_of` shows how long something has been overdue.
    """
    rows = [wrapped(str(name), width=34) for name in frame[title]]
    days: list[date] = frame[last_day].to_list()
    counts = frame.select(COUNTED_STATES).rows(named=True)
    states = [worst_state(row) for row in counts]
    texts = [_day_and_share(when, row, labels) for when, row in zip(days, counts, strict=True)]
    layout = layout_of_rows(rows, labels, legend_rows=2, xaxis=_days_axis([*days, as_of], labels))
    return {
        "data": [
            _delays(rows, days, states, as_of),
            *_marks(rows, days, states, texts, labels),
            _as_of_entry(as_of, labels),
        ],
        "layout": {**layout, "shapes": [_as_of_line(as_of)]},
    }


def worst_state(counts: Mapping[str, int | None]) -> str:
    """The state by which a duty of several actors is told: one overdue makes it overdue; nobody's duty is none."""
    return next((state for state in WORST_FIRST if counts[state]), "not_applicable")


def heat(
    frame: pl.DataFrame,
    labels: Labels,
    *,
    names: Mapping[str, str] | None = None,
    rows: str = "actor_id",
    columns: str = "duty",
    states: str = "state",
) -> Figure:
    """School by duty from a long frame: each cell has the colour and the sign of its state."""
    ids, heads = (list(dict.fromkeys(str(value) for value in frame[name])) for name in (rows, columns))
    lines = [wrapped((names or {}).get(one, one)) for one in ids]
    cells = {(str(row), str(head)): str(state) for row, head, state in frame.select(rows, columns, states).rows()}
    kinds = list(palette.STATUS)
    grid = [[cells.get((one, head)) for head in heads] for one in ids]
    trace = {
        "type": "heatmap",
        "x": heads,
        "y": lines,
        "z": [[None if cell is None else kinds.index(cell) for cell in row] for row in grid],
        "zmin": 0,
        "zmax": len(kinds) - 1,
        "colorscale": _steps([palette.STATUS[kind][0] for kind in kinds]),
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hoverinfo": "skip",
    }
    layout = layout_of_rows(
        lines, labels, legend_rows=2, xaxis={"side": "bottom", "type": "category", "tickangle": -45}
    )
    layout["meta"] = {"shape": "grid"}
    signs = [
        _sign(head, name, cell, labels)
        for name, row in zip(lines, grid, strict=True)
        for head, cell in zip(heads, row, strict=True)
        if cell
    ]
    legend = [_legend_entry(kind, labels) for kind in kinds if any(kind in row for row in grid)]
    return {"data": [trace, *legend], "layout": {**layout, "annotations": signs, "height": layout["height"] + 40}}


def _day_and_share(when: date, counts: Mapping[str, int | None], labels: Labels) -> str:
    """“30/05/2025 · 14/16”: the last day, and how many of those who must have done it."""
    done = (counts["done"] or 0) + (counts["done_late"] or 0)
    owed = done + (counts["due"] or 0) + (counts["overdue"] or 0)
    return f"{day(when, labels)} · {count(done, labels)}/{count(owed, labels)}" if owed else day(when, labels)


def _delays(rows: Sequence[str], days: Sequence[date], states: Sequence[str], as_of: date) -> Figure:
    """Lines from the last day to the as-of day of what is overdue."""
    late = [(row, when) for row, when, state in zip(rows, days, states, strict=True) if state == "overdue"]
    x = [point for _, when in late for point in (when.isoformat(), as_of.isoformat(), None)]
    y = [point for row, _ in late for point in (row, row, None)]
    line = {"color": palette.VERMILION, "width": 3}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "showlegend": False, "hoverinfo": "skip"}


def _marks(
    rows: Sequence[str], days: Sequence[date], states: Sequence[str], texts: Sequence[str], labels: Labels
) -> list[Figure]:
    """A sign at the last day of each duty, one trace a state so that the legend names them."""
    return [
        {
            "type": "scatter",
            "mode": "markers+text",
            "name": labels(f"state.{kind}"),
            "x": [when.isoformat() for when, state in zip(days, states, strict=True) if state == kind],
            "y": [row for row, state in zip(rows, states, strict=True) if state == kind],
            "text": [text for text, state in zip(texts, states, strict=True) if state == kind],
            "textposition": "middle left",
            "textfont": {"size": 11},
            "cliponaxis": False,
            "marker": _mark(colour, symbol),
            "hoverinfo": "skip",
        }
        for kind, (colour, symbol) in palette.STATUS.items()
        if kind in states
    ]


def _days_axis(days: Sequence[date], labels: Labels) -> dict[str, Any]:
    """A day axis with room on the left for the days written beside the marks."""
    first, last = min(days), max(days)
    span = max(30, (last - first).days)
    start, end = first - timedelta(days=span * 2 // 5), last + timedelta(days=span // 16)
    return {
        "type": "date",
        "tickformat": labels("format.plotly_day"),
        "range": [start.isoformat(), end.isoformat()],
        "nticks": 5,
        "showgrid": True,
    }


def _mark(colour: str, symbol: str) -> Figure:
    """A sign that stands out on white and on dark paper alike."""
    is_open = symbol.endswith("-open")
    edge = {"color": palette.MUTED if is_open else palette.INK, "width": 2 if is_open else 1}
    return {"symbol": symbol, "size": 12, "color": palette.MUTED if is_open else colour, "line": edge}


def _as_of_line(as_of: date) -> Figure:
    at = as_of.isoformat()
    return {"type": "line", "xref": "x", "yref": "paper", "x0": at, "x1": at, "y0": 0, "y1": 1, "line": AS_OF_LINE}


def _as_of_entry(as_of: date, labels: Labels) -> Figure:
    """The line of the legend that says what the dashed line is."""
    name = labels("chart.as_of", day=day(as_of, labels))
    return {"type": "scatter", "mode": "lines", "x": [None], "y": [None], "name": name, "line": AS_OF_LINE}


def _steps(colours: Sequence[str]) -> list[list[Any]]:
    """A colour scale that jumps from colour to colour, one a state."""
    size = len(colours)
    return [[(place + edge) / size, colour] for place, colour in enumerate(colours) for edge in (0, 1)]


def _sign(x: str, y: str, state: str, labels: Labels) -> Figure:
    dark = state in ("done", "overdue")
    colour = "#ffffff" if dark else palette.INK
    return {
        "x": x,
        "y": y,
        "text": labels(f"state_sign.{state}"),
        "showarrow": False,
        "font": {"size": 13, "color": colour},
    }


def _legend_entry(kind: str, labels: Labels) -> Figure:
    """A legend line that says sign and name of a state; it draws no mark of its own in the grid."""
    colour = palette.STATUS[kind][0]
    marker = {"symbol": "square", "size": 13, "color": colour, "line": {"color": palette.INK, "width": 1}}
    name = f"{labels(f'state_sign.{kind}')} {labels(f'state.{kind}')}"
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [None],
        "y": [None],
        "name": name,
        "marker": marker,
        "hoverinfo": "skip",
    }
