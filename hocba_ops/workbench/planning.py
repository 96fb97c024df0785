"""A plan's paper read into a proposal: duties for review, what is odd in the plan, a draft that is not in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hocba_ops.domain.school_year import SchoolYear
from hocba_ops.errors import (
    BadParameter,
    NotPermitted,
    ParameterProblem,
    PlanLack,
    PlanLacking,
    PlanProblem,
    PlanUnreadable,
)
from hocba_ops.plans import Block, PlanDraft, PlanFinding, Proposed, check_draft, draft_text, read_plan
from hocba_ops.plans.draft_file import DraftOrder, document_id
from hocba_ops.reporting.formats import day as show_day
from hocba_ops.rulebook import Rulebook
from hocba_ops.rulebook.documents import Document
from hocba_ops.settings import STANDARD_LIMITS, Limits
from hocba_ops.text import search_key
from hocba_ops.workbench.catalogue import Catalogue
from hocba_ops.workbench.plan_files import PlanFile, open_plan_file

__all__ = ["Block", "PlanFinding", "PlanRead", "Proposed", "read_plan_paper", "write_draft"]


@dataclass(frozen=True, slots=True)
class PlanRead:
    """What a paper was read into. `unit` and `school_year` are as told, else as the paper says; empty: nobody says.

    `document`: the id of the paper, in the rulebook where `is_known`.
    """

    file: PlanFile
    draft: PlanDraft
    findings: tuple[PlanFinding, ...]
    unit: str
    school_year: str
    document: str
    is_known: bool

    @property
    def tasks(self) -> tuple[Proposed, ...]:
        """The dated duties and those without a day."""
        return (*self.draft.duties, *self.draft.undated)

    @property
    def guessed(self) -> int:
        """How many proposals hold a guess."""
        return sum(one.is_guessed for one in self.tasks)


def read_plan_paper(
    catalogue: Catalogue, path: Path, *, unit: str = "", school_year: str = "", limits: Limits = STANDARD_LIMITS
) -> PlanRead:
    """Read a paper. Raises `BadParameter` for a unit or a year that is none, and what opening the file raises."""
    book = catalogue.rulebook
    year = _checked_year(school_year)
    if unit and unit not in book.offices:
        raise BadParameter("unit", unit, ParameterProblem.UNKNOWN_UNIT)
    file = open_plan_file(path, limits=limits)
    draft = read_plan(file.blocks, book.plan_words, school_year=year, edge=file.edge)
    if not draft.duties:
        raise PlanUnreadable(file.name, PlanProblem.NO_DUTIES)
    unit = unit or unit_of(draft, book)
    known = _known(draft, book)
    number = document_id(draft.head.number, draft.head.signed_on.year if draft.head.signed_on else None)
    ends = book.offices[unit].valid_to if unit else None
    found = tuple(check_draft(draft, book.plan_words, unit_ends=ends))
    return PlanRead(file, draft, found, unit, draft.head.school_year, known.id if known else number, known is not None)


def _checked_year(text: str) -> str:
    try:
        return str(SchoolYear.parse(text)) if text else ""
    except ValueError as fault:
        raise BadParameter("school-year", text, ParameterProblem.NOT_A_YEAR) from fault


def unit_of(draft: PlanDraft, book: Rulebook) -> str:
    """The unit of the rulebook that a plan's head names; empty where it names none, or more than one."""
    called = search_key(f"{draft.head.body} {draft.head.place}")
    named = [office.id for office in book.offices.values() if search_key(office.name) == called]
    named = named or [one.id for one in book.offices.values() if search_key(one.name) == search_key(draft.head.body)]
    return named[0] if len(named) == 1 else ""


def _known(draft: PlanDraft, book: Rulebook) -> Document | None:
    """The paper as the rulebook lists it: the same number, the same day."""
    head = draft.head
    listed = (one for one in book.documents.values() if one.number and one.number.upper() == head.number.upper())
    return next((one for one in listed if one.signed_on == head.signed_on), None)


def write_draft(catalogue: Catalogue, read: PlanRead, out: Path) -> Path:
    """Write the draft as TOML. The unit and the year must be known by now: `PlanLacking` says which is not."""
    for lack, value in ((PlanLack.UNIT, read.unit), (PlanLack.SCHOOL_YEAR, read.school_year)):
        if not value:
            raise PlanLacking(read.file.name, lack)
    order = DraftOrder(
        unit=read.unit,
        school_year=read.school_year,
        document=read.document,
        file=read.file.name,
        sha256=read.file.sha256,
        place_of=lambda task: place_words(catalogue, task.block),
        clause_of=lambda task: clause_words(catalogue, task),
        is_known=read.is_known,
    )
    write_text(out, draft_text(read.draft, order, catalogue.rulebook.plan_words, catalogue.labels))
    return out


def write_text(out: Path, text: str) -> None:
    """Write a text file, making its folder; `NotPermitted` or `BadParameter` where that cannot be."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, encoding="utf-8", newline="\n")
    except PermissionError as fault:
        raise NotPermitted(str(out)) from fault
    except (FileExistsError, IsADirectoryError, NotADirectoryError) as fault:
        raise BadParameter("out", out, ParameterProblem.NOT_A_FILE) from fault


def place_words(catalogue: Catalogue, block: Block) -> str:
    """Where something stands in its file, as an officer finds it: page and line, table and row, or paragraph."""
    kind = "page" if block.page else "row" if block.table else "paragraph"
    return catalogue.labels(f"plan.place.{kind}", page=block.page, table=block.table, paragraph=block.paragraph)


def clause_words(catalogue: Catalogue, task: Proposed) -> str:
    """The clause of a proposal as a plan of the rulebook cites it: “IV.3.1, gạch đầu dòng thứ hai”."""
    group, kind, turn, parent = task.clause.split("|")
    if kind == "heading":
        return group
    ordinals = catalogue.rulebook.plan_words.date.ordinals
    told = {"turn": _ordinal(int(turn), ordinals), "parent": _ordinal(int(parent), ordinals)}
    named = kind if kind in ("dash", "plus") else "row" if kind.startswith("row") else "plain"
    place = catalogue.labels(f"plan.clause.{named}", number=turn, table=kind.removeprefix("row"), **told)
    return ", ".join(filter(None, (group, place)))


def _ordinal(turn: int, ordinals: Sequence[str]) -> str:
    return ordinals[turn - 1] if 1 <= turn <= len(ordinals) else str(turn)


def finding_words(catalogue: Catalogue, found: PlanFinding) -> str:
    """What a rule found, in one sentence."""
    labels = catalogue.labels
    told = {name: _told(catalogue, value) for name, value in found.told.items()}
    title = f"{clause_words(catalogue, found.duty)}: {found.duty.title}" if found.duty else ""
    return labels(f"plan.found.{found.kind}", title=title, **told)


def _told(catalogue: Catalogue, value: object) -> str:
    if isinstance(value, date):
        return f"{catalogue.labels(f'weekday.{value.isoweekday()}')} {show_day(value, catalogue.labels)}"
    if isinstance(value, Block):
        return place_words(catalogue, value)
    if isinstance(value, tuple):
        return ", ".join(catalogue.labels(f"plan.actor.{actor}") for actor in value)
    return str(value) or catalogue.labels("plan.no_day")
