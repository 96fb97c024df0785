"""Overview: the head figures of every step side by side, and which schools have most left to do."""

from collections.abc import Mapping, Sequence

import polars as pl

from hocba_ops.steps.record import Question
from hocba_ops.tables import Answer, Measure, Severity, SourceLine

NAME = "overview"


def overview(answers: Sequence[Answer], headlines: Mapping[str, Sequence[str]], question: Question) -> Answer:
    """One answer over those of all steps: their head figures for the whole unit, and open findings counted, not listed.

    `headlines` says by which measures each step is told. Schools come in the order of their codes, never ranked.
    """
    told = [measure for answer in answers for measure in _heads(answer, headlines[answer.step])]
    notes = dict.fromkeys(note for answer in answers for note in answer.notes)
    return question.answered(
        NAME,
        measures=tuple(_unique(told + [part for answer in answers for part in _ladder(answer)])),
        frames={"steps": _steps(answers, headlines), "schools": _schools(answers, question.schools)},
        sources=_sources(answers),
        notes=tuple(notes),
    )


def _heads(answer: Answer, names: Sequence[str]) -> list[Measure]:
    return [m for m in answer.measures if m.name in names and m.unit_id == answer.unit_id and not m.group]


def _ladder(answer: Answer) -> list[Measure]:
    return [m for m in answer.measures if m.name.startswith("card.") and m.unit_id == answer.unit_id and not m.group]


def _unique(measures: Sequence[Measure]) -> list[Measure]:
    return list({measure.name: measure for measure in measures}.values())


def _count(answer: Answer, severity: Severity) -> int:
    return sum(1 for finding in answer.findings if finding.is_open and finding.severity == severity)


def _steps(answers: Sequence[Answer], headlines: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    rows = [
        (
            answer.step,
            head.name,
            head.numerator,
            head.denominator,
            _count(answer, Severity.ERROR),
            _count(answer, Severity.QUERY),
        )
        for answer in answers
        for head in _heads(answer, headlines[answer.step])
    ]
    schema = {
        "step": pl.String,
        "measure": pl.String,
        "numerator": pl.Int64,
        "denominator": pl.Int64,
        "errors": pl.Int64,
        "queries": pl.Int64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _schools(answers: Sequence[Answer], schools: pl.DataFrame) -> pl.DataFrame:
    found = [(f.unit_id, f.severity == Severity.ERROR) for answer in answers for f in answer.findings if f.is_open]
    rows = pl.DataFrame(found, schema={"school_code": pl.String, "is_error": pl.Boolean}, orient="row")
    counts = rows.group_by("school_code").agg(
        pl.col("is_error").sum().cast(pl.Int64).alias("errors"),
        (~pl.col("is_error")).sum().cast(pl.Int64).alias("queries"),
    )
    named = schools.select("school_code", "school_name", "answers_to_name")
    return named.join(counts, on="school_code", how="left").fill_null(0).sort("school_code")


def _sources(answers: Sequence[Answer]) -> tuple[SourceLine, ...]:
    lines = {line for answer in answers for line in answer.sources}
    return tuple(sorted(lines, key=lambda line: (line.table, line.as_of, line.file, line.sha256)))
