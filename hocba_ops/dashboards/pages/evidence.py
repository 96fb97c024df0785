"""Evidence: how far the files prove what the registers claim."""

from collections.abc import Iterator

from hocba_ops.dashboards.pages.closing import closing
from hocba_ops.dashboards.sections import Ask, Section
from hocba_ops.reporting import evidence_views

HEAD = ("evidence.claimed", "evidence.asked", "evidence.rightful", "evidence.sealed", "evidence.locked")
GRADES = ("evidence.present", "evidence.unchanged", "evidence.rightful", "evidence.sealed")


def arrange(ask: Ask) -> Iterator[Section]:
    """The ladder, claims against proofs, where cards stop, who signed, what a sample says."""
    show, answer = ask.show, ask.answer
    yield ask.section("", show.figures(answer, HEAD))
    yield ask.section("view.evidence_ladder", evidence_views.ladder(show, answer))
    yield ask.section("section.claim", evidence_views.claim(show, answer), evidence_views.between(show, answer))
    yield ask.section("section.by_grade", show.measures(answer, GRADES, by="grade"))
    yield ask.section(
        "section.sample", evidence_views.sample(show, answer), evidence_views.sample_schools(show, answer)
    )
    yield from closing(ask)
