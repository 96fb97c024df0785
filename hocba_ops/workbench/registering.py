"""From the stored registers to the ledger: what schools' registers and the Sở's say happened, offered day by day.

Each day on which a register came in is replayed in order. What the ledger holds already is not offered again; what its
history does not allow stays outside and is told by the step `registry_review`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from typing import TYPE_CHECKING

import polars as pl

from hocba_ops.domain.hoc_ba import State
from hocba_ops.domain.org_unit import UnitKind, UnitTree
from hocba_ops.engine import AnyEngine, Files
from hocba_ops.registry import Ledger
from hocba_ops.registry.chain import SCHEMA
from hocba_ops.registry.replay import LEGAL, NOBODY, Heir, Heirs, sift_after, standing_after
from hocba_ops.steps.registry_review import CODES
from hocba_ops.store import Store
from hocba_ops.tables import TABLES
from hocba_ops.tables.frames import build_stored_schema
from hocba_ops.tables.schools import ended_schools
from hocba_ops.workbench.noting import Event, check_trail, note
from hocba_ops.workbench.units import school_rows

if TYPE_CHECKING:
    from hocba_ops.workbench.bench import Workbench

TEXT = files("hocba_ops.workbench").joinpath("card_event.sql").read_text(encoding="utf-8")
REGISTERS = ("card", "receipt", "card_return")
OFFICE = {"school_code": pl.String, "office_id": pl.String}
VERSION = ("card_id", "version")
MARK = (*VERSION, "mark")
"""What a register has one moment for: a state of a version, the two ways to begin taken as one."""
MOMENT = (*MARK, "happened_at")
TOLD = pl.Schema({**SCHEMA, "source_file": pl.String(), "sheet": pl.String(), "row_number": pl.Int64()})
"""An event that a register tells of, and where it was read."""
ASIDE = pl.Schema({**TOLD, "before": pl.String(), "held_at": pl.Datetime("us"), "why": pl.String()})
"""An event that was not taken: the state before it, the moment that the ledger holds instead, and why."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What one day's registers tell that the ledger lacks: the events that may follow, and those that may not.

    `why` of those set aside: a reason of `registry.sift`, or `changed` (another moment is recorded), `ahead` (later
    than the register's own day), `no_time` (an end without a moment).
    """

    taken: pl.DataFrame
    aside: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Registered:
    """What became of one day's registers: events added by state, and those set aside by the rule that they break."""

    day: date
    added: Mapping[str, int]
    refused: Mapping[str, int]


def register(bench: "Workbench", *, as_of: date, now: datetime, by: str) -> Iterator[Registered]:
    """Append to the ledger what the registers stored up to a day tell and it lacks, a segment a day at most.

    Raises `LedgerBusy` or `LedgerMoved` when another program writes, `NotPermitted` where the folder is barred.
    """
    check_trail(bench)
    ledger = Ledger.open(bench.ledger.root)
    purpose, home = bench.labels("registry.purpose"), bench.settings.unit
    for day in register_days(bench.store, as_of):
        head = ledger.head()
        weighed = weigh(read_day(bench, day), ledger.events(), day=day, heirs=read_heirs(bench.store, day))
        ledger.append(weighed.taken.select(SCHEMA.names()), expected=head, recorded_at=now, by=by, purpose=purpose)
        if weighed.taken.height:
            note(
                bench,
                Event.RECORDED,
                by=by,
                now=now,
                target="registry.import",
                about_unit=home,
                rows=weighed.taken.height,
                detail=f"{day:%d/%m/%Y}",
            )
        yield Registered(day, _count(weighed.taken["state"]), _count(CODES[why] for why in weighed.aside["why"]))


def register_days(store: Store, as_of: date) -> tuple[date, ...]:
    """The days up to one on which a register of cards or receipts came in."""
    held = {batch.as_of for batch in store.current() if any(batch.table(name) for name in REGISTERS)}
    return tuple(sorted(day for day in held if day <= as_of))


def read_day(bench: "Workbench", day: date) -> pl.DataFrame:
    """Every event that the registers as known on a day tell of, by moment, with the place where it was read."""
    offices = office_frame(bench.tree(day), day)
    return read_told(bench.store, bench.engine, offices, day=day, school_year=bench.settings.school_year)


def read_told(store: Store, engine: AnyEngine, offices: pl.DataFrame, *, day: date, school_year: str) -> pl.DataFrame:
    """What `card_event.sql` gives as of a day; `offices`: the Sở of each school (school_code, office_id)."""
    relations = {name: store.relation(TABLES[name], as_of=day) for name in REGISTERS}
    tables = {
        name: Files(paths=relation.paths, keep=relation.keep, schema=build_stored_schema(TABLES[name]))
        for name, relation in relations.items()
    }
    return engine.run(TEXT, {**tables, "school_office": offices}, {"school_year": school_year}).cast(TOLD)


def office_frame(tree: UnitTree, day: date) -> pl.DataFrame:
    """The Sở above each school on the professional line."""
    schools = [unit.id for unit in tree.units.values() if unit.kind == UnitKind.TRUONG]
    return pl.DataFrame([(code, _office(tree, code, day)) for code in schools], schema=OFFICE, orient="row")


def read_heirs(store: Store, day: date) -> Heirs:
    """Who may act for which ended school, as the school lists known on a day say; only with a decision."""
    rows = school_rows(store, "school_succession", day)
    ended = ended_schools(rows)
    columns = ("school_code", "successor_code", "valid_from", "decision_number")
    return {
        (school, heir): Heir(since, decision)
        for school, heir, since, decision in rows.select(columns).rows()
        if school in ended and heir and since and decision
    }


def weigh(
    told: pl.DataFrame,
    held: pl.DataFrame,
    *,
    day: date,
    beside: pl.DataFrame | None = None,
    heirs: Heirs = NOBODY,
) -> Weighed:
    """What a day's registers tell beyond the events held, taken where the histories allow it, else set aside.

    A moment that differs from the recorded one is a change of history, unless the version may come to that state anew
    (sent again after a refusal). `held` has the columns of an event in the order in which they were recorded; `beside`:
    events that did not come from a register, to be put among those of the day. `heirs`: who acts for ended schools.
    """
    said = marked(told).unique(subset=MOMENT, keep="first", maintain_order=True)
    recorded = marked(held).select(*MARK, "happened_at")
    fresh = said.join(recorded, on=MOMENT, how="anti", maintain_order="left")
    gone = recorded.join(said, on=MOMENT, how="anti").unique(subset=MARK, keep="last", maintain_order=True)
    positions = standing_after(held)
    changed = fresh.join(gone.rename({"happened_at": "held_at"}), on=MARK, how="left", maintain_order="left")
    judged = _placed(changed, positions).with_columns(why=_why_aside(day))
    offered = [judged.filter(pl.col("why").is_null()).select(TOLD.names()), *([] if beside is None else [beside])]
    taken, refused = _sifted(pl.concat(offered).sort("happened_at", maintain_order=True), positions, heirs)
    aside = judged.filter(pl.col("why").is_not_null())
    return Weighed(taken, pl.concat([aside.select(ASIDE.names()), refused]))


def _placed(rows: pl.DataFrame, positions: pl.DataFrame) -> pl.DataFrame:
    """Events with where their version stands (`before`, `since`), and whether it may pass on (`is_legal`)."""
    at = positions.select(*VERSION, pl.col("state").alias("before"), "since")
    placed = rows.join(at, on=VERSION, how="left", maintain_order="left")
    return placed.join(LEGAL, on=["before", "state"], how="left", maintain_order="left")


def _why_aside(day: date) -> pl.Expr:
    may_follow = (pl.col("is_legal") & (pl.col("happened_at") >= pl.col("since"))).fill_null(value=False)
    return (
        pl.when(pl.col("happened_at").is_null())
        .then(pl.lit("no_time"))
        .when(pl.col("happened_at").dt.date() > day)
        .then(pl.lit("ahead"))
        .when(pl.col("held_at").is_not_null() & ~may_follow)
        .then(pl.lit("changed"))
        .otherwise(pl.lit(None, pl.String))
    )


def _sifted(offered: pl.DataFrame, positions: pl.DataFrame, heirs: Heirs) -> tuple[pl.DataFrame, pl.DataFrame]:
    kept, refused = sift_after(offered, positions, heirs)
    rows = offered[[one.row for one in refused]].with_columns(
        pl.lit(None, pl.Datetime("us")).alias("held_at"),
        pl.Series("before", [one.before for one in refused], pl.String),
        pl.Series("why", [one.reason for one in refused], pl.String),
    )
    return kept, rows.select(ASIDE.names())


def marked(events: pl.DataFrame) -> pl.DataFrame:
    """Events with `mark`: the state that a register has one moment for."""
    return events.with_columns(mark=pl.col("state").replace(State.TRICH_LUC.value, State.KHOI_TAO.value))


def _office(tree: UnitTree, school: str, day: date) -> str | None:
    lineage = (tree.units.get(unit) for unit in tree.lineage(school, day))
    return next((unit.id for unit in lineage if unit and unit.kind == UnitKind.SO), None)


def _count(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))
