"""Offices and schools as dated nodes, and who answers to whom on a day.

District offices ended on 30/6/2025; their schools went to communes, school by school. So nothing here speaks of a
district: it asks which unit stands above another on a day. A unit that has ended lives on as a reporting cluster, with
the schools it had on its last day. A school that has ended stands with its first successor: what is still open in it
is answered for there, while its code stays on what it issued.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
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
        self._ended_schools = tuple(
            unit for unit in self.units.values() if unit.kind == UnitKind.TRUONG and unit.valid_to and unit.successors
        )
        self._clusters: dict[date, Mapping[str, str]] = {}

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

        A school stands for itself and for the ended ones whose heir it is. A unit that has ended gives the schools it
        had on its last day, and those founded later in their place.
        """
        unit = self.units.get(unit_id)
        if unit is None:
            return ()
        found = self._schools(unit_id, min(day, unit.valid_to or day), seen=frozenset())
        if unit.valid_to and unit.valid_to < day and unit.kind != UnitKind.TRUONG:
            found |= self._founded_since(found, unit.valid_to, day)
        return tuple(sorted(found))

    def turns(self) -> tuple[date, ...]:
        """The days on which a unit or a parentage begins, or is over for the first time, in order."""
        dated: list[Unit | Parentage] = [*self.units.values(), *self.parentages]
        begin = {one.valid_from for one in dated if one.valid_from}
        over = {one.valid_to + timedelta(days=1) for one in dated if one.valid_to and one.valid_to < date.max}
        return tuple(sorted(begin | over))

    def clusters(self, day: date) -> Mapping[str, str]:
        """The ended office of each school that had one before the day, the one that ended last: id by school."""
        if day not in self._clusters:
            offices = [unit for unit in self.units.values() if unit.kind != UnitKind.TRUONG and unit.valid_to]
            ended = sorted((unit.valid_to, unit.id) for unit in offices if unit.valid_to and unit.valid_to < day)
            self._clusters[day] = {school: one for _, one in ended for school in self.schools_under(one, day)}
        return self._clusters[day]

    def heir(self, school: str, day: date) -> str:
        """The school that answers on the day for what an ended one left open: the first successor, and its own.

        The school itself as long as it exists, and where no successor is known.
        """
        seen: set[str] = set()
        while school not in seen and (unit := self.units.get(school)) and unit.valid_to and unit.valid_to < day:
            seen.add(school)
            school = next((one for one in unit.successors if one in self.units), school)
        return school

    def _founded_since(self, schools: set[str], after: date, day: date) -> set[str]:
        """The schools that took the place of some of these after a day and did not exist before.

        One that takes the place of several schools is with the first of them.
        """
        found: set[str] = set()
        for ended in sorted(self._ended_schools, key=lambda unit: (unit.valid_to or date.max, unit.id)):
            if after <= (ended.valid_to or date.max) < day:
                new = [one for one in ended.successors if one in self.units and not self.parents(one, after)]
                found |= {one for one in new if self.predecessors(one)[0] in schools | found}
        return found

    def _schools(self, unit_id: str, day: date, *, seen: frozenset[str]) -> set[str]:
        unit = self.units.get(unit_id)
        if unit is None or unit_id in seen:
            return set()
        if unit.kind == UnitKind.TRUONG:
            stands = (unit.valid_from or day) <= day and self.heir(unit_id, day) == unit_id
            return {unit_id, *self._forerunners(unit_id, day)} if stands else set()
        if not holds_on(unit, day):
            return set()
        below = self.children(unit_id, day)
        return {school for child in below for school in self._schools(child, day, seen=seen | {unit_id})}

    def _forerunners(self, school: str, day: date) -> set[str]:
        return {unit.id for unit in self._ended_schools if unit.id != school and self.heir(unit.id, day) == school}

    def answers_to(self, unit_id: str, day: date, *, line: Line = Line.CHUYEN_MON) -> Unit | None:
        """The office that answers for a school (or office) on the day; None when the tables name none.

        For a school that has ended it is the one above its heir.
        """
        asked = self.heir(unit_id, day)
        above = [row.parent for row in self.parents(asked, day) if row.line == line and row.parent in self.units]
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
