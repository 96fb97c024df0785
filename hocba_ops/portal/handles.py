"""Handles of what a look-up found: used once, soon, by the browser that looked up; they say nothing themselves."""

import secrets
from dataclasses import dataclass, field
from enum import StrEnum

from hocba_ops.workbench.looking_up import Told

MOST_HELD = 10_000


class Piece(StrEnum):
    """What can be fetched of a card."""

    FORM = "form"
    PROOF = "proof"


@dataclass(frozen=True, slots=True)
class _Held:
    piece: Piece
    told: Told
    visitor: str
    until: float


@dataclass
class Handles:
    """The handles given out and not used yet; they live in memory and end with the process."""

    seconds: int
    held: dict[str, _Held] = field(default_factory=dict, repr=False)

    def give(self, piece: Piece, told: Told, *, visitor: str, at: float) -> str:
        """A handle for one piece of what was found."""
        self.held = {name: one for name, one in self.held.items() if one.until > at}
        while len(self.held) >= MOST_HELD:
            del self.held[next(iter(self.held))]
        handle = secrets.token_urlsafe(32)
        self.held[handle] = _Held(piece, told, visitor, at + self.seconds)
        return handle

    def take(self, handle: str, *, visitor: str, at: float) -> tuple[Piece, Told] | None:
        """What a handle is for, once; None for one that is used, too old, another browser's, or never was."""
        found = self.held.get(handle)
        if found is None or not secrets.compare_digest(found.visitor, visitor):
            return None
        del self.held[handle]
        return (found.piece, found.told) if found.until > at else None
