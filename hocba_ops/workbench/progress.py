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
    since = {name: _clean_since(ask, days_of, name) for name in wanted & REVIEWS.keys()}
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
    full = measure.denominator and measure.numerator == measure.denominator
    day = since.get(measure.name, {}).get((measure.unit_id, grade)) if full else None
    return (
        measure.name,
        measure.unit_id,
        int(grade) if grade else None,
        measure.numerator,
        measure.denominator,
        measure.latest_on or day,
    )


def _clean_since(ask: Ask, days_of: DaysOf, name: str) -> dict[tuple[str, str | None], date]:
    """Per school and grade, the first day of the unbroken run of clean days that lasts to the day asked."""
    since: dict[tuple[str, str | None], date] = {}
    step, tables = REVIEWS[name]
    first = min(days_of({"pupil"}), default=date.max)
    for day in days_of(tables):
        if day < first:
            continue
        clean = {_key(m) for m in _finest(ask(step, day).measures) if m.name == name and _is_full(m)}
        since = {key: since.get(key, day) for key in clean}
    return since


def _key(measure: Measure) -> tuple[str, str | None]:
    return measure.unit_id, measure.part("grade")


def _is_full(measure: Measure) -> bool:
    return bool(measure.denominator) and measure.numerator == measure.denominator
