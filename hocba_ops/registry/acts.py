"""What people of a school do with its cards: one function an act; what may not be done is told with the rule behind it.

Each act writes its events in one append of the ledger, so that a state never changes without the event. Signing here is
a recorded act ("ghi nhận ký"): no digital signature is made. Who may do what stands in the rulebook (acts.toml).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from hocba_ops.domain.hoc_ba import ENDED, State
from hocba_ops.registry.chain import SCHEMA
from hocba_ops.registry.ledger import Ledger
from hocba_ops.registry.permission import Doing, People, why_may_not
from hocba_ops.registry.replay import POSITION, sift_after
from hocba_ops.rulebook.acts import Act
from hocba_ops.tables.changes import VIET_NAM

CARD = pl.Schema(
    {
        "card_id": pl.String(),
        "version": pl.Int64(),
        "school_code": pl.String(),
        "school_year": pl.String(),
        "grade": pl.Int64(),
        "pupil_code": pl.String(),
        "class_name": pl.String(),
        "content_hash": pl.String(),
    }
)
"""A version of a card to act on. For an act that makes a content, `content_hash` is that of the new one."""
VERSION = ["card_id", "version"]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a school acts: its ledger, its people at work, and the rulebook's acts."""

    ledger: Ledger
    people: People
    acts: Mapping[str, Act]
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class NotDone:
    """A card on which the act was refused: the state before, the one asked for, and the id of the rule behind it."""

    card_id: str
    version: int
    before: str | None
    after: str
    reason: str


STANDING = pl.Schema({**POSITION, "content_hash": pl.String()})
"""Where versions stand, with the content that the ledger last told of each."""


@dataclass(frozen=True, slots=True)
class Done:
    """What an act came to: the events that were appended, and every card that was refused; no card is in both."""

    events: pl.DataFrame
    refused: tuple[NotDone, ...]


def create(desk: Desk, cards: pl.DataFrame, *, by: str, role: str, now: datetime) -> Done:
    """Make versions of cards from their contents; a card that lives already is not made again."""
    return _act(desk, "create", cards, Doing(by=by, role=role), now)


def sign_homeroom(desk: Desk, cards: pl.DataFrame, *, by: str, role: str, now: datetime) -> Done:
    """Record the signature of the homeroom teacher."""
    return _act(desk, "sign_homeroom", cards, Doing(by=by, role=role), now)


def sign_head(desk: Desk, cards: pl.DataFrame, *, by: str, role: str, now: datetime) -> Done:
    """Record the signature of the head or deputy head."""
    return _act(desk, "sign_head", cards, Doing(by=by, role=role), now)


def seal(desk: Desk, cards: pl.DataFrame, *, by: str, role: str, now: datetime) -> Done:
    """Record the school's seal."""
    return _act(desk, "seal", cards, Doing(by=by, role=role), now)


def issue(desk: Desk, cards: pl.DataFrame, *, by: str, role: str, now: datetime) -> Done:
    """Issue sealed cards."""
    return _act(desk, "issue", cards, Doing(by=by, role=role), now)


def report(desk: Desk, cards: pl.DataFrame, *, by: str, role: str, now: datetime) -> Done:
    """Record that issued cards were sent to the Sở."""
    return _act(desk, "report", cards, Doing(by=by, role=role), now)


def withdraw(desk: Desk, cards: pl.DataFrame, *, by: str, role: str, now: datetime, reason: str) -> Done:
    """Withdraw issued cards before the lock (the plan of Hà Nội for 2023-2024, §11)."""
    return _act(desk, "withdraw", cards, Doing(by=by, role=role, reason=reason), now)


def replace(desk: Desk, cards: pl.DataFrame, *, by: str, role: str, now: datetime, reason: str) -> Done:
    """Replace issued or withdrawn cards by their next version, `content_hash` being that of its content (§11)."""
    return _act(desk, "replace", cards, Doing(by=by, role=role, reason=reason), now)


def cancel(desk: Desk, cards: pl.DataFrame, *, by: str, role: str, now: datetime, reason: str) -> Done:
    """Cancel cards that the Sở has not got yet."""
    return _act(desk, "cancel", cards, Doing(by=by, role=role, reason=reason), now)


def reopen(desk: Desk, cards: pl.DataFrame, *, by: str, role: str, now: datetime, reason: str, second: str) -> Done:
    """Take signed cards back to be made anew from new contents; a manager (`second`) has to agree."""
    return _act(desk, "reopen", cards, Doing(by=by, role=role, reason=reason, second=second), now)


Deed = Callable[..., Done]
DEEDS: Mapping[str, Deed] = {
    one.__name__: one
    for one in (create, sign_homeroom, sign_head, seal, issue, report, withdraw, replace, cancel, reopen)
}
"""Every act that writes an event, by its id in the rulebook."""


def decide(desk: Desk, act: Act, cards: pl.DataFrame, doing: Doing, positions: pl.DataFrame, *, at: datetime) -> Done:
    """What an act would come to, nothing written. `positions`: where the versions of these cards stand (STANDING)."""
    standing = {(card, version): state for card, version, state, *_ in positions.select(POSITION.names()).iter_rows()}
    barred: dict[str, NotDone] = {}
    for card in cards.select(CARD.names()).iter_rows(named=True):
        before = standing.get((card["card_id"], card["version"]))
        if reason := why_may_not(doing, act, desk.people, card) or _why_out_of_place(act, before):
            barred[card["card_id"]] = NotDone(card["card_id"], card["version"], before, act.state, reason)
    offered = _events(act, cards.filter(~pl.col("card_id").is_in(list(barred))), doing, at, positions)
    _, refused = sift_after(offered, positions.select(POSITION.names()))
    for one in refused:
        event = offered.row(one.row, named=True)
        before = one.before.value if one.before else None
        told = NotDone(event["card_id"], event["version"], before, one.after.value, one.reason)
        barred.setdefault(event["card_id"], told)
    return Done(offered.filter(~pl.col("card_id").is_in(list(barred))), tuple(barred.values()))


def standing_of(ledger: Ledger, cards: pl.DataFrame) -> pl.DataFrame:
    """Where every version of these cards stands at the end of the ledger, and what it says (STANDING)."""
    paths = ledger.paths()
    if not paths:
        return STANDING.to_frame()
    wanted = cards.lazy().select("card_id").unique()
    columns = (*VERSION, "state", "happened_at", "school_code", "sequence", "content_hash")
    held = pl.scan_parquet(list(paths)).select(columns)
    told = held.join(wanted, on="card_id", how="semi").sort("sequence").collect()
    last = told.unique(VERSION, keep="last").rename({"happened_at": "since"}).select(POSITION.names()).cast(POSITION)
    return with_contents(last, told)


def with_contents(positions: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """Where versions stand, and the content that events, in their order, last told of each (STANDING)."""
    told = events.select(*VERSION, "content_hash").drop_nulls("content_hash")
    return positions.join(told.unique(VERSION, keep="last", maintain_order=True), on=VERSION, how="left")


def _act(desk: Desk, name: str, cards: pl.DataFrame, doing: Doing, now: datetime) -> Done:
    act, head = desk.acts[name], desk.ledger.head()
    at = now.astimezone(VIET_NAM).replace(tzinfo=None)
    done = decide(desk, act, cards, doing, standing_of(desk.ledger, cards), at=at)
    desk.ledger.append(done.events, expected=head, recorded_at=now, by=doing.by, purpose=desk.purpose)
    return done


def _why_out_of_place(act: Act, before: str | None) -> str | None:
    """What the moves alone do not say: a version is made once, and nothing is done with one that was not made."""
    if act.id == "create":
        return "exists" if before else None
    if before is None:
        return "not_created"
    return "ended" if act.id == "reopen" and before in ENDED else None


def _events(act: Act, cards: pl.DataFrame, doing: Doing, at: datetime, positions: pl.DataFrame) -> pl.DataFrame:
    """The event of each card, and for a replaced one, which keeps its own content, that of the version after it."""
    ended = _told(cards, doing, at, act.state)
    if act.id != "replace":
        return ended
    made = cards.with_columns(version=pl.col("version") + 1)
    said = positions.select(*VERSION, "content_hash")
    old = ended.drop("content_hash").join(said, on=VERSION, how="left", maintain_order="left").select(SCHEMA.names())
    return pl.concat([old, _told(made, doing, at, State.KHOI_TAO.value)])


def _told(cards: pl.DataFrame, doing: Doing, at: datetime, state: str) -> pl.DataFrame:
    said: dict[str, Any] = {
        "state": pl.lit(state),
        "happened_at": pl.lit(at),
        "actor": pl.lit(doing.by),
        "actor_unit": pl.col("school_code"),
        "role": pl.lit(doing.role),
        "reason": pl.lit(doing.words or None, pl.String),
    }
    held = cards.with_columns(**said)
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in SCHEMA.items() if name not in held.columns]
    return held.with_columns(missing).select(SCHEMA.names()).cast(SCHEMA)
