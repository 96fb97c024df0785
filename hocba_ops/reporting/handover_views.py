"""The tables and the picture of the handover: cards by sending school, pupils by receiving school, pupils who moved."""

from collections.abc import Sequence

import polars as pl

from hocba_ops.reporting.change_views import absent
from hocba_ops.reporting.charts import stacked_classes
from hocba_ops.reporting.show import Show, Shown
from hocba_ops.reporting.views import nothing
from hocba_ops.tables import Answer

PREFIX = "handover."
KEYS = ("school_code", "school_name", "cards", "pupils", "moved")
"""Columns of the frames that are no class."""


def classes(show: Show, answer: Answer) -> Shown:
    """Every class that any card of the unit is in, over the cards of the last grade: they add up to all of them."""
    frame = answer.frames["handover_classes"]
    if frame.is_empty():
        return nothing(show)
    return show.measures(answer, [f"{PREFIX}{name}" for name in _present(frame)])


def classes_chart(show: Show, answer: Answer) -> Shown:
    """The cards of each sending school cut into their classes."""
    frame = answer.frames["handover_classes"]
    if frame.is_empty():
        return nothing(show)
    present = _present(frame)
    twin = show.frame(answer, "handover_classes", ["school_name", "cards", *present])
    figure = stacked_classes(frame, show.labels, classes=present)
    return show.chart(figure, twin=twin, title=show.labels("view.handover_chart"))


def receiving(show: Show, answer: Answer) -> Shown:
    """The pupils that each receiving school took in, by where their card is."""
    return _counts(show, answer, "handover_receiving", ["school_name", "pupils"])


def moved(show: Show, answer: Answer) -> Shown:
    """The pupils who moved between schools of the store, by who issued their card."""
    return _counts(show, answer, "handover_moved", ["school_name", "moved"])


def _counts(show: Show, answer: Answer, name: str, keys: Sequence[str]) -> Shown:
    frame = answer.frames[name]
    return absent() if frame.is_empty() else show.frame(answer, name, [*keys, *_present(frame)])


def _present(frame: pl.DataFrame) -> list[str]:
    return [name for name in frame.columns if name not in KEYS and frame[name].sum()]
