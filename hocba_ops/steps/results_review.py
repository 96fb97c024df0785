"""Results review: do levels, scores and year ratings stand as the circular allows, and do they agree with each other.

Source: KH 290/KH-GDĐT, IV.3 (rà soát dữ liệu kết quả); TT 27/2020/TT-BGDĐT, Điều 6, 7, 9, 11.
"""

import polars as pl

from hocba_ops.steps.record import Question, Rows, Step
from hocba_ops.tables import Answer, Counted, Finding
from hocba_ops.tables.measures import measures, with_totals
from hocba_ops.tables.review import broken, findings, in_order

SCANS = ("results_pupil", "results_item", "results_row")
NO_FILE = "HB-KQ-14"


def answer(rows: Rows, question: Question) -> Answer:
    """Findings of every broken rule, one for each school that sent no result file, and the pupils whose results hold.

    `rows` has one frame a scan (pupils, cells, result rows) with a 0/1 column a rule, and `results_clean`.
    """
    found = [finding for scan in SCANS for finding in _scan(rows[scan], question)]
    clean = measures(
        rows["results_clean"], "results.clean", counted=Counted.PUPILS, as_of=question.as_of, by=("grade",)
    )
    return question.answered(
        STEP.name,
        measures=tuple(with_totals(clean, question.unit_id)),
        findings=in_order([*found, *_silent_schools(rows["results_pupil"], question)]),
    )


def _scan(rows: pl.DataFrame, question: Question) -> list[Finding]:
    return findings(broken(rows, question.rules), question.rules, as_of=question.as_of)


def _silent_schools(rows: pl.DataFrame, question: Question) -> list[Finding]:
    silent = rows.filter(pl.col("is_school_reported") == 0).select("school_code").unique().sort("school_code")
    nowhere = silent.with_columns(
        pl.lit(NO_FILE).alias("code"),
        *(pl.lit(None).alias(column) for column in ("pupil_code", "source_file", "sheet", "row_number")),
    )
    return findings(nowhere, question.rules, as_of=question.as_of)


STEP = Step(
    name="results_review",
    texts=("results_pupil", "results_item", "results_row", "results_clean"),
    needs=("pupil",),
    headline=("results.clean",),
    answer=answer,
    rules="HB-KQ-",
)
