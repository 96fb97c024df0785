"""Exporting cards to the Sở or the Bộ: which are ready, what changed since the last time, the set, and its events.

A portion of schools at a time: memory is that of a portion, not of a province.
"""

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import polars as pl

from hocba_ops.domain.hoc_ba import State
from hocba_ops.errors import ExportFault, ExportProblem, LedgerEmpty, NotPermitted
from hocba_ops.exchange import FORMATS, RECIPIENTS, Decision, Journal, Order, Record, Schemas, decide
from hocba_ops.exchange.envelope import Ended, Sent
from hocba_ops.exchange.journal import publish, stage
from hocba_ops.exchange.sets import MANIFEST, ExportSet, finish_set, write_files, write_rows
from hocba_ops.registry import Ledger, sift
from hocba_ops.registry.chain import SCHEMA
from hocba_ops.registry.replay import positions_of
from hocba_ops.rulebook.exchange_frames import code_values
from hocba_ops.steps import STEPS
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.workbench.asking import Asking
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.composing_cards import compose_contents
from hocba_ops.workbench.exchange_tables import exchange_tables, journal_of
from hocba_ops.workbench.noting import Event, check_trail, note
from hocba_ops.workbench.received import received_records

__all__ = ["FORMATS", "RECIPIENTS", "Exported", "Order", "export", "record_export"]

STEP = STEPS["export_review"]
MINISTRY = "bo"
SCHOOLS = 10
"""Schools in a portion: of some 5.000 cards all values stand in memory at a time."""
MORE = "them"
"""Where a set is rendered again in formats that it was not made in."""
SCANS = ("export_review", "export_birth", "export_card")
REPORTED = {"so": State.DA_BAO_CAO_SO, MINISTRY: State.DA_BAO_CAO_BO}
BEFORE = {"so": (State.DA_BAN_HANH, State.SO_TU_CHOI), MINISTRY: (State.DA_CHOT,)}
"""From which states a card that was exported becomes reported."""


@dataclass
class Exported:
    """What became of an order: the set in the journal (the last one where nothing is new), and how many stayed behind.

    `held`: cards by the rule that holds them back; `decisions`: records by what became of them.
    """

    order: Order
    issued: int = 0
    ready: int = 0
    held: Counter[str] = field(default_factory=Counter)
    decisions: Counter[Decision] = field(default_factory=Counter)
    made: ExportSet | None = None
    is_new: bool = False
    folder: Path | None = None


def export(
    bench: Workbench, order: Order, *, formats: Sequence[str], now: datetime, by: str = "", out: Path | None = None
) -> Exported:
    """Append what is new to the journal of the recipient as one set, or give the last set again where nothing is.

    Raises `LedgerEmpty` when nothing says what was issued, `ExportFault` when files would not be what our schema says
    or the journal is not what was written.
    """
    if not bench.ledger.paths():
        raise LedgerEmpty
    check_trail(bench)
    schemas = Schemas(bench.rulebook.exchange, code_values(bench.rulebook.exchange, bench.rulebook.identity))
    journal = journal_of(bench, order.recipient)
    done = Exported(order)
    with journal.turn():
        staged = stage(journal.root)
        try:
            _fill(bench, order, journal, staged, schemas, tuple(formats), done)
            if done.is_new and done.made:
                publish(staged, journal.folder(done.made))
                bench.answered.clear()
        finally:
            shutil.rmtree(staged, ignore_errors=True)
        if done.made:
            done.folder = hand_out(journal, done.made, schemas, formats=tuple(formats), out=out)
    if done.made:
        note(
            bench,
            Event.EXPORTED,
            by=by,
            now=now,
            target="export",
            about_unit=order.unit,
            rows=sum(done.made.counts.values()),
            detail=f"{order.recipient} #{done.made.number}",
        )
    return done


def _fill(
    bench: Workbench,
    order: Order,
    journal: Journal,
    staged: Path,
    schemas: Schemas,
    formats: tuple[str, ...],
    done: Exported,
) -> None:
    """Write the rows and files of a set, portion by portion; `done` tells what was found."""
    last = journal.last_sent()
    draft = journal.draft(order, formats=formats, layout_sha256=bench.rulebook.sha256)
    counts: Counter[str] = Counter()
    whole = _asking(bench, order)
    tables = exchange_tables(bench, whole)
    for asking in whole.portions(whole.question.schools.iter_slices(SCHOOLS)):
        rows = _portion(bench, asking, tables, order, journal, last, done)
        counts.update(row.event for row in rows)
        write_rows(staged, rows)
        write_files(staged, rows, schemas, draft)
    if counts:
        schemas.write(staged)
        held = dict(sorted(done.held.items()))
        done.made, done.is_new = (
            finish_set(staged, replace(draft, counts=dict(sorted(counts.items())), held=held)),
            True,
        )
        return
    done.made = next((one for one in reversed(journal.sets()) if _is_of(one, order)), None)


def _is_of(one: ExportSet, order: Order) -> bool:
    return (one.unit, one.school_year, one.grades) == (order.unit, order.school_year, order.grades)


def _asking(bench: Workbench, order: Order) -> Asking:
    """What the store holds for all schools of the unit."""
    day = date.fromisoformat(order.as_of)
    question = bench.question(order.unit, order.school_year, day)
    question = replace(question, rules=bench.rulebook.rules_in_force(day, STEP.rules))
    return Asking(
        store=bench.store,
        engine=bench.engine,
        rulebook=bench.rulebook,
        question=question,
        lineage=bench.tree(day).lineage(order.unit, day),
        actors=pl.DataFrame(),
        calendar=pl.DataFrame(),
        events=bench.ledger.paths(),
    )


def _portion(
    bench: Workbench,
    asking: Asking,
    tables: Mapping[str, pl.DataFrame],
    order: Order,
    journal: Journal,
    last: Mapping[str, Sent],
    done: Exported,
) -> list[Sent]:
    """The rows to send of a portion of schools, with their envelopes."""
    given = asking.rows(STEP, tables)
    cards = given["export_ready"].filter(_asked(order))
    ready = cards.filter(pl.col("is_held") == 0)
    done.issued, done.ready = done.issued + cards.height, done.ready + ready.height
    done.held.update(_held(given, cards.filter(pl.col("is_held") == 1), asking))
    received = received_records(asking, order, own=given["export_card"])
    records = [*_composed(bench, given, ready), *received]
    ended = list(_ended(given["export_ended"], order))
    contents = {one.card_id: journal.with_content(last[one.card_id]) for one in ended if one.card_id in last}
    contents |= {
        one.record_id: journal.with_content(last[one.record_id])
        for one in records
        if not one.is_standing and one.record_id in last
    }
    decided = decide(records, ended, {**last, **contents}, is_final=order.recipient == MINISTRY)
    done.decisions.update(decided.counts)
    return list(decided.rows)


def _asked(order: Order) -> pl.Expr:
    """The cards that an order is about; the Bộ takes locked ones only."""
    asked = pl.col("grade").is_in(order.grades) if order.grades else pl.lit(value=True)
    return asked & (pl.col("is_locked") == 1) if order.recipient == MINISTRY else asked


def _held(given: Mapping[str, pl.DataFrame], held: pl.DataFrame, asking: Asking) -> dict[str, int]:
    """How many cards each error holds back; a card may stand under several."""
    errors = [code for code, rule in asking.question.rules.items() if rule.severity == "error"]
    counts: dict[str, int] = {}
    for code in errors:
        found = [_broken(given[name], code, held) for name in (*SCANS, "export_school") if code in given[name].columns]
        if count := sum(found):
            counts[code] = count
    return counts


def _broken(rows: pl.DataFrame, code: str, held: pl.DataFrame) -> int:
    keys = [name for name in ("school_code", "card_id") if name in rows.columns]
    return held.join(rows.filter(pl.col(code) == 1).select(keys).unique(), on=keys, how="semi").height


def _composed(bench: Workbench, given: Mapping[str, pl.DataFrame], ready: pl.DataFrame) -> list[Record]:
    """The records of the cards that are ready and that this workbench holds the data of."""
    keys = ["school_code", "card_id"]
    cards = given["export_card"].filter(pl.col("has_record") == 0).join(ready.select(keys), on=keys, how="semi")
    return compose_contents(bench.rulebook.exchange, cards, given)


def _ended(rows: pl.DataFrame, order: Order) -> Iterator[Ended]:
    mine = rows.filter((pl.col("recipient") == order.recipient) & (pl.col("was_issued") == 1))
    if order.grades:
        mine = mine.filter(pl.col("grade").is_in(order.grades))
    yield from (Ended(card, at) for card, at in mine.select("card_id", "ended_at").iter_rows())


def hand_out(
    journal: Journal, made: ExportSet, schemas: Schemas, *, formats: tuple[str, ...], out: Path | None
) -> Path:
    """The folder of a set in the formats asked for: where it stands, or rendered again from its rows, byte for byte."""
    if out is None and set(formats) <= set(made.formats):
        return journal.folder(made)
    root = out or journal.root / MORE
    final = root / f"{made.name}{'' if out else '-' + '-'.join(formats)}"
    with _permitted(root):
        staged = stage(root)
        try:
            draft = replace(made, formats=formats, files={})
            for rows in journal.rows(made):
                write_files(staged, rows, schemas, draft)
            schemas.write(staged)
            told = finish_set(staged, draft)
            if final.is_dir() and (final / MANIFEST).is_file() and (final / MANIFEST).read_bytes() == told.text():
                return final
            publish(staged, final)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    return final


@contextmanager
def _permitted(root: Path) -> Iterator[None]:
    try:
        yield
    except PermissionError as fault:
        raise NotPermitted(str(fault.filename or root)) from fault
    except (FileExistsError, NotADirectoryError) as fault:
        raise ExportFault(str(root), ExportProblem.IN_THE_WAY) from fault


def record_export(bench: Workbench, order: Order, *, by: str, now: datetime) -> dict[str, int]:
    """Append to the ledger that the cards which the recipient has were reported, where their history allows it.

    Gives the events appended and refused. What is recorded already is not recorded again.
    """
    check_trail(bench)
    journal = journal_of(bench, order.recipient)
    ledger = Ledger.open(bench.ledger.root)
    head, held = ledger.head(), ledger.events()
    sent = {row.card_id: row for row in journal.last_sent().values() if row.event != Decision.CANCEL}
    standing = held.sort("sequence").unique(["card_id", "version"], keep="last", maintain_order=True)
    due = standing.filter(
        pl.col("card_id").is_in(list(sent))
        & pl.col("state").is_in([state.value for state in BEFORE[order.recipient]])
        & (pl.col("school_year") == order.school_year)
    )
    due = due.filter([sent[card].card_version == version for card, version in due.select("card_id", "version").rows()])
    events = _told(due, order, by=by, now=now)
    kept, refused = sift(events, positions_of(held))
    purpose = bench.labels("export.purpose")
    ledger.append(kept, expected=head, recorded_at=now, by=by, purpose=purpose)
    note(
        bench,
        Event.RECORDED,
        by=by,
        now=now,
        target="export",
        about_unit=order.unit,
        rows=kept.height,
        detail=order.recipient,
    )
    return {"recorded": kept.height, "refused": len(refused)}


def _told(due: pl.DataFrame, order: Order, *, by: str, now: datetime) -> pl.DataFrame:
    """An event a card, at the end of the day of the order, or now while that day still runs."""
    here = now.astimezone(VIET_NAM).replace(tzinfo=None)
    at = min(datetime.combine(date.fromisoformat(order.as_of), time.max), here)
    told = due.with_columns(
        state=pl.lit(REPORTED[order.recipient].value),
        happened_at=pl.max_horizontal(pl.col("happened_at"), pl.lit(at)),
        recorded_at=pl.lit(now.astimezone(UTC).replace(tzinfo=None)),
        actor=pl.lit(by),
        actor_unit=pl.lit(order.unit),
        role=pl.lit(None, pl.String),
        reason=pl.lit(None, pl.String),
        document=pl.lit(None, pl.String),
        source=pl.lit("", pl.String),
    )
    return told.select(SCHEMA.names()).cast(SCHEMA)
