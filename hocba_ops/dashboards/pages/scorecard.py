"""Scorecard: a line a school, in alphabetical order, never ranked; of one school, its card."""

from collections.abc import Iterator

from hocba_ops.dashboards.pages.closing import closing
from hocba_ops.dashboards.sections import Ask, Section
from hocba_ops.reporting import change_views, score_views


def arrange(ask: Ask) -> Iterator[Section]:
    """The schools, what comes next, where open work lies, and what came in."""
    show, answer = ask.show, ask.answer
    head = ["identity.clean", "results.clean", "readiness.form", "staff.equipped"]
    yield ask.section("", show.figures(answer, head))
    yield ask.section("section.each_school", score_views.cards(show, answer), score_views.due(show, answer))
    yield ask.section("view.groups", score_views.groups(show, answer))
    files = change_views.frame(show, answer, "changed_files")
    yield ask.section("section.came_in", files, change_views.rows(show, answer))
    yield from closing(ask)
