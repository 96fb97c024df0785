"""From rows of whole numbers to measures, and from the measures of schools to those of the unit above them."""

from collections.abc import Iterable, Sequence
from datetime import date

import polars as pl

from hocba_ops.tables.answer import Counted, Measure

Group = tuple[tuple[str, str], ...]


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
    return [
        Measure(
            name=name,
            unit_id=str(row["school_code"]),
            as_of=as_of,
            counted=counted,
            numerator=int(row[numerator] or 0),
            denominator=int(row[denominator] or 0),
            group=tuple((key, "" if row[key] is None else str(row[key])) for key in by),
            excluded=tuple((reason, int(row[reason])) for reason in excluded if row[reason]),
            latest_on=row[latest] if latest else None,
        )
        for row in rows.iter_rows(named=True)
    ]


def with_totals(parts: Iterable[Measure], unit_id: str) -> list[Measure]:
    """The measures themselves, then each school's total over its groups, then the unit's per group and in all.

    Totals are sums of numerators and denominators of measures with the same name; a part that is already the total is
    not repeated (a school asked about alone, a measure without groups).
    """
    listed = list(parts)
    seen = {(part.name, part.unit_id, part.group) for part in listed}
    wanted: dict[tuple[str, str, Group], list[Measure]] = {}
    for part in listed:
        for key in _totals_of(part, unit_id):
            if key not in seen:
                wanted.setdefault(key, []).append(part)
    return listed + [_total(key, found) for key, found in wanted.items()]


def _totals_of(part: Measure, unit_id: str) -> list[tuple[str, str, Group]]:
    """The totals that a part belongs to, each once, always in the same order (a set would follow the hash seed)."""
    keys = [(part.name, unit, group) for unit in (part.unit_id, unit_id) for group in (part.group, ())]
    return list(dict.fromkeys(keys))


def _total(key: tuple[str, str, Group], parts: Sequence[Measure]) -> Measure:
    name, unit_id, group = key
    days = [part.latest_on for part in parts if part.latest_on]
    return Measure(
        name=name,
        unit_id=unit_id,
        as_of=parts[0].as_of,
        counted=parts[0].counted,
        numerator=sum(part.numerator or 0 for part in parts),
        denominator=sum(part.denominator or 0 for part in parts),
        group=group,
        excluded=_sum_excluded(parts),
        latest_on=max(days, default=None),
    )


def _sum_excluded(parts: Iterable[Measure]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for part in parts:
        for reason, number in part.excluded:
            counts[reason] = counts.get(reason, 0) + number
    return tuple(counts.items())
