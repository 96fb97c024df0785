"""What is wrong with a table of offices and parentages, all at once: the files come from people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby, pairwise

from hocba_ops.domain.org_unit import Line, Parentage, UnitKind, UnitTree, holds_on


class UnitFaultKind(StrEnum):
    """The sorts of fault; its sentence stands in the labels as `rulebook.fault.unit_<value>`."""

    DATES = "dates"
    """It ends before it begins."""
    UNKNOWN = "unknown"
    """It names a unit that is not in the table of units."""
    PARENT_ABSENT = "parent_absent"
    """It runs on a day on which the parent does not exist."""
    OVERLAP = "overlap"
    """Two parents on one line on one day."""
    GAP = "gap"
    """A day on which the unit exists and nobody answers for it."""
    CYCLE = "cycle"
    """Following the parents leads back to the unit."""


@dataclass(frozen=True, slots=True)
class UnitFault:
    """One fault: the unit it concerns, the other unit where there is one, the line, and the first day it shows."""

    kind: UnitFaultKind
    unit_id: str
    other_id: str = ""
    line: Line | None = None
    day: date | None = None


def faults_of(tree: UnitTree) -> tuple[UnitFault, ...]:
    """Every fault of the tables a tree was built from, in the order unit, line, day."""
    found = {*_faulty_units(tree), *_faulty_rows(tree), *_faulty_sequences(tree), *_open_ends(tree), *_cycles(tree)}
    return tuple(sorted(found, key=lambda fault: (fault.unit_id, fault.line or "", fault.day or date.min, fault.kind)))


def _faulty_units(tree: UnitTree) -> Iterator[UnitFault]:
    for unit in tree.units.values():
        if _ends_before_it_begins(unit.valid_from, unit.valid_to):
            yield UnitFault(UnitFaultKind.DATES, unit.id, day=unit.valid_to)
        for successor in unit.successors:
            if successor not in tree.units:
                yield UnitFault(UnitFaultKind.UNKNOWN, unit.id, successor)


def _faulty_rows(tree: UnitTree) -> Iterator[UnitFault]:
    for row in tree.parentages:
        if _ends_before_it_begins(row.valid_from, row.valid_to):
            yield UnitFault(UnitFaultKind.DATES, row.child, row.parent, row.line, row.valid_to)
        for end in (row.child, row.parent):
            if end not in tree.units:
                yield UnitFault(UnitFaultKind.UNKNOWN, row.child, end, row.line)
        yield from _absent_parent(tree, row)


def _absent_parent(tree: UnitTree, row: Parentage) -> Iterator[UnitFault]:
    parent, child = tree.units.get(row.parent), tree.units.get(row.child)
    if parent is None or child is None:
        return
    first = max(row.valid_from or date.min, child.valid_from or date.min)
    last = min(row.valid_to or date.max, child.valid_to or date.max)
    outside = [day for day in (first, last) if first <= last and not holds_on(parent, day)]
    if outside:
        yield UnitFault(UnitFaultKind.PARENT_ABSENT, row.child, row.parent, row.line, outside[0])


def _faulty_sequences(tree: UnitTree) -> Iterator[UnitFault]:
    """Overlaps and gaps between one parentage and the next of the same unit on the same line."""
    rows = sorted(tree.parentages, key=lambda row: (row.child, row.line, row.valid_from or date.min, row.parent))
    for _, same in groupby(rows, key=lambda row: (row.child, row.line)):
        for earlier, later in pairwise(same):
            begins, ends = later.valid_from or date.min, earlier.valid_to or date.max
            if begins <= ends:
                yield UnitFault(UnitFaultKind.OVERLAP, later.child, later.parent, later.line, begins)
            elif begins > ends + timedelta(days=1):
                yield UnitFault(UnitFaultKind.GAP, later.child, later.parent, later.line, ends + timedelta(days=1))


def _open_ends(tree: UnitTree) -> Iterator[UnitFault]:
    """Units that begin before anyone answers for them on the professional line, or outlive the last who does."""
    for unit in tree.units.values():
        rows = [row for row in tree.parentages if row.child == unit.id and row.line == Line.CHUYEN_MON]
        if not rows:
            if unit.kind == UnitKind.TRUONG:
                yield UnitFault(UnitFaultKind.GAP, unit.id, line=Line.CHUYEN_MON, day=unit.valid_from)
            continue
        first = min(row.valid_from or date.min for row in rows)
        last = max(row.valid_to or date.max for row in rows)
        if unit.valid_from is not None and unit.valid_from < first:
            yield UnitFault(UnitFaultKind.GAP, unit.id, line=Line.CHUYEN_MON, day=unit.valid_from)
        if last < (unit.valid_to or date.max):
            yield UnitFault(UnitFaultKind.GAP, unit.id, line=Line.CHUYEN_MON, day=last + timedelta(days=1))


def _cycles(tree: UnitTree) -> Iterator[UnitFault]:
    """A circle that holds on any day holds on the day its last edge begins, so those days are enough."""
    for row in tree.parentages:
        day, seen, above = row.valid_from or date.min, {row.child}, [row.parent]
        while above:
            unit_id = above.pop()
            if unit_id == row.child:
                yield UnitFault(UnitFaultKind.CYCLE, row.child, row.parent, row.line, day)
            if unit_id not in seen:
                seen.add(unit_id)
                above += [up.parent for up in tree.parents(unit_id, day) if up.line == row.line]


def _ends_before_it_begins(first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and last < first
