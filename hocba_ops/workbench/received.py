"""Records that came in from another workbench: of each the one that counts, and what of a new file is not taken."""

import json
from collections.abc import Iterable, Mapping

import polars as pl

from hocba_ops.exchange import Order, Record
from hocba_ops.sources.reading import Reading
from hocba_ops.sources.repairs import OLDER
from hocba_ops.sources.repairs import SCHEMA as REPAIRS
from hocba_ops.store import Store
from hocba_ops.tables import TABLES
from hocba_ops.workbench.asking import Asking
from hocba_ops.workbench.school_rows import read_relation

TABLE = "exchange_record"
ARRIVAL = ("as_of", "source_file", "sheet", "row_number")


def received_records(asking: Asking, order: Order, *, own: pl.DataFrame) -> list[Record]:
    """The records received of the schools asked about whose pupils this workbench has no list of.

    Of each record the highest version counts, the first that came where two have it; a cancelled one is not standing.
    """
    rows = read_relation(asking.relations[TABLE], TABLES[TABLE])
    mine = own.filter(pl.col("has_record") == 0)["card_id"]
    asked = rows.filter(
        pl.col("school_code").is_in(asking.question.schools["school_code"].to_list())
        & (pl.col("school_year") == order.school_year)
        & ~pl.col("card_id").is_in(mine.to_list())
    )
    if order.grades:
        asked = asked.filter(pl.col("grade").is_in(order.grades))
    if order.recipient == "bo":
        locked = own.filter(pl.col("is_locked") == 1)["card_id"]
        asked = asked.filter(pl.col("card_id").is_in(locked.to_list()))
    return [_record(row) for row in latest(asked).iter_rows(named=True)]


def latest(rows: pl.DataFrame) -> pl.DataFrame:
    """The row of each record that counts, by record."""
    ordered = rows.sort("version", *ARRIVAL, descending=[True, False, False, False, False])
    return ordered.unique("record_id", keep="first", maintain_order=True).sort("record_id")


def without_older(reading: Reading, store: Store) -> Reading:
    """The reading with a word for every record whose version is not above that of a record held already."""
    if TABLE not in reading.tables:
        return reading
    paths = [batch.path(TABLE) for batch in store.current() if batch.table(TABLE)]
    highest = _highest(pl.read_parquet(path, columns=["record_id", "version"]) for path in paths)
    rows = reading.tables[TABLE]
    before = rows["record_id"].replace_strict(highest, default=None, return_dtype=pl.Int64)
    told = rows.with_columns(before=before).filter(pl.col("version") <= pl.col("before"))
    log = told.select(
        "sheet",
        "row_number",
        column=pl.lit("record_version"),
        kind=pl.lit(OLDER),
        before=pl.col("version").cast(pl.String),
        after=pl.lit(""),
    ).select(REPAIRS.names())
    return Reading(
        reading.family,
        reading.name,
        reading.as_of,
        reading.sha256,
        reading.tables,
        pl.concat([reading.repairs, log]),
        reading.faults,
    )


def _highest(frames: Iterable[pl.DataFrame]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for frame in frames:
        for record, version in frame.iter_rows():
            found[record] = max(found.get(record, 0), version)
    return found


def _record(row: Mapping[str, object]) -> Record:
    content = str(row["content"])
    return Record(
        record_id=str(row["record_id"]),
        card_id=str(row["card_id"]),
        table_name=str(row["table_name"]),
        school_code=str(row["school_code"]),
        grade=row["grade"],  # type: ignore[arg-type]
        pupil_code=row["pupil_code"],  # type: ignore[arg-type]
        card_version=None,
        updated_at=row["updated_at"],  # type: ignore[arg-type]
        content=json.dumps(json.loads(content), ensure_ascii=False, separators=(",", ":")),
        floor=row["version"],  # type: ignore[arg-type]
        is_standing=row["event"] != "cancel",
    )
