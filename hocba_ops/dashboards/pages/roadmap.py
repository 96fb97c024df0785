"""Roadmap: paper học bạ of past years scanned, extracted, signed; which items of the road map are due when."""

from collections.abc import Iterator

from hocba_ops.dashboards.pages.closing import closing
from hocba_ops.dashboards.sections import Ask, Section
from hocba_ops.reporting import change_views, views

ENTRY = ("school_year", "unit_id", "roadmap_act", "grades", "roadmap_state", "numerator", "denominator", "awaited")
WORDS = ("school_year", "unit_id", "words", "planned_pupils", "reached_words", "last_day")


def arrange(ask: Ask) -> Iterator[Section]:
    """The items with what their source says, then grades, schools, and who still uses paper."""
    show, answer = ask.show, ask.answer
    yield ask.section("", show.figures(answer, ["roadmap.scanned", "roadmap.extracted", "roadmap.signed"]))
    entries = answer.frames["roadmap_entries"]
    told = [show.frame(answer, "roadmap_entries", columns) for columns in (ENTRY, WORDS) if entries.height]
    yield ask.section("section.roadmap", *told)
    yield ask.section("section.by_grade", show.measures(answer, by="grade"), show.measures(answer, by="past_year"))
    schools = change_views.frame(show, answer, "roadmap_schools")
    yield ask.section("section.by_school", views.rates(show, answer, "roadmap.signed"), schools)
    yield ask.section("section.on_paper", change_views.frame(show, answer, "on_paper"))
    yield from closing(ask)
