"""What the workspace keeps of its packs: each as it was made, what came back byte for byte, and what became of it."""

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hocba_ops.errors import NotPermitted
from hocba_ops.packs.pack import Pack, from_json, to_json

KEY = "khoa.bin"
"""The key of the workspace; who has it can make packs that this workspace takes for its own."""
KEY_BYTES = 32
RECORD, RETURNED, REPORT = "record.json", "returned", "ket-qua.json"


@dataclass(frozen=True, slots=True)
class Made:
    """A pack as it was made, and when (the last time, when it was made again)."""

    pack: Pack
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a returned file: counts by outcome, the batch that it gave, and every cell that is to be told.

    `sha256` names the return; it is that of the file, unless somebody answered for lines without a name.
    """

    sha256: str
    file: str
    as_of: date
    merged_at: datetime
    by: str
    batch_id: str
    counts: Mapping[str, int]
    told: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Drawer:
    """The folder of a workspace in which its packs lie, one folder a pack."""

    root: Path

    def key(self) -> bytes:
        """The key of the workspace, made the first time it is asked for and readable by its owner alone."""
        with _told(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
            path = self.root / KEY
            if not path.exists():
                path.touch(mode=0o600)
                path.write_bytes(secrets.token_bytes(KEY_BYTES))
            return path.read_bytes()

    def keep(self, pack: Pack, *, made_at: datetime) -> None:
        """Keep a pack that was made; what came back of the same pack before stays beside it."""
        with _told(self.root):
            folder = self.root / pack.pack_id
            folder.mkdir(parents=True, exist_ok=True)
            _write(folder / RECORD, {"made_at": _moment(made_at), "pack": to_json(pack)})

    def find(self, pack_id: str) -> Made | None:
        """The pack of an id; None for one that this workspace did not make."""
        path = self.root / pack_id / RECORD
        return _read_made(path) if pack_id.isalnum() and path.is_file() else None

    def newest(self) -> dict[str, Made]:
        """The pack made last for each school, by school code."""
        made = sorted(map(_read_made, self.root.glob(f"*/{RECORD}")), key=lambda one: one.made_at)
        return {one.pack.school_code: one for one in sorted(made, key=lambda one: one.made_at)}

    def keep_returned(self, pack: Pack, data: bytes) -> str:
        """Keep a returned file as it came; its sha256."""
        digest = hashlib.sha256(data).hexdigest()
        with _told(self.root):
            folder = self.root / pack.pack_id / RETURNED
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{digest}.xlsx").write_bytes(data)
        return digest

    def keep_receipt(self, pack: Pack, receipt: Receipt) -> Path:
        """Keep what became of a returned file; the folder in which it lies."""
        folder = self.root / pack.pack_id / RETURNED
        told = {name: getattr(receipt, name) for name in Receipt.__slots__}
        told |= {"as_of": receipt.as_of.isoformat(), "merged_at": _moment(receipt.merged_at)}
        with _told(self.root):
            _write(folder / f"{receipt.sha256}.{REPORT}", told)
        return folder

    def receipts(self, pack_id: str) -> tuple[Receipt, ...]:
        """What became of every returned file of a pack, in the order in which they were merged."""
        found = map(_read_receipt, (self.root / pack_id / RETURNED).glob(f"*.{REPORT}"))
        return tuple(sorted(found, key=lambda receipt: (receipt.merged_at, receipt.sha256)))


def _write(path: Path, told: Mapping[str, Any]) -> None:
    text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _read_made(path: Path) -> Made:
    told = json.loads(path.read_text(encoding="utf-8"))
    return Made(from_json(told["pack"]), datetime.fromisoformat(told["made_at"]))


def _read_receipt(path: Path) -> Receipt:
    told = json.loads(path.read_text(encoding="utf-8"))
    dated = {
        "as_of": date.fromisoformat(told["as_of"]),
        "merged_at": datetime.fromisoformat(told["merged_at"]),
        "told": tuple(told["told"]),
    }
    return Receipt(**{**told, **dated})


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


@contextmanager
def _told(root: Path) -> Iterator[None]:
    try:
        yield
    except PermissionError as fault:
        raise NotPermitted(str(fault.filename or root)) from fault
