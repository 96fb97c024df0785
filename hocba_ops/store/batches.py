"""The store: add what a source read, ask what was known of a table as of a day."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Self

import polars as pl

from hocba_ops.errors import NotPermitted
from hocba_ops.store.batch import MANIFEST, Batch, BatchTable, read_batch, write_manifest
from hocba_ops.store.history import Relation, build_relation, drop_superseded, sort_batches
from hocba_ops.store.packs import PACKED, Pack, pack_small, packed, read_packs
from hocba_ops.store.parquet import check_frames, write_repairs, write_table
from hocba_ops.store.publish import INCOMING, publish, stage, sweep
from hocba_ops.tables import TABLES, Table

BATCHES = "batches"
"""Folder of the published batches: `<family>/<as_of>/<first 12 of sha256>/`, a later reading with its number behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of a file handed to the store. `is_new` False: the same file had been added before."""

    batch: Batch
    is_new: bool


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of immutable batches. Readers need no lock: a batch is there whole or not at all, and never changes."""

    root: Path
    until: datetime | None = None
    """Batches recorded at this moment or later are not seen, and nothing can be added; None: the whole store."""
    listed: tuple[Batch, ...] | None = None
    """The batches of a store that was held still; None: they are listed anew each time."""

    @classmethod
    def open(cls, root: Path) -> Self:
        """The store in a folder, made when it is not there; what killed loads left is swept. NotPermitted if barred."""
        with _tell_permission(root):
            (root / BATCHES).mkdir(parents=True, exist_ok=True)
            (root / INCOMING).mkdir(exist_ok=True)
            sweep(root)
        return cls(root)

    def add(
        self,
        *,
        family: str,
        name: str,
        as_of: date,
        sha256: str,
        tables: Mapping[str, pl.DataFrame],
        repairs: pl.DataFrame,
        recorded_at: datetime,
        in_place_of: Collection[tuple[str, str | None]] = (),
        lost: Sequence[tuple[int, str]] = (),
        unclear: int = 0,
    ) -> Added:
        """Add the rows of one source file, all of them or, when the process dies, none.

        The same file (family, as_of, sha256) is recognised under any name and not written again, unless it was read in
        part and now gives something else (`lost`, `unclear`: as in `Batch`): that is its next reading. `in_place_of`:
        the schools of other batches whose rows these are, mended; those batches stay as they are. `recorded_at` needs
        a time zone. ValueError when a frame is not its declared table or a key cannot be a file name.
        """
        if self.until is not None:
            raise ValueError("the store as it was before a load is only read")
        _check_key(family, sha256, recorded_at)
        check_frames(tables)
        draft = Batch(
            family=family,
            name=_normalise_name(name),
            as_of=as_of,
            sha256=sha256,
            recorded_at=recorded_at,
            repair_count=repairs.height,
            tables=(),
            folder=self.root,
            in_place_of=tuple(sorted(in_place_of, key=lambda pair: (pair[0], pair[1] or ""))),
            lost=tuple(lost),
            unclear=unclear,
        )
        held = self._newest_reading(draft)
        if held is None:
            return self._write(draft, tables, repairs)
        if not held.is_partial or self._gives_the_same(held, draft, tables):
            return Added(batch=held, is_new=False)
        return self._write(replace(draft, reading=held.reading + 1), tables, repairs)

    def _newest_reading(self, draft: Batch) -> Batch | None:
        """What is held of the same bytes; ValueError for other bytes under the same key."""
        first = self.root / BATCHES / draft.batch_id
        readings = [read_batch(path.parent) for path in first.parent.glob(f"{first.name}*/{MANIFEST}")]
        for batch in readings:
            if batch.sha256 != draft.sha256:
                raise ValueError(f"two files share the key {batch.batch_id}: {batch.sha256} and {draft.sha256}")
        return max(readings, key=lambda batch: batch.reading, default=None)

    def _gives_the_same(self, held: Batch, draft: Batch, tables: Mapping[str, pl.DataFrame]) -> bool:
        """Whether a new reading of a file would store what is held of it already."""
        if (held.lost, held.unclear, held.repair_count) != (draft.lost, draft.unclear, draft.repair_count):
            return False
        with _tell_permission(self.root), stage(self.root) as staged:
            return held.tables == _write_tables(tables, staged, held)

    def _write(self, draft: Batch, tables: Mapping[str, pl.DataFrame], repairs: pl.DataFrame) -> Added:
        final = self.root / BATCHES / draft.batch_id
        with _tell_permission(self.root), stage(self.root) as staged:
            write_repairs(repairs, staged)
            write_manifest(replace(draft, tables=_write_tables(tables, staged, draft)), staged)
            is_new = publish(staged, final)
        return Added(batch=read_batch(final), is_new=is_new)

    def before(self, moment: datetime) -> "Store":
        """The store as it was before a moment of loading: the same folder, seen without what was recorded since."""
        return replace(self, until=moment, listed=None)

    def still(self) -> "Store":
        """The store as it is now: what is added afterwards is not seen, and nothing is listed twice."""
        return replace(self, listed=self.batches())

    def batches(self) -> tuple[Batch, ...]:
        """Every batch ever added, by as_of, family and name."""
        if self.listed is not None:
            return self.listed
        found = (read_batch(path.parent) for path in (self.root / BATCHES).glob(f"*/*/*/{MANIFEST}"))
        return sort_batches(batch for batch in found if self.until is None or batch.recorded_at < self.until)

    def current(self) -> tuple[Batch, ...]:
        """The batches that count: all but those that a later file of the same family, name and as_of replaced.

        A file added again after it was replaced is recognised but stays replaced.
        """
        return drop_superseded(self.batches())

    def state(self, day: date) -> str:
        """A name for all that was known of up to a day: the same files read the same give the same, on any machine."""
        known = sorted(
            f"{batch.batch_id}|{batch.name}|{batch.sha256}" for batch in self.batches() if batch.as_of <= day
        )
        return hashlib.sha256("\n".join(known).encode()).hexdigest()

    def as_it_was(self, state: str, day: date) -> "Store | None":
        """The store as it was in a state: now, or before a load since then; None when it never was in it."""
        moments = sorted({batch.recorded_at for batch in self.batches()}, reverse=True)
        seen = (self, *(self.before(moment) for moment in moments))
        return next((store for store in seen if store.state(day) == state), None)

    def altered(self, day: date) -> tuple[str, ...]:
        """Files of stored rows up to a day whose bytes are not those that were written, `batch_id/table`; and packs."""
        held = [batch for batch in self.batches() if batch.as_of <= day]
        files = [
            (f"{batch.batch_id}/{table.name}", batch.path(table.name), table.sha256)
            for batch in held
            for table in batch.tables
        ]
        packs = [pack for name in TABLES for pack in read_packs(self.root, name)]
        files += [(f"{PACKED}/{pack.table}/{pack.folder.name}", pack.path, pack.sha256) for pack in packs]
        return tuple(name for name, path, sha256 in files if not _has(path, sha256))

    def days(self) -> tuple[date, ...]:
        """The days as of which anything was handed in, oldest first."""
        return tuple(sorted({batch.as_of for batch in self.batches()}))

    def relation(self, table: Table, *, as_of: date) -> Relation:
        """What was known of a table at the end of a day."""
        return build_relation(table, self.batches(), as_of=as_of)

    def relations(self, tables: Mapping[str, Table], *, as_of: date) -> Mapping[str, Relation]:
        """What was known of several tables at the end of a day, from one look: no load comes in between them."""
        every = self.batches()
        return {name: build_relation(table, every, as_of=as_of) for name, table in tables.items()}

    def fastest(self, name: str, relation: Relation) -> Relation:
        """The same rows of a table, read from packs of small batches where there are any."""
        return packed(relation, name, read_packs(self.root, name))

    def compact(self) -> Iterator[Pack]:
        """Pack the small batches of each table of which there are many; each pack as it is made."""
        with _tell_permission(self.root):
            yield from pack_small(self.root, self.batches())

    def repairs(self, batch: Batch) -> pl.DataFrame:
        """What was repaired while a batch was read: sheet, row_number, column, kind, before, after."""
        return pl.read_parquet(batch.repairs_path)


def _has(path: Path, sha256: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def _write_tables(tables: Mapping[str, pl.DataFrame], folder: Path, batch: Batch) -> tuple[BatchTable, ...]:
    """Write the rows of a batch, each with its key and day; what was written of each table."""
    return tuple(
        write_table(frame, folder, name=table, batch_id=batch.batch_id, as_of=batch.as_of)
        for table, frame in sorted(tables.items())
    )


def _check_key(family: str, sha256: str, recorded_at: datetime) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", family):
        raise ValueError(f"family {family!r} is not a lower snake case word")
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise ValueError(f"sha256 {sha256!r} is not 64 lower hexadecimal digits")
    if recorded_at.tzinfo is None:
        raise ValueError("recorded_at has no time zone")


def _normalise_name(name: str) -> str:
    return unicodedata.normalize("NFC", name).replace("\\", "/")


@contextmanager
def _tell_permission(root: Path) -> Iterator[None]:
    try:
        yield
    except PermissionError as error:
        raise NotPermitted(str(error.filename or root)) from error
