"""Lock: locked học bạ against what schools export afterwards."""

from collections.abc import Iterator

from hocba_ops.dashboards.pages.closing import closing
from hocba_ops.dashboards.sections import Ask, Section
from hocba_ops.reporting import change_views


def arrange(ask: Ask) -> Iterator[Section]:
    """Figures, then what differs and how it is judged."""
    show, answer = ask.show, ask.answer
    yield ask.section("", show.figures(answer, ["lock.compared", "lock.unchanged"]), show.measures(answer))
    yield ask.section("section.differences", change_views.frame(show, answer, "lock_differences"))
    yield from closing(ask)
