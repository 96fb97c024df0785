"""After the lock: what schools' later exports say otherwise than the frozen records, field by field.

Source: the plan of Hà Nội for 2023-2024 (from the lock on the card is in force and its content cannot be changed); what
is let pass all the same stands in the rulebook's after_lock.toml.
"""

import polars as pl

from hocba_ops.steps.record import Question, Rows, Step
from hocba_ops.tables import Answer, Counted, Measure
from hocba_ops.tables.measures import measures, with_totals
from hocba_ops.tables.review import findings, in_order

VIOLATION = "violation"


def answer(rows: Rows, question: Question) -> Answer:
    """Per school and grade the locked cards compared and those unchanged; a finding a field that may not differ.

    `rows["lock"]`: one row a difference, with the verdict: allowed, correction (under a decision) or violation.
    """
    found = rows["lock"].filter(pl.col("verdict") == VIOLATION)
    parts = [
        *_measures(rows["lock_state"], "compared", "locked", question),
        *_measures(rows["lock_state"], "unchanged", "compared", question),
    ]
    return question.answered(
        STEP.name,
        measures=tuple(with_totals(parts, question.unit_id)),
        findings=in_order(findings(found, question.rules, as_of=question.as_of, value="change")),
        frames={"lock_differences": _differences(rows["lock"])},
    )


def _measures(rows: pl.DataFrame, numerator: str, denominator: str, question: Question) -> list[Measure]:
    return measures(
        rows,
        f"lock.{numerator}",
        counted=Counted.CARDS,
        as_of=question.as_of,
        numerator=numerator,
        denominator=denominator,
        by=("grade",),
    )


def _differences(rows: pl.DataFrame) -> pl.DataFrame:
    """How many differences of each kind a school has, by what is held of them; no card is named."""
    keys = ["school_code", "code", "locked_field", "verdict", "decision"]
    return (
        rows.rename({"item": "locked_field"})
        .group_by(keys)
        .agg(pl.len().cast(pl.Int64).alias("differences"))
        .sort(keys)
    )


STEP = Step(
    name="lock",
    texts=("lock", "lock_state"),
    needs=("card",),
    headline=("lock.compared", "lock.unchanged"),
    answer=answer,
    rules="HB-CK-",
)
