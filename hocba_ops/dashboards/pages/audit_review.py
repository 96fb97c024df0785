"""Audit review: what in the trail has to be asked about, how it moves by day, and the newest entries."""

from collections.abc import Iterator

from hocba_ops.dashboards.pages.closing import findings
from hocba_ops.dashboards.sections import Ask, Section
from hocba_ops.reporting.cuts import measure_names


def arrange(ask: Ask) -> Iterator[Section]:
    """The figures, the findings, counts by day, event and unit, then the last entries one by one."""
    show, answer = ask.show, ask.answer
    yield ask.section("", show.figures(answer, measure_names(answer)[:4]))
    yield from findings(ask)
    yield ask.section("section.tables", show.frame(answer, "trail_days"), show.frame(answer, "trail_events"))
    yield ask.section("section.by_school", show.frame(answer, "trail_units"))
    newest = ask.view.newest_entries()
    yield ask.section("section.newest", show.table(newest, show.labels("section.newest")))
    yield ask.folded("report.notes", show.notes(answer))
