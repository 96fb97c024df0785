"""What a card says, kept under its own hash: a file a content, written before the event that names it, never changed.

A content is canonical JSON: keys in order, no spaces, UTF-8, every text in NFC, whole numbers only. For such values
this is what RFC 8785 (JCS) writes, so anybody can count the SHA-256 again from the values.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from hocba_ops.errors import ContentRefused
from hocba_ops.registry.ledger import put
from hocba_ops.text import nfc

FOLDER = "contents"
SAFE = 2**53
"""Whole numbers from here on are not written the same by every program."""


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of a registry; `root` is its folder."""

    root: Path

    def add(self, content: Mapping[str, Any]) -> str:
        """Keep a content, and give its hash; one that is there already is left as it is."""
        data = canonical(content)
        name = content_hash(data)
        path = self.path(name)
        if not path.exists() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            put(path, data)
        return name

    def read(self, name: str) -> Mapping[str, Any] | None:
        """The content with this hash; None when it was not made here; `ContentRefused` when a byte of it changed."""
        path = self.path(name)
        if not name.isalnum() or not path.is_file():
            return None
        data = path.read_bytes()
        if content_hash(data) != name:
            raise ContentRefused(str(path))
        found: Mapping[str, Any] = json.loads(data)
        return found

    def path(self, name: str) -> Path:
        """Where the content with this hash stands."""
        return self.root / FOLDER / f"{name}.json"


def canonical(content: Mapping[str, Any]) -> bytes:
    r"""The bytes of a content; `ValueError` for a value that has no one way of being written.

    >>> canonical({"lớp": "5A", "điểm": [10, None, True]}).decode()
    '{"lớp":"5A","điểm":[10,null,true]}'
    """
    return json.dumps(_plain(content), ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def content_hash(data: bytes) -> str:
    """The hash under which canonical bytes are kept, and which events carry."""
    return sha256(data).hexdigest()


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """Every field in which two contents differ: its dotted name, the value before, the value after; None: not there.

    >>> differences({"pupil": {"sex": "nam"}, "grade": 5}, {"pupil": {"sex": "nu"}, "grade": 5})
    [('pupil.sex', 'nam', 'nu')]
    """
    first, second = _flat(before), _flat(after)
    names = sorted({*first, *second})
    return [(name, first.get(name), second.get(name)) for name in names if first.get(name) != second.get(name)]


def _flat(value: Any, name: str = "") -> dict[str, Any]:
    if isinstance(value, Mapping):
        parts = [(f"{name}.{key}" if name else str(key), one) for key, one in value.items()]
    elif isinstance(value, Sequence) and not isinstance(value, str):
        parts = [(f"{name}.{place}", one) for place, one in enumerate(value)]
    else:
        return {name: value}
    return {key: told for part, one in parts for key, told in _flat(one, part).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return nfc(value)
    if isinstance(value, Mapping):
        return {nfc(key): _plain(one) for key, one in value.items()}
    if isinstance(value, Sequence):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, bool) or (isinstance(value, int) and abs(value) < SAFE):
        return value
    raise ValueError(f"no one way to write {value!r}")
