"""The burn-up: cards done day by day, what the plan asks by each last day, and the band of days for the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hocba_ops.reporting import palette
from hocba_ops.reporting.charts import Figure
from hocba_ops.reporting.formats import count, day
from hocba_ops.reporting.labels import Labels

Line = Sequence[tuple[date, int]]
"""Days and counts, the days in order."""
BAND = "rgba(86, 180, 233, 0.35)"


@dataclass(frozen=True, slots=True)
class Work:
    """Cards of one school due on one day that are not done, and between which days they may be."""

    left: int
    early: date
    late: date


def foreseen(works: Sequence[Work], *, done: int, as_of: date, edge: str) -> list[tuple[date, int]]:
    """The cards done on each day on which a school may finish, were every school to work evenly up to its edge.

    `edge` is `early` or `late`; nothing is added for a school after it has finished.

    >>> foreseen([Work(10, date(2025, 5, 6), date(2025, 5, 11))], done=5, as_of=date(2025, 5, 1), edge="late")
    [(datetime.date(2025, 5, 1), 5), (datetime.date(2025, 5, 11), 15)]
    """
    days = sorted({as_of, *(getattr(work, edge) for work in works)})
    return [(when, done + sum(_part(work, when, as_of, getattr(work, edge)) for work in works)) for when in days]


def _part(work: Work, when: date, as_of: date, finish: date) -> int:
    if when >= finish:
        return work.left
    return work.left * (when - as_of).days // max(1, (finish - as_of).days)


def burnup(done: Line, asked: Line, works: Sequence[Work], labels: Labels, *, as_of: date) -> Figure:
    """`done`: cards finished by day up to `as_of`; `asked`: how many the plan wants by each last day, added up."""
    last = done[-1][1] if done else 0
    lines = [foreseen(works, done=last, as_of=as_of, edge=edge) for edge in ("early", "late")]
    days = [when for line in (done, asked, *lines) for when, _ in line]
    early, late = ([*line, (max(days), line[-1][1])] for line in lines)
    band = [*_band(late, early, labels)] if works else []
    return {
        "data": [*band, _asked(asked, min(days), max(days), labels), _done(done, labels)],
        "layout": {**_layout(labels, top=max(number for line in (done, asked) for _, number in line)),
                   "shapes": [_as_of_line(as_of)],
                   "annotations": [_as_of_words(as_of, labels), *(_asked_words(one, labels) for one in asked)]},
    }  # fmt: skip


def _band(late: Line, early: Line, labels: Labels) -> list[Figure]:
    """The slow edge, then the fast one filled down to it."""
    return [
        _trace(late, mode="lines", line={"color": palette.SKY, "width": 1, "dash": "dot"}, showlegend=False),
        _trace(
            early,
            mode="lines",
            name=labels("burnup.band"),
            line={"color": palette.SKY, "width": 1, "dash": "dash"},
            fill="tonexty",
            fillcolor=BAND,
        ),
    ]


def _asked(asked: Line, first: date, last: date, labels: Labels) -> Figure:
    """Stairs: nothing is asked before a last day, and from it on all that was due by then."""
    stairs = [(first, 0), *asked, (last, asked[-1][1] if asked else 0)]
    return _trace(
        stairs,
        mode="lines",
        name=labels("burnup.asked"),
        line={"color": palette.VERMILION, "width": 2, "dash": "dash", "shape": "hv"},
    )


def _done(done: Line, labels: Labels) -> Figure:
    """The line of what is done, its last point told in figures."""
    texts = ["" for _ in done[:-1]] + [count(number, labels) for _, number in done[-1:]]
    return _trace(
        done,
        mode="lines+markers+text",
        name=labels("burnup.done"),
        line={"color": palette.BLUE, "width": 3},
        marker={"size": 8, "color": palette.BLUE, "line": {"color": palette.INK, "width": 1}},
        text=texts,
        textposition="bottom right",
    )


def _trace(points: Line, **looks: Any) -> Figure:
    x, y = [when.isoformat() for when, _ in points], [number for _, number in points]
    return {"type": "scatter", "x": x, "y": y, "hoverinfo": "skip", "cliponaxis": False, **looks}


def _as_of_line(as_of: date) -> Figure:
    at = as_of.isoformat()
    line = {"color": palette.MUTED, "width": 1.5, "dash": "dot"}
    return {"type": "line", "xref": "x", "yref": "paper", "x0": at, "x1": at, "y0": 0, "y1": 1, "line": line}


def _as_of_words(as_of: date, labels: Labels) -> Figure:
    text = labels("chart.as_of", day=day(as_of, labels))
    return {"x": as_of.isoformat(), "y": 1, "yref": "paper", "yanchor": "bottom", "text": text, "showarrow": False,
            "font": {"size": 12}}  # fmt: skip


def _asked_words(point: tuple[date, int], labels: Labels) -> Figure:
    when, number = point
    text = labels("burnup.by_day", day=day(when, labels)[:5], count=count(number, labels))
    return {
        "x": when.isoformat(), "y": number, "text": text, "showarrow": False, "xanchor": "right", "yanchor": "bottom",
        "xshift": -4, "font": {"size": 12},
    }  # fmt: skip


def _layout(labels: Labels, *, top: int) -> Mapping[str, Any]:
    return {
        "height": 360,
        "margin": {"l": 8, "r": 16, "t": 24, "b": 64, "pad": 6},
        "separators": labels("format.decimal_mark") + labels("format.thousands_mark"),
        "font": {"family": "system-ui, 'Segoe UI', 'Noto Sans', Arial, sans-serif", "size": 13, "color": palette.INK},
        "meta": {"shape": "days"},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "legend": {"orientation": "h", "x": 0, "xanchor": "left", "y": -0.14, "yanchor": "top",
                   "traceorder": "reversed"},
        "xaxis": {"type": "date", "tickformat": labels("format.plotly_day"), "nticks": 6, "automargin": True,
                  "fixedrange": True, "gridcolor": "#DDE2E8"},
        "yaxis": {"range": [0, max(1, top) * 1.15], "tickformat": ",d", "automargin": True, "fixedrange": True,
                  "zeroline": False, "gridcolor": "#DDE2E8", "nticks": 6},
    }  # fmt: skip
