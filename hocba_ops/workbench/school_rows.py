"""The rows that the store holds of schools, table by table, and which batches they stand in."""

from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from hocba_ops.packs.pairs import OPEN, PAIRS
from hocba_ops.packs.rows import SchoolRows, filled_tables
from hocba_ops.packs.tasks import ANSWER, ANSWERED_BY, TASKS
from hocba_ops.store import Batch, Relation, Store
from hocba_ops.tables import TABLES, Table
from hocba_ops.tables.frames import build_stored_schema

Pair = tuple[str, str | None]
ANSWERS = (
    ("explanation", TASKS, "finding_key", (ANSWER, ANSWERED_BY)),
    ("pair_decision", PAIRS, "pair_key", OPEN),
)
"""The tables of answers: for which leaf, by which key, and the fields that it has."""


def read_relation(relation: Relation, table: Table) -> pl.DataFrame:
    """The rows of a table that count, with their batches; columns that older files lack are empty."""
    schema = build_stored_schema(table)
    frames = [schema.to_frame(), *(_completed(pl.read_parquet(path), schema) for path in relation.paths)]
    rows = pl.concat(frames)
    if relation.keep is None:
        return rows
    return rows.join(relation.keep, on=["batch_id", "school_code"], how="semi", nulls_equal=True, maintain_order="left")


def read_schools(store: Store, day: date, schools: Iterable[str]) -> Mapping[str, SchoolRows]:
    """The rows of each school that packs show, as known on a day."""
    wanted = list(schools)
    frames: dict[str, dict[str, pl.DataFrame]] = {school: {} for school in wanted}
    for name in filled_tables():
        rows = read_relation(store.relation(TABLES[name], as_of=day), TABLES[name])
        own = rows.filter(pl.col("school_code").is_in(wanted))
        for (school,), frame in own.partition_by("school_code", as_dict=True, maintain_order=True).items():
            frames[str(school)][name] = frame
    return {school: SchoolRows(held) for school, held in frames.items()}


def batches_of(store: Store, table: str, school: str) -> tuple[Batch, ...]:
    """The batches in which the rows of a school that count now stand."""
    relation = store.relation(TABLES[table], as_of=date.max)
    held = [batch for batch in relation.batches if (found := batch.table(table)) and school in found.schools]
    if relation.keep is None:
        return tuple(held)
    kept = set(relation.keep.rows())
    return tuple(batch for batch in held if (batch.batch_id, school) in kept)


def sources_of(store: Store, table: str, school: str) -> frozenset[Pair]:
    """The (batch, school) pairs behind the rows of a school that count now, down to the first export."""
    held = batches_of(store, table, school)
    behind = {pair for batch in held for pair in batch.in_place_of if pair[1] == school}
    return frozenset({(batch.batch_id, school) for batch in held} | behind)


def read_answers(store: Store, school: str) -> dict[tuple[str, str, str], dict[str, str]]:
    """What a school answered so far: by kind of leaf, key and fingerprint, what each field says; the last counts."""
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for table, kind, key, fields in ANSWERS:
        batches = sorted(store.relation(TABLES[table], as_of=date.max).batches, key=lambda batch: batch.recorded_at)
        for batch in batches:
            rows = pl.read_parquet(batch.path(table)).filter(pl.col("school_code") == school)
            for row in rows.iter_rows(named=True):
                told = {field: str(row[field]) for field in fields if row[field] is not None}
                found[kind, str(row[key]), str(row["fingerprint"])] = told
    return found


def _completed(frame: pl.DataFrame, schema: pl.Schema) -> pl.DataFrame:
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in schema.items() if name not in frame.columns]
    return frame.with_columns(missing).select(schema.names())
