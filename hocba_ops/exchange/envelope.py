"""The envelope of a record: new, update or cancel, and its version, decided from what was sent before.

The version is a whole number that only rises and is never 0; the moments come from the data, never from a clock.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hocba_ops.exchange.records import Record, digest_of

STATUS, IN_FORCE, WITHDRAWN = "trangthaithongtinhocba", "1", "2"
"""The field that says whether a card is in force, and its two codes."""


class Decision(StrEnum):
    """What becomes of a record in an export."""

    NEW = "new"
    UPDATE = "update"
    CANCEL = "cancel"
    UNCHANGED = "unchanged"
    """The recipient has it as it is: nothing is sent."""
    CHANGED_LOCKED = "changed_locked"
    """A locked card that would say something else than what the Bộ was sent: held back."""
    NEVER_SENT = "never_sent"
    """Withdrawn, and the recipient never had it: there is nothing to cancel."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A record as it was last sent to a recipient."""

    record_id: str
    card_id: str
    table_name: str
    school_code: str
    grade: int | None
    pupil_code: str | None
    card_version: int | None
    event: str
    version: int
    updated_at: str
    digest: str
    content: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """A card of which no version is in force any more, and since when."""

    card_id: str
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class Decided:
    """The rows that go out, in order, and how many records came to each decision."""

    rows: tuple[Sent, ...]
    counts: Mapping[Decision, int]


def decide(
    records: Iterable[Record], ended: Iterable[Ended], last: Mapping[str, Sent], *, is_final: bool = False
) -> Decided:
    """The envelopes of the records and of the cards that ended, against what the recipient has (by record id).

    `is_final`: the recipient takes locked cards only, of which nothing may change.
    """
    counts = dict.fromkeys(Decision, 0)
    rows: list[Sent] = []
    for record in records:
        decision, row = _of_record(record, last.get(record.record_id), is_final=is_final)
        counts[decision] += 1
        rows += [row] if row else []
    for one in ended:
        decision, row = _of_ended(one, last.get(one.card_id))
        counts[decision] += 1
        rows += [row] if row else []
    return Decided(tuple(rows), counts)


def _of_record(record: Record, before: Sent | None, *, is_final: bool) -> tuple[Decision, Sent | None]:
    if not record.is_standing:
        return _of_ended(Ended(record.card_id, record.updated_at), before)
    if before is None:
        return Decision.NEW, _row(record, Decision.NEW, max(record.floor, 1))
    if before.event != Decision.CANCEL and before.digest == record.digest:
        return Decision.UNCHANGED, None
    if is_final and before.event != Decision.CANCEL and before.card_version == record.card_version:
        return Decision.CHANGED_LOCKED, None
    return Decision.UPDATE, _row(record, Decision.UPDATE, max(record.floor, before.version + 1))


def _of_ended(one: Ended, before: Sent | None) -> tuple[Decision, Sent | None]:
    """The last content again, now withdrawn; nothing where the recipient never had it or has it cancelled."""
    if before is None:
        return Decision.NEVER_SENT, None
    if before.event == Decision.CANCEL:
        return Decision.UNCHANGED, None
    content = json.dumps(json.loads(before.content) | {STATUS: WITHDRAWN}, ensure_ascii=False, separators=(",", ":"))
    return Decision.CANCEL, Sent(
        before.record_id,
        before.card_id,
        before.table_name,
        before.school_code,
        before.grade,
        before.pupil_code,
        before.card_version,
        Decision.CANCEL.value,
        before.version + 1,
        _moment(one.ended_at),
        digest_of(content),
        content,
    )


def _row(record: Record, decision: Decision, version: int) -> Sent:
    return Sent(
        record.record_id,
        record.card_id,
        record.table_name,
        record.school_code,
        record.grade,
        record.pupil_code,
        record.card_version,
        decision.value,
        version,
        _moment(record.updated_at),
        record.digest,
        record.content,
    )


def _moment(at: datetime) -> str:
    return at.replace(microsecond=0).isoformat(timespec="seconds")
