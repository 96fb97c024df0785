"""The statement of a lock: which records were frozen when, by whom, and the root that stands for all of them.

It is plain JSON closed by the digest of everything in it (`seal`). A digest shows that nothing was changed since
somebody noted it; it does not show who made it: that does the signature that lies beside the file (`.p7s`), so that
`signature` stays empty.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from typing import Any

from hocba_ops.registry.merkle import is_consistent

KIND = "hocba-lock-1"
"""What kind of paper this is, and how it is written."""
SEALING = "sha256"
"""By what the statement is closed; a signature says so here when there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one lock says.

    `number`: the place of the lock among all of the registry, from 1. `cards`: how many records it adds; `size` and
    `root`: of the tree with all records of the scope, those of the locks before it first. `previous_*`, `growth`: the
    lock of the same scope before it, and the proof that its tree is the beginning of this one (empty for the first).
    `ledger_head`, `ledger_events`: how far the ledger had come when the records were read. `not_ready`: how many cards
    and pupils of the scope were not frozen, by class. Times in ISO 8601, `made_at` in UTC; hashes in hexadecimal.
    """

    number: int
    unit_id: str
    unit_name: str
    school_year: str
    grades: tuple[int, ...]
    as_of: str
    made_at: str
    by: str
    tool: str
    layout: str
    cards: int
    size: int
    root: str
    previous: str
    previous_size: int
    previous_root: str
    growth: tuple[str, ...]
    not_ready: Mapping[str, int]
    ledger_head: str
    ledger_events: int
    records_sha256: str
    kind: str = KIND
    sealing: str = SEALING
    signature: str | None = None

    @property
    def seal(self) -> str:
        """The digest of everything that the statement says."""
        return sha256(json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    @property
    def lock_id(self) -> str:
        """The name of the lock: its place, and the beginning of the seal."""
        return f"{self.number:04d}-{self.seal[:16]}"

    @property
    def scope(self) -> tuple[str, str, tuple[int, ...]]:
        """What the lock is about: locks of one scope share a tree."""
        return self.unit_id, self.school_year, self.grades

    def told(self) -> dict[str, Any]:
        """The statement as plain values, its seal with it."""
        return {**json.loads(json.dumps(asdict(self))), "seal": self.seal}

    def text(self) -> bytes:
        """The statement as its file holds it."""
        return (json.dumps(self.told(), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()

    def extends(self, earlier: "Statement") -> bool:
        """Whether the tree of this statement begins with the whole tree of the earlier one, by the proof it carries."""
        is_named = (self.previous_size, self.previous_root) == (earlier.size, earlier.root)
        return is_named and self.previous == earlier.lock_id and self.is_grown()

    def is_grown(self) -> bool:
        """Whether the proof of growth that the statement carries holds."""
        if not self.previous:
            return (self.previous_size, self.previous_root, self.growth) == (0, "", ())
        return is_consistent(
            old_size=self.previous_size,
            old_root=bytes.fromhex(self.previous_root),
            size=self.size,
            root=bytes.fromhex(self.root),
            path=unhex(self.growth),
        )


def read_statement(told: Any) -> Statement:
    """The statement that these plain values are; `ValueError` when they are none or the seal is not theirs."""
    if not isinstance(told, dict) or told.get("kind") != KIND:
        raise ValueError("kind")
    if told.keys() != {field.name for field in fields(Statement)} | {"seal"}:
        raise ValueError("fields")
    try:
        said: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in told.items()}
        seal = said.pop("seal")
        statement = Statement(**said)
        is_sound = seal == statement.seal and told == statement.told() and statement.is_grown()
    except (TypeError, AttributeError) as fault:
        raise ValueError("values") from fault
    if not is_sound:
        raise ValueError("seal")
    return statement


def unhex(path: Sequence[str]) -> tuple[bytes, ...]:
    """Hashes from their hexadecimal writing; `ValueError` for anything else."""
    return tuple(bytes.fromhex(one) for one in path)
