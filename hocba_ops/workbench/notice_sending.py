"""One message after the other out of the house: prepared, entered, handed over once, and entered again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import NamedTuple

from hocba_ops.notices.book import TOLD, Book, Notice, Slot, State, id_of
from hocba_ops.notices.delivery import Postman
from hocba_ops.notices.message import Attached, Words, compose
from hocba_ops.notices.outbox import OUTBOX, WAITING, drop_message, write_message
from hocba_ops.notices.recipients import Kind
from hocba_ops.reporting.notice_page import notice_html, notice_sheet, notice_text
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.notice_content import Content
from hocba_ops.workbench.notice_failures import Failure, failures_page
from hocba_ops.workbench.notice_outbox import list_outbox
from hocba_ops.workbench.notice_people import Seen
from hocba_ops.workbench.noting import Event, note
from hocba_ops.workbench.viewing import Viewing

MAINTAINER = "maintainer"
WORKBOOK = "viec-phai-lam.xlsx"
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Planned:
    """What one recipient is told of one kind in one role now; or nothing, and why (`notice_reason.…`)."""

    recipient: str
    kind: Kind
    slot: Slot
    period: str
    seen: Seen
    content: Content | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one message, or why nobody was told."""

    recipient: str
    kind: Kind
    unit: str
    notice: str = ""
    state: State | None = None
    why_not: str = ""
    said: str = ""


class Asking(NamedTuple):
    """What is asked of a run: figures as of which day, days counted from which, only for whom (empty: all), by whom."""

    as_of: date
    today: date
    to: str = ""
    by: str = ""


class Sender:
    """Takes what is planned out of the house, each message once, and enters what became of it."""

    def __init__(self, bench: Workbench, book: Book, postman: Postman | None, clock: Clock, asking: Asking) -> None:
        self._bench, self._book, self._postman, self._clock, self._asking = bench, book, postman, clock, asking
        self._known = book.read()

    def tell(self, planned: Planned) -> Done:
        """Send what is planned, or enter why nothing is sent."""
        unit, content = planned.slot.unit, planned.content
        if planned.why_not or content is None or planned.seen.viewing is None:
            if planned.why_not != "told":
                told = {"recipient": planned.recipient, "kind": planned.kind, "unit": unit, "reason": planned.why_not}
                self._book.skip(self._known, **told, now=self._clock())
            return Done(planned.recipient, planned.kind, unit, why_not=planned.why_not)
        self._see_server()
        words = _words(planned.seen.viewing, planned.seen, content)
        held = planned.seen.viewing.bench.store.state(self._asking.as_of)
        notice = self._notice(planned.recipient, planned.slot, planned.period, content.print, held=held)
        return self._go(notice, words)

    def tell_failures(self, address: str, failures: Sequence[Failure]) -> Iterator[Done]:
        """Tell a maintainer of the failures of which they were not told yet."""
        slot, known = Slot(Kind.FAILURES, address), self._known
        told = {run for one in known.of(slot) if one.state not in (State.PREPARED, State.FAILED) for run in one.about}
        fresh = [one for one in failures if one.run not in told]
        if not fresh:
            return
        self._see_server()
        bench, runs = self._bench, tuple(one.run for one in fresh)
        page = failures_page(bench, fresh, day=self._clock().astimezone(VIET_NAM).date())
        words = Words(
            subject=page.title,
            text=notice_text(page, bench.labels),
            page=notice_html(page, bench.labels),
            language=bench.labels("report.language"),
        )
        digest = sha256("\n".join(runs).encode()).hexdigest()[:32]
        yield self._go(self._notice(MAINTAINER, slot, digest, digest, about=runs), words)

    def deliver(self, notice: Notice, content: bytes) -> Done:
        """Hand over a message that stands ready; it is said to be sending from before the first byte leaves."""
        if self._postman is None:
            return self._to_outbox(notice, content)
        self._postman.ready()
        self._book.enter(State.SENDING, notice.id, now=self._clock(), by=self._asking.by)
        state, said = self._postman.hand_over(content, to=notice.slot.email)
        self._book.enter(state, notice.id, now=self._clock(), said=said)
        return self._ended(notice, state, said)

    def _see_server(self) -> None:
        """See that the server listens before anything is written about a message."""
        if self._postman is not None:
            self._postman.ready()

    def _go(self, notice: Notice, words: Words) -> Done:
        bench, is_draft = self._bench, self._postman is None
        content = compose(
            words,
            sender=bench.settings.mail.sender if bench.settings.mail else "",
            called=bench.labels("notice.sender", unit=bench.name_of(bench.settings.unit)),
            to=notice.slot.email,
            notice=notice.id,
            at=notice.at,
            is_draft=is_draft,
        )
        notice = replace(notice, file=sha256(content).hexdigest())
        self._forget_older(notice)
        if not is_draft:
            write_message(self._book.root / WAITING, notice.id, _file_name(notice), content)
        self._book.prepare(notice, now=notice.at)
        return self.deliver(notice, content)

    def _to_outbox(self, notice: Notice, content: bytes) -> Done:
        folder = self._book.root / OUTBOX
        write_message(folder, notice.id, _file_name(notice), content)
        self._book.enter(State.OUTBOX, notice.id, now=self._clock(), by=self._asking.by)
        list_outbox(self._bench, self._book)
        return self._ended(notice, State.OUTBOX, "")

    def _ended(self, notice: Notice, state: State, said: str) -> Done:
        slot = notice.slot
        if state in TOLD:
            drop_message(self._book.root / WAITING, notice.id)
        detail = f"{notice.id} {state} {slot.who or slot.email}"
        about = slot.unit or self._bench.settings.unit
        target, by = f"notices.{slot.kind}", self._asking.by
        note(self._bench, Event.NOTIFIED, by=by, now=self._clock(), target=target, about_unit=about, detail=detail)
        return Done(notice.recipient, Kind(slot.kind), slot.unit, notice.id, state, said=said)

    def _notice(
        self, name: str, slot: Slot, period: str, print_: str, *, held: str = "", about: tuple[str, ...] = ()
    ) -> Notice:
        return Notice(
            id=id_of(slot, period=period, print_=print_),
            recipient=name,
            slot=slot,
            period=period,
            print=print_,
            as_of=self._asking.as_of if held else None,
            held=held,
            file="",
            about=about,
            at=self._clock(),
        )

    def _forget_older(self, notice: Notice) -> None:
        """Messages of the slot that never left are replaced by this one."""
        for one in self._known.of(notice.slot):
            if one.state in (State.PREPARED, State.FAILED):
                drop_message(self._book.root / WAITING, one.id)


def _file_name(notice: Notice) -> str:
    return f"{notice.at.astimezone(VIET_NAM):%Y-%m-%d}_{notice.slot.kind}_{notice.recipient}"


def _words(viewing: Viewing, seen: Seen, content: Content) -> Words:
    """The message of a content.

    Its workbook comes along, marked and entered in the trail, where the recipient wants it and the role may take it.
    """
    labels, page, attached = viewing.labels, content.page, tuple[Attached, ...]()
    if content.tasks is not None and seen.recipient.attach:
        may = viewing.may("export")
        attached = (_workbook(viewing, content),) if may else ()
        told = labels("notice.attached") if may else labels("notice.no_attachment")
        page = replace(page, lines=(*page.lines, told))
    return Words(
        subject=page.title,
        text=notice_text(page, labels),
        page=notice_html(page, labels),
        language=labels("report.language"),
        attached=attached,
    )


def _workbook(viewing: Viewing, content: Content) -> Attached:
    labels, tasks = viewing.labels, content.tasks
    assert tasks is not None
    mark = viewing.mark("notices.work_list", viewing.person.unit, rows=len(tasks.rows))
    lines = [(labels("notice.unit"), viewing.name_of(viewing.person.unit)), (labels("notice.made_for"), mark)]
    return Attached(WORKBOOK, notice_sheet(content.page.title, tasks, lines, labels))
