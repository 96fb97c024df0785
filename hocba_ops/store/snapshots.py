"""Rows worked out once from the batches and kept beside them, school by school, as of a day.

The batches stay the only truth: a snapshot may be deleted at any time, and made again it has the same rows. A day's
snapshot takes over the rows of the schools about which nothing new is known, so a new day costs what came in that day.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from hocba_ops.store.claim import claim_alone, claim_writing
from hocba_ops.store.history import KEEP, Relation
from hocba_ops.store.parquet import write_rows
from hocba_ops.store.publish import publish, stage

SNAPSHOTS, PARTS, ROWS = "snapshots", "parts", "rows.parquet"
"""`snapshots/<day>.json` says which schools of which `snapshots/parts/<key>/rows.parquet` are the rows of that day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows of some schools in one file. `schools`: those that count here, each with a name for what made its rows.

    `held`: how many schools the file has; later parts may have newer rows of some of them.
    """

    key: str
    sha256: str
    held: int
    schools: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The rows of every school as of a day. `made_of`: a name for all that they were made from."""

    as_of: date
    made_of: str
    parts: tuple[Part, ...]
    folder: Path

    def relation(self, schools: Set[str] | None = None) -> Relation:
        """The files to read and which rows of them count; of some schools only the files that have one of them."""
        parts = [part for part in self.parts if schools is None or not schools.isdisjoint(part.schools)]
        is_whole = all(len(part.schools) == part.held for part in parts)
        pairs = [(part.key, school) for part in parts for school in part.schools]
        keep = None if is_whole else pl.DataFrame(pairs, schema=KEEP, orient="row")
        return Relation(paths=tuple(self.path(part) for part in parts), keep=keep, batches=())

    def path(self, part: Part) -> Path:
        """Where the rows of a part stand."""
        return self.folder / PARTS / part.key / ROWS

    def altered(self) -> tuple[str, ...]:
        """The parts whose file is gone, or whose bytes are not those that were written."""
        return tuple(part.key for part in self.parts if _sha256(self.path(part)) != part.sha256)


@dataclass(frozen=True, slots=True)
class Snapshots:
    """The snapshots of a store. Readers meet a whole one or none; a new one takes nothing from who reads an old one."""

    store: Path

    @property
    def folder(self) -> Path:
        """Where the snapshots of the store stand."""
        return self.store / SNAPSHOTS

    def days(self) -> tuple[date, ...]:
        """The days of which there is a snapshot, oldest first."""
        return tuple(sorted(date.fromisoformat(path.stem) for path in self.folder.glob("*.json")))

    def at(self, day: date) -> Snapshot | None:
        """The snapshot of a day, whatever it was made of; None without one."""
        path = self.folder / f"{day.isoformat()}.json"
        try:
            return _read(path, path.stat().st_mtime_ns)
        except FileNotFoundError:
            return None

    def nearest(self, day: date) -> Snapshot | None:
        """The snapshot from which a new one of the day can take over most: of that day, the last before, the next."""
        days = self.days()
        before = [one for one in days if one <= day]
        return self.at(before[-1]) if before else self.at(days[0]) if days else None

    def write(self, rows: pl.DataFrame, made: Mapping[str, str]) -> Part:
        """Write the rows of some schools as a part; they appear at once or not at all.

        A part that somebody changed since is put right: its bytes are never taken for those that were written.
        """
        key = _hash("\n".join(f"{school} {name}" for school, name in sorted(made.items())))
        keyed = rows.with_columns(batch_id=pl.lit(key, pl.String))
        with stage(self.store) as staged:
            write_rows(keyed, staged / ROWS)
            sha256 = _sha256(staged / ROWS)
            if not publish(staged, place := self.folder / PARTS / key) and _sha256(place / ROWS) != sha256:
                (staged / ROWS).replace(place / ROWS)
        return Part(key=key, sha256=sha256, held=len(made), schools=dict(made))

    def keep(self, snapshot: Snapshot) -> None:
        """Make a snapshot the one of its day, at once."""
        path = self.folder / f"{snapshot.as_of.isoformat()}.json"
        draft = path.with_suffix(f".{os.getpid()}.draft")
        with draft.open("w", encoding="utf-8") as handle:
            json.dump(_told(snapshot), handle, sort_keys=True)
            handle.flush()
            os.fsync(handle.fileno())
        draft.replace(path)

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """While this lasts no part is removed, read or not yet told of; where nobody may write, nobody removes any."""
        if not os.access(self.folder, os.W_OK):
            yield
            return
        with claim_writing(self.folder):
            yield

    def sweep(self) -> None:
        """Remove the parts that no snapshot needs; does nothing while anybody reads or makes one."""
        with claim_alone(self.folder) as is_alone:
            if not is_alone:
                return
            told = [found for day in self.days() if (found := self.at(day))]
            needed = {part.key for one in told for part in one.parts}
            for place in sorted((self.folder / PARTS).glob("*")):
                if place.name not in needed:
                    (place / ROWS).unlink(missing_ok=True)
                    place.rmdir()
            for draft in self.folder.glob("*.draft"):
                draft.unlink(missing_ok=True)


def _told(snapshot: Snapshot) -> dict[str, Any]:
    parts = [
        {"key": part.key, "sha256": part.sha256, "held": part.held, "schools": dict(part.schools)}
        for part in snapshot.parts
    ]
    return {"as_of": snapshot.as_of.isoformat(), "made_of": snapshot.made_of, "parts": parts}


@cache
def _read(path: Path, _written_ns: int) -> Snapshot:
    told = json.loads(path.read_text(encoding="utf-8"))
    parts = tuple(Part(**part) for part in told["parts"])
    return Snapshot(as_of=date.fromisoformat(told["as_of"]), made_of=told["made_of"], parts=parts, folder=path.parent)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _sha256(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
