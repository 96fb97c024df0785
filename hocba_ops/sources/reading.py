"""Reading one file: which family it is, as of which day, its rows by table, and what was mended."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from hocba_ops.errors import OpsError, file_error
from hocba_ops.settings import STANDARD_LIMITS, Limits
from hocba_ops.sources.as_of import as_of_day, day_in
from hocba_ops.sources.blocks import block
from hocba_ops.sources.certificate_file import FAMILY_NAME, holds_certificates, read_certificates
from hocba_ops.sources.exchange_file import NAME as EXCHANGE
from hocba_ops.sources.exchange_file import is_exchange, read_exchange_file
from hocba_ops.sources.grid import open_grids
from hocba_ops.sources.layout import Block, Parsed
from hocba_ops.sources.mapping import HeadingMap, column_names
from hocba_ops.sources.recognition import Table, recognise
from hocba_ops.sources.repairs import gathered
from hocba_ops.tables import TABLES


@dataclass(frozen=True, slots=True)
class Reading:
    """One file read. `name` is how the officer calls it; `sha256` is of its bytes.

    Each frame of `tables` has exactly the declared columns and the origin columns source_file, sheet, row_number (sheet
    "" for a .csv). `repairs` has sheet, row_number, column, kind, before, after. `faults` are sheets of the file that
    could not be read although the others were.
    """

    family: str
    name: str
    as_of: date
    sha256: str
    tables: Mapping[str, pl.DataFrame]
    repairs: pl.DataFrame
    faults: tuple[OpsError, ...] = ()


def read_file(
    path: Path,
    *,
    name: str,
    as_of: date | None = None,
    limits: Limits = STANDARD_LIMITS,
    mappings: Sequence[HeadingMap] = (),
) -> Reading:
    """Read one file of any family. An `as_of` given by the operator wins over what the file says.

    `mappings` are the layouts that the officer mapped; they are looked for first. Raises `NotPermitted`,
    `UnreadableFile`, `TooLarge`, `ProtectedFile`, `UnknownHeading` or `DateUnknown`.
    """
    data = _bytes(path, name=name)
    if is_exchange(data):
        day, parsed = read_exchange_file(data, path=name, place=path, limits=limits)
        return _reading(EXCHANGE, name, as_of or day, data, parsed)
    if holds_certificates(data, path=name):
        return _certificates(data, path, name=name, as_of=as_of, limits=limits)
    opened = open_grids(data, path=name, limits=limits)
    recognised = recognise(opened.grids, path=name, mappings=mappings)
    blocks = [block(table.grid, table.match, constants=table.constants) for table in recognised.tables]
    said = next(filter(None, map(_day_of, recognised.tables, blocks)), None)
    day = as_of or said or as_of_day((found.preamble for found in blocks), path, name=name)
    parsed = _parsed(recognised.tables, blocks)
    faults = (*opened.faults, *recognised.faults)
    return _reading(recognised.family.name, name, day, data, parsed, faults)


def _reading(
    family: str, name: str, day: date, data: bytes, parsed: Parsed, faults: tuple[OpsError, ...] = ()
) -> Reading:
    return Reading(
        family=family,
        name=name,
        as_of=day,
        sha256=hashlib.sha256(data).hexdigest(),
        tables={table: _with_origin(frame, table, name) for table, frame in parsed.tables.items()},
        repairs=gathered([parsed.repairs]),
        faults=faults,
    )


def _certificates(data: bytes, path: Path, *, name: str, as_of: date | None, limits: Limits) -> Reading:
    """A file of certificates; its day is said by its name or its folders alone."""
    parsed = read_certificates(data, path=name, limits=limits)
    return Reading(
        family=FAMILY_NAME,
        name=name,
        as_of=as_of or as_of_day((), path, name=name),
        sha256=hashlib.sha256(data).hexdigest(),
        tables={table: _with_origin(frame, table, name) for table, frame in parsed.tables.items()},
        repairs=parsed.repairs,
    )


def _parsed(tables: Sequence[Table], blocks: Sequence[Block]) -> Parsed:
    """What the families of a file make of its tables; most files have one family."""
    families = {table.family.name: table.family for table in tables}
    parts = [
        family.read([found for table, found in zip(tables, blocks, strict=True) if table.family.name == name])
        for name, family in families.items()
    ]
    names = dict.fromkeys(name for part in parts for name in part.tables)
    rows = {name: pl.concat([part.tables[name] for part in parts if name in part.tables]) for name in names}
    return Parsed(rows, gathered(part.repairs for part in parts))


def _day_of(table: Table, found: Block) -> date | None:
    """The day in the first cell of the column that a mapping names for it."""
    names = column_names(table.match.header)
    if table.as_of_heading not in names or found.rows.is_empty():
        return None
    return day_in(found.rows[f"c{names.index(table.as_of_heading)}"][0] or "")


def _bytes(path: Path, *, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise file_error(name, fault) from fault


def _with_origin(frame: pl.DataFrame, table: str, name: str) -> pl.DataFrame:
    origin = (pl.lit(name).alias("source_file"), "sheet", "row_number")
    return frame.select(*TABLES[table].column_names, *origin)
