"""The ledger on disk: one segment an append, each a Parquet file of events and a manifest that ties it to the last.

A segment is there when its manifest is: the events are written and synced first, the manifest last, by one rename.
`HEAD` says how far the ledger has come, so that a segment lost from the end is missed too. Writers take turns.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, Self

import polars as pl
from filelock import FileLock, Timeout

from hocba_ops.errors import LedgerBusy, LedgerMoved, NotPermitted
from hocba_ops.registry.chain import CHAINED, GENESIS, Break, chained, first_difference

SEGMENTS = "segments"
HEAD = "HEAD"
TURN = "writing.lock"
PATIENCE_SECONDS = 30.0
ROW_GROUP = 122_880


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One append: events `first` to `last` of the ledger, the digests before and after, and who appended them why."""

    number: int
    first: int
    last: int
    before: str
    head: str
    sha256: str
    recorded_at: str
    by: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """A folder of segments that only ever grows. Readers need no turn: a segment is there whole or not at all."""

    root: Path

    @classmethod
    def open(cls, root: Path) -> Self:
        """The ledger in a folder, made when it is not there. `NotPermitted` where it cannot be."""
        try:
            (root / SEGMENTS).mkdir(parents=True, exist_ok=True)
        except PermissionError as fault:
            raise NotPermitted(str(fault.filename or root)) from fault
        return cls(root)

    def segments(self) -> tuple[Segment, ...]:
        """Every segment, oldest first."""
        return tuple(Segment(**_read_manifest(path)[0]) for path in sorted((self.root / SEGMENTS).glob("*.json")))

    def head(self) -> str:
        """The digest of the last event: the one value that stands for all that was ever appended."""
        segments = self.segments()
        return segments[-1].head if segments else GENESIS

    def paths(self) -> tuple[Path, ...]:
        """The files of events, oldest first."""
        return tuple(self._events_path(segment.number) for segment in self.segments())

    def events(self) -> pl.DataFrame:
        """Every event in order, with its sequence and digest."""
        held = [pl.read_parquet(path) for path in self.paths()]
        return pl.concat([CHAINED.to_frame(), *held])

    def read(self, columns: Sequence[str]) -> pl.DataFrame:
        """Some columns of every event in order; the others are not read."""
        empty = CHAINED.to_frame().select(columns)
        return pl.concat([empty, *(pl.read_parquet(path, columns=list(columns)) for path in self.paths())])

    def append(
        self, events: pl.DataFrame, *, expected: str, recorded_at: datetime, by: str, purpose: str
    ) -> Segment | None:
        """Append events after the head that the caller has seen; when this returns, they survive a crash.

        None when there is nothing to append. `LedgerMoved` when another writer was faster: read again, check again.
        `LedgerBusy` when another writer does not come to an end.
        """
        if events.is_empty():
            return None
        with self._turn():
            held = self.segments()
            last = held[-1] if held else None
            if expected != (last.head if last else GENESIS):
                raise LedgerMoved(str(self.root))
            return self._write(events, last, recorded_at=recorded_at, by=by, purpose=purpose)

    def verify(self) -> Break | None:
        """The first place where the ledger is not what was appended; None when every byte is as it was."""
        before, after = GENESIS, 0
        for place, path in enumerate(sorted((self.root / SEGMENTS).glob("*.json")), start=1):
            found, segment = self._check(path, place, before=before, after=after)
            if found:
                return found
            before, after = segment.head, segment.last
        return self._check_head()

    def _write(
        self, events: pl.DataFrame, last: Segment | None, *, recorded_at: datetime, by: str, purpose: str
    ) -> Segment:
        number, first, before = (last.number + 1, last.last + 1, last.head) if last else (1, 1, GENESIS)
        moment = recorded_at.astimezone(UTC).replace(tzinfo=None)
        rows = chained(events.with_columns(recorded_at=pl.lit(moment)), after=before, first=first)
        data = _parquet(rows)
        segment = Segment(
            number=number,
            first=first,
            last=first + rows.height - 1,
            before=before,
            head=rows["digest"][-1],
            sha256=sha256(data).hexdigest(),
            recorded_at=moment.isoformat(),
            by=by,
            purpose=purpose,
        )
        put(self._events_path(number), data)
        put(self._manifest_path(number), _manifest_text(segment))
        put(self.root / HEAD, _head_text(segment.last, segment.head))
        return segment

    def _check(self, path: Path, place: int, *, before: str, after: int) -> tuple[Break | None, Segment]:
        told, is_sound = _read_manifest(path)
        if not is_sound:
            return Break(place, None, "manifest"), _NO_SEGMENT
        segment = Segment(**told)
        ties = (segment.number, segment.first, segment.before) == (place, after + 1, before)
        if not ties or path != self._manifest_path(place):
            return Break(place, None, "order"), segment
        return self._check_events(segment), segment

    def _check_events(self, segment: Segment) -> Break | None:
        path = self._events_path(segment.number)
        if not path.is_file():
            return Break(segment.number, None, "missing")
        if sha256(path.read_bytes()).hexdigest() == segment.sha256:
            rows = pl.read_parquet(path)
            wrong = first_difference(rows, after=segment.before)
            if wrong is None and rows["digest"][-1] == segment.head and rows["sequence"][0] == segment.first:
                return None
            return Break(segment.number, segment.first + (wrong or 0), "digest")
        return Break(segment.number, segment.first, "bytes")

    def _check_head(self) -> Break | None:
        """HEAD may be one segment behind (a crash between the two renames); anything else means a lost end."""
        path, segments = self.root / HEAD, self.segments()
        allowed = {_head_text(segment.last, segment.head) for segment in segments[-2:]}
        is_sound = path.read_bytes() in allowed if path.is_file() else len(segments) < 2
        return None if is_sound else Break(len(segments), segments[-1].last if segments else None, "head")

    @contextmanager
    def _turn(self) -> Iterator[None]:
        try:
            with FileLock(self.root / TURN, timeout=PATIENCE_SECONDS):
                yield
        except Timeout as fault:
            raise LedgerBusy(str(self.root)) from fault
        except PermissionError as fault:
            raise NotPermitted(str(fault.filename or self.root)) from fault

    def _events_path(self, number: int) -> Path:
        return self.root / SEGMENTS / f"{number:08d}.parquet"

    def _manifest_path(self, number: int) -> Path:
        return self.root / SEGMENTS / f"{number:08d}.json"


_NO_SEGMENT = Segment(number=0, first=0, last=0, before="", head="", sha256="", recorded_at="", by="", purpose="")


def _parquet(rows: pl.DataFrame) -> bytes:
    held = BytesIO()
    rows.write_parquet(held, compression="zstd", row_group_size=ROW_GROUP)
    return held.getvalue()


def _manifest_text(segment: Segment) -> bytes:
    told: dict[str, Any] = asdict(segment)
    sealed = {**told, "seal": _seal(told)}
    return (json.dumps(sealed, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _read_manifest(path: Path) -> tuple[dict[str, Any], bool]:
    """What a manifest tells, and whether its bytes are those that were written."""
    data = path.read_bytes()
    try:
        told: dict[str, Any] = json.loads(data)
        seal = told.pop("seal")
        return told, seal == _seal(told) and data == _manifest_text(Segment(**told))
    except (ValueError, KeyError, TypeError):
        return {}, False


def _seal(told: Mapping[str, Any]) -> str:
    return sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _head_text(last: int, head: str) -> bytes:
    return f"{last} {head}\n".encode()


def put(path: Path, data: bytes) -> None:
    """Make a file appear with these bytes at once, and outlive a crash."""
    staged = path.with_name(f".{path.name}.new")
    with staged.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
    staged.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make what was renamed in a folder outlive a crash."""
    if os.name == "nt":  # Windows cannot open a folder; its rename is journalled
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
