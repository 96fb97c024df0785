"""Registry review: do the registers tell histories that a học bạ can have, and the same ones as before.

Source: the plan of Hà Nội for 2023-2024 (withdraw, replace, lock; only the issuing school); KH 290/KH-GDĐT, IV.3.
"""

from collections.abc import Mapping

import polars as pl

from hocba_ops.domain.hoc_ba import Refusal
from hocba_ops.steps.record import Question, Rows, Step
from hocba_ops.tables import Answer, Counted
from hocba_ops.tables.measures import measures, with_totals
from hocba_ops.tables.review import findings, in_order

CODES: Mapping[str, str] = {
    Refusal.SKIPS: "HB-SK-01",
    Refusal.GOES_BACK: "HB-SK-02",
    Refusal.SAME: "HB-SK-03",
    Refusal.LOCKED: "HB-SK-04",
    Refusal.ENDED: "HB-SK-05",
    Refusal.NOT_ISSUED: "HB-SK-06",
    Refusal.REPORTED: "HB-SK-06",
    "not_a_beginning": "HB-SK-07",
    "not_rising": "HB-SK-08",
    "other_school": "HB-SK-09",
    "back_in_time": "HB-SK-10",
    "changed": "HB-SK-11",
    "gone": "HB-SK-11",
    "missing": "HB-SK-12",
    "no_time": "HB-SK-13",
    "ahead": "HB-SK-14",
    "no_key": "HB-SK-15",
}
"""The rule that each reason breaks for which an event stays outside the ledger, or was in it and is told no more."""


def answer(rows: Rows, question: Question) -> Answer:
    """A finding for the first fault of each version's history; the versions without one over those of the registers.

    `rows["registry_review"]`: one row a version at fault, or a row of a register that names no version.
    """
    codes = {str(why): code for why, code in CODES.items()}
    coded = rows["registry_review"].with_columns(
        pl.col("why").replace_strict(codes, return_dtype=pl.String).alias("code")
    )
    sound = measures(
        rows["registry_sound"], "registry.sound", counted=Counted.CARDS, as_of=question.as_of, by=("grade",)
    )
    return question.answered(
        STEP.name,
        measures=tuple(with_totals(sound, question.unit_id)),
        findings=in_order(findings(coded, question.rules, as_of=question.as_of)),
        frames={"histories": _by_school(rows["registry_sound"], coded, question.schools)},
    )


def _by_school(sound: pl.DataFrame, coded: pl.DataFrame, schools: pl.DataFrame) -> pl.DataFrame:
    """Per school the versions in its register, and those with a fault in their history."""
    counted = sound.group_by("school_code").agg(versions=pl.col("denominator").sum())
    faulty = coded.group_by("school_code").agg(faulty_histories=pl.len().cast(pl.Int64))
    named = schools.select("school_code", "school_name", "answers_to_name").join(counted, on="school_code")
    return named.join(faulty, on="school_code", how="left").fill_null(0).sort("school_code")


STEP = Step(
    name="registry_review",
    texts=("registry_review", "registry_sound"),
    needs=("card", "receipt"),
    headline=("registry.sound",),
    answer=answer,
    rules="HB-SK-",
)
