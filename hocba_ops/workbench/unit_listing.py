"""Who answers for which schools on a day, what has ended and into what, and what is wrong with the lists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from hocba_ops.domain.org_unit import UnitKind, UnitTree
from hocba_ops.domain.placement import OfficeLevel, place_of
from hocba_ops.domain.unit_faults import UnitFault, faults_of
from hocba_ops.reporting.labels import Labels
from hocba_ops.tables.by_office import astray
from hocba_ops.tables.schools import schools_of
from hocba_ops.workbench.units import school_rows

if TYPE_CHECKING:
    from hocba_ops.workbench.bench import Workbench

OFFICES = {
    "office_id": pl.String,
    "issuing_block": pl.String,
    "schools": pl.Int64,
    "school_names": pl.String,
}
ENDED = {"unit_id": pl.String, "ended_on": pl.Date, "succession": pl.String, "heirs": pl.String, "document": pl.String}


@dataclass(frozen=True, slots=True)
class UnitListing:
    """The units below one on a day. `faults`: sentences, each about one unit; `names`: of units, by id."""

    unit_id: str
    day: date
    offices: pl.DataFrame
    ended: pl.DataFrame
    faults: tuple[str, ...]
    names: Mapping[str, str]


def list_units(bench: "Workbench", *, unit: str, day: date) -> UnitListing:
    """Who answers for the schools of a unit on a day; raises `BadParameter` for an unknown unit."""
    tree = bench.tree(day)
    bench.refuse_unfounded(tree, unit, day)
    schools = schools_of(tree, unit, day)
    names = {one.id: one.name for one in tree.units.values()}
    changes = school_rows(bench.store, "school_succession", day)
    near = {unit, *schools, *_offices_near(tree, unit, schools, day)}
    faults = [_sentence(one, bench.labels) for one in faults_of(tree) if one.unit_id in near]
    lost = [
        f"{names.get(one.school, one.school)}: {bench.labels(f'misplaced.{one.why}')}"
        for one in astray(tree, schools, [day])
    ]
    ended = pl.DataFrame(list(_ended(tree, near, changes, day)), schema=ENDED, orient="row")
    return UnitListing(unit, day, _offices(tree, schools, day), ended, tuple(dict.fromkeys([*lost, *faults])), names)


def _offices(tree: UnitTree, schools: tuple[str, ...], day: date) -> pl.DataFrame:
    held: dict[str, list[str]] = {}
    for school in schools:
        held.setdefault(place_of(tree, school, day, OfficeLevel.TRUC_TIEP).office, []).append(school)
    rows = [
        (
            office or None,
            " · ".join(tree.unit(office).issuing_block) if office else None,
            len(listed),
            "; ".join(tree.unit(one).name for one in listed),
        )
        for office, listed in sorted(held.items(), key=lambda item: (not item[0], item[0]))
    ]
    return pl.DataFrame(rows, schema=OFFICES, orient="row")


def _offices_near(tree: UnitTree, unit: str, schools: tuple[str, ...], day: date) -> set[str]:
    """The offices that answer for the schools, those they took over from, and the ended schools behind the schools."""
    above = {place_of(tree, one, day, OfficeLevel.TRUC_TIEP).office for one in schools} - {""}
    before = {one for office in (*above, *schools, unit) for one in tree.predecessors(office)}
    return above | before


def _ended(tree: UnitTree, near: set[str], changes: pl.DataFrame, day: date) -> Iterator[tuple[object, ...]]:
    """Each unit that ended before the day, when, into what, and by which paper where a school list says it."""
    papers = {row["school_code"]: row for row in changes.iter_rows(named=True)}
    ended = [tree.units[one] for one in sorted(near) if one in tree.units]
    for unit in ended:
        if unit.valid_to is None or unit.valid_to >= day:
            continue
        heirs = "; ".join(tree.units[one].name for one in unit.successors if one in tree.units)
        paper = papers.get(unit.id, {}) if unit.kind == UnitKind.TRUONG else {}
        yield unit.id, unit.valid_to, paper.get("succession"), heirs or None, paper.get("decision_number")


def _sentence(fault: UnitFault, labels: Labels) -> str:
    told = labels(
        f"rulebook.fault.unit_{fault.kind}",
        other=fault.other_id,
        line=labels(f"line.{fault.line}") if fault.line else "",
        day=f"{fault.day:%d/%m/%Y}" if fault.day and fault.day > date.min else "",
    )
    return f"{fault.unit_id}: {told}"
