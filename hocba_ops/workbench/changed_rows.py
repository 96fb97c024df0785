"""Which files and rows came, went or became different between two states of the store; counted, never shown."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from hocba_ops.store import Batch, Relation, Store
from hocba_ops.tables import TABLES, Table
from hocba_ops.tables.frames import build_stored_schema

NATURAL_KEYS: Mapping[str, tuple[str, ...]] = {
    "pupil": ("pupil_code",),
    "staff": ("staff_code",),
    "result": ("pupil_code",),
    "secondary_result": ("pupil_code", "term"),
    "certificate": ("holder_kind", "holder_code", "serial"),
    "readiness_item": ("item",),
}
"""The tables that a review reads, and by which columns a row of one file is the same as a row of a later one."""
FILES = {"table": pl.String(), "files_new": pl.Int64(), "files_replaced": pl.Int64(), "rows": pl.Int64()}
ROWS = pl.Schema(
    {
        "table": pl.String(),
        "school_code": pl.String(),
        "rows_before": pl.Int64(),
        "rows_added": pl.Int64(),
        "rows_gone": pl.Int64(),
        "rows_changed": pl.Int64(),
        "rows_after": pl.Int64(),
    }
)
KEY = ("school_code", "key")


def compare_files(before: Iterable[Batch], after: Iterable[Batch]) -> pl.DataFrame:
    """One row a table: files that came in new, files that stand in place of an earlier one, and the rows of both."""
    held, now = ({batch.batch_id: batch for batch in batches} for batches in (before, after))
    came = [table for key, batch in now.items() if key not in held for table in batch.tables]
    went = Counter(table.name for key, batch in held.items() if key not in now for table in batch.tables)
    files = Counter(table.name for table in came)
    rows = [
        (name, files[name] - went[name], went[name], sum(one.rows for one in came if one.name == name))
        for name in TABLES
        if name in files
    ]
    return pl.DataFrame(rows, schema=FILES, orient="row")


def compare_rows(before: tuple[Store, date], after: tuple[Store, date], *, schools: pl.Series) -> pl.DataFrame:
    """One row a table and school whose rows differ: how many were added, are gone, or say something else now.

    `before` and `after` are a store and the day up to which it is read; `schools` the codes that are looked at.
    """
    parts = [_compare(TABLES[name], *(_relation(name, state) for state in (before, after))) for name in NATURAL_KEYS]
    return pl.concat(parts).filter(pl.col("school_code").is_in(schools.to_list()))


def _relation(name: str, state: tuple[Store, date]) -> Relation:
    store, day = state
    return store.relation(TABLES[name], as_of=day)


def _compare(table: Table, before: Relation, after: Relation) -> pl.DataFrame:
    earlier, later = _parts(before), _parts(after)
    if earlier == later:
        return pl.DataFrame(schema=ROWS)
    held = _rows(table, before, earlier - later).rename({"said": "said_before"})
    now = _rows(table, after, later - earlier)
    both = held.join(now, on=KEY, how="full", coalesce=True, nulls_equal=True)
    is_held, is_now = pl.col("said_before").is_not_null(), pl.col("said").is_not_null()
    counts = both.group_by("school_code").agg(
        rows_before=is_held.sum(),
        rows_added=(is_now & ~is_held).sum(),
        rows_gone=(is_held & ~is_now).sum(),
        rows_changed=(is_held & is_now & (pl.col("said") != pl.col("said_before"))).sum(),
        rows_after=is_now.sum(),
    )
    listed = counts.filter(pl.sum_horizontal("rows_added", "rows_gone", "rows_changed") > 0).sort("school_code")
    return listed.select(pl.lit(table.name).alias("table"), *ROWS.names()[1:]).cast(ROWS)


def _parts(relation: Relation) -> set[tuple[str, str | None]]:
    """The pieces of files that count: batch and school. A piece that counts in both states has not changed."""
    if relation.keep is not None:
        return set(relation.keep.rows())
    return {(batch.batch_id, school) for batch in relation.batches for school in _schools(batch, relation)}


def _schools(batch: Batch, relation: Relation) -> tuple[str | None, ...]:
    paths = set(relation.paths)
    return tuple(school for table in batch.tables if batch.path(table.name) in paths for school in table.schools)


def _rows(table: Table, relation: Relation, parts: set[tuple[str, str | None]]) -> pl.DataFrame:
    """School, natural key, and a digest of what all rows with that key say; a key that stands twice is one row here."""
    wanted = pl.DataFrame(
        sorted(parts, key=str), schema={"batch_id": pl.String, "school_code": pl.String}, orient="row"
    )
    schema = build_stored_schema(table)
    said = [_said(name, table) for name in table.column_names]
    key = pl.concat_str([pl.col(name).fill_null("") for name in NATURAL_KEYS[table.name]], separator="\x1f")
    if not parts:
        return pl.DataFrame(schema={"school_code": pl.String, "key": pl.String, "said": pl.List(pl.UInt64)})
    return (
        pl.scan_parquet(list(relation.paths), schema=schema, missing_columns="insert", hive_partitioning=False)
        .join(wanted.lazy(), on=["batch_id", "school_code"], how="semi", nulls_equal=True)
        .select("school_code", key.alias("key"), pl.struct(said).hash().alias("said"))
        .group_by(KEY)
        .agg(pl.col("said").sort())
        .collect()
    )


def _said(name: str, table: Table) -> pl.Expr:
    """What a column says; the words beside a value that was read are left out: two files may write one day two ways."""
    value = name.removesuffix("_text")
    if value == name or value not in table.column_names:
        return pl.col(name)
    return pl.when(pl.col(value).is_null()).then(pl.col(name)).alias(name)
