"""Measures added up: a ratio of several schools or grades is the sum of the counts over the sum of the counts."""

from collections.abc import Iterable, Sequence
from datetime import date

from hocba_ops.tables import Answer, Measure

UNIT = "unit_id"
"""The `by` that splits a tally by school or office; any other `by` is a part of the measures' group."""


def tally(answer: Answer, name: str, *, by: str | None = None) -> tuple[Measure, ...]:
    """One measure of an answer, in total or per value of `by` (`unit_id`, `grade`, …), in the order first met.

    A figure that the step itself gives for exactly that cut stands as it is; else the counts of the parts are added.
    Where one part has no count, the sum has none. ValueError when parts count different things.
    """
    found = [measure for measure in answer.measures if measure.name == name]
    cuts = dict.fromkeys(_cut(measure, by) for measure in found if _belongs(measure, by, answer.unit_id))
    return tuple(_one(answer.unit_id, by, cut, found) for cut in cuts)


def total(answer: Answer, name: str) -> Measure | None:
    """One measure of an answer over everything that it covers; None when the answer does not have it."""
    return next(iter(tally(answer, name)), None)


def measure_names(answer: Answer) -> tuple[str, ...]:
    """Names of the measures of an answer, in the order first met."""
    return tuple(dict.fromkeys(measure.name for measure in answer.measures))


def _cut(measure: Measure, by: str | None) -> str:
    if by is None:
        return ""
    return measure.unit_id if by == UNIT else measure.part(by) or ""


def _belongs(measure: Measure, by: str | None, whole: str) -> bool:
    """Whether a measure says something about a cut by `by`."""
    if by is None:
        return True
    return measure.unit_id != whole if by == UNIT else measure.part(by) is not None


def _one(whole: str, by: str | None, cut: str, found: Sequence[Measure]) -> Measure:
    group = ((by, cut),) if by not in (None, UNIT) and by is not None else ()
    unit = cut if by == UNIT else whole
    parts = [measure for measure in found if _belongs(measure, by, whole) and _cut(measure, by) == cut]
    given = [measure for measure in parts if measure.unit_id == unit and measure.group == group]
    return given[0] if given else _sum(_finest(parts, whole), unit, group)


def _finest(parts: Sequence[Measure], whole: str) -> Sequence[Measure]:
    """The parts that add up without counting anybody twice: one depth of unit, one set of group keys."""
    units = [measure for measure in parts if measure.unit_id != whole] or list(parts)
    keys = tuple(key for key, _ in units[0].group)
    return [measure for measure in units if tuple(key for key, _ in measure.group) == keys]


def _sum(parts: Sequence[Measure], unit: str, group: tuple[tuple[str, str], ...]) -> Measure:
    first = parts[0]
    if len({measure.counted for measure in parts}) > 1:
        raise ValueError(f"{first.name} counts different things: {sorted({m.counted for m in parts})}")
    alone = len(parts) == 1
    return Measure(
        name=first.name,
        unit_id=unit,
        as_of=first.as_of,
        counted=first.counted,
        numerator=_add(measure.numerator for measure in parts),
        denominator=_add(measure.denominator for measure in parts),
        group=group,
        excluded=_add_reasons(parts),
        latest_on=_latest(measure.latest_on for measure in parts),
        published_rate=first.published_rate if alone else None,
        note=first.note if alone else "",
    )


def _add(counts: Iterable[int | None]) -> int | None:
    known = list(counts)
    return None if None in known else sum(count for count in known if count is not None)


def _latest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)


def _add_reasons(parts: Sequence[Measure]) -> tuple[tuple[str, int], ...]:
    sums: dict[str, int] = {}
    for reason, count in (pair for measure in parts for pair in measure.excluded):
        sums[reason] = sums.get(reason, 0) + count
    return tuple(sums.items())
