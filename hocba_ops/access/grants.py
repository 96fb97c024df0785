"""Grants: who holds which role in which unit, from which day to which, as a journal that says who gave them when."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from hocba_ops.access.journal import Journal

GIVEN = "granted"
TAKEN = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """A role in a unit, given to a login (`who`: `issuer|sub`, or the name by which it signs in) for some days.

    `staff_code`: the person's code in the school's list of staff; roles of a school hang on it.
    """

    who: str
    role: str
    unit: str
    staff_code: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day, both ends included."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


def give(journal: Journal, grant: Grant, *, by: str, now: datetime) -> str:
    """Enter a grant; one of the same person, role and unit is replaced. The digest of the journal."""
    return journal.append(GIVEN, {**_told(grant), "by": by}, now=now)


def take(journal: Journal, grant: Grant, *, by: str, now: datetime) -> str:
    """Enter that a grant is over from now on."""
    return journal.append(TAKEN, {**_told(grant), "by": by}, now=now)


def grants_of(entries: Iterable[Mapping[str, Any]], day: date) -> tuple[Grant, ...]:
    """The grants in force on a day, in the order in which they were given."""
    return tuple(grant for grant in standing_grants(entries) if grant.holds_on(day))


def standing_grants(entries: Iterable[Mapping[str, Any]]) -> tuple[Grant, ...]:
    """The grants that nobody has taken back, whatever their days, in the order in which they were given."""
    held: dict[tuple[str, str, str], Grant] = {}
    for entry in entries:
        if entry["event"] not in (GIVEN, TAKEN):
            continue
        grant = _read(entry)
        held.pop((grant.who, grant.role, grant.unit), None)
        if entry["event"] == GIVEN:
            held[grant.who, grant.role, grant.unit] = grant
    return tuple(held.values())


def _told(grant: Grant) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(grant).items()}


def _read(entry: Mapping[str, Any]) -> Grant:
    days = {key: date.fromisoformat(entry[key]) if entry.get(key) else None for key in ("valid_from", "valid_to")}
    words = {key: str(entry.get(key) or "") for key in ("who", "role", "unit", "staff_code")}
    return Grant(**words, **days)  # type: ignore[arg-type]
