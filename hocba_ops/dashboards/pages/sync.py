"""Sync: roster, school, Sở and ministry side by side, and where each pupil's chain stops."""

from collections.abc import Iterator

from hocba_ops.dashboards.pages.closing import closing
from hocba_ops.dashboards.sections import Ask, Section
from hocba_ops.reporting import change_views, sync_views

SCHOOL = ("school_name", "roster", "expected", "issued", "received", "accepted", "residual")


def arrange(ask: Ask) -> Iterator[Section]:
    """The columns added up, schools, timing, totals that others told, and what the ledger says."""
    show, answer = ask.show, ask.answer
    yield ask.section("", show.figures(answer, ["sync.issued", "sync.received", "sync.accepted"]))
    yield ask.section("section.four_columns", show.frame(answer, "sync_closing"))
    yield ask.section(
        "section.by_school", sync_views.stops_chart(show, answer), show.frame(answer, "sync_schools", SCHOOL)
    )
    yield ask.section("section.timing", change_views.frame(show, answer, "sync_timing"))
    yield ask.section("section.told", sync_views.told_totals(show, answer))
    yield ask.section("section.ledger", change_views.frame(show, answer, "sync_ledger"))
    yield from closing(ask)
