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

from hocba_ops.domain.hoc_ba import ENDED, MOVES, UNISSUED, State, why_not
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
NOBODY: Heirs = MappingProxyType({})


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


POSITION = pl.Schema(
    {
        "card_id": pl.String(),
        "version": pl.Int64(),
        "state": pl.String(),
        "since": pl.Datetime("us"),
        "school_code": pl.String(),
    }
)
"""Where versions stand, as a frame: what `Position` says of each."""
VERSION = ("card_id", "version")
LEGAL = pl.DataFrame(
    [(one.before.value, one.after.value, True) for one in MOVES],
    schema={"before": pl.String, "state": pl.String, "is_legal": pl.Boolean},
    orient="row",
)


def sift(
    events: pl.DataFrame, known: Mapping[VersionKey, Position], heirs: Heirs = NOBODY
) -> tuple[pl.DataFrame, tuple[Refused, ...]]:
    """The events that may be appended, in their order, and those that may not.

    `known`: where every version that the ledger holds stands. An event that is refused moves nothing. What an heir does
    to a version stays with the school that issued it: the heir is the unit that acted, its decision the document.
    """
    return sift_after(events, position_frame(known), heirs)


def sift_after(
    events: pl.DataFrame, positions: pl.DataFrame, heirs: Heirs = NOBODY
) -> tuple[pl.DataFrame, tuple[Refused, ...]]:
    """The same as `sift`, the versions that the ledger holds given as a frame (POSITION).

    Cards do not touch each other, so only those of which any event is doubtful are walked event by event. What an heir
    does is doubtful: it is another school's code, or another unit that acts.
    """
    rows = events.select(SCHEMA.names()).with_row_index("row")
    doubtful = _doubtful(rows, positions)
    if doubtful.is_empty():
        return events, ()
    walked = rows.filter(pl.col("card_id").is_in(doubtful.implode()))
    known = positions_in(positions.filter(pl.col("card_id").is_in(doubtful.implode())))
    taken_over, refused = sift_slowly(walked, known, heirs)
    left_out = pl.Series("row", [one.row for one in refused], pl.UInt32)
    kept = rows.filter(~pl.col("row").is_in(left_out.implode()))["row"]
    return _rewritten(events, taken_over)[kept], refused


def sift_slowly(
    rows: pl.DataFrame, known: Mapping[VersionKey, Position], heirs: Heirs = NOBODY
) -> tuple[Mapping[int, Mapping[str, Any]], tuple[Refused, ...]]:
    """The events that may not be appended, found one after another; `rows` are events with their place as `row`.

    First what is recorded instead of an event by which a school acts for one that has ended, by its row.
    """
    positions = dict(known)
    highest = _highest(positions)
    refused: list[Refused] = []
    taken_over: dict[int, Mapping[str, Any]] = {}
    for told in rows.iter_rows(named=True):
        state, key = State(told["state"]), (told["card_id"], told["version"])
        event, before = _taken_over(told, positions.get(key), heirs)
        if reason := _why_refused(event, state, before, highest.get(event["card_id"], 0), heirs):
            refused.append(Refused(event["row"], before.state if before else None, state, reason))
            continue
        if event is not told:
            taken_over[event["row"]] = event
        positions[key] = Position(state, event["happened_at"], event["school_code"])
        highest[key[0]] = max(highest.get(key[0], 0), key[1])
    return taken_over, tuple(refused)


def positions_of(events: pl.DataFrame) -> dict[VersionKey, Position]:
    """Where every version stands after these events, which are those of a ledger in its order."""
    return positions_in(standing_after(events))


def standing_after(events: pl.DataFrame) -> pl.DataFrame:
    """The same as a frame (POSITION): the last event of every version."""
    last = events.select(*VERSION, "state", "happened_at", "school_code").unique(VERSION, keep="last")
    return last.rename({"happened_at": "since"}).cast(POSITION)


def positions_in(frame: pl.DataFrame) -> dict[VersionKey, Position]:
    """The rows of a frame of positions by card and version."""
    rows = frame.select(POSITION.names()).iter_rows()
    return {(card, version): Position(State(state), since, school) for card, version, state, since, school in rows}


def position_frame(known: Mapping[VersionKey, Position]) -> pl.DataFrame:
    """Positions as a frame (POSITION)."""
    rows = [(card, version, at.state.value, at.since, at.school_code) for (card, version), at in known.items()]
    return pl.DataFrame(rows, schema=POSITION, orient="row")


def _doubtful(rows: pl.DataFrame, positions: pl.DataFrame) -> pl.Series:
    """The cards of which an event is not plainly allowed, when all events before it of the same card are taken."""
    held = positions.join(rows.select("card_id").unique(), on="card_id", how="semi").rename(
        {"state": "held_state", "since": "held_since", "school_code": "held_school"}
    )
    highest = held.group_by("card_id").agg(held_highest=pl.col("version").max())
    seen = rows.select("row", *VERSION, "state", "happened_at", "school_code", "actor_unit")
    beside = seen.join(held, on=VERSION, how="left", maintain_order="left").join(
        highest, on="card_id", how="left", maintain_order="left"
    )
    placed = beside.sort("card_id", "version", "row").with_columns(
        is_next=(pl.col("card_id") == pl.col("card_id").shift(1)) & (pl.col("version") == pl.col("version").shift(1))
    )
    followed = placed.with_columns(
        before=_before("state", "held_state"),
        since=_before("happened_at", "held_since"),
        school=_before("school_code", "held_school"),
    ).join(LEGAL, on=["before", "state"], how="left", maintain_order="left")
    return followed.filter(~(_follows() | _begins()).fill_null(value=False))["card_id"].unique()


def _before(of_event: str, of_position: str) -> pl.Expr:
    """What the event before in the same version says, or for the first of these what the ledger says."""
    return pl.when(pl.col("is_next")).then(pl.col(of_event).shift(1)).otherwise(pl.col(of_position))


def _follows() -> pl.Expr:
    is_same_school = pl.col("school_code") == pl.col("school")
    return pl.col("is_legal") & is_same_school & _is_own() & (pl.col("happened_at") >= pl.col("since"))


def _begins() -> pl.Expr:
    """A version that begins plainly: the first of its card, or higher than all before it and than those held.

    Sorted by version, a version that stands after another in the frame but before it in time is doubtful.
    """
    is_first = pl.col("before").is_null() & ~pl.col("is_next").fill_null(value=False)
    is_new_card = (pl.col("card_id") != pl.col("card_id").shift(1)).fill_null(value=True)
    is_later = is_new_card | (pl.col("row") > pl.col("row").shift(1))
    is_higher = pl.col("version") > pl.col("held_highest").fill_null(0)
    is_beginning = pl.col("state").is_in(sorted(one.value for one in BEGINNINGS))
    return is_first & is_later & is_higher & is_beginning & _is_own() & pl.col("happened_at").is_not_null()


def _is_own() -> pl.Expr:
    is_of_school = pl.col("state").is_in(sorted(one.value for one in OF_THE_SCHOOL))
    other = (pl.col("actor_unit") != "") & (pl.col("actor_unit") != pl.col("school_code"))
    return ~(is_of_school & other.fill_null(value=False))


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


def _rewritten(events: pl.DataFrame, taken_over: Mapping[int, Mapping[str, Any]]) -> pl.DataFrame:
    """The events with what is recorded instead of some of them; columns beside those of an event stay."""
    if not taken_over:
        return events
    at = list(taken_over)
    named = {
        name: events[name].scatter(at, [taken_over[row][name] for row in at]) for name in ("school_code", "document")
    }
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


def _acts_for_another(event: Mapping[str, Any], state: State, heirs: Heirs = NOBODY) -> bool:
    acting, issuing = event["actor_unit"], event["school_code"]
    if state not in OF_THE_SCHOOL or not acting or acting == issuing:
        return False
    heir = heirs.get((issuing, acting))
    return heir is None or event["happened_at"].date() < heir.since
