"""The audit trail: what was seen, done and refused, by whom, as what, for what, from where."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import polars as pl

from hocba_ops.access.journal import Flaw, Journal
from hocba_ops.access.person import Person

FOLDER = "trail"


class Event(StrEnum):
    """What an entry of the trail tells of. Its words stand in the labels as `trail.<value>`."""

    LOGIN = "login"
    LOGIN_REFUSED = "login_refused"
    LOGOUT = "logout"
    ROLE_CHOSEN = "role_chosen"
    REFUSED = "refused"
    """Somebody asked for what is not theirs."""
    ROWS_READ = "rows_read"
    REVEALED = "revealed"
    EXPORTED = "exported"
    LOOKED_UP = "looked_up"
    """The public look-up found a card."""
    LOOK_UP_FAILED = "look_up_failed"
    LIMITED = "limited"
    """Somebody asked too often."""
    VERIFIED = "verified"
    COPIED = "copied"
    SIGNED = "signed"
    SEALED = "sealed"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    RECORDED = "recorded"
    """Something was entered into a register or into the store: events, certificates, proofs."""
    MERGED = "merged"
    """What a school sent back was merged: cells mended, findings explained."""
    RELEASED = "released"
    """An official document was given its number and issued, or withdrawn."""
    NOTIFIED = "notified"
    """Somebody was told by mail what is within their scope."""
    OPERATED = "operated"
    """A job of the schedule was begun, paused or resumed by hand."""
    EXCEPTION = "exception"
    """A school explained a finding that it lets stand, or a lock was reopened."""
    GRANTED = "granted"
    REVOKED = "revoked"
    DROPPED = "dropped"
    """Entries whose time was over were dropped; written by the journal itself."""
    TORN = "torn"
    """A half-written entry was put aside after a crash; written by the journal itself."""


COLUMNS = pl.Schema(
    {
        "n": pl.Int64(),
        "at": pl.Datetime("us"),
        "event": pl.String(),
        "subject": pl.String(),
        "name": pl.String(),
        "role": pl.String(),
        "unit": pl.String(),
        "session": pl.String(),
        "address": pl.String(),
        "target": pl.String(),
        "about_unit": pl.String(),
        "purpose": pl.String(),
        "rows": pl.Int64(),
        "detail": pl.String(),
    }
)
"""An entry as a row. `at`: UTC. `address`: from which address it was asked. `target`: the step, table, file or command;
`about_unit`: the unit that was asked about; `rows`: how many rows of persons were shown or written. `detail`: what
else, in words without names or numbers of pupils."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a request came from: the network address, and a digest of the session; empty for a command."""

    address: str = ""
    session: str = ""


HERE = Where()
"""The office's own machine."""


@dataclass(frozen=True, slots=True)
class Trail:
    """The trail of a workspace. It knows of no pupil: `detail` and `target` never hold a name or number of one."""

    journal: Journal

    @classmethod
    def open(cls, access: Path) -> "Trail":
        """The trail in the access folder of a workspace; its folder is made with the first entry."""
        return cls(Journal(access / FOLDER))

    def record(
        self,
        event: Event,
        person: Person | None,
        *,
        now: datetime,
        where: Where = HERE,
        target: str = "",
        about_unit: str = "",
        purpose: str = "",
        rows: int = 0,
        detail: str = "",
    ) -> str:
        """Enter one thing that happened; it is on disk when this returns. The digest of the trail up to it."""
        facts = {
            "subject": person.subject if person else "",
            "name": person.name if person else "",
            "role": person.role if person else "",
            "unit": person.unit if person else "",
            "session": where.session,
            "address": where.address,
            "target": target,
            "about_unit": about_unit,
            "purpose": purpose,
            "rows": rows,
            "detail": detail,
        }
        return self.journal.append(event.value, facts, now=now)

    def entries(self, *, since: datetime | None = None) -> pl.DataFrame:
        """The entries as rows (COLUMNS), oldest first; from a moment on, or all."""
        rows = [_row(entry) for entry in self.journal.entries()]
        frame = pl.DataFrame(rows, schema=COLUMNS, orient="row")
        return frame if since is None else frame.filter(pl.col("at") >= _utc(since))

    def verify(self) -> Flaw | None:
        """The first place where the trail is not what was written; None when every byte is as it was."""
        return self.journal.verify()


def within(entries: pl.DataFrame, units: Iterable[str]) -> pl.DataFrame:
    """The entries about some units, or by people of them; what is about no unit is seen by nobody but its own."""
    theirs = sorted(set(units))
    return entries.filter(pl.col("about_unit").is_in(theirs) | pl.col("unit").is_in(theirs))


def _row(entry: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(_values(entry))


def _values(entry: Mapping[str, Any]) -> Iterator[Any]:
    for name, kind in COLUMNS.items():
        if name == "at":
            yield _utc(datetime.fromisoformat(entry["at"]))
        else:
            yield entry.get(name, 0 if kind == pl.Int64() else "")


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)
