"""Small batches packed together: their rows once more in one large file, which reads as fast as one batch.

A pack holds copies: the file of every batch stays, and a pack may be deleted at any time. It never changes; batches
that come later make a pack of their own.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from hocba_ops.store.batch import Batch
from hocba_ops.store.history import KEEP, Relation
from hocba_ops.store.parquet import ROW_GROUP, write_rows
from hocba_ops.store.publish import publish, stage
from hocba_ops.tables import ORIGIN, TABLES

PACKED, MANIFEST, ROWS = "packed", "pack.json", "rows.parquet"
"""`packed/<table>/<key>/` has the rows and the list of the batches that they are of."""
MANY = 20
"""Fewer small files than this are not worth a pack: they read nearly as fast as one."""
PACK_ROWS = 8 * ROW_GROUP
"""About how many rows a pack has at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """One file with the rows that several batches have of one table. `sha256` is of that file."""

    table: str
    batches: tuple[str, ...]
    rows: int
    sha256: str
    folder: Path

    @property
    def path(self) -> Path:
        """Where the rows stand."""
        return self.folder / ROWS


def read_packs(root: Path, table: str) -> tuple[Pack, ...]:
    """The packs of a table in a store."""
    return tuple(_read(path.parent) for path in sorted((root / PACKED / table).glob(f"*/{MANIFEST}")))


def packed(relation: Relation, table: str, packs: Sequence[Pack]) -> Relation:
    """The relation read from packs where they hold its batches; the rows that count are the same."""
    homes = {batch: pack for pack in packs for batch in pack.batches}
    used = {homes[batch.batch_id] for batch in relation.batches if batch.batch_id in homes}
    if not used:
        return relation
    wanted = {batch.batch_id for batch in relation.batches}
    loose = [path for batch, path in zip(relation.batches, relation.paths, strict=True) if batch.batch_id not in homes]
    paths = (*sorted(pack.path for pack in used), *loose)
    has_more = any(not wanted.issuperset(pack.batches) for pack in used)
    keep = _pairs(relation, table) if relation.keep is None and has_more else relation.keep
    return replace(relation, paths=paths, keep=keep)


def pack_small(root: Path, batches: Sequence[Batch]) -> Iterator[Pack]:
    """Pack the small batches of every table of which there are many, and that have schools to tell them apart by."""
    for table in sorted(TABLES):
        known = {batch for pack in read_packs(root, table) for batch in pack.batches}
        small = [batch for batch in batches if _is_small(batch, table) and batch.batch_id not in known]
        for group in _groups(small, table):
            yield _write(root, table, group)


def _is_small(batch: Batch, table: str) -> bool:
    held = batch.table(table)
    return held is not None and bool(held.schools) and 0 < held.rows < ROW_GROUP


def _groups(batches: Sequence[Batch], table: str) -> Iterator[list[Batch]]:
    """Batches in their order, as many as make a pack; a last few that are not worth one are left."""
    group: list[Batch] = []
    rows = 0
    for batch in batches:
        held = batch.table(table)
        if group and rows + (held.rows if held else 0) > PACK_ROWS:
            yield group
            group, rows = [], 0
        group, rows = [*group, batch], rows + (held.rows if held else 0)
    if len(group) >= MANY:
        yield group


def _write(root: Path, table: str, batches: Sequence[Batch]) -> Pack:
    ids = tuple(batch.batch_id for batch in batches)
    frames = [pl.read_parquet(batch.path(table)) for batch in batches]
    order = ["school_code", *(column.name for column in ORIGIN)]
    rows = pl.concat(frames, how="diagonal").sort(order, maintain_order=True)
    key = hashlib.sha256("\n".join(ids).encode()).hexdigest()[:32]
    folder = root / PACKED / table / key
    with stage(root) as staged:
        write_rows(rows, staged / ROWS)
        with (staged / ROWS).open("rb") as handle:
            sha256 = hashlib.file_digest(handle, "sha256").hexdigest()
        told = {"batches": list(ids), "rows": rows.height, "sha256": sha256}
        (staged / MANIFEST).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        publish(staged, folder)
    return _read(folder)


@cache
def _read(folder: Path) -> Pack:
    told: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    batches = tuple(told["batches"])
    return Pack(table=folder.parent.name, batches=batches, rows=told["rows"], sha256=told["sha256"], folder=folder)


def _pairs(relation: Relation, table: str) -> pl.DataFrame:
    held = [(batch.batch_id, batch.table(table)) for batch in relation.batches]
    pairs = [(batch, school) for batch, told in held if told for school in told.schools]
    return pl.DataFrame(pairs, schema=KEEP, orient="row")
