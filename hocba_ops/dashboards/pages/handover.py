"""Handover: cards of the last grade returned to the receiving schools, and pupils who moved."""

from collections.abc import Iterator

from hocba_ops.dashboards.pages.closing import closing
from hocba_ops.dashboards.sections import Ask, Section
from hocba_ops.reporting import handover_views

HEAD = ("handover.returned", "handover.taken", "handover.taken_in", "handover.moved_settled")


def arrange(ask: Ask) -> Iterator[Section]:
    """Where each card is, by sending school, by receiving school, and of pupils who moved."""
    show, answer = ask.show, ask.answer
    yield ask.section("", show.figures(answer, HEAD))
    yield ask.section("section.where_cards_are", handover_views.classes(show, answer))
    yield ask.section("section.by_sender", handover_views.classes_chart(show, answer))
    yield ask.section("section.by_receiver", handover_views.receiving(show, answer))
    yield ask.section("section.moved", handover_views.moved(show, answer))
    yield from closing(ask)
