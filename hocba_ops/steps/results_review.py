"""Results review: do levels, scores and year ratings stand as the circular allows, and do they agree with each other.

Source: KH 290/KH-GDĐT, IV.3 (rà soát dữ liệu kết quả); TT 27/2020/TT-BGDĐT, Điều 6, 7, 9, 11, 13 for grades 1-5;
TT 22/2021/TT-BGDĐT, Điều 6, 8, 9, 12-15 for grades 6-12.
"""

import polars as pl

from hocba_ops.steps.record import Question, Rows, Step
from hocba_ops.tables import Answer, Counted, Finding
from hocba_ops.tables.measures import measures, with_totals
from hocba_ops.tables.review import broken, findings, in_order

SCANS = ("results_pupil", "results_item", "results_row", "results_score", "results_secondary")
NO_FILE = {0: "HB-KQ-14", 1: "HB-TH-30"}
"""The rule of a school that sent nothing: for grades 1-5, and for the grades above."""
REASONS = {
    "HB-TH-08": "both_text",
    "HB-TH-10": "recomputed_text",
    "HB-TH-11": "recomputed_text",
    "HB-TH-19": "learning_reason",
    "HB-TH-20": "learning_reason",
    "HB-TH-21": "conduct_reason",
    "HB-TH-22": "conduct_reason",
    "HB-TH-23": "award_reason",
    "HB-TH-25": "absences_text",
}
"""What was recomputed is told after the message of a rule: the column of the scan that holds it."""
ROWS = 3_000_000
"""Rows of the store reviewed at once: those of 100.000 primary pupils, or of some ten thousand above them."""
OF_A_TERM = frozenset({"learning", "conduct"})
"""Fields that a pupil has in every term: a finding names the term too."""


def answer(rows: Rows, question: Question) -> Answer:
    """Findings of every broken rule, one for each school that sent no result file, and the pupils whose results hold.

    `rows` has one frame a scan with a 0/1 column a rule, `results_clean`, and the counts of the secondary level.
    """
    found = [finding for scan in SCANS for finding in _scan(rows[scan], question)]
    clean = measures(
        rows["results_clean"], "results.clean", counted=Counted.PUPILS, as_of=question.as_of, by=("grade",)
    )
    return question.answered(
        STEP.name,
        measures=tuple(with_totals(clean, question.unit_id)),
        findings=in_order([*found, *_silent_schools(rows["results_pupil"], question)]),
        frames=_frames(rows, question.schools),
    )


def _scan(rows: pl.DataFrame, question: Question) -> list[Finding]:
    told = broken(rows, question.rules)
    fields = {code: rule.field for code, rule in question.rules.items() if rule.field in OF_A_TERM}
    if "term" in told.columns and "item" not in told.columns:
        field = pl.col("code").replace_strict(fields, default=None, return_dtype=pl.String)
        told = told.with_columns(item=field + "." + pl.col("term"))
    texts = [(code, column) for code, column in REASONS.items() if column in told.columns]
    reasons = [pl.when(pl.col("code") == code).then(pl.col(column)) for code, column in texts]
    return findings(
        told.with_columns(reason=pl.coalesce(pl.lit(None, pl.String), *reasons)), question.rules, as_of=question.as_of
    )


def _silent_schools(rows: pl.DataFrame, question: Question) -> list[Finding]:
    silent = rows.filter(pl.col("is_school_reported") == 0).select("school_code", "is_secondary").unique()
    nowhere = silent.sort("school_code", "is_secondary").with_columns(
        pl.col("is_secondary").replace_strict(NO_FILE, return_dtype=pl.String).alias("code"),
        *(pl.lit(None).alias(column) for column in ("source_file", "sheet", "row_number")),
    )
    return findings(nowhere, question.rules, as_of=question.as_of)


def _frames(rows: Rows, schools: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Counts of the secondary level by school and grade; empty where the unit has none."""
    named = schools.select("school_code", "school_name")
    return {
        "secondary_levels": _named(rows["results_levels"], named),
        "two_readings": _named(rows["results_readings"], named),
    }


def _named(counts: pl.DataFrame, schools: pl.DataFrame) -> pl.DataFrame:
    ordered = counts.join(schools, on="school_code", how="left", maintain_order="left")
    return ordered.select("school_code", "school_name", pl.exclude("school_code", "school_name"))


STEP = Step(
    name="results_review",
    texts=(
        "results_roster",
        "results_pupil",
        "results_item_level",
        "results_item",
        "results_row",
        "results_cell",
        "results_average",
        "results_score",
        "results_standing",
        "results_secondary",
        "results_levels",
        "results_readings",
        "results_clean",
    ),
    needs=("pupil",),
    headline=("results.clean",),
    answer=answer,
    rules=("HB-KQ-", "HB-TH-"),
    is_by_school=True,
    rows_at_once=ROWS,
    passing=("results_roster", "results_item_level"),
)
