"""What was read of a plan: proposed duties with their places, the paper's head, and what had to be guessed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hocba_ops.plans.blocks import Block


class Reason(StrEnum):
    """Why a proposal is not simply read; the words stand in the labels as `plan.reason.<value>`."""

    YEAR_BY_SCHOOL_YEAR = "year_by_school_year"
    SHORT_YEAR = "short_year"
    MONTH_ONLY = "month_only"
    NO_SUCH_DAY = "no_such_day"
    DEADLINE_OF_HEADING = "deadline_of_heading"
    SEVERAL_DEADLINES = "several_deadlines"
    BARE_DAY = "bare_day"
    NO_DEADLINE = "no_deadline"
    OWNER_BY_WORK = "owner_by_work"
    OWNER_BY_SCOPE = "owner_by_scope"
    OWNER_NOT_FOLLOWED = "owner_not_followed"
    NO_OWNER = "no_owner"
    GRADES_OF_SCOPE = "grades_of_scope"
    SHOWN_BY_WORK = "shown_by_work"
    SHOWN_BY_PAPER = "shown_by_paper"
    SOFT_GUESS = "soft_guess"


WEIGHTLESS = frozenset({Reason.SHOWN_BY_WORK, Reason.SHOWN_BY_PAPER})
"""A plan never says how a duty is shown to be done: that the program proposes it does not make the duty a guess."""


@dataclass(frozen=True, slots=True)
class When:
    """A deadline as written: its words, the day it names (None: no such day), how it is meant, where a span begins."""

    words: str
    named: date | None
    reading: str
    first: date | None = None
    reasons: tuple[Reason, ...] = ()
    written: str = ""
    """The day as written, for one that does not exist."""
    span: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposed duty; without `when` a task that the plan gives no day for.

    `stage`: the kind of work in the rulebook's words, empty for an unknown one. `reasons`: what was guessed.
    """

    clause: str
    title: str
    words: str
    quote: str
    block: Block
    actors: tuple[str, ...]
    grades: tuple[int, ...]
    phase: int | None = None
    when: When | None = None
    stage: str = ""
    reasons: tuple[Reason, ...] = ()
    group: str = ""
    """The heading it stands under: order is compared within it."""

    @property
    def is_guessed(self) -> bool:
        """Whether anything but how it is shown was guessed."""
        return bool(set(self.reasons) - WEIGHTLESS)


@dataclass(frozen=True, slots=True)
class Citation:
    """A paper that the plan names: its number as printed, the day beside it, and where."""

    number: str
    signed_on: date | None
    block: Block
    is_basis: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The head of the paper. Empty where it could not be read; `position` is the signer's, whose name is not kept."""

    number: str = ""
    signed_on: date | None = None
    place: str = ""
    body: str = ""
    subject: str = ""
    position: str = ""
    school_year: str = ""


@dataclass(frozen=True, slots=True)
class PlanScope:
    """Whom the plan binds, as far as it says."""

    clause: str = ""
    words: str = ""
    grades: tuple[int, ...] = ()
    school_kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan as it was read. `spans`: first and last day of a phase by its number, where the plan says them.

    `skipped`: paragraphs of duties without any word of time, which were not taken for duties.
    """

    head: Head
    scope: PlanScope
    phases: tuple[str, ...]
    spans: Mapping[int, tuple[date | None, date | None]]
    duties: tuple[Proposed, ...]
    undated: tuple[Proposed, ...]
    basis: tuple[str, ...]
    citations: tuple[Citation, ...]
    skipped: tuple[Block, ...] = field(default=())
