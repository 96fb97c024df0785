"""Milestones: which duty is done, due, overdue, in time; school by duty."""

from collections.abc import Iterator

from hocba_ops.dashboards.pages.closing import closing
from hocba_ops.dashboards.sections import Ask, Section
from hocba_ops.reporting import call_views, views


def arrange(ask: Ask) -> Iterator[Section]:
    """The calendar, what is missing to each threshold, then each school's state in each duty."""
    show, answer = ask.show, ask.answer
    yield ask.section("", show.figures(answer, ["duty.done", "duty.done_in_time"]))
    yield ask.section("section.calendar", views.duty_timeline(show, answer))
    yield ask.section("calls.needed", call_views.still_needed(show, answer))
    yield ask.section("view.duty_grid", views.duty_square(show, answer))
    yield ask.section("calls.overdue", call_views.overdue(show, answer))
    yield from closing(ask)
