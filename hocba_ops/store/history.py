"""How batches make a history: which of them, and which of their schools, count as of a day."""

from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import polars as pl

from hocba_ops.store.batch import Batch
from hocba_ops.store.replacing import Pair, void_pairs
from hocba_ops.tables import History, Table

KEEP = {"batch_id": pl.String(), "school_code": pl.String()}
"""Columns of the frame that says which schools of which batch count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One table as of one day: the files to read, and which schools of each batch count.

    `keep` has batch_id and school_code (null is a key of its own); None when every row of the files counts. No paths:
    the table is empty on that day.
    """

    paths: tuple[Path, ...]
    keep: pl.DataFrame | None
    batches: tuple[Batch, ...]


def drop_superseded(batches: Iterable[Batch]) -> tuple[Batch, ...]:
    """Batches without those that a later recorded one replaces.

    That is a file of the same family, name and as_of, or a later reading of the same bytes, whatever family it found.
    """
    newest = {(batch.family, batch.name, batch.as_of): batch for batch in sorted(batches, key=_recorded)}
    readings = {(batch.sha256, batch.as_of): batch for batch in sorted(newest.values(), key=_recorded)}
    return sort_batches(readings.values())


def sort_batches(batches: Iterable[Batch]) -> tuple[Batch, ...]:
    """Batches by as_of, family and name; the order in which they are told everywhere."""
    return tuple(sorted(batches, key=lambda batch: (batch.as_of, batch.family, batch.name, *_recorded(batch))))


def build_relation(table: Table, batches: Iterable[Batch], *, as_of: date) -> Relation:
    """What was known of a table at the end of a day, from all batches of the store.

    A log: every row handed in until then. A snapshot: for each school the rows of its newest as_of, from every file of
    that day and of any family (a school may change its vendor), but what a batch of the same day stands in place of.
    """
    every = tuple(batches)
    known = [batch for batch in drop_superseded(every) if batch.as_of <= as_of and _count_rows(batch, table) > 0]
    if table.history is History.LOG:
        return Relation(paths=_list_paths(known, table), keep=None, batches=tuple(known))
    return _keep_newest(table, known, void_pairs(table, known, every))


def narrow(relation: Relation, table: str, schools: Set[str | None]) -> Relation:
    """The relation with only those files that tell of one of the schools; files without a school column stay."""
    held = [batch.table(table) for batch in relation.batches]
    is_told = [one is not None and (not one.schools or not schools.isdisjoint(one.schools)) for one in held]
    batches = tuple(batch for batch, told in zip(relation.batches, is_told, strict=True) if told)
    paths = tuple(path for path, told in zip(relation.paths, is_told, strict=True) if told)
    ids = [batch.batch_id for batch in batches]
    keep = None if relation.keep is None else relation.keep.filter(pl.col("batch_id").is_in(ids))
    return Relation(paths=paths, keep=keep, batches=batches)


def _keep_newest(table: Table, known: Sequence[Batch], void: Collection[Pair]) -> Relation:
    held = [
        (batch, [school for school in _list_schools(batch, table) if (batch.batch_id, school) not in void])
        for batch in known
    ]
    newest = {school: batch.as_of for batch, schools in held for school in schools}
    counted = [(batch, [school for school in schools if newest[school] == batch.as_of]) for batch, schools in held]
    used = tuple(batch for batch, schools in counted if schools)
    is_whole = all(len(schools) in (0, len(_list_schools(batch, table))) for batch, schools in counted)
    pairs = [(batch.batch_id, school) for batch, schools in counted for school in schools]
    keep = None if is_whole else pl.DataFrame(pairs, schema=KEEP, orient="row")
    return Relation(paths=_list_paths(used, table), keep=keep, batches=used)


def _list_paths(batches: Iterable[Batch], table: Table) -> tuple[Path, ...]:
    return tuple(batch.path(table.name) for batch in batches)


def _list_schools(batch: Batch, table: Table) -> tuple[str | None, ...]:
    held = batch.table(table.name)
    return held.schools if held else ()


def _count_rows(batch: Batch, table: Table) -> int:
    held = batch.table(table.name)
    return held.rows if held else 0


def _recorded(batch: Batch) -> tuple[datetime, int, str]:
    return batch.recorded_at, batch.reading, batch.sha256
