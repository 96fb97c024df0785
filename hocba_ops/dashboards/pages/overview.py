"""Overview: will the next last day be met, which schools to call about what, and where every step stands."""

from collections.abc import Iterator

from hocba_ops.dashboards.pages import days_of_cards
from hocba_ops.dashboards.pages.closing import closing
from hocba_ops.dashboards.sections import Ask, Section
from hocba_ops.reporting import call_views, views

HEAD = ("card.signed", "card.issued", "cutoff.khop", "duty.done_in_time")


def arrange(ask: Ask) -> Iterator[Section]:
    """What to do stands first, the figures of every step below."""
    show, answer = ask.show, ask.answer
    milestones, readiness = ask.other("milestones"), ask.other("readiness")
    forecast = readiness.frames["forecast"] if readiness else None
    if milestones:
        yield ask.section("", call_views.next_deadlines(show, milestones, forecast))
    yield ask.section("section.now", show.figures(answer, HEAD))
    if milestones:
        yield ask.section("calls.due_next", call_views.due_next(show, milestones, forecast))
    yield ask.section("burnup.title", days_of_cards.chart(ask, forecast))
    yield ask.section("section.steps", show.frame(answer, "steps"))
    yield ask.section("view.ladder", views.ladder(show, answer))
    if milestones:
        yield ask.section("calls.overdue", call_views.overdue(show, milestones))
    yield ask.section("section.open_work", show.frame(answer, "schools"))
    yield from closing(ask)
