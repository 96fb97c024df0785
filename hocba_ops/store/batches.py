"""The store: add what a source read, ask what was known of a table as of a day."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Self

import polars as pl

from hocba_ops.errors import NotPermitted
from hocba_ops.store.batch import MANIFEST, Batch, build_batch_id, read_batch, write_manifest
from hocba_ops.store.history import Relation, build_relation, drop_superseded, sort_batches
from hocba_ops.store.parquet import check_frames, write_repairs, write_table
from hocba_ops.store.publish import INCOMING, publish, stage, sweep
from hocba_ops.tables import Table

BATCHES = "batches"
"""Folder of the published batches: `<family>/<as_of>/<first 12 of sha256>/`."""


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
        reader: int = 1,
        in_place_of: Collection[tuple[str, str | None]] = (),
    ) -> Added:
        """Add the rows of one source file, all of them or, when the process dies, none.

        The same file (family, as_of, sha256) is recognised under any name and not written again. `in_place_of`: the
        schools of other batches whose rows these are, mended; those batches stay as they are. `recorded_at` needs a
        time zone. ValueError when a frame is not its declared table or a key cannot be a file name.
        """
        if self.until is not None:
            raise ValueError("the store as it was before a load is only read")
        _check_key(family, sha256, recorded_at)
        check_frames(tables)
        final = self.root / BATCHES / build_batch_id(family, as_of, sha256)
        if (final / MANIFEST).exists():
            return self._recognise(final, sha256, is_new=False)
        with _tell_permission(self.root), stage(self.root) as staged:
            batch_id = build_batch_id(family, as_of, sha256)
            written = [
                write_table(frame, staged, name=table, batch_id=batch_id, as_of=as_of)
                for table, frame in sorted(tables.items())
            ]
            write_repairs(repairs, staged)
            batch = Batch(
                family=family,
                name=_normalise_name(name),
                as_of=as_of,
                sha256=sha256,
                recorded_at=recorded_at,
                reader=reader,
                repair_count=repairs.height,
                tables=tuple(written),
                folder=final,
                in_place_of=tuple(sorted(in_place_of, key=lambda pair: (pair[0], pair[1] or ""))),
            )
            write_manifest(batch, staged)
            is_new = publish(staged, final)
        return self._recognise(final, sha256, is_new=is_new)

    def before(self, moment: datetime) -> "Store":
        """The store as it was before a moment of loading: the same folder, seen without what was recorded since."""
        return replace(self, until=moment)

    def batches(self) -> tuple[Batch, ...]:
        """Every batch ever added, by as_of, family and name."""
        found = (read_batch(path.parent) for path in (self.root / BATCHES).glob(f"*/*/*/{MANIFEST}"))
        return sort_batches(batch for batch in found if self.until is None or batch.recorded_at < self.until)

    def current(self) -> tuple[Batch, ...]:
        """The batches that count: all but those that a later file of the same family, name and as_of replaced.

        A file added again after it was replaced is recognised but stays replaced.
        """
        return drop_superseded(self.batches())

    def days(self) -> tuple[date, ...]:
        """The days as of which anything was handed in, oldest first."""
        return tuple(sorted({batch.as_of for batch in self.batches()}))

    def relation(self, table: Table, *, as_of: date) -> Relation:
        """What was known of a table at the end of a day."""
        return build_relation(table, self.batches(), as_of=as_of)

    def repairs(self, batch: Batch) -> pl.DataFrame:
        """What was repaired while a batch was read: sheet, row_number, column, kind, before, after."""
        return pl.read_parquet(batch.repairs_path)

    def _recognise(self, folder: Path, sha256: str, *, is_new: bool) -> Added:
        batch = read_batch(folder)
        if batch.sha256 != sha256:
            raise ValueError(f"two files share the key {batch.batch_id}: {batch.sha256} and {sha256}")
        return Added(batch=batch, is_new=is_new)


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
