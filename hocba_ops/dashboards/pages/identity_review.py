"""Identity review: are the pupils' data right enough to be printed in a học bạ."""

from collections.abc import Iterator

from hocba_ops.dashboards.pages.closing import closing
from hocba_ops.dashboards.sections import Ask, Section
from hocba_ops.reporting import review_views, views


def arrange(ask: Ask) -> Iterator[Section]:
    """Figures, schools, then what is wrong."""
    show, answer = ask.show, ask.answer
    yield ask.section("", show.figures(answer, ["identity.clean", "identity.with_number"]))
    yield ask.section("section.by_school", views.rates(show, answer, "identity.clean"))
    yield ask.section(
        "section.numbers", review_views.no_number_reasons(show, answer), review_views.transfers(show, answer)
    )
    yield from closing(ask)
