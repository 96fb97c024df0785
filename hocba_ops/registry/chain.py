r"""The chain: each event's digest covers the event and the digest before it, so that no byte can be changed alone.

An event is hashed as one line of text that anybody can write again with any tool: its fields in the order of the
table, tabs between them, backslash, tab and line breaks escaped, `\N` for nothing, times to the microsecond. The
digest is the SHA-256 of the digest before it in hexadecimal, a line break, and that line in UTF-8.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import polars as pl

from hocba_ops.tables import Kind
from hocba_ops.tables.columns import Column
from hocba_ops.tables.events import EVENT
from hocba_ops.tables.frames import DTYPES

GENESIS = "0" * 64
"""The digest before the first event."""
SCHEMA = pl.Schema({column.name: DTYPES[column.kind] for column in EVENT.columns})
"""An event without its place in the chain."""
CHAINED = pl.Schema({**SCHEMA, "sequence": pl.Int64(), "digest": pl.String()})
"""An event of the ledger."""
ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))
NOTHING = "\\N"
TIME = "%Y-%m-%dT%H:%M:%S%.6f"


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a ledger is not what was written: the segment, the event in it if one is known, and why."""

    segment: int
    sequence: int | None
    reason: str


def chained(events: pl.DataFrame, *, after: str, first: int) -> pl.DataFrame:
    """The events with `sequence` from `first` and the digest of each, the chain going on from the digest `after`.

    `events` has the columns of SCHEMA, in the order in which they are appended.
    """
    rows = events.select(SCHEMA.names()).cast(SCHEMA)
    return rows.with_columns(
        pl.Series("sequence", range(first, first + rows.height), dtype=pl.Int64),
        pl.Series("digest", digests(canonical_lines(rows), after=after), dtype=pl.String),
    )


def digests(lines: pl.Series, *, after: str) -> list[str]:
    """The digest of every line, each covering the one before."""
    found: list[str] = []
    for line in lines:
        after = sha256(f"{after}\n{line}".encode()).hexdigest()
        found.append(after)
    return found


def first_difference(events: pl.DataFrame, *, after: str) -> int | None:
    """The row (from 0) of the first event whose digest is not that of its content and of what stands before it."""
    told = events["digest"].to_list()
    counted = digests(canonical_lines(events), after=after)
    return next((row for row, pair in enumerate(zip(told, counted, strict=True)) if pair[0] != pair[1]), None)


def canonical_lines(rows: pl.DataFrame, columns: Sequence[Column] = EVENT.columns) -> pl.Series:
    """Each event (or row of other columns) as the line that is hashed."""
    cells = [_text(column.name, column.kind).fill_null(NOTHING) for column in columns]
    return rows.select(pl.concat_str(cells, separator="\t").alias("line"))["line"]


def _text(name: str, kind: Kind) -> pl.Expr:
    value = pl.col(name)
    if kind is Kind.TIME:
        return value.dt.to_string(TIME)
    if kind is Kind.INTEGER:
        return value.cast(pl.String)
    for plain, escaped in ESCAPES:
        value = value.str.replace_all(plain, escaped, literal=True)
    return value
