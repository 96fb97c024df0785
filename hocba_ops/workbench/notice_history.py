"""What the book of notices tells, line by line: who was told what of which unit, and who was told nothing and why."""

from dataclasses import dataclass
from datetime import datetime

from hocba_ops.notices.book import Book, State
from hocba_ops.settings import Settings

BAD = frozenset({State.FAILED, State.UNCERTAIN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A line. `outcome`: the label that says what came of it; `notice`: the message, empty where none was made."""

    at: datetime
    recipient: str
    kind: str
    unit: str
    notice: str
    outcome: str
    said: str

    @property
    def is_bad(self) -> bool:
        """Whether a message did not leave, or nobody knows whether it came."""
        return self.outcome in {f"notice_state.{state}" for state in BAD}


def notice_history(settings: Settings) -> list[Told]:
    """Every line of the book of a workspace, oldest first."""
    known = Book(settings.path(settings.notices)).read()
    sent = [
        Told(at=one.at, recipient=one.recipient, kind=one.slot.kind, unit=one.slot.unit, notice=one.id,
             outcome=f"notice_state.{one.state}", said=one.said)
        for one in known.notices.values()
    ]  # fmt: skip
    skipped = [
        Told(at=one.at, recipient=one.recipient, kind=one.kind, unit=one.unit, notice="",
             outcome=f"notice_reason.{one.reason}", said="")
        for one in known.skipped
    ]  # fmt: skip
    return sorted([*sent, *skipped], key=lambda line: line.at)
