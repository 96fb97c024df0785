"""Official documents from draft to release: two people, the figures computed again, a number from the register.

A document lives in a folder of its own. What is issued is made from the order and the store alone: a draft that
somebody edited elsewhere is never what goes out under a number.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from hocba_ops.access.journal import Journal
from hocba_ops.access.numbering import Numbered, NumberRegister, Stage
from hocba_ops.access.trail import Event, Trail
from hocba_ops.documents.letters import FORM, Set, set_pages
from hocba_ops.documents.letters.signing import boxes_text
from hocba_ops.documents.letters.word import make_docx
from hocba_ops.documents.signing.batch import write_whole
from hocba_ops.errors import BadParameter, FiguresMoved, LetterProblem, LetterRefused, ParameterProblem
from hocba_ops.reporting.origin import Origin
from hocba_ops.reporting.workbook import write_workbook
from hocba_ops.text import fold_spaces, nfc, search_key
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.letter_content import Content, Telling, compose
from hocba_ops.workbench.letter_order import LetterOrder, checked_order, kind_of
from hocba_ops.workbench.letter_paper import paper_letters, paper_of, sign_pattern
from hocba_ops.workbench.viewing import local_person

REGISTER = "so-dang-ky"
DRAFT_PDF, DRAFT_DOCX, RECORD = "du-thao.pdf", "du-thao.docx", "du-thao.json"
ISSUED, BOXES = "van-ban.pdf", "van-ban.o-ky.json"
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Letter:
    """A document: its order, where its files lie, and what the register has of it (None: a draft)."""

    letter_id: str
    order: LetterOrder
    folder: Path
    numbered: Numbered | None

    @property
    def stage(self) -> str:
        """How far it has come: draft, numbered, released or withdrawn."""
        return str(self.numbered.stage) if self.numbered else "draft"


def register_of(bench: Workbench) -> NumberRegister:
    """The register of numbers of a workspace."""
    return NumberRegister(Journal(_root(bench) / REGISTER))


def draft_letter(bench: Workbench, order: LetterOrder) -> Letter:
    """Write a draft: PDF with its mark, DOCX to edit, an Excel annex a step. A draft of the same order is replaced.

    Raises what `checked_order` and `compose` raise, `LetterRefused` for one that has its number already.
    """
    whole = checked_order(bench, order)
    known = register_of(bench).standing().get(whole.letter_id)
    if known is not None:
        raise LetterRefused(whole.letter_id, LetterProblem.DONE)
    content = compose(bench, whole)
    folder = _root(bench) / whole.letter_id
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / DRAFT_PDF, pages_of(bench, whole, content).pdf)
    write_whole(folder / DRAFT_DOCX, make_docx(paper_of(bench, whole, content)))
    _write_annexes(bench, whole, content, folder)
    write_whole(folder / RECORD, (_record(whole, content) + "\n").encode())
    return Letter(whole.letter_id, whole, folder, None)


def release_letter(
    bench: Workbench, letter_id: str, *, by: str, second: str, now: datetime, wanted: int | None = None
) -> Letter:
    """Give a draft its number and write what is issued, once a second person agrees and every check holds.

    The figures are computed again; the office is in being on the day; no small count shows. `LetterRefused`,
    `FiguresMoved` or `OfficeNotInBeing` otherwise, and then no number is taken. A release that a crash broke off goes
    on with its number.
    """
    people = _two(by, second)
    letter = open_letter(bench, letter_id)
    if letter.stage in (Stage.RELEASED, Stage.WITHDRAWN):
        raise LetterRefused(letter_id, LetterProblem[{"released": "DONE"}.get(letter.stage, "WITHDRAWN")])
    order = checked_order(bench, letter.order)
    content = _checked_content(bench, order, letter)
    series = f"{order.issuer}:{paper_letters(bench, order)}|{order.dated[:4]}|{kind_of(bench, order).abbreviation}"
    asked = Numbered(letter_id, series, 0, order.dated, "", Stage.NUMBERED, *people)
    register = register_of(bench)
    given = register.take(asked, pattern=sign_pattern(bench, order), wanted=wanted, now=now)
    made = pages_of(bench, order, content, sign=given.sign)
    write_whole(letter.folder / BOXES, boxes_text(made.boxes))
    write_whole(letter.folder / ISSUED, made.pdf)
    digest = sha256(made.pdf).hexdigest()
    register.note(letter_id, Stage.RELEASED, {"sha256": digest}, now=now)
    note_letter(bench, Event.RELEASED, letter, by=people[0], detail=f"{given.sign}; {people[1]}", now=now)
    return replace(letter, numbered=replace(given, stage=Stage.RELEASED, sha256=digest))


def withdraw_letter(bench: Workbench, letter_id: str, *, by: str, reason: str, now: datetime) -> Letter:
    """Take back a released document; its number stays with it for good."""
    letter = open_letter(bench, letter_id)
    if letter.numbered is None:
        raise LetterRefused(letter_id, LetterProblem.NOT_RELEASED)
    if letter.stage == Stage.WITHDRAWN:
        raise LetterRefused(letter_id, LetterProblem.WITHDRAWN)
    said = {"by": _said(by, "by"), "reason": _said(reason, "reason")}
    register_of(bench).note(letter_id, Stage.WITHDRAWN, said, now=now)
    note_letter(bench, Event.RELEASED, letter, by=said["by"], detail=str(Stage.WITHDRAWN), now=now)
    return replace(letter, numbered=replace(letter.numbered, stage=Stage.WITHDRAWN))


def list_letters(bench: Workbench) -> list[Letter]:
    """Every document of the workspace, by the day that it bears."""
    held = register_of(bench).standing()
    folders = sorted(path.parent for path in _root(bench).glob(f"*/{RECORD}"))
    return [Letter(path.name, _order(path), path, held.get(path.name)) for path in folders]


def open_letter(bench: Workbench, letter_id: str) -> Letter:
    """The document of an id; `LetterRefused` for one that is not there, or whose record cannot be read."""
    folder = _root(bench) / letter_id
    if Path(letter_id).name != letter_id or not (folder / RECORD).is_file():
        raise LetterRefused(letter_id, LetterProblem.UNKNOWN)
    return Letter(letter_id, _order(folder), folder, register_of(bench).standing().get(letter_id))


def pages_of(bench: Workbench, order: LetterOrder, content: Content, *, sign: str = "") -> Set:
    """The pages of a document, with what it was made from inside."""
    return set_pages(paper_of(bench, order, content, sign=sign), carried_of(bench, order, content, sign=sign))


def carried_of(bench: Workbench, order: LetterOrder, content: Content, *, sign: str) -> dict[str, Any]:
    """What a document carries: its order, from which state of the store it was made, and every figure it states."""
    held = bench.store.state(date.fromisoformat(order.as_of))
    asked = (kind_of(bench, order).steps[0], order.about, order.school_year, order.as_of, "")
    origin = Origin(*asked, held, bench.rulebook.sha256, version("hocba-ops"))
    figures = list(content.figures)
    return {"form": FORM, "order": order.told(), "sign": sign, "origin": origin.told(), "figures": figures}


def note_letter(bench: Workbench, event: Event, letter: Letter, *, by: str, detail: str, now: datetime) -> None:
    """Enter in the trail what was done with a document."""
    trail, person = Trail.open(bench.settings.path(bench.settings.access)), local_person(bench, by)
    trail.record(event, person, now=now, target=letter.letter_id, about_unit=letter.order.about, detail=detail)


def _checked_content(bench: Workbench, order: LetterOrder, letter: Letter) -> Content:
    """The content computed again, once it is what the draft says and hides what is small."""
    telling = Telling.of(bench, order)
    if telling.has_small_cells():
        raise LetterRefused(letter.letter_id, LetterProblem.SMALL_CELLS)
    content = telling.content()
    said, now_said = _read_record(letter.folder)["says"], says_of(content)
    moved = [one for one in now_said if one not in said] + [one for one in said if one not in now_said]
    if said != now_said:
        raise FiguresMoved(letter.letter_id, moved[:SHOWN], len(moved) or 1)
    return content


def says_of(content: Content) -> list[str]:
    """Every text of the body, one line each: what two computations are held against each other by."""
    lines = [part.text for part in content.parts]
    return [*lines, *(" | ".join(row) for part in content.parts for row in (part.heads, *part.rows) if row)]


def _record(order: LetterOrder, content: Content) -> str:
    return json.dumps({"order": order.told(), "says": says_of(content)}, ensure_ascii=False, indent=1)


def _read_record(folder: Path) -> Mapping[str, Any]:
    try:
        told: Mapping[str, Any] = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        if LetterOrder.read(told["order"]).letter_id != folder.name or not isinstance(told["says"], list):
            raise LetterRefused(folder.name, LetterProblem.ALTERED)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise LetterRefused(folder.name, LetterProblem.ALTERED) from fault
    return told


def _order(folder: Path) -> LetterOrder:
    return LetterOrder.read(_read_record(folder)["order"])


def _write_annexes(bench: Workbench, order: LetterOrder, content: Content, folder: Path) -> None:
    cells = {"suppressed": "suppressed"}.get(kind_of(bench, order).small_cells, "")
    for answer in content.answers:
        origin = replace(bench.origin(answer), small_cells=cells)
        path = folder / f"phu-luc-{answer.step}.xlsx"
        write_workbook(answer, path, labels=bench.labels, names=bench.names(answer), origin=origin)


def _two(by: str, second: str) -> tuple[str, str]:
    said = _said(by, "by"), _said(second, "second")
    if search_key(said[0]) == search_key(said[1]):
        raise LetterRefused(said[1], LetterProblem.SAME_PERSON)
    return said


def _said(text: str, name: str) -> str:
    said = fold_spaces(nfc(text))
    if not said:
        raise BadParameter(name, text, ParameterProblem.EMPTY)
    return said


def _root(bench: Workbench) -> Path:
    return bench.settings.path(bench.settings.letters)


def parse_day(name: str, text: str) -> str:
    """A day as people write it in commands; `BadParameter` for what is none."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as fault:
        raise BadParameter(name, text, ParameterProblem.NOT_A_DAY) from fault
