"""The square of schools and groups of rules: how much each school still has open, and where."""

from collections.abc import Mapping

import polars as pl

from hocba_ops.reporting import palette
from hocba_ops.reporting.charts import Figure, layout_of_rows, wrapped
from hocba_ops.reporting.formats import count
from hocba_ops.reporting.labels import Labels

STEPS = ((0, "#F1F3F5", "0"), (1, "#FCE6C4", "1–9"), (10, palette.ORANGE, "10–99"), (100, palette.VERMILION, "≥ 100"))
"""From how many on, in which colour, and how the legend says it; the number itself stands in the cell."""

HEADS = {"side": "bottom", "type": "category", "tickangle": 0, "tickfont": {"size": 10}}


def open_by_group(frame: pl.DataFrame, labels: Labels, *, names: Mapping[str, str]) -> Figure:
    """Schools down, groups of rules across, in each cell how many findings are open. `frame` is the long form."""
    schools, groups = (list(dict.fromkeys(frame[name])) for name in ("school_code", "rule_group"))
    lines = [wrapped(names.get(school, school)) for school in schools]
    heads = [wrapped(labels(f"rule_group.{group}"), width=9) for group in groups]
    cells = {(school, group): number for school, group, number in frame.iter_rows()}
    places = [[_place(cells[school, group]) for group in groups] for school in schools]
    trace = {
        "type": "heatmap",
        "x": heads,
        "y": lines,
        "z": places,
        "zmin": 0,
        "zmax": len(STEPS) - 1,
        "colorscale": _scale(),
        "showscale": False,
        "xgap": 2,
        "ygap": 2,
        "hoverinfo": "skip",
    }
    notes = [
        _number(head, line, cells[school, group], labels)
        for school, line in zip(schools, lines, strict=True)
        for group, head in zip(groups, heads, strict=True)
    ]
    layout = layout_of_rows(lines, labels, legend_rows=1, xaxis=HEADS)
    layout["meta"] = {"shape": "grid"}
    legend = [_entry(colour, words) for _, colour, words in STEPS]
    return {"data": [trace, *legend], "layout": {**layout, "annotations": notes, "height": layout["height"] + 56}}


def _place(number: int) -> int:
    return max(place for place, (least, _, _) in enumerate(STEPS) if number >= least)


def _scale() -> list[list[object]]:
    size = len(STEPS)
    return [[(place + edge) / size, colour] for place, (_, colour, _) in enumerate(STEPS) for edge in (0, 1)]


def _number(x: str, y: str, number: int, labels: Labels) -> Figure:
    colour = palette.text_on(STEPS[_place(number)][1])
    return {"x": x, "y": y, "text": count(number, labels), "showarrow": False, "font": {"size": 12, "color": colour}}


def _entry(colour: str, words: str) -> Figure:
    """A legend line that says what a colour means; it draws no mark of its own in the grid."""
    marker = {"symbol": "square", "size": 13, "color": colour, "line": {"color": palette.INK, "width": 1}}
    return {
        "type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": words, "marker": marker,
        "hoverinfo": "skip",
    }  # fmt: skip
