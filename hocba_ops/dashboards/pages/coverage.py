"""Coverage: how many học bạ are signed and issued, by school and grade, against the plan's days."""

from collections.abc import Iterator

from hocba_ops.dashboards.pages import days_of_cards
from hocba_ops.dashboards.pages.closing import closing
from hocba_ops.dashboards.sections import Ask, Section
from hocba_ops.reporting import evidence_views, views
from hocba_ops.reporting.cuts import total

HEAD = ("card.signed", "card.signed_on_time", "card.issued", "staff.equipped")
SCHOOL = ("school_name", "answers_to_name", "expected", "signed", "signed_on_time", "signed_late", "issued", "received")


def arrange(ask: Ask) -> Iterator[Section]:
    """Figures, the burn-up, the ladder with what files prove, then schools, grades and signers."""
    show, answer = ask.show, ask.answer
    readiness, evidence = ask.other("readiness"), ask.other("evidence")
    yield ask.section("", show.figures(answer, HEAD))
    yield ask.section("burnup.title", days_of_cards.chart(ask, readiness.frames["forecast"] if readiness else None))
    asked = total(evidence, "evidence.asked") if evidence else None
    proved = [evidence_views.ladder(show, evidence)] if evidence and asked and asked.numerator else []
    yield ask.section("view.ladder", views.ladder(show, answer), *proved)
    rates, schools = views.rates(show, answer, "card.signed"), show.frame(answer, "by_school", SCHOOL)
    yield ask.section("section.by_school", rates, schools, evidence_views.proved(show, answer))
    yield ask.section("section.by_grade", show.measures(answer, HEAD[:3], by="grade"))
    signers = show.measures(answer, ["card.signed_homeroom", "card.signed_head", "card.sealed"])
    late = ["card.signed_on_time", "card.signed_late", "card.issued_on_time", "card.issued_late"]
    yield ask.section("section.by_signer", signers, show.measures(answer, late))
    if not answer.frames["published"].is_empty():
        yield ask.section("view.published", views.published(show, answer))
    yield ask.section("frame.issued_under", show.frame(answer, "issued_under"))
    yield from closing(ask)
