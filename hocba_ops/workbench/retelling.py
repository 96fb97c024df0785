"""What the registers of a workspace tell that no history allows, or no longer tell: the rows of `registry_review`.

The registers are replayed from the first day on, beside the events of the ledger that came from no register, so that
the answer hangs on the data and the day alone, whatever was imported when.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from hocba_ops.registry.chain import SCHEMA
from hocba_ops.reporting.labels import Labels
from hocba_ops.workbench.registering import (
    ASIDE,
    MOMENT,
    TOLD,
    VERSION,
    marked,
    read_day,
    read_heirs,
    register_days,
    weigh,
)

if TYPE_CHECKING:
    from hocba_ops.workbench.bench import Workbench

FAULT = pl.Schema({**ASIDE, "reason": pl.String(), "more": pl.Int64()})
"""One row a version of a card and what is wrong with its history first; `more`: marks that fall with it."""
WORDED = frozenset({"changed", "no_time", "ahead", "gone", "missing", "not_a_beginning"})
"""Reasons that have a sentence of their own."""
MOMENT_FORMAT = "%d/%m/%Y %H:%M"


def retell(bench: "Workbench", as_of: date) -> Mapping[str, pl.DataFrame]:
    """The further table of `registry_review`: what is wrong with histories, as the registers of a day still tell it."""
    days = register_days(bench.store, as_of)
    own = _own(bench.ledger.events())
    held, told, aside = TOLD.to_frame(), TOLD.to_frame(), ASIDE.to_frame()
    before = date.min
    for day in days:
        due = own.filter(pl.col("happened_at").dt.date().is_between(before, day, closed="right"))
        told = read_day(bench, day)
        weighed = weigh(told, held, day=day, beside=due, heirs=read_heirs(bench.store, day))
        held, aside, before = pl.concat([held, weighed.taken]), weighed.aside, day
    return {"registry_fault": fault_frame(aside, held, told, bench.labels)}


def fault_frame(aside: pl.DataFrame, held: pl.DataFrame, told: pl.DataFrame, labels: Labels) -> pl.DataFrame:
    """The first fault of each version, with its reason in words; a version that is no longer told of is one too."""
    recorded = held.filter(pl.col("source").is_not_null())
    found = pl.concat([aside.filter(pl.col("source").is_not_null()), _gone(recorded, told), _missing(recorded, told)])
    first = found.unique(VERSION, keep="first", maintain_order=True)
    counts = found.group_by(VERSION).agg(more=pl.len().cast(pl.Int64) - 1)
    rows = first.join(counts, on=VERSION, maintain_order="left")
    reasons = [_sentence(row, labels) for row in rows.iter_rows(named=True)]
    return rows.with_columns(pl.Series("reason", reasons, pl.String)).select(FAULT.names())


def _own(events: pl.DataFrame) -> pl.DataFrame:
    """Events of the ledger that no register told of: done here, locked, reported further."""
    own = events.filter(pl.col("source").fill_null("") == "").select(SCHEMA.names())
    places = [pl.lit(None, TOLD[name]).alias(name) for name in ("source_file", "sheet", "row_number")]
    return own.with_columns(pl.lit(None, pl.String).alias("source"), *places).select(TOLD.names())


def _gone(recorded: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Marks that were recorded and that the newest register leaves empty, at the row that it has for the version."""
    now = marked(told)
    lost = marked(recorded).join(now, on=MOMENT[:-1], how="anti", maintain_order="left")
    rows = now.unique(VERSION, keep="first", maintain_order=True)
    placed = lost.drop("source_file", "sheet", "row_number").join(
        rows.select(*VERSION, "source_file", "sheet", "row_number"), on=VERSION, maintain_order="left"
    )
    return _aside(placed, "gone")


def _missing(recorded: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Versions that an earlier register had and the newest of their school lacks, at the row where they last stood."""
    here = told.select("school_code").unique()
    lost = recorded.join(told, on=VERSION, how="anti", maintain_order="left").join(here, on="school_code", how="semi")
    return _aside(lost.unique(VERSION, keep="last", maintain_order=True), "missing")


def _aside(rows: pl.DataFrame, why: str) -> pl.DataFrame:
    told = rows.with_columns(before=pl.lit(None, pl.String), held_at=pl.col("happened_at"), why=pl.lit(why, pl.String))
    return told.select(ASIDE.names())


def _sentence(row: Mapping[str, object], labels: Labels) -> str:
    return " ".join(_sentences(row, labels))


def _sentences(row: Mapping[str, object], labels: Labels) -> Iterator[str]:
    why = row["why"] if row["why"] in WORDED else "refused"
    yield labels(
        f"registry.why.{why}",
        state=labels(f"card_state.{row['state']}"),
        before=labels(f"card_state.{row['before']}") if row["before"] else "",
        at=_told(row["happened_at"]),
        held=_told(row["held_at"]),
    )
    if row["more"]:
        yield labels("registry.more", count=row["more"])


def _told(moment: object) -> str:
    return f"{moment:{MOMENT_FORMAT}}" if moment else ""
