"""How far the measured duties of a plan are, and since when: the measures of other steps as a table for milestones."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date

import polars as pl

from hocba_ops.rulebook import Plan
from hocba_ops.rulebook.plans import MeasureEvidence
from hocba_ops.tables import Answer, Measure

SCHEMA = {
    "measure": pl.String,
    "school_code": pl.String,
    "grade": pl.Int64,
    "numerator": pl.Int64,
    "denominator": pl.Int64,
    "reached_on": pl.Date,
}
REVIEWS = {"identity.clean": ("identity_review", {"pupil"}), "results.clean": ("results_review", {"pupil", "result"})}
"""Measures of a state of the data, not of dated rows, the step that gives each and the tables that can change it.

Their day is that of the first export since which all was clean.
"""
MEASURING = ("readiness", "coverage", "identity_review", "results_review")

Ask = Callable[[str, date], Answer]
"""Answers a step, by name, as of a day."""

DaysOf = Callable[[Collection[str]], Sequence[date]]
"""The days on which rows of any of some tables came in."""


def measured_frame(plan: Plan | None, ask: Ask, days_of: DaysOf, *, as_of: date) -> pl.DataFrame:
    """One row a measure, school and grade that the plan's duties name, as of the day.

    `reached_on` is the day of the newest row counted; for a review, the first since which nothing was open.
    """
    wanted = _measures_of(plan)
    found = [measure for step in MEASURING for measure in _finest(ask(step, as_of).measures) if measure.name in wanted]
    since = {name: _clean_since(ask, days_of, name, found) for name in wanted & REVIEWS.keys()}
    rows = [_row(measure, since) for measure in found]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _measures_of(plan: Plan | None) -> set[str]:
    evidence = [duty.evidence for duty in plan.duties] if plan else []
    return {one.measure for one in evidence if isinstance(one, MeasureEvidence)}


def _finest(measures: Iterable[Measure]) -> list[Measure]:
    """Measures of schools by grade where a step splits them, whole where it does not; totals left out."""
    listed = list(measures)
    split = {measure.name for measure in listed if measure.group}
    return [measure for measure in listed if bool(measure.group) == (measure.name in split)]


def _row(measure: Measure, since: dict[str, dict[tuple[str, str | None], date]]) -> tuple[object, ...]:
    grade = measure.part("grade")
    day = since.get(measure.name, {}).get(_key(measure))
    return (
        measure.name,
        measure.unit_id,
        int(grade) if grade else None,
        measure.numerator,
        measure.denominator,
        measure.latest_on or day,
    )


def _clean_since(ask: Ask, days_of: DaysOf, name: str, found: Iterable[Measure]) -> dict[tuple[str, str | None], date]:
    """Per school and grade that is clean now, the first day of the unbroken run of clean days that lasts to now.

    The days are gone back, and no further than the longest run: where little is clean, few days are asked about.
    """
    since: dict[tuple[str, str | None], date] = {}
    step, tables = REVIEWS[name]
    first = min(days_of({"pupil"}), default=date.max)
    clean = _clean(found, name)
    for day in reversed(days_of(tables)):
        if day < first or not clean:
            break
        clean &= _clean(_finest(ask(step, day).measures), name)
        since |= dict.fromkeys(clean, day)
    return since


def _clean(measures: Iterable[Measure], name: str) -> set[tuple[str, str | None]]:
    return {_key(measure) for measure in measures if measure.name == name and _is_full(measure)}


def _key(measure: Measure) -> tuple[str, str | None]:
    return measure.unit_id, measure.part("grade")


def _is_full(measure: Measure) -> bool:
    return bool(measure.denominator) and measure.numerator == measure.denominator
