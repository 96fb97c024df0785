"""Offices and schools as dated nodes, and who answers to whom on a day.

District offices ended on 30/6/2025; their schools went to communes, school by school. So nothing here speaks of a
district: it asks which unit stands above another on a day. A unit that has ended lives on as a reporting cluster, with
the schools it had on its last day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType


class UnitKind(StrEnum):
    """Where in the order of offices a unit stands."""

    BO = "bo"
    SO = "so"
    PHONG = "phong"
    XA = "xa"
    TRUONG = "truong"


class Line(StrEnum):
    """On which line one unit answers to another."""

    CHUYEN_MON = "chuyen_mon"
    """Professional; figures are added up along it, and a unit has one parent on it at a time."""
    HANH_CHINH = "hanh_chinh"


@dataclass(frozen=True, slots=True)
class Unit:
    """An office or a school. Dates are inclusive; no `valid_from`: since before our files, no `valid_to`: to this day.

    `issuing_block` is what stands at the head of its papers, from the superior body down to the unit itself.
    """

    id: str
    name: str
    short_name: str
    kind: UnitKind
    code: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    issuing_block: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parentage:
    """A unit answering to another on one line between two days, both inclusive; an empty day is open."""

    child: str
    parent: str
    line: Line
    valid_from: date | None = None
    valid_to: date | None = None


def holds_on(dated: Unit | Parentage, day: date) -> bool:
    """Whether a unit exists, or a parentage holds, on a day."""
    return (dated.valid_from or date.min) <= day <= (dated.valid_to or date.max)


class UnitTree:
    """Who stood above whom, on any day. Faults of the tables it was built from are in `unit_faults.faults_of`.

    Unknown ids are no error: they exist on no day and have neither parents nor children.
    """

    def __init__(self, units: Iterable[Unit], parentages: Iterable[Parentage]) -> None:
        self.units: Mapping[str, Unit] = MappingProxyType({unit.id: unit for unit in units})
        self.parentages = tuple(parentages)
        self._above: dict[str, list[Parentage]] = {}
        self._below: dict[str, list[Parentage]] = {}
        for row in self.parentages:
            self._above.setdefault(row.child, []).append(row)
            self._below.setdefault(row.parent, []).append(row)

    def unit(self, unit_id: str) -> Unit:
        """The unit of an id. Raises `KeyError` for an unknown one."""
        return self.units[unit_id]

    def exists_on(self, unit_id: str, day: date) -> bool:
        """Whether the unit is known and exists on the day."""
        return unit_id in self.units and holds_on(self.units[unit_id], day)

    def parents(self, unit_id: str, day: date) -> tuple[Parentage, ...]:
        """The parentages of a unit that hold on the day, the professional line first."""
        holding = (row for row in self._above.get(unit_id, []) if holds_on(row, day))
        return tuple(sorted(holding, key=lambda row: (row.line != Line.CHUYEN_MON, row.line, row.parent)))

    def children(self, unit_id: str, day: date, *, line: Line = Line.CHUYEN_MON) -> tuple[str, ...]:
        """Ids of the units that answer to this one on the day on a line, in order."""
        rows = self._below.get(unit_id, [])
        return tuple(sorted({row.child for row in rows if row.line == line and holds_on(row, day)}))

    def schools_under(self, unit_id: str, day: date) -> tuple[str, ...]:
        """Ids of the schools that a unit answers for on the day, on the professional line, down through its offices.

        A school stands for itself. A unit that has ended gives the schools it had on its last day.
        """
        unit = self.units.get(unit_id)
        if unit is None:
            return ()
        return tuple(sorted(self._schools(unit_id, min(day, unit.valid_to or day), seen=frozenset())))

    def _schools(self, unit_id: str, day: date, *, seen: frozenset[str]) -> set[str]:
        if unit_id in seen or not self.exists_on(unit_id, day):
            return set()
        if self.units[unit_id].kind == UnitKind.TRUONG:
            return {unit_id}
        below = self.children(unit_id, day)
        return {school for child in below for school in self._schools(child, day, seen=seen | {unit_id})}

    def answers_to(self, unit_id: str, day: date, *, line: Line = Line.CHUYEN_MON) -> Unit | None:
        """The office that answers for a school (or office) on the day; None when the tables name none."""
        above = [row.parent for row in self.parents(unit_id, day) if row.line == line and row.parent in self.units]
        return self.units[above[0]] if above else None

    def all_lines(self, unit_id: str, day: date) -> tuple[tuple[Line, Unit], ...]:
        """Every office that a unit answers to on the day, with its line; a continuing-education centre has two."""
        rows = self.parents(unit_id, day)
        return tuple((row.line, self.units[row.parent]) for row in rows if row.parent in self.units)

    def predecessors(self, unit_id: str) -> tuple[str, ...]:
        """Ids of the ended units whose work this one took over, in order."""
        return tuple(sorted(unit.id for unit in self.units.values() if unit_id in unit.successors))

    def lineage(self, unit_id: str, day: date) -> tuple[str, ...]:
        """The unit, then those above it on the day, each followed by the units it took over from.

        This is the order in which a plan or a cutoff is looked for: the plan of an ended office still binds the
        schools that its successors answer for.
        """
        found: dict[str, None] = {}
        above: str | None = unit_id
        while above is not None and above not in found:
            found |= dict.fromkeys((above, *self.predecessors(above)))
            office = self.answers_to(above, day)
            above = office.id if office else None
        return tuple(found)
