"""Copies given out of a paper form: only of one that is proved to say what its data say, each entered in the book."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from hocba_ops.documents.record import Record
from hocba_ops.documents.render import Copy, CopyForm, Look, Rendered, Renderer, prove_pages
from hocba_ops.documents.render.attached import read_attached
from hocba_ops.documents.xml import open_xml
from hocba_ops.errors import FormProblem, FormRefused, LedgerBroken, LedgerProblem, NotPermitted
from hocba_ops.registry import Ledger
from hocba_ops.registry.chain import SCHEMA
from hocba_ops.registry.copies import book_of_copies
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.issuing import names_of
from hocba_ops.workbench.noting import Event, check_trail, note

DOWNLOADED = "tai_ve"
"""How the book of copies names the signed file itself, fetched by whoever has its look-up code; no form of a copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyOrder:
    """A copy that is asked for: of which file, in which form, by whom for which body, what for. `years`: only these."""

    path: Path
    out: Path
    form: CopyForm
    body: str
    by: str
    reason: str
    number: str = ""
    place: str = ""
    years: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """A copy that was given out: its file, its place in the book, and the digest of the book up to it."""

    path: Path
    rendered: Rendered
    sequence: int
    digest: str


def copy_order(*, form: str, **told: Any) -> CopyOrder:
    """An order from words as a command has them."""
    return CopyOrder(form=CopyForm(form), **told)


def books_of(bench: Workbench) -> Ledger:
    """The book of copies of a workspace."""
    return book_of_copies(bench.settings.path(bench.settings.registry))


def give_copy(bench: Workbench, order: CopyOrder, *, now: datetime) -> Given:
    """Write a copy and enter it in the book; the file appears only once the book has it.

    `FormRefused` for a file of which no copy may be given, `LedgerBusy` or `LedgerMoved` when another enters one.
    """
    check_trail(bench)
    renderer = Renderer(names_of(bench))
    records, look = _proved(order, renderer)
    here = now.astimezone(VIET_NAM).replace(microsecond=0, tzinfo=None)
    copy = Copy(order.form, order.body, here.isoformat(), number=order.number, place=order.place)
    marked = Look(look.is_tagged, look.has_cover and not order.years, look.look_up, copy, code=look.code)
    attached = read_attached(order.path.read_bytes())
    rendered = renderer.render([data for data, _ in records], marked, photo=attached.photo if attached else None)
    book = Ledger.open(books_of(bench).root)
    event = _event(bench, order, records[-1][1], sha256(rendered.pdf).hexdigest(), here)
    purpose = bench.labels("copy.purpose")
    segment = book.append(event, expected=book.head(), recorded_at=now.astimezone(UTC), by=order.by, purpose=purpose)
    assert segment is not None
    try:
        order.out.write_bytes(rendered.pdf)
    except PermissionError as fault:
        raise NotPermitted(str(order.out)) from fault
    school, detail = records[-1][1].text("matruong"), f"{order.form.value} #{segment.last}"
    note(bench, Event.COPIED, by=order.by, now=now, target="copy", about_unit=school, rows=1, detail=detail)
    return Given(order.out, rendered, segment.last, segment.head)


def copies_given(bench: Workbench, *, card: str = "") -> pl.DataFrame:
    """Every entry of the book, or those of one card, oldest first; `LedgerBroken` when the book is not as written."""
    book = books_of(bench)
    found = book.verify()
    if found:
        problem = LedgerProblem[found.reason.upper()]
        raise LedgerBroken(str(book.root), found.segment, found.sequence, problem)
    rows = book.events()
    return rows.filter(pl.col("card_id") == card) if card else rows


def _proved(order: CopyOrder, renderer: Renderer) -> tuple[list[tuple[bytes, Record]], Look]:
    """The records of a form with their files, oldest first, and how the form looks; only of one that is proved."""
    try:
        pdf = order.path.read_bytes()
    except OSError as fault:
        raise FormRefused(str(order.path), FormProblem.UNREADABLE) from fault
    proof = prove_pages(pdf, renderer)
    if proof.faults:
        raise FormRefused(str(order.path), FormProblem[proof.faults[0].name])
    attached = read_attached(pdf)
    assert attached is not None
    assert attached.look is not None
    opened = ((data, open_xml(data).record) for data in attached.records)
    told = [(data, record) for data, record in opened if record is not None and _is_asked(record, order.years)]
    if not told:
        raise FormRefused(str(order.path), FormProblem.YEAR)
    return sorted(told, key=lambda pair: pair[1].text("namhoc")), attached.look


def _is_asked(record: Record, years: Sequence[str]) -> bool:
    return not years or record.text("namhoc") in years


def _event(bench: Workbench, order: CopyOrder, record: Record, digest: str, at: datetime) -> pl.DataFrame:
    event = {
        "card_id": record.text("madinhdanhhocba"),
        "school_code": record.text("matruong"),
        "school_year": record.text("namhoc"),
        "grade": int(record.text("makhoi")),
        "pupil_code": record.text("mahocsinh"),
        "state": order.form.value,
        "happened_at": at,
        "actor": order.by,
        "actor_unit": bench.settings.unit,
        "content_hash": record.content_hash,
        "reason": order.reason,
        "document": order.number or None,
        "source": digest,
    }
    return pl.DataFrame([event], schema=SCHEMA, orient="row")
