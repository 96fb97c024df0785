"""What became different between two answers to one question: findings new, gone, staying; measures before and after."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone

import polars as pl

from hocba_ops.tables.answer import Answer, Finding, Measure

FINDINGS = {
    "step": pl.String(),
    "code": pl.String(),
    "severity": pl.String(),
    "school_code": pl.String(),
    "findings_before": pl.Int64(),
    "findings_gone": pl.Int64(),
    "findings_new": pl.Int64(),
    "findings_staying": pl.Int64(),
    "explained_now": pl.Int64(),
    "open_now": pl.Int64(),
}
"""One row a rule and school. What there was is gone or staying; what there is now is new or staying, of it open."""
MEASURES = {
    "measure": pl.String(),
    "unit_id": pl.String(),
    "numerator_before": pl.Int64(),
    "denominator_before": pl.Int64(),
    "numerator": pl.Int64(),
    "denominator": pl.Int64(),
}
"""One row a measure and unit: its two counts then and now; reports add `rate_before` and `rate` beside them."""
COUNTS = ("findings_before", "findings_gone", "findings_new", "findings_staying", "explained_now", "open_now")
VIET_NAM = timezone(timedelta(hours=7))
"""The time by which an officer remembers when something was loaded."""
SINCE = {"as_of_before": pl.Date(), "loaded_at": pl.Datetime("us")}


@dataclass(frozen=True, slots=True)
class Since:
    """The earlier state: as of a day, and where `loaded_at` is given, as known before that moment of loading."""

    as_of: date
    loaded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What became different in a unit up to a day, in counts only. `since` None: there is nothing earlier to compare.

    `findings` has the columns of `FINDINGS`, `measures` those of `MEASURES`; `files` and `rows` say what came in.
    """

    unit_id: str
    school_year: str
    as_of: date
    since: Since | None = None
    findings: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=FINDINGS))
    measures: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=MEASURES))
    files: pl.DataFrame = field(default_factory=pl.DataFrame)
    rows: pl.DataFrame = field(default_factory=pl.DataFrame)


def compare_findings(step: str, before: Iterable[Finding], after: Iterable[Finding]) -> pl.DataFrame:
    """Findings of a step by rule and school: gone, new, staying; of those that there are now, explained and still open.

    Two findings are the same when their keys are (rule, school, subject, field): a child whose row moved in the file
    keeps its finding. Several with one key are counted each.
    """
    held, listed = list(before), list(after)
    earlier, later = (Counter(map(_name, found)) for found in (held, listed))
    severity = {(one.code, one.unit_id): str(one.severity) for one in (*held, *listed)}
    parts = {
        "findings_before": earlier,
        "findings_gone": earlier - later,
        "findings_new": later - earlier,
        "findings_staying": earlier & later,
        "explained_now": Counter(_name(one) for one in listed if one.explained),
        "open_now": Counter(_name(one) for one in listed if one.is_open),
    }
    sums = {name: _by_rule(counts) for name, counts in parts.items()}
    rows = [
        (step, code, severity[code, school], school, *(sums[name][code, school] for name in COUNTS))
        for code, school in sorted(severity)
    ]
    return pl.DataFrame(rows, schema=FINDINGS, orient="row")


def compare_measures(before: Answer, after: Answer, names: Sequence[str]) -> pl.DataFrame:
    """The named measures of the unit and of its schools, each with its counts then and now; groups are left out."""
    earlier = {(one.name, one.unit_id): one for one in before.measures if not one.group}
    later = [one for one in after.measures if one.name in names and not one.group]
    rows = [
        (one.name, one.unit_id, *_counts(earlier.get((one.name, one.unit_id))), one.numerator, one.denominator)
        for one in later
    ]
    return pl.DataFrame(rows, schema=MEASURES, orient="row")


def sum_by_rule(findings: pl.DataFrame) -> pl.DataFrame:
    """The frame of `compare_findings` added up over all schools: one row a rule."""
    counts = [pl.col(name).sum() for name in COUNTS]
    return findings.group_by("code", "severity").agg(counts).sort("code", "severity")


def with_changes(answer: Answer, changes: Changes) -> Answer:
    """The answer with frames that say what changed: since when, by rule, by school, and its head figures."""
    found = changes.findings if answer.step not in changes.findings["step"] else _of_step(changes, answer.step)
    counts = [pl.col(name).sum() for name in COUNTS]
    schools = found.group_by("school_code").agg(counts).sort("school_code")
    frames = {
        "changed_since": since_frame(changes.since),
        "changed_rules": sum_by_rule(found),
        "changed_schools": schools,
        "changed_measures": changes.measures.filter(pl.col("unit_id") == changes.unit_id),
    }
    return replace(answer, frames={**answer.frames, **frames})


def _of_step(changes: Changes, step: str) -> pl.DataFrame:
    return changes.findings.filter(pl.col("step") == step)


def since_frame(since: Since | None) -> pl.DataFrame:
    """One row with the earlier state; none where there is nothing to compare with."""
    if since is None:
        return pl.DataFrame(schema=SINCE)
    moment = since.loaded_at.astimezone(VIET_NAM).replace(tzinfo=None) if since.loaded_at else None
    return pl.DataFrame([(since.as_of, moment)], schema=SINCE, orient="row")


def _name(finding: Finding) -> tuple[str, str, str]:
    return finding.code, finding.unit_id, finding.key or f"{finding.subject} {finding.field}"


def _by_rule(counts: Counter[tuple[str, str, str]]) -> Counter[tuple[str, str]]:
    sums: Counter[tuple[str, str]] = Counter()
    for name, number in counts.items():
        sums[name[:2]] += number
    return sums


def _counts(measure: Measure | None) -> tuple[int | None, int | None]:
    return (measure.numerator, measure.denominator) if measure else (None, None)
