r"""What a lock holds of a card: a fixed set of fields, written as one line of bytes that anybody can write again.

The line is `hocba-record-1`, then the fields of RECORD in their order, tabs between all, escaped as in the ledger
(`registry.chain`): backslash, tab and line breaks escaped, `\N` for nothing, times to the microsecond; UTF-8, no line
break at its end. Its leaf in the tree of a lock is the hash of `registry.merkle` of these bytes. `content_hash` stands
for what the card says, so that one mark changed is another record.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import polars as pl

from hocba_ops.registry.chain import canonical_lines
from hocba_ops.registry.merkle import Hash, leaf_hash
from hocba_ops.tables.columns import Kind, columns
from hocba_ops.tables.frames import DTYPES

LAYOUT = "hocba-record-1"
"""The name of this way of writing a record; another set of fields is another name."""
RECORD = columns(
    "card_id version:integer school_code school_year grade:integer pupil_code state content_hash"
    " issued_at:time received_at:time homeroom_signer head_signer sealer"
)
"""The fields of a record. `state`: what the lock makes of it. `*_signer`, `sealer`: who did it, by the ledger."""
FIELDS = tuple(column.name for column in RECORD)
SCHEMA = pl.Schema({column.name: DTYPES[column.kind] for column in RECORD})
ORDER = ("school_code", "card_id", "version")
"""The order of the leaves that one lock adds; those of a later lock of the same scope come after."""
TIMES = frozenset(column.name for column in RECORD if column.kind is Kind.TIME)


def in_leaf_order(records: pl.DataFrame) -> pl.DataFrame:
    """The records with the columns of RECORD, in the order in which a lock adds them to its tree."""
    return records.select(FIELDS).cast(SCHEMA).sort(ORDER)


def record_lines(records: pl.DataFrame) -> list[bytes]:
    """Each record as the bytes that are hashed."""
    return [f"{LAYOUT}\t{line}".encode() for line in canonical_lines(records, RECORD)]


def leaf_hashes(records: pl.DataFrame) -> list[Hash]:
    """The leaf of each record."""
    return [leaf_hash(line) for line in record_lines(records)]


def told_record(row: Mapping[str, Any]) -> dict[str, Any]:
    """A record as plain values for a proof file; `record_frame` reads it back."""
    return {name: value.isoformat() if isinstance(value := row[name], datetime) else value for name in FIELDS}


def record_frame(told: Mapping[str, Any]) -> pl.DataFrame:
    """The record of a proof file as a frame of one row; `ValueError` when it is not exactly the fields of RECORD."""
    if tuple(sorted(told)) != tuple(sorted(FIELDS)):
        raise ValueError("fields")
    row = {name: _value(name, told[name]) for name in FIELDS}
    return pl.DataFrame([row], schema=SCHEMA, orient="row", strict=True)


def _value(name: str, value: object) -> object:
    """A value with its kind; null stays null, anything of another kind is refused."""
    if value is None:
        return None
    if name in TIMES:
        return datetime.fromisoformat(_expect(value, str))
    return _expect(value, int if SCHEMA[name] == pl.Int64() else str)


def _expect(value: object, kind: type) -> Any:
    if type(value) is not kind:
        raise ValueError(str(value))
    return value
