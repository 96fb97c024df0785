"""Charts of ratios and counts as plain Plotly dictionaries: no plotly import, no template, same bytes each time.

Every bar says its counts in words (n/N); the height follows the number of rows, so that no label is dropped.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

import polars as pl

from hocba_ops.reporting import palette
from hocba_ops.reporting.formats import NO_BREAK, count, fraction, percent_of, rate
from hocba_ops.reporting.labels import Labels
from hocba_ops.tables import Answer, Measure

Figure = dict[str, Any]
"""A Plotly figure: `data` (traces) and `layout`."""

LABEL_WIDTH = 44
"""Letters of a row label before it wraps."""
ROW_HEIGHT = 26
FRAME_HEIGHT = 84
FEW = 8
"""Counts below this are marked one by one: an axis of its own choice would mark halves."""
CLOSED = "closed"
"""The kind of findings that an explanation closed, beside the severities."""


def bars_of_ratio(
    measures: Sequence[Measure], labels: Labels, *, names: Mapping[str, str] | None = None, by: str = "unit_id"
) -> Figure:
    """One horizontal bar a school (or grade), as long as its rate, with n/N and the rate written at its end."""
    rows = [row_name(measure, labels, names or {}, by=by) for measure in measures]
    values = [percent_of(measure, digits=2) for measure in measures]
    colour, pattern = palette.series(0)
    trace = {
        "type": "bar",
        "orientation": "h",
        "y": rows,
        "x": [None if value is None else float(value) for value in values],
        "marker": palette.fill(colour, pattern),
        "hoverinfo": "skip",
    }
    notes = [
        _note(row, float(value or 0), _counts_and_rate(measure, labels))
        for row, value, measure in zip(rows, values, measures, strict=True)
    ]
    top = max((float(value) for value in values if value is not None), default=0)
    layout = layout_of_rows(rows, labels, xaxis={"range": [0, max(100, top) * 1.6]})
    ticks = (0, 25, 50, 75, 100)
    layout["xaxis"] |= {"tickvals": list(ticks), "ticktext": [f"{tick}{NO_BREAK}%" for tick in ticks]}
    return {"data": [trace], "layout": {**layout, "annotations": notes}}


def funnel(measures: Sequence[Measure], labels: Labels) -> Figure:
    """The stages of a học bạ from created to received, widest first, each with n/N; what is lost shows as a step."""
    figure = bars_of_ratio(measures, labels, by="name")
    figure["data"][0]["marker"] = palette.fill(palette.GREEN, "")
    figure["layout"]["bargap"] = 0.12
    return figure


def stacked_classes(
    frame: pl.DataFrame, labels: Labels, *, classes: Sequence[str], rows: str = "school_name"
) -> Figure:
    """One stacked bar a school, one piece a class; `classes` are the count columns, those without any are left out."""
    lines = [wrapped(str(name)) for name in frame[rows]]
    present = [kind for kind in classes if frame[kind].sum()]
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": labels(f"class.{kind}"),
            "y": lines,
            "x": frame[kind].to_list(),
            "text": [count(value, labels) if value else "" for value in frame[kind]],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "insidetextfont": {"color": palette.text_on(palette.series(index)[0])},
            "marker": palette.fill(*palette.series(index)),
            "hoverinfo": "skip",
        }
        for index, kind in enumerate(present)
    ]
    layout = layout_of_rows(lines, labels, legend_rows=-(-len(present) // 2))
    layout["legend"] |= {"entrywidth": 0.5, "entrywidthmode": "fraction", "font": {"size": 11}}
    return {"data": traces, "layout": {**layout, "barmode": "stack", "uniformtext": {"mode": "hide", "minsize": 10}}}


def findings_by_rule(answer: Answer, labels: Labels) -> Figure:
    """One bar a rule: how many findings it gave; errors, queries and those explained differ in colour and pattern."""
    counts = Counter((one.code, str(one.severity) if one.is_open else CLOSED) for one in answer.findings)
    rows = [f"{code} {labels(f'rule.{code}')}" for code in sorted({code for code, _ in counts})]
    shown = [wrapped(row, width=38) for row in rows]
    codes = [row.partition(" ")[0] for row in rows]
    kinds = {kind: (labels(f"severity.{kind}"), *look) for kind, look in palette.SEVERITY.items()}
    if any(kind == CLOSED for _, kind in counts):
        kinds[CLOSED] = (labels("column.closed"), *palette.CLOSED)
    traces = [
        {
            "type": "bar",
            "orientation": "h",
            "name": name,
            "y": shown,
            "x": [counts[code, kind] for code in codes],
            "text": [count(counts[code, kind], labels) if counts[code, kind] else "" for code in codes],
            "textposition": "outside",
            "cliponaxis": False,
            "marker": palette.fill(colour, pattern),
            "hoverinfo": "skip",
        }
        for kind, (name, colour, pattern) in kinds.items()
    ]
    most = max(Counter(finding.code for finding in answer.findings).values(), default=0)
    whole = {"dtick": 1} if most < FEW else {}
    layout = layout_of_rows(shown, labels, legend_rows=1, xaxis={"rangemode": "tozero", **whole})
    return {"data": traces, "layout": {**layout, "barmode": "stack"}}


def row_name(measure: Measure, labels: Labels, names: Mapping[str, str], *, by: str) -> str:
    """What a row of measures is called: the measure, the school, or the part of the group."""
    if by == "name":
        return wrapped(labels(f"measure.{measure.name}"))
    if by == "unit_id":
        return wrapped(names.get(measure.unit_id, measure.unit_id))
    return labels(f"part.{by}", value=measure.part(by))


def wrapped(text: str, *, width: int = LABEL_WIDTH) -> str:
    """A label on lines of at most `width` letters, safe as Plotly text (which reads a little HTML)."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;")
    return "<br>".join(wrap(safe, width)) or safe


def layout_of_rows(
    rows: Sequence[str], labels: Labels, *, legend_rows: int = 0, xaxis: Mapping[str, Any] | None = None
) -> Figure:
    """The layout that every chart of rows shares: first row on top, height by rows, separators of the language.

    Paper is left clear and text plain, so that the page can give light, dark and print.
    """
    most = max((row.count("<br>") + 1 for row in rows), default=1)
    lines = len(rows) * max(ROW_HEIGHT, 6 + 14 * most)
    legend = 21 * legend_rows
    return {
        "height": FRAME_HEIGHT + legend + lines,
        "margin": {"l": 8, "r": 8, "t": 8 + legend, "b": 32, "pad": 6},
        "separators": labels("format.decimal_mark") + labels("format.thousands_mark"),
        "font": {"family": "system-ui, 'Segoe UI', 'Noto Sans', Arial, sans-serif", "size": 13, "color": palette.INK},
        "meta": {"shape": "rows"},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "bargap": 0.32,
        "showlegend": legend_rows > 0,
        "legend": {
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1,
            "yanchor": "bottom",
            "traceorder": "normal",
        },
        "xaxis": {"automargin": True, "fixedrange": True, "zeroline": False, "gridcolor": "#DDE2E8", **(xaxis or {})},
        "yaxis": {
            "automargin": True,
            "fixedrange": True,
            "autorange": "reversed",
            "type": "category",
            "tickmode": "linear",
            "categoryorder": "array",
            "categoryarray": list(rows),
        },
    }


def _counts_and_rate(measure: Measure, labels: Labels) -> str:
    if percent_of(measure) is None:
        return rate(measure, labels)
    return f"{fraction(measure, labels)} ({rate(measure, labels)})"


def _note(row: str, x: float, text: str) -> Figure:
    """The words at the end of a bar; an annotation, since text of a bar vanishes where the bar has no length."""
    return {
        "x": x,
        "y": row,
        "text": text,
        "showarrow": False,
        "xanchor": "left",
        "xshift": 6,
        "align": "left",
        "font": {"size": 12},
    }
