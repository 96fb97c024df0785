"""The measures of schools put together by the offices of an anchor day: the same numbers on the old tree and the new.

Whole numbers are added, nothing else; a school that is in no office, or in two, has a line of its own and is told.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from hocba_ops.domain.org_unit import UnitTree
from hocba_ops.domain.placement import Misplaced, OfficeLevel, Place, levels_on, place_of
from hocba_ops.tables.answer import Measure

BY_OFFICE = pl.Schema(
    {
        "anchor_day": pl.Date(),
        "office_level": pl.String(),
        "office_id": pl.String(),
        "issuing_block": pl.String(),
        "schools": pl.Int64(),
        "measure": pl.String(),
        "counted": pl.String(),
        "numerator": pl.Int64(),
        "denominator": pl.Int64(),
    }
)
"""One row an anchor day, level, office and measure. `schools`: those of the office that the measure tells of.

`office_id` empty: the schools that are not in exactly one office on that day.
"""


@dataclass(frozen=True, slots=True)
class Astray:
    """A school that is not in exactly one office on an anchor day, and why."""

    day: date
    school: str
    why: Misplaced


def group_by_office(
    measures: Iterable[Measure],
    tree: UnitTree,
    anchors: Sequence[date],
    *,
    schools: Collection[str],
    levels: Sequence[OfficeLevel] = (),
) -> pl.DataFrame:
    """`BY_OFFICE` of the undivided measures of schools, for each anchor day.

    Without `levels`: the offices that answered, and the clusters and provinces where they put schools together
    differently.
    """
    told = [one for one in measures if one.unit_id in schools and not one.group and one.numerator is not None]
    named = list(dict.fromkeys(one.unit_id for one in told))
    rows = [
        row
        for day in dict.fromkeys(anchors)
        for level in levels or levels_on(tree, named, day)
        for row in _rows(told, tree, day, level)
    ]
    return pl.DataFrame(rows, schema=BY_OFFICE, orient="row")


def astray(tree: UnitTree, schools: Iterable[str], anchors: Sequence[date]) -> tuple[Astray, ...]:
    """The schools that are not in exactly one office on an anchor day."""
    listed = sorted(set(schools))
    found = [(day, one, place_of(tree, one, day, OfficeLevel.TRUC_TIEP).why) for day in anchors for one in listed]
    return tuple(Astray(day, school, why) for day, school, why in found if why)


def totals_of(grouped: pl.DataFrame) -> Mapping[tuple[date, str], tuple[tuple[str, int, int, int], ...]]:
    """By anchor day and level, of each measure: schools, numerator and denominator of those that are in an office."""
    placed = grouped.filter(pl.col("office_id").is_not_null())
    sums = placed.group_by("anchor_day", "office_level", "measure", maintain_order=True).agg(
        pl.col("schools", "numerator", "denominator").sum()
    )
    found: dict[tuple[date, str], list[tuple[str, int, int, int]]] = {
        key: [] for key in grouped.select("anchor_day", "office_level").unique(maintain_order=True).rows()
    }
    for day, level, measure, *numbers in sums.rows():
        found[day, level].append((measure, *numbers))
    return {key: tuple(sorted(rows)) for key, rows in found.items()}


def do_totals_agree(grouped: pl.DataFrame) -> bool:
    """Whether every grouping comes to the same schools and the same counts, with no school left out."""
    return len(set(totals_of(grouped).values())) < 2 and grouped["office_id"].null_count() == 0


def _rows(told: Sequence[Measure], tree: UnitTree, day: date, level: OfficeLevel) -> list[tuple[object, ...]]:
    places: dict[str, Place] = {unit: place_of(tree, unit, day, level) for unit in {one.unit_id for one in told}}
    sums: dict[tuple[str, str], list[Measure]] = {}
    names = list(dict.fromkeys(one.name for one in told))
    for one in told:
        sums.setdefault((places[one.unit_id].office, one.name), []).append(one)
    order = sorted(sums, key=lambda key: (not key[0], key[0], names.index(key[1])))
    return [(day, level.value, *_row(tree, office, sums[office, name])) for office, name in order]


def _row(tree: UnitTree, office: str, parts: Sequence[Measure]) -> tuple[object, ...]:
    block = " · ".join(tree.unit(office).issuing_block) if office else None
    return (
        office or None,
        block,
        len({one.unit_id for one in parts}),
        parts[0].name,
        parts[0].counted.value,
        sum(one.numerator or 0 for one in parts),
        sum(one.denominator or 0 for one in parts),
    )
