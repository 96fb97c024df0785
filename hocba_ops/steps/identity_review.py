"""Identity review: is what the sector database says of each pupil fit to be printed on a học bạ.

Source: KH 290/KH-GDĐT, IV.3 (rà soát dữ liệu nhân thân); the rules and their clauses are in rulebook/data/rules.
"""

from collections.abc import Mapping

import polars as pl

from hocba_ops.steps.record import Question, Rows, Step
from hocba_ops.tables import Answer, Counted, Measure
from hocba_ops.tables.measures import measures, with_totals
from hocba_ops.tables.review import broken, findings, in_order

SHARED = "HB-ID-04"
"""The rule of one number on several pupils, which their schools settle together."""
MANY = 2
"""From so many other schools on it is told how many."""
RATIOS = {"identity.clean": "numerator", "identity.with_number": "with_number"}
"""The measures, and the column that has the numerator of each."""


def answer(rows: Rows, question: Question) -> Answer:
    """Findings where they were read; the pupils without an `error`, and those with a number, over those reviewed.

    `rows["identity_review"]`: a row a pupil under review who breaks a rule or has no number; sound pupils are counted
    in `rows["identity_clean"]`. `rows["identity_transfer"]`: a row a pupil who moved, or who studies at two schools.
    The frames say why pupils have no number and which moves meet their other school.
    """
    words = dict(rows["identity_told"].iter_rows())
    told = (
        _settled(broken(rows["identity_review"], question.rules), words),
        broken(rows["identity_transfer"], question.rules),
    )
    found = [finding for part in told for finding in findings(part, question.rules, as_of=question.as_of)]
    return question.answered(
        STEP.name,
        measures=tuple(with_totals(_ratios(rows["identity_clean"], question), question.unit_id)),
        findings=in_order(found),
        frames=_frames(rows, question.schools.select("school_code", "school_name")),
        notes=(words["note"],) if any(finding.due_on for finding in found) else (),
    )


def _settled(told: pl.DataFrame, words: Mapping[str, str]) -> pl.DataFrame:
    """Broken rules; where one number is on several pupils also who else has to settle it, until when, and how many."""
    is_shared = pl.col("code") == SHARED
    reasons = [_spread(others, words) for others in told["shared_schools"]]
    return told.with_columns(
        other_school_code=pl.when(is_shared).then("shared_school_code"),
        due_on=pl.when(is_shared).then("shared_due_on"),
        reason=pl.when(is_shared).then(pl.Series("reason", reasons, pl.String)),
    ).drop("shared_school_code", "shared_due_on", "shared_schools")


def _spread(others: int | None, words: Mapping[str, str]) -> str | None:
    """Over how many schools a number is spread, in words; `others`: schools beside the pupil's own."""
    if others is None:
        return None
    kind = ("same_school", "two_schools")[others] if others < MANY else "many_schools"
    return words[kind].format(count=others + 1)


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
        "identity_shared",
        "identity_other_school",
        "identity_met",
        "identity_told",
        "identity_review",
        "identity_transfer",
        "identity_clean",
        "identity_reason",
    ),
    needs=("pupil",),
    headline=("identity.clean",),
    answer=answer,
    rules="HB-ID-",
    by_school=("identity_review", "identity_transfer", "identity_clean", "identity_reason"),
)
