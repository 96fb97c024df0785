r"""An append-only journal of facts, one line of JSON each, chained: no line can be changed, dropped or put in between.

The digest of a line covers the digest before it, a line break and the facts as canonical JSON (keys in order, no
spaces, UTF-8), so that anybody can compute it again. One file a month; `HEAD` says how far the journal has come, so
that lines lost from the end are missed too. A line is acknowledged once it is synced; what a crash left half-written
was acknowledged to nobody and is put aside, told by a line of its own.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from hocba_ops.errors import JournalBusy, NotPermitted

GENESIS = "0" * 64
HEAD = "HEAD"
TURN = "writing.lock"
PATIENCE_SECONDS = 30.0
TORN = "torn"
"""The event that tells of a half-written line which was put aside."""
DROPPED = "dropped"
"""The event that tells that months before a day were dropped when their time was over."""
ITS_OWN = ("n", "at", "before", "digest")
TAIL = 65_536


@dataclass(frozen=True, slots=True)
class Flaw:
    """The first place where a journal is not what was written: file, line in it from 1, and why.

    `why`: not_json | changed | order | tail_lost | torn.
    """

    file: str
    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Journal:
    """A folder of monthly files that only grow. Writers of all processes take turns; readers need none."""

    root: Path

    def append(self, event: str, facts: Mapping[str, Any], *, now: datetime) -> str:
        """Write one line; when this returns it survives a crash. The digest of the journal up to it.

        `facts` are plain JSON values. `JournalBusy` when another writer does not come to an end, `NotPermitted` where
        the folder cannot be written.
        """
        with self._turn():
            self._put_torn_aside(now)
            return self._write(event, facts, now)

    def check(self) -> None:
        """Raise what `append` would raise where no line can be written; nothing is written."""
        with self._turn(), (self.root / TURN).open("ab"):
            pass

    def entries(self) -> Iterator[dict[str, Any]]:
        """Every entry, oldest first; a half-written last line is not one."""
        yield from (entry for _, _, entry in self.placed())

    def placed(self) -> Iterator[tuple[str, int, dict[str, Any]]]:
        """Every entry with its file and its line in it, oldest first."""
        for path in self.files():
            with path.open("rb") as lines:
                for place, line in enumerate(lines, start=1):
                    if line.endswith(b"\n"):
                        yield path.name, place, json.loads(line)

    def files(self) -> tuple[Path, ...]:
        """The monthly files, oldest first."""
        return tuple(sorted(self.root.glob("[0-9]*-[0-9][0-9].jsonl")))

    def head(self) -> tuple[int, str]:
        """The number and digest of the last entry: the two values that stand for all that was ever written."""
        for path in reversed(self.files()):
            line = _last_line(path)
            if line is not None:
                told = json.loads(line)
                return told["n"], told["digest"]
        return 0, GENESIS

    def verify(self) -> Flaw | None:
        """The first place where the journal is not what was appended; None when every byte is as it was."""
        number, digest = 0, ""
        for path in self.files():
            with path.open("rb") as lines:
                for place, line in enumerate(lines, start=1):
                    told, why = _read(line)
                    why = why or _why_broken(told, number, digest)
                    if why:
                        return Flaw(path.name, place, why)
                    number, digest = told["n"], told["digest"]
        return self._lost_tail(number, digest)

    def drop_before(self, month: str, *, facts: Mapping[str, Any], now: datetime) -> tuple[str, ...]:
        """Drop the files of the months before one (2025-01) whose time is over; a line tells of it first."""
        old = tuple(path.name for path in self.files() if path.stem < month)
        if old:
            self.append(DROPPED, {**facts, "files": list(old)}, now=now)
            for name in old:
                (self.root / name).unlink()
        return old

    def _write(self, event: str, facts: Mapping[str, Any], now: datetime) -> str:
        number, before = self.head()
        moment = now.astimezone(UTC)
        told = {**facts, "n": number + 1, "at": moment.isoformat(timespec="microseconds"), "event": event}
        told = {**told, "before": before, "digest": digest_of({**told, "before": before})}
        path = self.root / f"{moment:%Y-%m}.jsonl"
        later = [one for one in self.files() if one.name > path.name]
        _append(later[-1] if later else path, (_canonical(told) + "\n").encode())
        _replace(self.root / HEAD, f"{told['n']} {told['digest']}\n")
        return str(told["digest"])

    def _put_torn_aside(self, now: datetime) -> None:
        last = next(iter(reversed(self.files())), None)
        data = last.read_bytes() if last is not None and not _is_whole(last) else b""
        if last is None or not data:
            return
        whole = data.rfind(b"\n") + 1
        (self.root / f"torn-{sha256(data[whole:]).hexdigest()[:12]}.bin").write_bytes(data[whole:])
        with last.open("r+b") as file:
            file.truncate(whole)
            os.fsync(file.fileno())
        self._write(TORN, {"bytes": len(data) - whole}, now)

    def _lost_tail(self, number: int, digest: str) -> Flaw | None:
        """HEAD may lag behind by the line of a crash; it never runs ahead of what is there."""
        path = self.root / HEAD
        if not path.is_file():
            return None if number == 0 else Flaw(HEAD, 1, "tail_lost")
        told, _, shown = path.read_text(encoding="ascii").strip().partition(" ")
        is_ahead = not told.isdigit() or int(told) > number or (int(told) == number and shown != digest)
        return Flaw(HEAD, 1, "tail_lost") if is_ahead else None

    @contextmanager
    def _turn(self) -> Iterator[None]:
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            with FileLock(self.root / TURN, timeout=PATIENCE_SECONDS):
                yield
        except Timeout as fault:
            raise JournalBusy(str(self.root)) from fault
        except PermissionError as fault:
            raise NotPermitted(str(fault.filename or self.root)) from fault


def digest_of(told: Mapping[str, Any]) -> str:
    """The digest of an entry: over the digest before it, a line break, and its canonical JSON without `digest`."""
    bare = {key: value for key, value in told.items() if key != "digest"}
    return sha256(f"{told['before']}\n{_canonical(bare)}".encode()).hexdigest()


def _canonical(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _read(line: bytes) -> tuple[dict[str, Any], str]:
    if not line.endswith(b"\n"):
        return {}, "torn"
    try:
        told = json.loads(line)
    except ValueError:
        return {}, "not_json"
    return (told, "") if isinstance(told, dict) and all(key in told for key in ITS_OWN) else ({}, "not_json")


def _why_broken(told: Mapping[str, Any], number: int, digest: str) -> str:
    """Why an entry is not the one that follows; the first file kept need not begin with the first entry ever made."""
    if digest_of(told) != told["digest"]:
        return "changed"
    begins = digest == "" and (told["n"] > 1 or told["before"] == GENESIS)
    return "" if begins or (told["n"], told["before"]) == (number + 1, digest) else "order"


def _last_line(path: Path) -> bytes | None:
    """The last whole line of a file; None when there is none."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - TAIL))
        lines = file.read().splitlines(keepends=True)
    if len(lines) > 1 or size <= TAIL:
        whole = [line for line in lines if line.endswith(b"\n")]
        return whole[-1] if whole else None
    return next((line for line in reversed(path.read_bytes().splitlines(keepends=True)) if line.endswith(b"\n")), None)


def _is_whole(path: Path) -> bool:
    if path.stat().st_size == 0:
        return True
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _append(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _replace(path: Path, text: str) -> None:
    draft = path.with_suffix(".new")
    draft.write_text(text, encoding="ascii")
    draft.replace(path)
