"""The journal of what was sent to a recipient: one folder a set, appended by one rename, never changed again.

A set is in the journal when its numbered folder is there. Whoever exports takes the turn first; what a killed export
left behind is swept by the next one. Every manifest names the digest of the one before it.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from hocba_ops.errors import ExportFault, ExportProblem, NotPermitted
from hocba_ops.exchange.envelope import Sent
from hocba_ops.exchange.sets import MANIFEST, ROWS, SCHEMA, SUMS, ExportSet, digest_of_file, read_rows, read_set

RECIPIENTS = ("so", "bo")
TURN = "writing.lock"
PATIENCE_SECONDS = 30.0
NO_CONTENT = [name for name in SCHEMA if name != "content"]


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked to be exported: to whom, of which unit, school year and grades, as of which day (ISO)."""

    recipient: str
    unit: str
    school_year: str
    grades: tuple[int, ...]
    as_of: str


@dataclass(frozen=True, slots=True)
class Journal:
    """The folder of all sets sent to one recipient."""

    root: Path

    def sets(self) -> tuple[ExportSet, ...]:
        """Every set, oldest first; `ExportFault` where one is not what was written."""
        found: list[ExportSet] = []
        before = ""
        for number, folder in enumerate(self._folders(), start=1):
            found.append(self._checked(folder, number, before))
            before = sha256((folder / MANIFEST).read_bytes()).hexdigest()
        return tuple(found)

    def folder(self, one: ExportSet) -> Path:
        """Where a set stands."""
        return self.root / f"{one.number:08d}"

    def last_sent(self) -> dict[str, Sent]:
        """Every record as it was last sent, by record id; the content only of those that may have to be cancelled."""
        last: dict[str, Sent] = {}
        for one in self.sets():
            for path in self._row_paths(one):
                last |= {row.record_id: replace(row, content=str(path)) for row in read_rows(path, columns=NO_CONTENT)}
        return last

    def with_content(self, row: Sent) -> Sent:
        """A row of `last_sent` with its content, read from where it stands."""
        found = (one for one in read_rows(Path(row.content)) if one.record_id == row.record_id)
        return next(found)

    def rows(self, one: ExportSet) -> Iterator[list[Sent]]:
        """The rows of a set, a file at a time."""
        yield from (read_rows(path) for path in self._row_paths(one))

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Be the only one to append; `ExportFault` when another does not come to an end."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with FileLock(self.root / TURN, timeout=PATIENCE_SECONDS):
                sweep(self.root)
                yield
        except Timeout as fault:
            raise ExportFault(str(self.root), ExportProblem.BUSY) from fault
        except PermissionError as fault:
            raise NotPermitted(str(fault.filename or self.root)) from fault

    def draft(self, order: Order, **told: object) -> ExportSet:
        """The set that would come next, without what is still to be counted."""
        held = self.sets()
        before = sha256((self.folder(held[-1]) / MANIFEST).read_bytes()).hexdigest() if held else ""
        empty: dict[str, object] = {"counts": {}, "held": {}, "files": {}, "formats": (), "layout_sha256": ""}
        return ExportSet(
            number=len(held) + 1,
            recipient=order.recipient,
            unit=order.unit,
            school_year=order.school_year,
            grades=order.grades,
            as_of=order.as_of,
            previous=before,
            **(empty | told),  # type: ignore[arg-type]
        )

    def _folders(self) -> list[Path]:
        return sorted(path for path in self.root.glob("[0-9]*") if path.is_dir())

    def _checked(self, folder: Path, number: int, before: str) -> ExportSet:
        try:
            found = read_set(folder)
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise ExportFault(str(folder), ExportProblem.CHANGED) from fault
        is_next = (found.number, found.previous, folder.name) == (number, before, f"{number:08d}")
        if not is_next or sha256((folder / MANIFEST).read_bytes()).hexdigest() not in (folder / SUMS).read_text():
            raise ExportFault(str(folder), ExportProblem.CHANGED)
        return found

    def _row_paths(self, one: ExportSet) -> list[Path]:
        """The files of rows of a set, each with the bytes that were written."""
        folder = self.folder(one)
        for name, digest in one.files.items():
            path = folder / name
            if name.startswith(f"{ROWS}/") and not (path.is_file() and digest_of_file(path) == digest):
                raise ExportFault(str(path), ExportProblem.CHANGED)
        return [folder / name for name in sorted(one.files) if name.startswith(f"{ROWS}/")]


def stage(root: Path) -> Path:
    """A fresh folder beside the sets, out of sight of readers."""
    staged = root / f".{uuid4().hex}.new"
    staged.mkdir(parents=True)
    return staged


def publish(staged: Path, final: Path) -> None:
    """Make a staged folder appear at its place at once, and outlive a crash; `ExportFault` where another one stands."""
    for path in sorted(staged.rglob("*")):
        _sync(path)
    _sync(staged)
    if final.exists():
        raise ExportFault(str(final), ExportProblem.IN_THE_WAY)
    staged.rename(final)
    _sync(final.parent)


def sweep(root: Path) -> None:
    """Remove what killed exports left behind."""
    for leftover in sorted(root.glob(".*.new")):
        shutil.rmtree(leftover, ignore_errors=True)


def _sync(path: Path) -> None:
    """Make a file or folder outlive a crash; Windows cannot open a folder, its renames are journalled."""
    if path.is_dir() and os.name == "nt":
        return
    number = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
