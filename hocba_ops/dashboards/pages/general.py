"""The page of any step: its head figures, a chart of the first, every table that reports show, findings and notes."""

from collections.abc import Iterator

from hocba_ops.dashboards.pages.closing import closing
from hocba_ops.dashboards.sections import Ask, Section
from hocba_ops.reporting import views
from hocba_ops.reporting.cuts import measure_names
from hocba_ops.reporting.show import Shown

OFFICES = "by_office"
LONGEST = 60
"""Rows beyond which a table is no reading matter; the annex of the report has it whole."""


def arrange(ask: Ask) -> Iterator[Section]:
    """Works for every answer: what it lacks is left out."""
    names = measure_names(ask.answer)
    yield ask.section("", ask.show.figures(ask.answer, names[:6]))
    yield ask.section("section.by_school", *(views.rates(ask.show, ask.answer, name) for name in names[:1]))
    if names:
        yield ask.section("report.measures", ask.show.measures(ask.answer))
    yield ask.section("section.tables", *_tables(ask))
    yield from closing(ask)


def _tables(ask: Ask) -> Iterator[Shown]:
    for name, frame in ask.answer.frames.items():
        if name != OFFICES and 0 < frame.height <= LONGEST and f"frame.{name}" in ask.show.labels.texts:
            yield ask.show.frame(ask.answer, name)
