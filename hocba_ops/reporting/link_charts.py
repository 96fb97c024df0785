"""The threshold of linkage as a picture: how many pairs told are right, and how many true ones are found."""

import polars as pl

from hocba_ops.reporting import palette
from hocba_ops.reporting.charts import Figure, layout_of_rows
from hocba_ops.reporting.formats import NO_BREAK, percent, show_percent
from hocba_ops.reporting.labels import Labels

LINES = {"rate_right": (palette.BLUE, "solid", "circle"), "rate_found": (palette.VERMILION, "dash", "diamond")}
"""Colour, stroke and mark of the two lines: told pairs that are right, true pairs that are found."""
BIT = 100
"""Evidence comes in hundredths of a bit."""
HEIGHT = 380
LOWEST = 60
"""Percent where the upright axis begins, if no line goes lower."""


def threshold_curve(frame: pl.DataFrame, labels: Labels) -> Figure:
    """Both shares by the evidence that a pair needs; the threshold in use is a dashed line with both shares beside it.

    `frame` has evidence_weight, numerator and denominator of `right` and `found`, and is_threshold.
    """
    points = frame.filter((pl.col("denominator_right") > 0) & (pl.col("denominator_found") > 0))
    rates = {name: [_rate(row, name) for row in points.iter_rows(named=True)] for name in LINES}
    bits = [weight / BIT for weight in points["evidence_weight"]]
    traces = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": labels(f"column.{name}"),
            "x": bits,
            "y": rates[name],
            "line": {"color": colour, "width": 2, "dash": dash},
            "marker": {"color": colour, "symbol": symbol, "size": 6},
            "hoverinfo": "skip",
        }
        for name, (colour, dash, symbol) in LINES.items()
    ]
    in_use = points.filter(pl.col("is_threshold") == 1).row(0, named=True)
    return {"data": traces, "layout": _layout(labels, in_use, floor=min(map(min, rates.values())))}


def _layout(labels: Labels, in_use: dict[str, int], *, floor: float) -> Figure:
    base = layout_of_rows([], labels, legend_rows=2)
    place = in_use["evidence_weight"] / BIT
    lowest = int(min(LOWEST, floor // 10 * 10))
    ticks = list(range(lowest, 101, 10))
    axis = {"automargin": True, "fixedrange": True, "gridcolor": "#DDE2E8", "zeroline": False}
    shares = [f"{labels(f'column.{name}')}: {_shown(in_use, name, labels)}" for name in LINES]
    note = "<br>".join([labels("chart.in_use"), *shares])
    return {
        **base,
        "height": HEIGHT,
        "meta": {"shape": "grid"},
        "xaxis": {**axis, "title": {"text": labels("chart.evidence")}},
        "yaxis": {
            **axis,
            "range": [lowest - 2, 102],
            "tickvals": ticks,
            "ticktext": [f"{tick}{NO_BREAK}%" for tick in ticks],
        },
        "shapes": [
            {
                "type": "line",
                "x0": place,
                "x1": place,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": palette.INK, "width": 1.5, "dash": "dot"},
            }
        ],
        "annotations": [
            {
                "x": place,
                "y": 0.02,
                "yref": "paper",
                "yanchor": "bottom",
                "xanchor": "left",
                "xshift": 6,
                "align": "left",
                "showarrow": False,
                "text": note,
                "font": {"size": 12},
            }
        ],
    }


def _counts(row: dict[str, int], name: str) -> tuple[int, int]:
    """Numerator and denominator of a rate, from the columns that cells name alike."""
    return row[name.replace("rate", "numerator")], row[name.replace("rate", "denominator")]


def _rate(row: dict[str, int], name: str) -> float:
    return float(percent(*_counts(row, name), digits=2))


def _shown(row: dict[str, int], name: str, labels: Labels) -> str:
    return show_percent(percent(*_counts(row, name)), labels)
