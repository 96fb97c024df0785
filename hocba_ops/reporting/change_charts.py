"""Pictures of what changed: findings gone, staying and new by rule; head figures before and now."""

from collections.abc import Mapping

import polars as pl

from hocba_ops.reporting import palette
from hocba_ops.reporting.charts import Figure, layout_of_rows, wrapped
from hocba_ops.reporting.formats import NO_BREAK, count, percent, show_percent
from hocba_ops.reporting.labels import Labels

MOVES = {"findings_gone": (palette.GREEN, ""), "findings_new": ("#F2A37C", "")}
"""Colour and pattern of what became of findings: dark and light, so that a black-and-white print tells them apart."""
TICKS = (0, 25, 50, 75, 100)


def moves_by_rule(frame: pl.DataFrame, labels: Labels) -> Figure:
    """One bar a rule: what is gone, then what is new; how many stay is written at its end.

    `frame` has code, the columns of `MOVES` and `findings_staying`; those that stay get no bar, for there may be
    hundreds of them beside a few that moved.
    """
    rows = [wrapped(f"{code} {labels(f'rule.{code}')}", width=38) for code in frame["code"]]
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": labels(f"column.{move}"),
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
    ends = frame.select(pl.sum_horizontal(list(MOVES))).to_series().to_list()
    notes = [
        _note(row, end, labels("chart.staying", count=count(staying, labels)))
        for row, end, staying in zip(rows, ends, frame["findings_staying"], strict=True)
    ]
    layout = layout_of_rows(rows, labels, legend_rows=1, xaxis={"range": [0, max(ends, default=1) * 1.25]})
    return {"data": traces, "layout": {**layout, "barmode": "stack", "annotations": notes}}


def before_and_now(frame: pl.DataFrame, labels: Labels) -> Figure:
    """One line a measure from its rate before to its rate now, with both counts of either written out."""
    lines = [line for line in frame.iter_rows(named=True) if line["denominator"] and line["denominator_before"]]
    rows = [f"{wrapped(labels('measure.' + line['measure']))}<br>{_counts(line, labels)}" for line in lines]
    before, now = ([_rate(line, tail) for line in lines] for tail in ("_before", ""))
    paths = {
        "x": [point for pair in zip(before, now, strict=True) for point in (*pair, None)],
        "y": [point for row in rows for point in (row, row, None)],
    }
    line = {"color": palette.MUTED, "width": 3}
    layout = layout_of_rows(rows, labels, legend_rows=1, xaxis={"range": [0, 150], "tickvals": list(TICKS)})
    layout["xaxis"]["ticktext"] = [f"{tick}{NO_BREAK}%" for tick in TICKS]
    ends = [max(pair) for pair in zip(before, now, strict=True)]
    notes = [_note(row, end, _rates(one, labels)) for row, end, one in zip(rows, ends, lines, strict=True)]
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
    return f"{_counts(line, labels)} ({_rates(line, labels)})"


def _counts(line: Mapping[str, int], labels: Labels) -> str:
    pairs = ((line[f"numerator{tail}"], line[f"denominator{tail}"]) for tail in ("_before", ""))
    return " → ".join("/".join(count(number, labels) for number in pair) for pair in pairs)


def _rates(line: Mapping[str, int], labels: Labels) -> str:
    pairs = ((line[f"numerator{tail}"], line[f"denominator{tail}"]) for tail in ("_before", ""))
    return " → ".join(show_percent(percent(*pair), labels) for pair in pairs)


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
