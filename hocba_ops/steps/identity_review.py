"""Identity review: is what the sector database says of each pupil fit to be printed on a học bạ.

Source: KH 290/KH-GDĐT, IV.3 (rà soát dữ liệu nhân thân); the rules and their clauses are in rulebook/data/rules.
"""

import polars as pl

from hocba_ops.steps.record import Question, Rows, Step
from hocba_ops.tables import Answer, Counted, Measure
from hocba_ops.tables.measures import measures, with_totals
from hocba_ops.tables.review import broken, findings, in_order

RATIOS = {"identity.clean": "numerator", "identity.with_number": "with_number"}
"""The measures, and the column that has the numerator of each."""


def answer(rows: Rows, question: Question) -> Answer:
    """Findings where they were read; the pupils without an `error`, and those with a number, over those reviewed.

    `rows["identity_review"]`: a row a pupil under review; `rows["identity_transfer"]`: a row a pupil who moved, or who
    studies at two schools. The frames say why pupils have no number and which moves meet their other school.
    """
    found = [
        finding
        for scan in ("identity_review", "identity_transfer")
        for finding in findings(broken(rows[scan], question.rules), question.rules, as_of=question.as_of)
    ]
    return question.answered(
        STEP.name,
        measures=tuple(with_totals(_ratios(rows["identity_clean"], question), question.unit_id)),
        findings=in_order(found),
        frames=_frames(rows, question.schools.select("school_code", "school_name")),
    )


def _ratios(rows: pl.DataFrame, question: Question) -> list[Measure]:
    return [
        measure
        for name, numerator in RATIOS.items()
        for measure in measures(
            rows, name, counted=Counted.PUPILS, as_of=question.as_of, numerator=numerator, by=("grade",)
        )
    ]


def _frames(rows: Rows, schools: pl.DataFrame) -> dict[str, pl.DataFrame]:
    reasons = schools.join(rows["identity_reason"], on="school_code").sort("school_code", "number_state")
    transfers = schools.join(_transfers(rows["identity_transfer"]), on="school_code").sort("school_code")
    return {"no_number_reasons": reasons, "transfers": transfers}


def _transfers(rows: pl.DataFrame) -> pl.DataFrame:
    """Per school: who left and who arrived, how many of them meet their other school, who is counted twice."""
    is_left, is_arrived, is_matched = (pl.col(name) == 1 for name in ("is_left", "is_arrived", "is_matched"))
    counted = {
        "left": is_left,
        "left_matched": is_left & is_matched,
        "left_unmatched": is_left & ~is_matched,
        "arrived": is_arrived,
        "arrived_matched": is_arrived & is_matched,
        "arrived_unmatched": is_arrived & ~is_matched,
        "doubled": pl.col("is_doubled") == 1,
        "recoded": pl.col("is_recoded") == 1,
    }
    return rows.group_by("school_code").agg(flag.cast(pl.Int64).sum().alias(name) for name, flag in counted.items())


STEP = Step(
    name="identity_review",
    texts=(
        "identity_word",
        "identity_address",
        "identity_review",
        "identity_transfer",
        "identity_clean",
        "identity_reason",
    ),
    needs=("pupil",),
    headline=("identity.clean",),
    answer=answer,
    rules="HB-ID-",
)
