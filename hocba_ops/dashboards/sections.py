"""A page as data: sections of shown pieces, and what a page may ask while it arranges them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from hocba_ops.dashboards.state import State
from hocba_ops.dashboards.view import View
from hocba_ops.errors import BadParameter, NothingLoaded
from hocba_ops.reporting.show import Show, Shown
from hocba_ops.tables import Answer


@dataclass(frozen=True, slots=True)
class Section:
    """Pieces under a heading; without a heading they stand right below the title of the page.

    `is_folded`: only the heading is seen until the reader opens it.
    """

    heading: str
    pieces: tuple[Shown, ...]
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """What a page is arranged from: the answer of its step, and the view to ask more."""

    view: View
    state: State
    answer: Answer
    show: Show

    def other(self, step: str) -> Answer | None:
        """The answer of another step to the same question; None where there is nothing to answer from."""
        return ask(self.view, step, self.state)

    def section(self, heading: str, *pieces: Shown) -> Section:
        """A section without the pieces that have nothing to say."""
        return Section(self.show.labels(heading) if heading else "", tuple(piece for piece in pieces if piece.html))

    def folded(self, heading: str, *pieces: Shown) -> Section:
        """A section that is read now and then: it stands folded."""
        return replace(self.section(heading, *pieces), is_folded=True)


Arrange = Callable[[Ask], Iterable[Section]]
"""What a page is: the sections of an answer, in order."""


def ask(view: View, step: str, state: State) -> Answer | None:
    """The answer of a step as a state asks for it; None where the files of the day or the role say nothing about it."""
    if state.as_of is None or not view.steps((step,)):
        return None
    try:
        return view.run(step, unit=state.unit, school_year=state.school_year, as_of=state.as_of, anchor=state.anchor)
    except NothingLoaded:
        return None
    except BadParameter:
        return None
