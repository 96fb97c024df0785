"""Results review: do levels, scores and classifications agree with the circulars and with each other."""

from collections.abc import Iterator

from hocba_ops.dashboards.pages.closing import closing
from hocba_ops.dashboards.sections import Ask, Section
from hocba_ops.reporting import change_views, review_views, views


def arrange(ask: Ask) -> Iterator[Section]:
    """Figures, schools, levels recomputed, then what is wrong."""
    show, answer = ask.show, ask.answer
    yield ask.section("", show.figures(answer, ["results.clean"]))
    yield ask.section("section.by_school", views.rates(show, answer, "results.clean"))
    levels = review_views.secondary_levels(show, answer)
    yield ask.section("section.levels", levels, change_views.frame(show, answer, "two_readings"))
    yield from closing(ask)
