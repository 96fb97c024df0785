"""Bars of benchmarks on a logarithmic axis: to the left of 1 is better, to the right worse."""

from collections.abc import Mapping, Sequence
from math import log10
from typing import Any

from benchmarks.results import Measured
from benchmarks.wording import goal_of, number, size_of, value_of
from hocba_ops.reporting import palette
from hocba_ops.reporting.charts import Figure, layout_of_rows, wrapped
from hocba_ops.reporting.labels import Labels

FLOOR, CEILING = 0.02, 50.0
"""Bars are drawn between these multiples."""


def of_goal(line: Measured) -> float | None:
    """The figure as a multiple of its goal; above 1 it is missed. None for yes or no, and without a goal."""
    if line.ratio is None or not line.wanted.goal or line.wanted.unit == "share":
        return None
    value, goal = line.ratio.value, line.wanted.goal
    return goal / value if line.wanted.is_least and value else value / goal


def bars(lines: Sequence[Measured], values: Sequence[float], labels: Labels) -> Figure:
    """One bar a figure on a logarithmic axis, from 1 to the left (better) or to the right; its words at the end."""
    rows = [wrapped(row_of(line)) for line in lines]
    ends = [min(max(value, FLOOR), CEILING) for value in values]
    marker: dict[str, Any] = {
        "color": [palette.BLUE if value <= 1 else palette.ORANGE for value in values],
        "pattern": {"shape": ["" if value <= 1 else "|" for value in values]},
    }
    bars = {
        "type": "bar", "orientation": "h", "y": rows, "base": [FLOOR] * len(rows), "marker": marker,
        "hoverinfo": "skip",
        "x": [end - FLOOR for end in ends],
    }  # fmt: skip
    ticks = [one for one in (0.1, 1, 10) if FLOOR < one < CEILING]
    axis: Mapping[str, Any] = {
        "type": "log",
        "range": [-1.8, 2.6],
        "tickvals": ticks,
        "ticktext": [number(one) for one in ticks],
    }
    layout = layout_of_rows(rows, labels, xaxis=axis)
    line = {
        "type": "line",
        "x0": 1,
        "x1": 1,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": palette.INK, "width": 1, "dash": "dot"},
    }
    return {"data": [bars], "layout": {**layout, "shapes": [line], "annotations": _ends(lines, rows, values, ends)}}


def _ends(
    lines: Sequence[Measured], rows: Sequence[str], values: Sequence[float], ends: Sequence[float]
) -> list[Figure]:
    return [
        {
            "x": log10(end), "y": row, "showarrow": False, "xanchor": "left", "xshift": 6, "font": {"size": 12},
            "text": f"{number(value)} ({value_of(line)}{f', mục tiêu {goal_of(line)}' if goal_of(line) else ''})",
        }
        for line, row, value, end in zip(lines, rows, values, ends, strict=True)
    ]  # fmt: skip


def row_of(line: Measured) -> str:
    size = f", {size_of(line)}" if size_of(line) != "–" else ""
    against = f" / {line.wanted.reference}" if line.wanted.reference else ""
    return f"{line.wanted.title}{against}{size}"
