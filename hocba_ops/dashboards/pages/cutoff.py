"""Cut-off: roster, school register and register of the Sở, each pupil in exactly one class."""

from collections.abc import Iterator

from hocba_ops.dashboards.pages.closing import closing
from hocba_ops.dashboards.sections import Ask, Section
from hocba_ops.reporting import views

HEAD = ("cutoff.khop", "cutoff.khop_muon", "cutoff.danh_gia_bo_sung", "cutoff.thua")


def arrange(ask: Ask) -> Iterator[Section]:
    """The classes in sum, then by school."""
    show, answer = ask.show, ask.answer
    yield ask.section("", show.figures(answer, HEAD))
    yield ask.section("section.where_pupils_are", show.measures(answer))
    yield ask.section("section.by_school", views.cutoff_chart(show, answer))
    yield from closing(ask)
