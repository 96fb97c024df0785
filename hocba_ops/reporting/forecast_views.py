"""What the readiness report shows of the signing forecast: bands with their table, and who cannot be counted on."""

import polars as pl

from hocba_ops.reporting.forecast_charts import finish_bands
from hocba_ops.reporting.show import Show, Shown
from hocba_ops.reporting.views import nothing
from hocba_ops.tables import Answer

TOLD = (
    "school_name", "first_grade", "last_grade", "sign_by", "left_homeroom", "left_head", "left_seal", "signers_missing",
    "working_days", "finish_early", "finish_late", "outlook",
)  # fmt: skip
"""Columns of the table beside the chart; paces and where they come from stand in the annex."""


def bands(show: Show, answer: Answer) -> Shown:
    """The band of days of each school with something left to sign; schools that are done stand in the table alone."""
    frame = answer.frames["forecast"]
    waiting = frame.filter(pl.col("outlook") != "xong")
    if waiting.is_empty():
        return nothing(show) if frame.is_empty() else show.frame(answer, "forecast", TOLD)
    twin = show.frame(answer, "forecast", TOLD)
    title = show.labels("view.forecast")
    return show.chart(finish_bands(waiting, show.labels, as_of=answer.as_of), twin=twin, title=title)


def paces(show: Show, answer: Answer) -> Shown:
    """The paces that the bands are made from, one row a school."""
    frame = answer.frames["forecast"]
    if frame.is_empty():
        return nothing(show)
    told = frame.select("school_name", "pace_homeroom", "pace_head", "pace_source").unique(maintain_order=True)
    return show.table(told, show.labels("frame.paces"))
