"""From rows of whole numbers to measures, and from the measures of schools to those of the unit above them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import repeat
from sys import intern
from typing import Any, TypeVar

import polars as pl

from hocba_ops.tables.answer import Counted, Measure

Group = tuple[tuple[str, str], ...]
Key = tuple[str, str, Group]
T = TypeVar("T")


def measures(
    rows: pl.DataFrame,
    name: str,
    *,
    counted: Counted,
    as_of: date,
    numerator: str = "numerator",
    denominator: str = "denominator",
    by: Sequence[str] = (),
    latest: str | None = None,
    excluded: Sequence[str] = (),
) -> list[Measure]:
    """One measure a row. `rows` has school_code, the columns of `by`, and the named whole-number columns.

    `by` becomes the group (no value: an empty part); `excluded` names columns whose counts were left out
    of the denominator, each its own reason; `latest` the column with the day of the newest row counted.
    """
    told = zip(
        rows["school_code"].to_list(),
        rows[numerator].cast(pl.Int64).fill_null(0).to_list(),
        rows[denominator].cast(pl.Int64).fill_null(0).to_list(),
        _made_once(rows, by, _group_of),
        _made_once(rows, excluded, _excluded_of),
        rows[latest].to_list() if latest else repeat(None, rows.height),
        strict=True,
    )
    return [
        Measure(name, intern(str(school)), as_of, counted, part, whole, group, left_out, day)
        for school, part, whole, group, left_out, day in told
    ]


def _made_once(
    rows: pl.DataFrame, columns: Sequence[str], make: Callable[[Sequence[str], tuple[Any, ...]], T]
) -> list[T]:
    """What is made of these columns of each row; rows alike share one."""
    values = rows.select(columns).rows() if columns else [()] * rows.height
    made = {one: make(columns, one) for one in set(values)}
    return [made[one] for one in values]


def _group_of(keys: Sequence[str], values: tuple[Any, ...]) -> Group:
    return tuple((key, "" if value is None else str(value)) for key, value in zip(keys, values, strict=True))


def _excluded_of(reasons: Sequence[str], sizes: tuple[Any, ...]) -> tuple[tuple[str, int], ...]:
    return tuple((reason, int(size)) for reason, size in zip(reasons, sizes, strict=True) if size)


def with_totals(parts: Iterable[Measure], unit_id: str) -> list[Measure]:
    """The measures themselves, then each school's total over its groups, then the unit's per group and in all.

    Totals are sums of numerators and denominators of measures with the same name; a part that is already the total is
    not repeated (a school asked about alone, a measure without groups).
    """
    listed = list(parts)
    given = {(part.name, part.unit_id, part.group) for part in listed if not part.group or part.unit_id == unit_id}
    wanted: dict[Key, list[Measure]] = {}
    for part in listed:
        for key in _totals_of(part, unit_id):
            wanted.setdefault(key, []).append(part)
    return listed + [_total(key, found) for key, found in wanted.items() if key not in given]


def _totals_of(part: Measure, unit_id: str) -> tuple[Key, ...]:
    """The totals that a part belongs to and is not itself, always in the same order."""
    whole = (part.name, unit_id, ())
    if part.group and part.unit_id != unit_id:
        return (part.name, part.unit_id, ()), (part.name, unit_id, part.group), whole
    return (whole,) if part.group or part.unit_id != unit_id else ()


def _total(key: Key, parts: Sequence[Measure]) -> Measure:
    name, unit_id, group = key
    return Measure(
        name=name,
        unit_id=unit_id,
        as_of=parts[0].as_of,
        counted=parts[0].counted,
        numerator=sum(part.numerator or 0 for part in parts),
        denominator=sum(part.denominator or 0 for part in parts),
        group=group,
        excluded=_sum_excluded(parts),
        latest_on=max((part.latest_on for part in parts if part.latest_on), default=None),
    )


def _sum_excluded(parts: Iterable[Measure]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for part in parts:
        for reason, number in part.excluded:
            counts[reason] = counts.get(reason, 0) + number
    return tuple(counts.items())
