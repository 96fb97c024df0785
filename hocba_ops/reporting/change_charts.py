"""Pictures of what changed: findings gone, staying and new by rule; head figures before and now."""

from collections.abc import Mapping

import polars as pl

from hocba_ops.reporting import palette
from hocba_ops.reporting.charts import Figure, layout_of_rows, wrapped
from hocba_ops.reporting.formats import NO_BREAK, count, percent, show_percent
from hocba_ops.reporting.labels import Labels

MOVES = {
    "findings_gone": (palette.GREEN, ""),
    "findings_staying": ("#C3C8CF", "-"),
    "findings_new": (palette.VERMILION, ""),
}
"""Colour and pattern of what became of findings."""
TICKS = (0, 25, 50, 75, 100)


def moves_by_rule(frame: pl.DataFrame, labels: Labels) -> Figure:
    """One bar a rule cut into what is gone, what stays and what is new. `frame` has code and the columns of `MOVES`."""
    rows = [wrapped(f"{code} {labels(f'rule.{code}')}", width=38) for code in frame["code"]]
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": labels(f"change.{move}"),
            "y": rows,
            "x": frame[move].to_list(),
            "text": [count(number, labels) if number else "" for number in frame[move]],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "insidetextfont": {"color": palette.text_on(colour)},
            "marker": palette.fill(colour, pattern),
            "hoverinfo": "skip",
        }
        for move, (colour, pattern) in MOVES.items()
    ]
    layout = layout_of_rows(rows, labels, legend_rows=1, xaxis={"rangemode": "tozero"})
    return {"data": traces, "layout": {**layout, "barmode": "stack"}}


def before_and_now(frame: pl.DataFrame, labels: Labels) -> Figure:
    """One line a measure from its rate before to its rate now, both counts of either written beside it."""
    lines = [line for line in frame.iter_rows(named=True) if line["denominator"] and line["denominator_before"]]
    rows = [wrapped(labels(f"measure.{line['measure']}")) for line in lines]
    before, now = ([_rate(line, tail) for line in lines] for tail in ("_before", ""))
    paths = {
        "x": [point for pair in zip(before, now, strict=True) for point in (*pair, None)],
        "y": [point for row in rows for point in (row, row, None)],
    }
    line = {"color": palette.MUTED, "width": 3}
    layout = layout_of_rows(rows, labels, legend_rows=1, xaxis={"range": [0, 190], "tickvals": list(TICKS)})
    layout["xaxis"]["ticktext"] = [f"{tick}{NO_BREAK}%" for tick in TICKS]
    ends = [max(pair) for pair in zip(before, now, strict=True)]
    notes = [_note(row, end, then_and_now(one, labels)) for row, end, one in zip(rows, ends, lines, strict=True)]
    return {
        "data": [
            {"type": "scatter", "mode": "lines", **paths, "line": line, "showlegend": False, "hoverinfo": "skip"},
            _marks(labels("change.before"), rows, before, symbol="circle-open", colour=palette.MUTED),
            _marks(labels("change.now"), rows, now, symbol="circle", colour=palette.BLUE),
        ],
        "layout": {**layout, "annotations": notes},
    }


def _rate(line: Mapping[str, int], tail: str) -> float:
    return float(percent(line[f"numerator{tail}"], line[f"denominator{tail}"], digits=2))


def then_and_now(line: Mapping[str, int], labels: Labels) -> str:
    """Both counts and both rates of a measure in one line: “11.855/11.899 → 11.857/11.879 (99,6 % → 99,8 %)”."""
    counts, rates = [], []
    for tail in ("_before", ""):
        numerator, denominator = line[f"numerator{tail}"], line[f"denominator{tail}"]
        counts.append(f"{count(numerator, labels)}/{count(denominator, labels)}")
        rates.append(show_percent(percent(numerator, denominator), labels))
    return f"{' → '.join(counts)} ({' → '.join(rates)})"


def _marks(name: str, rows: list[str], values: list[float], *, symbol: str, colour: str) -> Figure:
    marker = {"symbol": symbol, "size": 12, "color": colour, "line": {"color": palette.INK, "width": 2}}
    return {
        "type": "scatter", "mode": "markers", "name": name, "x": values, "y": rows, "marker": marker,
        "cliponaxis": False, "hoverinfo": "skip",
    }  # fmt: skip


def _note(row: str, x: float, text: str) -> Figure:
    return {
        "x": x, "y": row, "text": text, "showarrow": False, "xanchor": "left", "xshift": 12, "align": "left",
        "font": {"size": 12},
    }  # fmt: skip
