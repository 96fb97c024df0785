"""Which office each school belongs to on an anchor day: the one that answers, the old cluster, the province.

Every school is in exactly one office per day and kind of grouping, or in none and told why: that is what lets totals by
the old districts and by the new communes be compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hocba_ops.domain.org_unit import Line, UnitKind, UnitTree


class OfficeLevel(StrEnum):
    """By which offices schools are put together."""

    TRUC_TIEP = "truc_tiep"
    """The office that answers for the school on that day, whatever it is called."""
    PHONG = "phong"
    XA = "xa"
    CUM = "cum"
    """The office that has ended and lives on as a reporting cluster."""
    SO = "so"


class Misplaced(StrEnum):
    """Why a school is in no office on a day; its sentence stands in the labels as `misplaced.<value>`."""

    OUTSIDE = "outside"
    """No school list knows it."""
    NO_PARENT = "no_parent"
    TWO_PARENTS = "two_parents"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a school is on a day: the id of one office, or why it is in none."""

    office: str = ""
    why: Misplaced | None = None


def place_of(tree: UnitTree, school: str, day: date, level: OfficeLevel) -> Place:
    """The office of a level that a school belongs to on a day; where there is none of it, the one that answers.

    A school that has ended is where its heir is.
    """
    if school not in tree.units:
        return Place(why=Misplaced.OUTSIDE)
    above = _above(tree, tree.heir(school, day), day)
    if len(above) != 1:
        return Place(why=Misplaced.TWO_PARENTS if above else Misplaced.NO_PARENT)
    if level is OfficeLevel.CUM:
        return Place(tree.clusters(day).get(school, above[0]))
    wanted = None if level is OfficeLevel.TRUC_TIEP else UnitKind(level)
    return Place(_climb(tree, above[0], day, wanted))


def turning_days(tree: UnitTree, schools: Sequence[str], first: date, last: date) -> tuple[date, ...]:
    """The days after `first`, up to `last`, from which on some of the schools answer to another office."""
    days = [day for day in tree.turns() if first < day <= last]
    return tuple(day for day in days if _chains(tree, schools, day) != _chains(tree, schools, day - timedelta(days=1)))


def levels_on(tree: UnitTree, schools: Sequence[str], day: date) -> tuple[OfficeLevel, ...]:
    """The levels that put the schools together differently on a day: always the one that answers, then the others."""
    direct = [place_of(tree, school, day, OfficeLevel.TRUC_TIEP) for school in schools]
    others = [
        level
        for level in (OfficeLevel.CUM, OfficeLevel.SO)
        if [place_of(tree, school, day, level) for school in schools] != direct
    ]
    return (OfficeLevel.TRUC_TIEP, *others)


def _above(tree: UnitTree, unit_id: str, day: date) -> list[str]:
    """The offices that a unit answers to on the professional line and that exist on the day."""
    rows = [row.parent for row in tree.parents(unit_id, day) if row.line == Line.CHUYEN_MON]
    return [parent for parent in dict.fromkeys(rows) if tree.exists_on(parent, day)]


def _climb(tree: UnitTree, office: str, day: date, wanted: UnitKind | None) -> str:
    """The first office of a kind from one upwards; the one itself where there is none, or none is wanted."""
    seen: list[str] = []
    at = office
    while wanted and tree.unit(at).kind != wanted:
        seen.append(at)
        above = _above(tree, at, day)
        if len(above) != 1 or above[0] in seen:
            return office
        at = above[0]
    return at


def _chains(tree: UnitTree, schools: Sequence[str], day: date) -> list[tuple[Place, Place]]:
    direct, province = OfficeLevel.TRUC_TIEP, OfficeLevel.SO
    return [(place_of(tree, one, day, direct), place_of(tree, one, day, province)) for one in schools]
