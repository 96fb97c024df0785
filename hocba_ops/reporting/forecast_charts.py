"""The chart of the signing forecast: the band of days of each school against its last day."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl

from hocba_ops.reporting import palette
from hocba_ops.reporting.charts import Figure, layout_of_rows, wrapped
from hocba_ops.reporting.formats import day
from hocba_ops.reporting.labels import Labels

LOOKS = {
    "kip": (palette.BLUE, "circle", "solid"),
    "sat_han": (palette.ORANGE, "diamond", "dash"),
    "khong_kip": (palette.VERMILION, "x", "dot"),
    "qua_han": (palette.PURPLE, "square", "dashdot"),
}
"""Colour, sign and dashes of each outlook; work that is done has no band."""
DEADLINE = {"symbol": "line-ns-open", "size": 16, "color": palette.MUTED, "line": {"color": palette.MUTED, "width": 3}}
AS_OF_LINE = {"color": palette.VERMILION, "width": 1.5, "dash": "dash"}


def finish_bands(frame: pl.DataFrame, labels: Labels, *, as_of: date) -> Figure:
    """One row a school and last day: a line from the earliest to the latest day of completion, signs at its ends.

    `frame` has school_name, first_grade, last_grade, sign_by, finish_early, finish_late, outlook; the upright stroke is
    the last day, the dashed line the day of the data; the days stand in words beside the band.
    """
    rows = [_row_name(row, labels) for row in frame.iter_rows(named=True)]
    days = [when for name in ("sign_by", "finish_early", "finish_late") for when in frame[name]]
    layout = layout_of_rows(rows, labels, legend_rows=2, xaxis=_axis([*days, as_of], labels))
    bands = [
        _bands(kind, [(at, row) for at, row in zip(rows, frame.iter_rows(named=True), strict=True)], labels)
        for kind in LOOKS
        if kind in frame["outlook"]
    ]
    at = as_of.isoformat()
    line = {"type": "line", "xref": "x", "yref": "paper", "x0": at, "x1": at, "y0": 0, "y1": 1, "line": AS_OF_LINE}
    return {
        "data": [*bands, _deadlines(rows, frame["sign_by"].to_list(), labels), _as_of_entry(as_of, labels)],
        "layout": {**layout, "shapes": [line], "annotations": _notes(rows, frame, labels)},
    }


def _row_name(row: dict[str, Any], labels: Labels) -> str:
    grades = "–".join(dict.fromkeys((str(row["first_grade"]), str(row["last_grade"]))))
    return wrapped(f"{row['school_name']} · {labels('part.grade', value=grades)}", width=34)


def _bands(kind: str, placed: Sequence[tuple[str, dict[str, Any]]], labels: Labels) -> Figure:
    """The bands of one outlook as one trace: two signs and the line between them."""
    colour, symbol, dash = LOOKS[kind]
    own = [(at, row) for at, row in placed if row["outlook"] == kind]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": labels(f"outlook.{kind}"),
        "x": [x for _, row in own for x in (_iso(row["finish_early"]), _iso(row["finish_late"]), None)],
        "y": [y for at, _ in own for y in (at, at, None)],
        "cliponaxis": False,
        "connectgaps": False,
        "line": {"color": colour, "width": 4, "dash": dash},
        "marker": {"symbol": symbol, "size": 11, "color": colour, "line": {"color": palette.INK, "width": 1}},
        "hoverinfo": "skip",
    }


def _notes(rows: Sequence[str], frame: pl.DataFrame, labels: Labels) -> list[Figure]:
    """The days in words, behind the band and the last day, whichever is later."""
    return [
        {
            "x": _iso(max(row["finish_late"], row["sign_by"])),
            "y": at,
            "text": _words(row, labels),
            "showarrow": False,
            "xanchor": "left",
            "xshift": 10,
            "font": {"size": 11},
        }
        for at, row in zip(rows, frame.iter_rows(named=True), strict=True)
    ]


def _words(row: dict[str, Any], labels: Labels) -> str:
    early, late, deadline = (day(row[name], labels)[:5] for name in ("finish_early", "finish_late", "sign_by"))
    return labels("chart.band", early=early, late=late, deadline=deadline)


def _deadlines(rows: Sequence[str], days: Sequence[date], labels: Labels) -> Figure:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": labels("chart.deadline"),
        "x": [_iso(when) for when in days],
        "y": list(rows),
        "marker": DEADLINE,
        "hoverinfo": "skip",
    }


def _as_of_entry(as_of: date, labels: Labels) -> Figure:
    """The line of the legend that says what the dashed line is."""
    name = labels("chart.as_of", day=day(as_of, labels))
    return {"type": "scatter", "mode": "lines", "x": [None], "y": [None], "name": name, "line": AS_OF_LINE}


def _axis(days: Sequence[date], labels: Labels) -> dict[str, Any]:
    """A day axis with room on the right for the days in words."""
    first, last = min(days), max(days)
    span = max(20, (last - first).days)
    ends = [first - timedelta(days=span // 20 + 1), last + timedelta(days=span * 3 // 5)]
    return {
        "type": "date",
        "tickformat": labels("format.plotly_day"),
        "range": [_iso(end) for end in ends],
        "nticks": 5,
        "showgrid": True,
    }


def _iso(when: date) -> str:
    return when.isoformat()
