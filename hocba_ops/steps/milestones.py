"""Milestones: which dated duties of the plan are done, done late, still due, overdue — per duty and per actor.

Source: KH 290/KH-GDĐT, IV (tiến độ thực hiện). “Hoàn thành trước ngày X” is read as the plan's data says (`last_day`);
a duty reached on X itself is late by the words and marked, so that the reader sees the difference. A duty that is open
after its office has ended is with the successor of each school (NQ 202/2025/QH15).
"""

import polars as pl

from hocba_ops.steps.record import Question, Rows, Step
from hocba_ops.tables import Answer, Counted, Measure
from hocba_ops.tables.measures import measures, with_totals

STATES = ("done", "done_late", "due", "overdue", "not_applicable")


def answer(rows: Rows, question: Question) -> Answer:
    """Schools (or offices) that have done each duty over those that must, and how many of its duties each has done.

    `rows["milestones"]`: one row a duty and actor with its state and the day on which it was reached.
    """
    owed = rows["milestones"].filter(pl.col("state") != "not_applicable").with_columns(_is("done"), _is("done_late"))
    listed = owed.with_columns(
        (pl.col("done") + pl.col("done_late")).alias("numerator"), pl.lit(1).alias("denominator")
    )
    parts = [*_duty_measures(listed, "duty.done", "numerator", question), *_in_time(listed, question)]
    return question.answered(
        STEP.name,
        measures=tuple(with_totals(parts, question.unit_id)),
        frames=_frames(rows["milestones"], rows["duty_calendar"], question.schools),
    )


def _is(state: str) -> pl.Expr:
    return (pl.col("state") == state).cast(pl.Int64).alias(state)


def _duty_measures(rows: pl.DataFrame, name: str, numerator: str, question: Question) -> list[Measure]:
    return measures(
        rows.rename({"actor_id": "school_code"}),
        name,
        counted=Counted.DUTIES,
        as_of=question.as_of,
        numerator=numerator,
        by=("duty",),
        latest="done_on",
    )


def _in_time(rows: pl.DataFrame, question: Question) -> list[Measure]:
    """Of the duties whose last day has passed, those done by it."""
    fallen_due = rows.filter(pl.col("state") != "due")
    return _duty_measures(fallen_due, "duty.done_in_time", "done", question)


def _frames(rows: pl.DataFrame, calendar: pl.DataFrame, schools: pl.DataFrame) -> dict[str, pl.DataFrame]:
    counts = rows.group_by("duty").agg(*[_is(state).sum() for state in STATES], pl.col("is_on_named_day").sum())
    named = schools.select(pl.col("school_code").alias("actor_id"), "school_name")
    states = rows.drop("answering_on", "answers_to_name").join(named, on="actor_id", how="left")
    answering = rows.select("duty", "actor_id", "answers_to_name")
    return {
        "duties": calendar.join(counts, on="duty", how="left").sort("duty"),
        "duty_states": states.join(answering, on=["duty", "actor_id"]).sort("duty", "actor_kind", "actor_id"),
    }


STEP = Step(
    name="milestones",
    texts=("milestones", "duty_calendar"),
    needs=("attestation", "pupil"),
    headline=("duty.done", "duty.done_in_time"),
    answer=answer,
)
