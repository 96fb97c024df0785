"""Readiness: people, machines, certificates, seals; and whether signing will be in time."""

from collections.abc import Iterator

from hocba_ops.dashboards.pages.closing import closing
from hocba_ops.dashboards.sections import Ask, Section
from hocba_ops.reporting import forecast_views, views

HEAD = ("readiness.form", "staff.equipped", "seal.equipped", "staff.trained", "signing.in_time")


def arrange(ask: Ask) -> Iterator[Section]:
    """Figures, what is missing where, the forecast, and who answers for whom."""
    show, answer = ask.show, ask.answer
    yield ask.section("", show.figures(answer, HEAD))
    yield ask.section("section.forecast", forecast_views.bands(show, answer), show.frame(answer, "running_out"))
    yield ask.section("section.conditions", show.measures(answer), views.rates(show, answer, "staff.equipped"))
    yield ask.section("section.gaps", show.frame(answer, "gaps"))
    yield ask.section("section.certificates", show.frame(answer, "inventory"))
    yield ask.section("section.answering", show.frame(answer, "answering"))
    yield from closing(ask)
