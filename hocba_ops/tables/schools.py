"""The schools of a unit on a day: from the declared school tables to the tree of units, and back to a frame."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import polars as pl

from hocba_ops.domain.org_unit import Line, Parentage, Unit, UnitKind, UnitTree

UNIT_SCHOOL = pl.Schema(
    {
        "school_code": pl.String(),
        "school_name": pl.String(),
        "ownership": pl.String(),
        "school_kind": pl.String(),
        "answers_to": pl.String(),
        "answers_to_name": pl.String(),
        "also_answers_to": pl.String(),
        "is_known_school": pl.Int64(),
        "is_counted": pl.Int64(),
    }
)
"""One row a school: the office that answers for it that day on the professional line, and others it answers to.

`is_counted` 0: it answers to the unit on another line only, so it is listed and its figures are added up elsewhere.
"""


def school_units(schools: pl.DataFrame, successions: pl.DataFrame | None = None) -> list[Unit]:
    """Schools of the table `school` as nodes of the tree; those that `successions` ends have a last day and heirs."""
    heirs = {} if successions is None else ended_schools(successions)
    return [
        Unit(
            id=code,
            name=name or code,
            short_name=name or code,
            kind=UnitKind.TRUONG,
            code=code,
            valid_to=heirs[code][0] if code in heirs else None,
            successors=heirs[code][1] if code in heirs else (),
        )
        for code, name in schools.select("school_code", "name").unique("school_code").sort("school_code").rows()
        if code
    ]


def ended_schools(successions: pl.DataFrame) -> dict[str, tuple[date, tuple[str, ...]]]:
    """By school that ended, its last day and the schools that took over, in the order of the list.

    A school among its own successors goes on; a row without a day ends nothing.
    """
    dated = successions.filter(pl.col("valid_from").is_not_null() & pl.col("school_code").is_not_null())
    found: dict[str, tuple[date, tuple[str, ...]]] = {}
    for (code,), rows in dated.sort("valid_from", "row_number").group_by("school_code", maintain_order=True):
        heirs = tuple(dict.fromkeys(one for one in rows["successor_code"] if one))
        if code not in heirs:
            found[str(code)] = (rows["valid_from"][0] - timedelta(days=1), heirs)
    return found


def school_parentages(parents: pl.DataFrame) -> list[Parentage]:
    """Rows of the table `school_parent` as edges of the tree; a row without a known line is professional."""
    columns = ("school_code", "parent_id", "line", "valid_from", "valid_to")
    return [
        Parentage(child, parent, Line(line or Line.CHUYEN_MON), first, last)
        for child, parent, line, first, last in parents.select(columns).unique(maintain_order=True).rows()
        if child and parent
    ]


def schools_of(tree: UnitTree, unit_id: str, day: date) -> tuple[str, ...]:
    """Schools that a unit answers for on the day, and those that answer to it on another line (a GDTX centre)."""
    ended = tree.units[unit_id].valid_to if unit_id in tree.units else None
    beside = tree.children(unit_id, min(day, ended or day), line=Line.HANH_CHINH)
    return tuple(sorted({*tree.schools_under(unit_id, day), *beside}))


def unit_school_frame(
    tree: UnitTree, unit_id: str, day: date, schools: pl.DataFrame, *, unknown: Iterable[str] = ()
) -> pl.DataFrame:
    """One row a school of the unit, and one a code that files used and no school list knows (`is_known_school` 0)."""
    under = set(tree.schools_under(unit_id, day))
    rows = school_frame(tree, schools_of(tree, unit_id, day), day, schools, unknown=unknown)
    is_counted = pl.col("school_code").is_in(under) | (pl.col("is_known_school") == 0)
    return rows.with_columns(is_counted=is_counted.cast(pl.Int64))


def school_frame(
    tree: UnitTree, codes: Iterable[str], day: date, schools: pl.DataFrame, *, unknown: Iterable[str] = ()
) -> pl.DataFrame:
    """One row a school among the codes, then one an unknown code; all of them are counted."""
    kinds = {row["school_code"]: row for row in schools.iter_rows(named=True)}
    known = [(*_row(tree, code, day, kinds.get(code, {})), 1, 1) for code in codes]
    strangers = [(code, code, None, None, None, None, None, 0, 1) for code in sorted(unknown)]
    return pl.DataFrame([*known, *strangers], schema=UNIT_SCHOOL, orient="row")


def alias_map(schools: pl.DataFrame) -> dict[str, str]:
    """From each older school code still in use to the code of today."""
    return {alias: code for code, alias in schools.select("school_code", "alias_code").rows() if alias and code}


def _row(tree: UnitTree, code: str, day: date, school: Mapping[str, object]) -> tuple[object, ...]:
    office = tree.answers_to(code, day)
    others = [unit.short_name for line, unit in tree.all_lines(code, day) if line != Line.CHUYEN_MON]
    return (
        code,
        tree.unit(code).name,
        school.get("ownership"),
        school.get("school_kind"),
        office.id if office else None,
        office.short_name if office else None,
        "; ".join(others) or None,
    )
