"""Locking a scope: which cards are ready as of a day and what keeps the others, then snapshot, statement and events."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import polars as pl

from hocba_ops.domain.hoc_ba import State
from hocba_ops.errors import NothingLoaded
from hocba_ops.registry.chain import SCHEMA
from hocba_ops.registry.lock import PURPOSE, Lock, Locks
from hocba_ops.registry.proof import prove
from hocba_ops.registry.records import LAYOUT
from hocba_ops.registry.replay import Heirs, sift_after, standing_after
from hocba_ops.registry.statement import Statement
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.workbench.asking import Asking
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.noting import Event, check_trail, note
from hocba_ops.workbench.registering import read_heirs

EVENTS = files("hocba_ops.workbench").joinpath("event_of_schools.sql").read_text(encoding="utf-8")
LOCKABLE = files("hocba_ops.workbench").joinpath("lockable.sql").read_text(encoding="utf-8")
READY, LOCKED_ALREADY, MOVED = "san_sang", "da_chot", "doi_sau_ngay"
CARD = ["card_id", "version"]
SCHOOLS_AT_ONCE = 400
"""How many schools are surveyed in one text, so that memory does not grow with the number of cards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be locked: the cards of a unit, a school year and some grades as they stood at the end of a day."""

    unit: str
    school_year: str
    grades: tuple[int, ...]
    as_of: date
    by: str


@dataclass(frozen=True, slots=True)
class Survey:
    """What a lock would find: a row a card or pupil with its `lock_class`, and the ledger that this was read from.

    `head`, `events`: digest and number of the last event; the lock is refused when the ledger has grown since.
    """

    order: Order
    rows: pl.DataFrame
    head: str
    events: int

    @property
    def counts(self) -> dict[str, int]:
        """How many cards and pupils stand in each class, the ready first."""
        found = dict(self.rows.group_by("lock_class").len().sort("lock_class").rows())
        return {READY: found.pop(READY, 0)} | found

    @property
    def not_ready(self) -> dict[str, int]:
        """How many are neither ready nor locked already, by class."""
        return {name: count for name, count in self.counts.items() if name not in (READY, LOCKED_ALREADY)}


def locks_of(bench: Workbench) -> Locks:
    """The locks of the registry of a workspace."""
    return Locks(bench.settings.path(bench.settings.registry), bench.ledger)


def survey(bench: Workbench, order: Order) -> Survey:
    """What a lock would find in its scope as of its day; nothing is written."""
    segments = bench.ledger.segments()
    question = bench.question(order.unit, order.school_year, order.as_of)
    asking = Asking(
        store=bench.store,
        engine=bench.engine,
        rulebook=bench.rulebook,
        question=question,
        lineage=bench.tree(order.as_of).lineage(order.unit, order.as_of),
        actors=pl.DataFrame(),
        calendar=pl.DataFrame(),
        events=bench.ledger.paths(),
    )
    grades = pl.DataFrame({"grade": sorted(set(order.grades))}, schema={"grade": pl.Int64})
    parts = question.schools.sort("school_code").iter_slices(SCHOOLS_AT_ONCE)
    asked = list(asking.portions(parts)) or [asking]
    heirs = read_heirs(bench.store, order.as_of)
    rows = pl.concat([_lockable(one, grades, heirs) for one in asked])
    last = segments[-1] if segments else None
    return Survey(order, rows, last.head if last else bench.ledger.head(), last.last if last else 0)


def take_lock(bench: Workbench, found: Survey, *, now: datetime) -> Lock:
    """Freeze what is ready: snapshot and statement first, then the events that bring the lock into force.

    `NothingLoaded` when nothing is ready, `LedgerMoved` when the ledger has grown since the survey.
    """
    order = found.order
    check_trail(bench)
    ready = found.rows.filter(pl.col("lock_class") == READY)
    if ready.is_empty():
        raise NothingLoaded([bench.labels("lock.ready")], order.as_of.strftime("%d/%m/%Y"))
    records = ready.with_columns(state=pl.lit(State.DA_CHOT.value))
    lock = locks_of(bench).freeze(records, _draft(bench, found, now))
    events = _events(records, order, lock, now)
    bench.ledger.append(events, expected=found.head, recorded_at=now, by=order.by, purpose=PURPOSE + lock.id)
    note(
        bench,
        Event.LOCKED,
        by=order.by,
        now=now,
        target="lock",
        about_unit=order.unit,
        rows=ready.height,
        detail=lock.id,
    )
    return lock


def write_proof(bench: Workbench, card_id: str, out: Path) -> Statement:
    """Write the proof that a card is locked; the statement under which it is. `LockRefused` when it is not."""
    proof = prove(locks_of(bench).trees(), card_id)
    out.write_bytes(proof.text())
    return proof.statement


def _lockable(asking: Asking, grades: pl.DataFrame, heirs: Heirs) -> pl.DataFrame:
    """A row a card or pupil of some schools, by school, grade and pupil; cards of two schools do not touch."""
    ledger = {"ledger_event": asking.tables["event"], "unit_school": asking.question.schools}
    events = asking.engine.run(EVENTS, ledger)
    rows = asking.engine.run(LOCKABLE, {**asking.tables, "event": events, "lock_grade": grades}, asking.parameters())
    return _moved(rows, events, heirs)


def _moved(rows: pl.DataFrame, events: pl.DataFrame, heirs: Heirs) -> pl.DataFrame:
    """The rows with those ready cards set apart of which the ledger already tells something later than the day.

    `heirs`: schools that act for others which have ended; a card that one took over stands under its name.
    """
    ready = rows.filter(pl.col("lock_class") == READY)
    if ready.is_empty():
        return rows
    known = standing_after(events.join(ready, on=CARD, how="semi").sort("sequence"))
    offered = _told(ready.with_columns(state=pl.lit(State.DA_CHOT.value)), at=known["since"].max())
    moved = ready.select(CARD)[[refused.row for refused in sift_after(offered, known, heirs)[1]]]
    marked = moved.with_columns(is_moved=pl.lit(value=True))
    joined = rows.join(marked, on=CARD, how="left", maintain_order="left")
    late = pl.when(pl.col("is_moved")).then(pl.lit(MOVED)).otherwise(pl.col("lock_class"))
    return joined.with_columns(lock_class=late).drop("is_moved")


def _draft(bench: Workbench, found: Survey, now: datetime) -> Statement:
    order = found.order
    return Statement(
        number=0,
        unit_id=order.unit,
        unit_name=bench.name_of(order.unit),
        school_year=order.school_year,
        grades=tuple(sorted(set(order.grades))),
        as_of=order.as_of.isoformat(),
        made_at=now.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat(),
        by=order.by,
        tool=f"hocba-ops {version('hocba-ops')}",
        layout=LAYOUT,
        cards=0,
        size=0,
        root="",
        previous="",
        previous_size=0,
        previous_root="",
        growth=(),
        not_ready=found.not_ready,
        ledger_head=found.head,
        ledger_events=found.events,
        records_sha256="",
    )


def _events(records: pl.DataFrame, order: Order, lock: Lock, now: datetime) -> pl.DataFrame:
    """An event a card, at the end of the day of the lock, or now while that day still runs; it rests on the lock."""
    here = now.astimezone(VIET_NAM).replace(tzinfo=None)
    at = min(datetime.combine(order.as_of, time.max), here)
    return _told(records, at=at).with_columns(
        actor=pl.lit(order.by), actor_unit=pl.lit(order.unit), document=pl.lit(lock.id)
    )


def _told(records: pl.DataFrame, *, at: object) -> pl.DataFrame:
    held = records.with_columns(happened_at=pl.lit(at))
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in SCHEMA.items() if name not in held.columns]
    return held.with_columns(missing).select(SCHEMA.names()).cast(SCHEMA)
