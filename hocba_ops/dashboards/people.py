"""The rows of one class, masked, for a purpose: the only place of the dashboards where persons appear."""

from collections.abc import Mapping, Sequence

import polars as pl
from markupsafe import Markup

from hocba_ops.dashboards.choices import Choices
from hocba_ops.dashboards.state import State
from hocba_ops.dashboards.templating import render
from hocba_ops.dashboards.view import View
from hocba_ops.errors import OpsError
from hocba_ops.reporting.cells import Grid, Head, value_text

TABLES = ("pupil", "card")
"""What is shown of a class, in this order; a person's role may leave one out."""
HIDDEN = ("school_code", "class_name")
"""Columns that say what stands above the table already."""


def draw_rows(view: View, state: State, choices: Choices, purpose: str) -> Markup:
    """The list of classes, the question for the purpose, and after it has been answered the rows."""
    shown: list[Grid] = []
    refused: list[str] = []
    if state.class_name and purpose:
        for table in TABLES:
            try:
                shown.append(_grid(view, table, state, purpose))
            except OpsError as fault:
                refused.append(str(fault))
    return render(
        "people.html.j2",
        labels=view.labels,
        classes=choices.classes,
        state=state,
        purposes=purposes_of(view),
        purpose=purpose,
        grids=shown,
        refused=list(dict.fromkeys(refused)),
    )


def purposes_of(view: View) -> Mapping[str, str]:
    """The purposes for which rows may be read, by id, in words."""
    return dict(getattr(view, "purposes", {}))


def _grid(view: View, table: str, state: State, purpose: str) -> Grid:
    assert state.as_of is not None
    frame = view.rows(table, unit=state.unit, as_of=state.as_of, purpose=purpose, class_name=state.class_name)
    return rows_grid(frame.drop([name for name in HIDDEN if name in frame.columns]), view, table)


def rows_grid(frame: pl.DataFrame, view: View, table: str) -> Grid:
    """Rows of persons as a table; columns without a word of their own, and empty ones, are left out."""
    words = view.labels
    told: Sequence[str] = [
        name for name in frame.columns
        if f"column.{name}" in words.texts and frame[name].null_count() < frame.height
    ]  # fmt: skip
    heads = tuple(Head(words(f"column.{name}"), frame.schema[name].is_numeric()) for name in told)
    rows = tuple(
        tuple(value_text(value, name, words, {}) for name, value in zip(told, row, strict=True))
        for row in frame.select(told).iter_rows()
    )
    return Grid(words(f"table.{table}"), heads, rows)
