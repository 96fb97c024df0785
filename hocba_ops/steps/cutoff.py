"""Cutoff reconciliation: roster ⇄ the school's register ⇄ what the Sở received; every pupil in exactly one class.

Source: the plan of Hà Nội (chốt dữ liệu, thu hồi, báo cáo thay thế); KH 290/KH-GDĐT, IV.3.1 and IV.3.2.
"""

import polars as pl

from hocba_ops.steps.record import Question, Rows, Step
from hocba_ops.tables import Answer, Counted, Finding, Measure
from hocba_ops.tables.measures import measures, with_totals
from hocba_ops.tables.review import findings, in_order

CLASSES = (
    "khop",
    "khop_muon",
    "noi_dung_khac",
    "gui_chua_tiep_nhan",
    "so_tu_choi",
    "chua_gui",
    "chua_ban_hanh",
    "thieu_dau",
    "thieu_ky_hieu_truong",
    "thieu_ky_gvcn",
    "thu_hoi_chua_thay",
    "khong_tao",
    "danh_gia_bo_sung",
    "trung",
    "hoc_ba_giay",
    "chuyen_di",
    "thoi_hoc",
    "trung_dong",
    "ngoai_pham_vi",
)
"""Where a row of the roster can stand, from fully matched to not expected at all."""

EXTRA_CODE = "HB-DC-03"


def answer(rows: Rows, question: Question) -> Answer:
    """Per school and grade the share of each class over the roster; findings for what must be mended or explained.

    `rows["cutoff_count"]`: every row of the roster is counted in one class, so the classes add up to the roster by
    construction. `rows["cutoff_found"]`: the cards to be explained. `rows["cutoff_extra"]`: cards and receipts of
    people outside the roster, counted apart as `cutoff.thua`.
    """
    counted = _counted(rows["cutoff_count"])
    parts = [measure for name in CLASSES for measure in _class_measures(counted, name, question)]
    return question.answered(
        STEP.name,
        measures=tuple(with_totals([*parts, *_extra_measures(rows, question)], question.unit_id)),
        findings=in_order(_findings(rows, question)),
        frames=_frames(counted, rows["cutoff_extra"], question.schools),
    )


def _counted(rows: pl.DataFrame) -> pl.DataFrame:
    size = pl.col("roster_rows")
    classes = [size.filter(pl.col("cutoff_class") == name).sum().alias(name) for name in CLASSES]
    return rows.group_by("school_code", "grade").agg(size.sum().alias("roster"), *classes).sort(pl.all())


def _class_measures(counted: pl.DataFrame, name: str, question: Question) -> list[Measure]:
    return measures(
        counted,
        f"cutoff.{name}",
        counted=Counted.PUPILS,
        as_of=question.as_of,
        numerator=name,
        denominator="roster",
        by=("grade",),
    )


def _extra_measures(rows: Rows, question: Question) -> list[Measure]:
    keys = ["school_code", "grade"]
    extra = rows["cutoff_extra"].group_by(keys).agg(pl.len().cast(pl.Int64).alias("numerator"))
    roster = rows["cutoff_count"].group_by(keys).agg(pl.col("roster_rows").sum().alias("denominator"))
    joined = roster.join(extra, on=keys, how="full", coalesce=True, nulls_equal=True).sort(keys)
    return measures(joined, "cutoff.thua", counted=Counted.CARDS, as_of=question.as_of, by=("grade",))


def _findings(rows: Rows, question: Question) -> list[Finding]:
    extra = rows["cutoff_extra"].with_columns(pl.lit(EXTRA_CODE).alias("code"))
    return [
        finding
        for frame in (rows["cutoff_found"], extra, rows["cutoff_register"])
        for finding in findings(frame, question.rules, as_of=question.as_of)
    ]


def _frames(counted: pl.DataFrame, extra: pl.DataFrame, schools: pl.DataFrame) -> dict[str, pl.DataFrame]:
    outside = extra.group_by("school_code").agg(pl.len().cast(pl.Int64).alias("thua"))
    per_school = counted.drop("grade").group_by("school_code").sum()
    named = schools.select("school_code", "school_name", "answers_to_name").join(per_school, on="school_code")
    return {
        "classes": named.join(outside, on="school_code", how="left").fill_null(0).sort("school_code"),
        "classes_by_grade": counted.drop("school_code").group_by("grade").sum().sort("grade"),
    }


STEP = Step(
    name="cutoff",
    texts=("cutoff", "cutoff_count", "cutoff_found", "cutoff_extra", "cutoff_register"),
    by_school=("cutoff", "cutoff_count", "cutoff_found", "cutoff_extra", "cutoff_register"),
    passing=("cutoff",),
    needs=("pupil",),
    headline=("cutoff.khop", "cutoff.khop_muon", "cutoff.danh_gia_bo_sung"),
    answer=answer,
    rules="HB-DC-",
)
