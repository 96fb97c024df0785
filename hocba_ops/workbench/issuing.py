"""Paper forms made for the pupils of a unit: records composed, XML and PDF written, one by one, resumable.

What was made stands in a list beside the files, a line each; a run that was broken off, or is run again, makes only
what is not there yet with the same content, look and renderer.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from hocba_ops.documents.record import Kind, Lack, Record, find_lacks, read_layout
from hocba_ops.documents.record.lacks import BIRTH, STOPS
from hocba_ops.documents.render import Look, Rendered, Renderer
from hocba_ops.documents.render.batch import Job, render_all
from hocba_ops.documents.render.compile import boxes_text
from hocba_ops.documents.render.spelling import Names
from hocba_ops.documents.xml import schema_text, write_xml
from hocba_ops.errors import NothingToIssue, NotPermitted
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.card_records import Card, read_records
from hocba_ops.workbench.codes import coded
from hocba_ops.workbench.noting import Event, check_trail, note
from hocba_ops.workbench.workforce import workforce_of

LIST, SCHEMA, BOXES = "ke-khai.jsonl", "hoc-ba-so.xsd", ".o-ky.json"
CODE_LENGTH = 2
UNSAFE = re.compile(r"[^\w.-]|^\.+")
"""What a class such as 5/1 or a forged code must not bring into the name of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be made: for a unit and school year as of a day; `schools`, `cards`, `grades` narrow it down."""

    unit: str
    school_year: str
    as_of: date
    out: Path
    look: Look = field(default_factory=Look)
    schools: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    grades: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Composed:
    """A record that could be made: what it says, what it lacks, and whether the year's result is there."""

    school_code: str
    grade: int
    record: Record = field(repr=False)
    lacks: tuple[Lack, ...]
    has_result: bool

    @property
    def card_id(self) -> str:
        """The id of the card."""
        return self.record.text("madinhdanhhocba")

    @property
    def stem(self) -> str:
        """Where the files of the card stand, without their endings: by its id, by which signing knows it again."""
        parts = (self.school_code, self.record.text("tenlop"), self.card_id)
        return "/".join(UNSAFE.sub("-", part) or "-" for part in parts)


class Outcome(StrEnum):
    """What became of a card."""

    MADE = "made"
    KEPT = "kept"
    """Made before, with the same content, look and renderer; it may have been signed since."""
    HELD = "held"
    """What was made before has been signed or changed since, and would now become another: it is not overwritten."""
    REFUSED = "refused"
    """It lacks what no file can be without."""
    NO_RESULT = "no_result"
    """No file holds the year's result yet."""
    SHARED = "shared"
    """Another pupil has a card of the same id: one file cannot be of both."""
    FAILED = "failed"
    """The renderer could not set it."""


@dataclass(frozen=True, slots=True)
class Issued:
    """What became of a card, and where its files stand."""

    composed: Composed
    outcome: Outcome
    pdf: Path | None = None
    error: str = ""


LABELLED = frozenset(
    field.name
    for kind in Kind
    for fields in (read_layout(kind).fields, *read_layout(kind).children.values())
    for field in fields
    if field.is_required or field.is_needed
) | {BIRTH[0]}
"""The fields that have a name for officers: those that a record may be asked for."""


def look_of(*, is_tagged: bool, has_cover: bool, look_up: str | None) -> Look:
    """How forms are to look; without `look_up`, the QR code says the code itself. The code of each card comes later."""
    plain = Look(is_tagged=is_tagged, has_cover=has_cover)
    return replace(plain, look_up=look_up) if look_up else plain


def names_of(bench: Workbench) -> Names:
    """Names of ethnic groups, nationalities and subjects by code; subjects in the order of the secondary circular."""
    known = bench.rulebook.exchange.subjects
    ordered = [one.id for one in bench.rulebook.secondary.subject if one.id in known]
    subjects = {known[one].code: known[one].name for one in dict.fromkeys((*ordered, *known))}
    return Names(_spelled(bench, "dan_toc"), _spelled(bench, "quoc_tich"), subjects)


def _spelled(bench: Workbench, code_list: str) -> dict[str, str]:
    listed = bench.rulebook.exchange.codes[code_list]
    terms = bench.rulebook.identity.catalogues[listed.catalogue].terms
    keys = listed.values or {key: key for key in terms}
    return {code: next((one for one in terms[key] if len(one) > CODE_LENGTH), key) for code, key in keys.items()}


def compose(bench: Workbench, order: Order) -> tuple[Composed, ...]:
    """The records of an order, in the order of schools, grades and classes; `NothingToIssue` when there is none."""
    found = [
        Composed(card["school_code"], card["grade"], record, find_lacks(record), _has_result(card))
        for card, record in read_records(bench, order.unit, order.school_year, order.as_of, wanted=_wanted(order))
        if not order.cards or record.text("madinhdanhhocba") in order.cards
    ]
    if not found:
        raise NothingToIssue(f"{order.as_of:%d/%m/%Y}")
    return tuple(found)


def issue(bench: Workbench, order: Order, composed: Sequence[Composed], *, now: datetime) -> Iterator[Issued]:
    """Make the files of each record, and tell of each as it is done; `NotPermitted` where the folder is barred.

    The audit trail has in the end how many were made of each school, also when it was stopped.
    """
    check_trail(bench)
    made: Counter[str] = Counter()
    try:
        for one in _issue_each(bench, order, composed):
            made[one.composed.school_code] += one.outcome is Outcome.MADE
            yield one
    finally:
        for school, count in sorted((+made).items()):
            note(bench, Event.EXPORTED, by="", now=now, target="issue", about_unit=school, rows=count)


def _issue_each(bench: Workbench, order: Order, composed: Sequence[Composed]) -> Iterator[Issued]:
    try:
        order.out.mkdir(parents=True, exist_ok=True)
        (order.out / SCHEMA).write_bytes(schema_text())
    except PermissionError as fault:
        raise NotPermitted(str(fault.filename or order.out)) from fault
    names = names_of(bench)
    made = read_list(order.out / LIST)
    renderer = Renderer(names).fingerprint
    waiting: dict[str, Composed] = {}
    jobs: list[Job] = []
    holders = Counter(one.card_id for one in composed)
    looks = {one.stem: coded(bench, order.look, one.record) for one in composed}
    for one in composed:
        is_shared = holders[one.card_id] > 1
        look = looks[one.stem]
        set_aside = Issued(one, Outcome.SHARED) if is_shared else _aside(one, order, made, renderer, look)
        if set_aside:
            yield set_aside
        else:
            waiting[one.stem] = one
            jobs.append(Job(one.stem, (write_xml(one.record),), look))
    files = {job.key: job.files[0] for job in jobs}
    for done in render_all(jobs, names, over=workforce_of(bench.settings)):
        one = waiting[done.key]
        if done.rendered is None:
            yield Issued(one, Outcome.FAILED, error=done.error)
        else:
            yield Issued(one, Outcome.MADE, _write(one, order, files[done.key], done.rendered, looks[done.key]))


def read_list(path: Path) -> Mapping[str, Mapping[str, Any]]:
    """What the list says was made, by the place of the files; a line that broke off half-written does not count."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    told = (_line(line) for line in lines)
    return {str(one["file"]): one for one in told if "file" in one}


def count_lacks(composed: Sequence[Composed]) -> list[tuple[str, str, int]]:
    """How many records lack each field, by field and kind of lack, the commonest first."""
    counted = Counter((lack.field, lack.kind.value) for one in composed for lack in one.lacks)
    return [
        (name, kind, count) for (name, kind), count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def _wanted(order: Order) -> pl.Expr:
    """The cards of the schools and grades of an order."""
    is_school = pl.col("school_code").is_in(order.schools) if order.schools else pl.lit(value=True)
    return is_school & pl.col("grade").is_in(order.grades) if order.grades else is_school


def _has_result(card: Card) -> bool:
    return bool(card["has_result"] or card["is_not_assessed"])


def _aside(
    one: Composed, order: Order, made: Mapping[str, Mapping[str, Any]], renderer: str, look: Look
) -> Issued | None:
    if any(lack.kind in STOPS for lack in one.lacks):
        return Issued(one, Outcome.REFUSED)
    if not one.has_result:
        return Issued(one, Outcome.NO_RESULT)
    pdf = _at(order, one, ".pdf")
    if not pdf.is_file():
        return None
    told, data = made.get(one.stem, {}), pdf.read_bytes()
    is_base = sha256(data[: int(told.get("pdf_bytes", 0))]).hexdigest() == told.get("pdf_sha256")
    wanted = {"content_hash": one.record.content_hash, "renderer": renderer, "look": look.text()}
    if is_base and all(told.get(name) == value for name, value in wanted.items()):
        return Issued(one, Outcome.KEPT, pdf)
    is_untouched = is_base and len(data) == told.get("pdf_bytes")
    return None if is_untouched else Issued(one, Outcome.HELD, pdf)


def _write(one: Composed, order: Order, xml: bytes, rendered: Rendered, look: Look) -> Path:
    """The files of a card, each there whole or not at all, then its line in the list."""
    for ending, data in ((".xml", xml), (BOXES, boxes_text(rendered.boxes)), (".pdf", rendered.pdf)):
        path = _at(order, one, ending)
        path.parent.mkdir(parents=True, exist_ok=True)
        staged = path.with_name(f".{path.name}.new")
        staged.write_bytes(data)
        staged.replace(path)
    told = {
        "file": one.stem,
        "card_id": one.card_id,
        "content_hash": rendered.content_hash,
        "xml_sha256": sha256(xml).hexdigest(),
        "pdf_sha256": sha256(rendered.pdf).hexdigest(),
        "pdf_bytes": len(rendered.pdf),
        "renderer": rendered.fingerprint,
        "look": look.text(),
    }
    with (order.out / LIST).open("a", encoding="utf-8") as listed:
        listed.write(json.dumps(told, ensure_ascii=False, sort_keys=True) + "\n")
    return _at(order, one, ".pdf")


def _at(order: Order, one: Composed, ending: str) -> Path:
    return order.out / f"{one.stem}{ending}"


def _line(text: str) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
