"""The book of notices: a journal of what was prepared, what left, what did not, and why somebody was told nothing.

A message is `prepared`, then `sending` from before the first byte leaves until the server has answered. One that is
said to be sending while nobody holds the book's turn was cut off in between: nobody knows whether it came, so it is
`uncertain`, and never goes out again by itself.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from hocba_ops.access.journal import Journal
from hocba_ops.errors import NoticesBusy
from hocba_ops.tables.changes import VIET_NAM


class State(StrEnum):
    """Where a message stands; its word stands in the labels as `notice_state.<value>`."""

    PREPARED = "prepared"
    SENDING = "sending"
    SENT = "sent"
    OUTBOX = "outbox"
    """Written into the outbox, for somebody to send by hand."""
    FAILED = "failed"
    """The server said no; it goes out with the next run, if there is still the same to tell."""
    UNCERTAIN = "uncertain"


REASONS = (
    "told",
    "nothing_new",
    "nothing_to_tell",
    "nothing_loaded",
    "uncertain",
    "not_theirs",
    "never_given",
    "withdrawn",
    "not_yet",
    "expired",
    "out_of_scope",
)
"""Why somebody is told nothing; the words stand in the labels as `notice_reason.<value>`."""
TOLD = frozenset({State.SENT, State.OUTBOX})
OPEN = frozenset({State.SENDING, State.UNCERTAIN})
"""A message that is in one of these may have come."""
SKIPPED = "skipped"
"""The event that tells why somebody was told nothing."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What one mailbox is told of one kind in one role: nothing is told twice in it."""

    kind: str
    email: str
    who: str = ""
    role: str = ""
    unit: str = ""

    @property
    def key(self) -> str:
        """One text that stands for it, whatever letters the mailbox is written with."""
        return "|".join((self.kind, self.email.lower(), self.who.lower(), self.role, self.unit))


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message. `print`: a digest of what it tells; `file`: of its bytes.

    `as_of`, `held`: the day and the state of the store from which it tells. `about`: the runs of which it tells.
    """

    id: str
    recipient: str
    slot: Slot
    period: str
    print: str
    as_of: date | None
    held: str
    file: str
    about: tuple[str, ...] = ()
    state: State = State.PREPARED
    at: datetime
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Somebody was told nothing; `reason`: its word stands in the labels as `notice_reason.<value>`."""

    recipient: str
    kind: str
    unit: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that the book tells, oldest first."""

    notices: Mapping[str, Notice]
    skipped: tuple[Skipped, ...] = ()

    def of(self, slot: Slot) -> list[Notice]:
        """The messages of a slot, in the order in which they were last prepared."""
        return [one for one in self.notices.values() if one.slot.key == slot.key]

    def last_told(self, slot: Slot) -> Notice | None:
        """The last message of a slot that left."""
        return next((one for one in reversed(self.of(slot)) if one.state in TOLD), None)

    def is_over(self, slot: Slot, *, period: str) -> str:
        """Why nothing more is told in a period, whatever there is to tell: it was told, or may have been; or ""."""
        states = {one.state for one in self.of(slot) if one.period == period}
        return "told" if states & TOLD else "uncertain" if states & OPEN else ""

    def why_not(self, slot: Slot, *, print_: str) -> str:
        """Why this is not told in a new period: nothing new, or nobody knows whether the very same came; or ""."""
        if any(one.state in OPEN and one.print == print_ for one in self.of(slot)):
            return "uncertain"
        last = self.last_told(slot)
        return "nothing_new" if last is not None and last.print == print_ else ""


@dataclass(frozen=True, slots=True)
class Book:
    """The notices folder of a workspace: the journal, the turn to send, the messages that wait."""

    root: Path

    @property
    def journal(self) -> Journal:
        """The journal of notices."""
        return Journal(self.root / "history")

    @contextmanager
    def turn(self) -> Iterator[None]:
        """The turn to send; `NoticesBusy` when another program has it."""
        self.root.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.root / "sending.lock", timeout=0):
                yield
        except Timeout as fault:
            raise NoticesBusy(str(self.root)) from fault

    def settle(self, *, now: datetime) -> tuple[Notice, ...]:
        """Mark what was cut off while it was being sent; only within `turn`. Those messages."""
        cut = tuple(one for one in self.read().notices.values() if one.state is State.SENDING)
        for one in cut:
            self.enter(State.UNCERTAIN, one.id, now=now)
        return cut

    def read(self) -> Known:
        """The state that follows from the whole journal."""
        notices: dict[str, Notice] = {}
        skipped: list[Skipped] = []
        for entry in self.journal.entries():
            if entry["event"] == State.PREPARED:
                notices.pop(entry["notice"], None)
                notices[entry["notice"]] = _prepared(entry)
            elif entry["event"] in State.__members__.values() and entry.get("notice") in notices:
                notices[entry["notice"]] = _moved(notices[entry["notice"]], entry)
            elif entry["event"] == SKIPPED:
                skipped.append(_skipped(entry))
        return Known(notices, tuple(skipped))

    def prepare(self, notice: Notice, *, now: datetime) -> None:
        """Enter that a message stands ready."""
        slot = {name: getattr(notice.slot, name) for name in ("kind", "email", "who", "role", "unit")}
        facts = {"notice": notice.id, "recipient": notice.recipient, **slot}
        facts |= {"period": notice.period, "print": notice.print, "file": notice.file, "about": list(notice.about)}
        facts |= {"as_of": notice.as_of.isoformat() if notice.as_of else "", "held": notice.held}
        self.journal.append(State.PREPARED, facts, now=now)

    def enter(self, state: State, notice: str, *, now: datetime, **facts: Any) -> None:
        """Enter what became of a message; on disk when this returns."""
        self.journal.append(state, {"notice": notice, **facts}, now=now)

    def skip(self, known: Known, *, recipient: str, kind: str, unit: str, reason: str, now: datetime) -> None:
        """Enter that somebody was told nothing, and why; the same of the same day is entered once."""
        told = {"recipient": recipient, "kind": str(kind), "unit": unit, "reason": reason}
        today = [one for one in known.skipped if one.at.astimezone(VIET_NAM).date() == now.astimezone(VIET_NAM).date()]
        if told not in [{name: getattr(one, name) for name in told} for one in today]:
            self.journal.append(SKIPPED, told, now=now)


def id_of(slot: Slot, *, period: str, print_: str) -> str:
    """The name of a message: the same for the same words to the same mailbox in the same period."""
    return sha256("|".join((slot.key, period, print_)).encode()).hexdigest()[:20]


def _prepared(entry: Mapping[str, Any]) -> Notice:
    slot = Slot(*(str(entry[name]) for name in ("kind", "email", "who", "role", "unit")))
    return Notice(
        id=entry["notice"],
        recipient=entry["recipient"],
        slot=slot,
        period=entry["period"],
        print=entry["print"],
        as_of=date.fromisoformat(entry["as_of"]) if entry["as_of"] else None,
        held=entry["held"],
        file=entry["file"],
        about=tuple(entry["about"]),
        at=datetime.fromisoformat(entry["at"]),
    )


def _moved(notice: Notice, entry: Mapping[str, Any]) -> Notice:
    at, said = datetime.fromisoformat(entry["at"]), str(entry.get("said", ""))
    return replace(notice, state=State(entry["event"]), at=at, said=said)


def _skipped(entry: Mapping[str, Any]) -> Skipped:
    told = {name: str(entry[name]) for name in ("recipient", "kind", "unit", "reason")}
    return Skipped(**told, at=datetime.fromisoformat(entry["at"]))
