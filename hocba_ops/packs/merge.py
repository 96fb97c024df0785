"""The three-way merge, cell by cell: what stood in the pack, what stands in the store now, what came back."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hocba_ops.packs.filling import Filled, Misfit, fill
from hocba_ops.packs.pack import Field, Leaf, Line, Pack


class Outcome(StrEnum):
    """What became of a cell that the school may change; its word stands in the labels as `pack.outcome.<value>`."""

    UNCHANGED = "unchanged"
    """The school left it as it was."""
    APPLIED = "applied"
    """What came back replaces what stood there."""
    KNOWN = "known"
    """The store says the same already."""
    INVALID = "invalid"
    """What came back is no value of this cell: it is listed, not applied."""
    CONFLICT = "conflict"
    """The store says something else since the pack was made, by an earlier return: that stands."""


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that came back, in texts of one form. `filled`: what came back as a value."""

    leaf: Leaf
    line: Line
    field: Field
    base: str
    ours: str
    filled: Filled
    outcome: Outcome

    @property
    def misfit(self) -> Misfit | None:
        """Why what came back does not fit."""
        return self.filled.misfit


Returned = Mapping[str, Mapping[str, Mapping[str, str]]]
"""What came back: text by leaf (kind), line (key) and field."""
Ours = Callable[[Leaf, Line, Field], str]
"""What the store says now of a cell, as text."""


def settle(base: str, ours: str, theirs: str) -> Outcome:
    """What becomes of a cell: only what the school changed counts, and only where nobody else changed it since.

    >>> settle("Nam", "Nam", "Nữ"), settle("Nam", "Nữ", "Nam"), settle("a", "b", "c")
    (<Outcome.APPLIED: 'applied'>, <Outcome.UNCHANGED: 'unchanged'>, <Outcome.CONFLICT: 'conflict'>)
    """
    if theirs == base:
        return Outcome.UNCHANGED
    if theirs == ours:
        return Outcome.KNOWN
    return Outcome.APPLIED if ours == base else Outcome.CONFLICT


def compare(pack: Pack, returned: Returned, ours: Ours) -> tuple[Change, ...]:
    """What became of every open cell of a pack."""
    return tuple(_compare(pack, returned, ours))


def _compare(pack: Pack, returned: Returned, ours: Ours) -> Iterator[Change]:
    for leaf in pack.leaves:
        for line in leaf.lines:
            for field, cell in zip(leaf.fields, line.cells, strict=True):
                if cell.is_open:
                    theirs = returned[leaf.kind][line.key][field.name]
                    yield _settle_cell(leaf, line, field, cell.text, ours(leaf, line, field), theirs)


def _settle_cell(leaf: Leaf, line: Line, field: Field, base: str, ours: str, theirs: str) -> Change:
    first, now, filled = fill(field, base).text, fill(field, ours).text, fill(field, theirs)
    outcome = settle(first, now, filled.text)
    if filled.misfit and outcome is not Outcome.UNCHANGED:
        outcome = Outcome.INVALID
    return Change(leaf, line, field, first, now, filled, outcome)
