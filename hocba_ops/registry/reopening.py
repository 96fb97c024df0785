"""Reopening a lock: an exception for one school or one grade of it, for some days, under a decision, by two persons.

The lock itself stays as it is. A reopening only says that what differs from it afterwards rests on a decision.
"""

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from hocba_ops.errors import LockProblem, LockRefused
from hocba_ops.registry.ledger import put

FOLDER = "reopenings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopening:
    """One exception. `grade` None: the whole school. Days in ISO 8601, both included; `made_at` in UTC.

    `by` asked for it and `second` agreed; they are two persons. `decision`: number of the paper it rests on.
    """

    school_code: str
    school_year: str
    grade: int | None
    decision: str
    reason: str
    opened_on: str
    closes_on: str
    by: str
    second: str
    made_at: str

    @property
    def seal(self) -> str:
        """The digest of everything that the exception says."""
        return sha256(json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    def text(self) -> bytes:
        """The exception as its file holds it."""
        told = {**asdict(self), "seal": self.seal}
        return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


@dataclass(frozen=True, slots=True)
class Reopenings:
    """The exceptions of a registry, one file each, never changed."""

    root: Path

    def add(self, reopening: Reopening) -> Path:
        """Write an exception; where it stands."""
        folder = self.root / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{reopening.opened_on}-{reopening.seal[:16]}.json"
        put(path, reopening.text())
        return path

    def all(self) -> tuple[Reopening, ...]:
        """Every exception, oldest first; `LockRefused` for a file that was changed."""
        return tuple(_read(path) for path in sorted((self.root / FOLDER).glob("*.json")))


def _read(path: Path) -> Reopening:
    data = path.read_bytes()
    try:
        told = json.loads(data)
        told.pop("seal")
        reopening = Reopening(**told)
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise LockRefused(str(path), LockProblem.CHANGED) from fault
    if reopening.text() != data:
        raise LockRefused(str(path), LockProblem.CHANGED)
    return reopening
