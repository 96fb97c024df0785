"""Scorecard: one line a school over all reviews: how far it is, what it still owes, what changed, what is due next.

Source: KH 290/KH-GDĐT, IV.3 (rà soát dữ liệu, hạn của từng việc). Schools come in the order of the alphabet: a list to
work from, never a ranking.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

import polars as pl

from hocba_ops.steps.record import Question
from hocba_ops.tables import Answer, Finding, Measure, Severity, SourceLine
from hocba_ops.tables.changes import Changes, with_changes
from hocba_ops.text import sort_key

NAME = "scorecard"
PAIRS = "pair_review"
TOLD = ("identity.clean", "results.clean", "readiness.form", "staff.equipped")
"""The measures by which a school and the whole unit are told."""
CARD = {
    "school_code": pl.String(),
    "school_name": pl.String(),
    "answers_to_name": pl.String(),
    "pupils": pl.Int64(),
    "numerator_identity": pl.Int64(),
    "denominator_identity": pl.Int64(),
    "numerator_results": pl.Int64(),
    "denominator_results": pl.Int64(),
    "lacking": pl.Int64(),
    "errors": pl.Int64(),
    "queries": pl.Int64(),
    "explained_now": pl.Int64(),
    "pairs_waiting": pl.Int64(),
    "findings_new": pl.Int64(),
    "findings_gone": pl.Int64(),
    "overdue_duties": pl.Int64(),
    "next_duty": pl.String(),
    "next_day": pl.Date(),
    "next_office": pl.String(),
}
"""One row a school; reports add `rate_identity` and `rate_results`. Empty: not asked, or nothing to answer from.

`next_office`: who answers on the day on which the next duty falls due.
"""
GROUP = {"school_code": pl.String(), "rule_group": pl.String(), "open_now": pl.Int64()}
TO_MEND = {
    "school_code": pl.String(),
    "school_name": pl.String(),
    "step": pl.String(),
    "code": pl.String(),
    "severity": pl.String(),
    "open_now": pl.Int64(),
    "mend": pl.String(),
    "last_day": pl.Date(),
}


def scorecard(answers: Sequence[Answer], question: Question, changes: Changes, duties: Mapping[str, str]) -> Answer:
    """One answer over those of milestones and the reviews; `duties` says by which duty each review has to be clean.

    Findings are counted, not listed: they stand in the annexes of their steps. A review that could not answer leaves
    its columns empty.
    """
    given = {answer.step: answer for answer in answers}
    schools = _in_order(question.schools)
    listed = [measure for answer in answers for measure in answer.measures if _is_told(measure)]
    answered = question.answered(
        NAME,
        measures=tuple(listed),
        frames={
            "cards": _cards(given, schools, changes),
            "groups": _groups(answers, schools),
            "to_mend": _to_mend(answers, schools, _last_days(given, duties)),
            "changed_files": changes.files,
            "changed_rows": changes.rows,
        },
        sources=_sources(answers),
        notes=tuple(dict.fromkeys(note for answer in answers for note in answer.notes)),
    )
    return with_changes(answered, changes)


def _in_order(schools: pl.DataFrame) -> pl.DataFrame:
    """Schools as a Vietnamese dictionary lists them."""
    rows = schools.select("school_code", "school_name", "answers_to_name").rows()
    ordered = sorted(rows, key=lambda row: (sort_key(row[1]), row[0]))
    names = ("school_code", "school_name", "answers_to_name")
    return pl.DataFrame(ordered, schema=dict.fromkeys(names, pl.String), orient="row")


def _is_told(measure: Measure) -> bool:
    return measure.name in TOLD and not measure.group


def _cards(given: Mapping[str, Answer], schools: pl.DataFrame, changes: Changes) -> pl.DataFrame:
    counts = {(one.name, one.unit_id): one for answer in given.values() for one in answer.measures if not one.group}
    owed = _owed([finding for answer in given.values() if answer.step != PAIRS for finding in answer.findings])
    pairs = _waiting_pairs(given[PAIRS]) if PAIRS in given else None
    moved = changes.findings.group_by("school_code").agg(pl.col("findings_new", "findings_gone").sum())
    told = {code: (new, gone) for code, new, gone in moved.rows()} if changes.since else None
    due = _due(given)
    rows = [
        (
            code,
            name,
            office,
            *_pupils(counts, code),
            _lacking(counts, code),
            *(owed[code, kind] for kind in ("errors", "queries", "explained_now")),
            None if pairs is None else pairs[code],
            *((None, None) if told is None else told.get(code, (0, 0))),
            *due.get(code, (None, None, None, None)),
        )
        for code, name, office in schools.rows()
    ]
    return pl.DataFrame(rows, schema=CARD, orient="row")


def _pupils(counts: Mapping[tuple[str, str], Measure], school: str) -> tuple[int | None, ...]:
    """Pupils under review; those whose identity is sound and how many that is of; the same of results."""
    identity, results = (counts.get((name, school)) for name in ("identity.clean", "results.clean"))
    pupils = (identity or results).denominator if identity or results else None  # type: ignore[union-attr]
    pairs = ((one.numerator, one.denominator) if one else (None, None) for one in (identity, results))
    return (pupils, *(number for pair in pairs for number in pair))


def _lacking(counts: Mapping[tuple[str, str], Measure], school: str) -> int | None:
    """Requirements of the plan's form that the school does not meet; None for a school that is not asked for one."""
    asked = [one for (name, unit), one in counts.items() if unit == school and name.startswith("readiness.")]
    items = [one for one in asked if one.name != "readiness.form"]
    return sum((one.denominator or 0) - (one.numerator or 0) for one in items) if items else None


def _owed(found: Sequence[Finding]) -> Counter[tuple[str, str]]:
    """By school: open errors, open queries, and findings that were explained; pairs are counted apart."""
    counts: Counter[tuple[str, str]] = Counter()
    for finding in found:
        counts[finding.unit_id, "explained_now"] += finding.explained is not None
        kind = "errors" if finding.severity is Severity.ERROR else "queries"
        counts[finding.unit_id, kind] += finding.is_open
    return counts


def _waiting_pairs(answer: Answer) -> Counter[str]:
    """Pairs of rows that wait for a school; a pair between two schools waits for both, and is one pair for each."""
    waiting = {
        (unit, one.key) for one in answer.findings if one.is_open for unit in (one.unit_id, one.other_unit_id) if unit
    }
    return Counter(unit for unit, _ in waiting)


def _due(given: Mapping[str, Answer]) -> dict[str, tuple[int, str | None, object, str | None]]:
    """By school: duties overdue, and the next one that is still to come with its last day and who answers then."""
    if "milestones" not in given:
        return {}
    found: dict[str, tuple[int, str | None, object, str | None]] = {}
    states = given["milestones"].frames["duty_states"].filter(pl.col("actor_kind") == "school")
    for (school,), rows in states.group_by("actor_id", maintain_order=True):
        coming = rows.filter(pl.col("state") == "due").sort("last_day", "duty")
        told = coming.select("duty", "last_day", "answers_to_name").rows()
        found[str(school)] = ((rows["state"] == "overdue").sum(), *(told[0] if told else (None, None, None)))
    return found


def _groups(answers: Sequence[Answer], schools: pl.DataFrame) -> pl.DataFrame:
    """One row a school and group of rules (a review, and whether it must be mended): findings that are still open."""
    counts = Counter(
        (one.unit_id, answer.step, str(one.severity)) for answer in answers for one in answer.findings if one.is_open
    )
    met = {(step, severity) for _, step, severity in counts}
    kinds = [
        (answer.step, str(severity))
        for answer in answers
        for severity in Severity
        if (answer.step, str(severity)) in met
    ]
    rows = [
        (code, f"{step}.{severity}", counts[code, step, severity])
        for code in schools["school_code"]
        for step, severity in kinds
    ]
    return pl.DataFrame(
        rows, schema={"school_code": pl.String, "rule_group": pl.String, "open_now": pl.Int64}, orient="row"
    )


def _last_days(given: Mapping[str, Answer], duties: Mapping[str, str]) -> dict[str, object]:
    """By step, the last day of the duty by which it has to be clean."""
    if "milestones" not in given:
        return {}
    days = dict(given["milestones"].frames["duties"].select("duty", "last_day").rows())
    return {step: days[duty] for step, duty in duties.items() if duty in days}


def _to_mend(answers: Sequence[Answer], schools: pl.DataFrame, last_days: Mapping[str, object]) -> pl.DataFrame:
    """One row a school and rule that is still open: errors before queries, the most frequent first, and by when."""
    open_now = [(answer.step, one) for answer in answers for one in answer.findings if one.is_open]
    counts = Counter((one.unit_id, step, one.code, str(one.severity), one.mend) for step, one in open_now)
    names = {
        code: (place, name) for place, (code, name) in enumerate(schools.select("school_code", "school_name").rows())
    }
    rows = [
        (code, names[code][1], step, rule, severity, number, mend, last_days.get(step))
        for (code, step, rule, severity, mend), number in counts.items()
        if code in names
    ]
    ordered = sorted(rows, key=lambda row: (names[row[0]][0], row[4], -row[5], row[3]))
    return pl.DataFrame(ordered, schema=TO_MEND, orient="row")


def _sources(answers: Sequence[Answer]) -> tuple[SourceLine, ...]:
    lines = {line for answer in answers for line in answer.sources}
    return tuple(sorted(lines, key=lambda line: (line.table, line.as_of, line.file, line.sha256)))
