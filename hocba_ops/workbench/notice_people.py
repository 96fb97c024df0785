"""Who may be told: a recipient of the list as the persons whom their grants make of them, or why as nobody."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from hocba_ops.access.grants import TAKEN, Grant
from hocba_ops.access.person import Person
from hocba_ops.errors import OutOfScope
from hocba_ops.notices.recipients import Recipient
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.granting import grants_held, grants_journal, same_name
from hocba_ops.workbench.speaking import in_language
from hocba_ops.workbench.viewing import Viewing, view_of


@dataclass(frozen=True, slots=True)
class Seen:
    """A recipient in one role: what they see, or why they see nothing (`notice_reason.…`)."""

    recipient: Recipient
    grant: Grant | None
    viewing: Viewing | None = None
    why_not: str = ""


class People:
    """The grants of a workspace, and the store as it is at the moment, for all recipients the same."""

    def __init__(self, bench: Workbench, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._still = bench.still()
        self._held = grants_held(bench)
        self._taken = [entry["who"] for entry in grants_journal(bench).entries() if entry["event"] == TAKEN]
        self._spoken: dict[str, Workbench] = {}

    def seen_by(self, recipient: Recipient) -> Iterator[Seen]:
        """What each of the recipient's grants shows today; one line with the reason where none does."""
        mine = [one for one in self._held if _is_named(one, recipient)]
        if not mine:
            is_taken = any(same_name(who, recipient.who) for who in self._taken)
            yield Seen(recipient, None, why_not="withdrawn" if is_taken else "never_given")
        day = self._clock().astimezone(VIET_NAM).date()
        for grant in mine:
            if grant.holds_on(day):
                yield self._view(recipient, grant)
            else:
                is_early = grant.valid_from is not None and day < grant.valid_from
                yield Seen(recipient, grant, why_not="not_yet" if is_early else "expired")

    def _view(self, recipient: Recipient, grant: Grant) -> Seen:
        person = Person(grant.who, grant.who, grant.role, grant.unit, grant.staff_code)
        try:
            return Seen(recipient, grant, view_of(self._bench(recipient.language), person, clock=self._clock))
        except OutOfScope:
            return Seen(recipient, grant, why_not="out_of_scope")

    def _bench(self, language: str) -> Workbench:
        """The workbench in a language, with scopes of its own: answers and notes are words."""
        if language not in self._spoken:
            self._spoken[language] = replace(in_language(self._still, language), viewed={})
        return self._spoken[language]


def _is_named(grant: Grant, recipient: Recipient) -> bool:
    is_theirs = same_name(grant.who, recipient.who)
    return is_theirs and recipient.role in ("", grant.role) and recipient.unit in ("", grant.unit)
