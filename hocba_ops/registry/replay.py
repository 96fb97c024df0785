"""Which events a history allows: every version moves from state to state as the papers say, and no other way.

Only the issuing school may make, withdraw, replace or cancel a version (the plan of Hà Nội for 2023-2024, §13); of one
that has ended its legal successor may, under the decision that made it so, and the version stays the ended school's.
Versions of a card strictly rise (the exchange layout's `phienban`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

import polars as pl

from hocba_ops.domain.hoc_ba import ENDED, UNISSUED, State, why_not
from hocba_ops.registry.chain import SCHEMA

BEGINNINGS = frozenset({State.KHOI_TAO, State.TRICH_LUC})
"""States in which a version may begin."""
OF_THE_SCHOOL = BEGINNINGS | ENDED
"""States that only the issuing school may bring about."""
VersionKey = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Heir:
    """That a school acts for one that has ended: from which day on, and by which decision (never empty)."""

    since: date
    decision: str


Heirs = Mapping[tuple[str, str], Heir]
"""By the school that has ended and the one that acts for it."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a version of a card stands: its state, since when, and the school that issued it."""

    state: State
    since: datetime
    school_code: str


@dataclass(frozen=True, slots=True)
class Refused:
    """An event that its history does not allow: the row (from 0) among those offered, the state before, and why.

    `reason` is a `domain.hoc_ba.Refusal` or one of not_a_beginning, not_rising, other_school, back_in_time.
    """

    row: int
    before: State | None
    after: State
    reason: str


def sift(
    events: pl.DataFrame, known: Mapping[VersionKey, Position], heirs: Heirs = MappingProxyType({})
) -> tuple[pl.DataFrame, tuple[Refused, ...]]:
    """The events that may be appended, in their order, and those that may not.

    `known`: where every version that the ledger holds stands. An event that is refused moves nothing. What an heir does
    to a version stays with the school that issued it: the heir is the unit that acted, its decision the document.
    """
    positions = dict(known)
    highest = _highest(positions)
    kept: list[int] = []
    refused: list[Refused] = []
    rows = list(events.select(SCHEMA.names()).iter_rows(named=True))
    for row, told in enumerate(rows):
        state, key = State(told["state"]), (told["card_id"], told["version"])
        event, before = _taken_over(told, positions.get(key), heirs)
        if reason := _why_refused(event, state, before, highest.get(event["card_id"], 0), heirs):
            refused.append(Refused(row, before.state if before else None, state, reason))
            continue
        rows[row] = event
        positions[key] = Position(state, event["happened_at"], event["school_code"])
        highest[key[0]] = max(highest.get(key[0], 0), key[1])
        kept.append(row)
    return _rewritten(events, rows)[kept] if heirs else events[kept], tuple(refused)


def positions_of(events: pl.DataFrame) -> dict[VersionKey, Position]:
    """Where every version stands after these events, which are those of a ledger in its order."""
    rows = events.select("card_id", "version", "state", "happened_at", "school_code").iter_rows()
    return {(card, version): Position(State(state), at, school) for card, version, state, at, school in rows}


def _taken_over(event: dict[str, Any], before: Position | None, heirs: Heirs) -> tuple[dict[str, Any], Position | None]:
    """An event as it is recorded, and the position it is judged by, where a school acts for one that has ended.

    A version that was not issued yet becomes the heir's own; one that was issued stays with the school that issued it.
    """
    heir = heirs.get((before.school_code, event["school_code"])) if before else None
    if before is None or heir is None or event["happened_at"].date() < heir.since:
        return event, before
    under = {"document": event["document"] or heir.decision}
    if before.state in UNISSUED:
        return event | under, replace(before, school_code=event["school_code"])
    return event | under | {"school_code": before.school_code}, before


def _rewritten(events: pl.DataFrame, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """The events with what the rows say instead; columns beside those of an event stay."""
    named = {name: pl.Series(name, [row[name] for row in rows], SCHEMA[name]) for name in ("school_code", "document")}
    return events.with_columns(**named)


def _highest(keys: Iterable[VersionKey]) -> dict[str, int]:
    found: dict[str, int] = {}
    for card, version in keys:
        found[card] = max(found.get(card, 0), version)
    return found


def _why_refused(
    event: Mapping[str, Any], state: State, before: Position | None, highest: int, heirs: Heirs
) -> str | None:
    if before is None:
        return _why_no_beginning(event, state, highest)
    if event["school_code"] != before.school_code or _acts_for_another(event, state, heirs):
        return "other_school"
    if refusal := why_not(before.state, state):
        return refusal.value
    return "back_in_time" if event["happened_at"] < before.since else None


def _why_no_beginning(event: Mapping[str, Any], state: State, highest: int) -> str | None:
    if state not in BEGINNINGS:
        return "not_a_beginning"
    if event["version"] <= highest:
        return "not_rising"
    return "other_school" if _acts_for_another(event, state) else None


def _acts_for_another(event: Mapping[str, Any], state: State, heirs: Heirs = MappingProxyType({})) -> bool:
    acting, issuing = event["actor_unit"], event["school_code"]
    if state not in OF_THE_SCHOOL or not acting or acting == issuing:
        return False
    heir = heirs.get((issuing, acting))
    return heir is None or event["happened_at"].date() < heir.since
