"""What the step `lock` compares exports with: the records of every lock, the policy, and where a lock was reopened."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from hocba_ops.registry.lock import Locks
from hocba_ops.registry.records import SCHEMA
from hocba_ops.registry.reopening import Reopenings
from hocba_ops.rulebook import Rulebook
from hocba_ops.rulebook.after_lock import after_lock_frame

REOPENING = {
    "school_code": pl.String,
    "grade": pl.Int64,
    "opened_on": pl.Date,
    "closes_on": pl.Date,
    "decision": pl.String,
}


def lock_tables(locks: Locks, rulebook: Rulebook) -> Mapping[str, pl.DataFrame]:
    """`locked_record` (a row a locked card, each tree checked on the way), `after_lock`, `reopening`."""
    return {
        "locked_record": locked_frame(locks),
        "after_lock": after_lock_frame(rulebook.after_lock.values()),
        "reopening": reopening_frame(Reopenings(locks.root)),
    }


def locked_frame(locks: Locks) -> pl.DataFrame:
    """Every locked record with the day as of which it was locked."""
    empty = pl.Schema({**SCHEMA, "locked_as_of": pl.Date()}).to_frame()
    held = [
        lock.records.with_columns(locked_as_of=pl.lit(date.fromisoformat(lock.statement.as_of)))
        for tree in locks.trees()
        for lock in tree.locks
    ]
    return pl.concat([empty, *held])


def reopening_frame(reopenings: Reopenings) -> pl.DataFrame:
    """A row a reopening; without a grade the whole school."""
    rows = [
        (one.school_code, one.grade, _day(one.opened_on), _day(one.closes_on), one.decision) for one in reopenings.all()
    ]
    return pl.DataFrame(rows, schema=REOPENING, orient="row")


def _day(text: str) -> date:
    return date.fromisoformat(text)
