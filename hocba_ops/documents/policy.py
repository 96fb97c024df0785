"""What a document has to fulfil: a policy as a value. One that asks for nothing passes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from hocba_ops.domain.signing import Role

MIB = 1024 * 1024


class Level(StrEnum):
    """PAdES levels, from ETSI EN 319 142-1."""

    B_B = "B-B"
    B_T = "B-T"
    B_LTA = "B-LTA"


@dataclass(frozen=True, slots=True)
class RoleRule:
    """Who may sign in a role: positions in the staff register (none: a school's seal), and roots that are trusted.

    `stores` by the school's `ownership`; the empty ownership is for schools of which it is unknown.
    """

    positions: frozenset[str]
    stores: Mapping[str, frozenset[str]]

    def trusted(self, ownership: str) -> frozenset[str]:
        """The trust stores of a school of that ownership."""
        return self.stores.get(ownership, self.stores.get("", frozenset()))

    @property
    def every_store(self) -> frozenset[str]:
        """Stores that any school may use."""
        return frozenset().union(*self.stores.values())


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a file may ask of us."""

    file_bytes: int = 5 * MIB
    objects: int = 20_000
    signatures: int = 32
    pages: int = 60
    decoded_bytes: int = 64 * MIB
    memory_bytes: int = 1536 * MIB
    seconds: int = 20
    box_share: float = 0.2
    """The largest part of a page that a signature box may cover: what it covers is not compared."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What is asked of a card's signatures.

    `required`: the roles that must have signed. `level`: the least level. `cutoff`: until when, or None when nothing is
    asked about that. `stamping`: the store of time-stamp authorities. `is_locked`: whether the first signature has to
    certify the document and the seal to lock it, as our own signing does.
    """

    required: tuple[Role, ...] = ()
    rules: Mapping[Role, RoleRule] = field(default_factory=dict)
    level: Level = Level.B_T
    cutoff: datetime | None = None
    stamping: str = "dau_thoi_gian"
    is_locked: bool = True
    bounds: Bounds = Bounds()

    @property
    def is_empty(self) -> bool:
        """Whether it asks for no signature, or knows nobody who may sign: nothing can pass it."""
        return not self.required or any(role not in self.rules for role in self.required)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what it asks; the same policy gives the same."""
        rules = sorted(
            (role, sorted(rule.positions), sorted((k, sorted(v)) for k, v in rule.stores.items()))
            for role, rule in self.rules.items()
        )
        asked = (self.required, rules, self.level, self.cutoff, self.stamping, self.is_locked, self.bounds)
        return sha256(repr(asked).encode()).hexdigest()
