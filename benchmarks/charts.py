"""Bars of benchmarks on a logarithmic axis: to the left of 1 is better, to the right worse."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log10
from typing import Any

from benchmarks.results import Measured
from benchmarks.wording import goal_of, growth_goal_of, number, size_of, value_of
from hocba_ops.reporting import palette
from hocba_ops.reporting.charts import Figure, layout_of_rows, wrapped
from hocba_ops.reporting.labels import Labels

FLOOR, CEILING = 0.02, 50.0
"""Bars are drawn between these multiples."""
TICKS = (0.1, 1, 10)
ONE = {
    "type": "line", "x0": 1, "x1": 1, "yref": "paper", "y0": 0, "y1": 1,
    "line": {"color": palette.INK, "width": 1, "dash": "dot"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a chart: what it is called, its multiple, whether that is as wanted, and the words at its end."""

    row: str
    value: float
    is_good: bool
    words: str


def goal_bars(lines: Sequence[Measured]) -> list[Bar]:
    """Each figure as a multiple of its goal; without those that say yes or no, and those without a goal."""
    told = [(line, _of_goal(line)) for line in lines]
    return [
        Bar(_row(line), value, bool(line.is_met), f"{value_of(line)}, mục tiêu {goal_of(line)}")
        for line, value in told
        if value is not None
    ]


def growth_bars(lines: Sequence[Measured]) -> list[Bar]:
    """The growth of the CPU seconds as a multiple of linear."""
    return [
        Bar(
            f"{line.wanted.title}, {size_of(line)}",
            line.growth,
            bool(line.is_grown),
            f"mục tiêu {growth_goal_of(line)}",
        )
        for line in lines
        if line.growth is not None
    ]


def draw(bars: Sequence[Bar], labels: Labels) -> Figure:
    """The bars as a figure; what is not as wanted differs in colour and pattern."""
    rows = [wrapped(one.row) for one in bars]
    ends = [min(max(one.value, FLOOR), CEILING) for one in bars]
    trace: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "y": rows,
        "base": [FLOOR] * len(rows),
        "x": [end - FLOOR for end in ends],
        "hoverinfo": "skip",
        "marker": {
            "color": [palette.BLUE if one.is_good else palette.ORANGE for one in bars],
            "pattern": {"shape": ["" if one.is_good else "|" for one in bars]},
        },
    }
    ticks = {"tickvals": list(TICKS), "ticktext": [number(one) for one in TICKS]}
    axis: Mapping[str, Any] = {"type": "log", "range": [-1.8, 2.6], **ticks}
    notes = [_end(one, row, end) for one, row, end in zip(bars, rows, ends, strict=True)]
    layout = layout_of_rows(rows, labels, xaxis=axis)
    return {"data": [trace], "layout": {**layout, "shapes": [ONE], "annotations": notes}}


def _end(bar: Bar, row: str, end: float) -> Figure:
    text = f"{number(bar.value)} ({bar.words})"
    return {
        "x": log10(max(end, 1.0)), "y": row, "text": text, "showarrow": False, "xanchor": "left", "xshift": 6,
        "font": {"size": 12},
    }  # fmt: skip


def _of_goal(line: Measured) -> float | None:
    """Above 1 the goal is missed."""
    if line.ratio is None or not line.wanted.goal or line.wanted.unit == "share":
        return None
    value, goal = line.ratio.value, line.wanted.goal
    return goal / value if line.wanted.is_least and value else value / goal


def _row(line: Measured) -> str:
    size = f", {size_of(line)}" if size_of(line) != "–" else ""
    against = f" / {line.wanted.reference}" if line.wanted.reference else ""
    return f"{line.wanted.title}{against}{size}"
