"""Where every pupil of a ground stands in the reconciliation on each of its days, counted by school and grade."""

from datetime import date, timedelta

import polars as pl

from hocba_ops.rehearsal.cards import RECEIVED
from hocba_ops.rehearsal.ground import Ground, figures
from hocba_ops.rehearsal.listing import TWIN
from hocba_ops.rehearsal.parts import Part
from hocba_ops.rehearsal.results import UNCOMPLETED

STANDING = ("as_of", "school_code", "grade", "class", "pupils")
CLASS_OF = {
    "HB-DC-01": "noi_dung_khac",
    "HB-DC-02": "trung",
    "HB-DC-04": "so_tu_choi",
    "HB-DC-05": "gui_chua_tiep_nhan",
    "HB-DC-07": "thieu_dau",
    "chua_gui": "chua_gui",
    "thu_hoi_chua_thay": "thu_hoi_chua_thay",
    "khong_tao": "khong_tao",
}
"""Where a pupil with a fault of the register stands once the school is done."""


def build_classes(part: Part) -> pl.DataFrame:
    """How many pupils of each school and grade stand in each class of the reconciliation on each day."""
    frames = [_classes(part, number, day) for number, day in enumerate(part.ground.days)]
    return pl.concat(frames).sort(STANDING[:4])


def _classes(part: Part, number: int, day: date) -> pl.DataFrame:
    people = part.people.join(part.lists.deadlines.select("grade", "report_by"), on="grade", how="left")
    classed = people.with_columns(_class_of(part.ground, number).alias("class"))
    is_twin = pl.col("fault") == TWIN
    if number >= figures()["mended_on"]:
        is_twin &= ~pl.col("is_mended")
    twins = people.filter(is_twin).with_columns(pl.lit("trung_dong").alias("class"))
    both = pl.concat([classed, twins]).group_by("school_code", "grade", "class").agg(pl.len().alias("pupils"))
    return both.with_columns(pl.lit(day).alias("as_of"), pl.col("pupils").cast(pl.Int64)).select(STANDING)


def _class_of(ground: Ground, number: int) -> pl.Expr:
    done_on, fault = pl.col("complete_day"), pl.col("fault").fill_null("")
    is_done, is_begun = done_on <= number, done_on <= number + 1
    received = pl.lit(pl.Series([*ground.days, ground.days[-1]])).gather(done_on) + timedelta(days=RECEIVED)
    is_late = (received > pl.col("report_by")).fill_null(value=False)
    is_uncompleted = fault.is_in(UNCOMPLETED) & (pl.col("result_day") <= number)
    in_fault = fault.replace_strict(CLASS_OF, default=None, return_dtype=pl.String)
    matched = pl.when(is_late).then(pl.lit("khop_muon")).otherwise(pl.lit("khop"))
    return (
        pl.when(is_done)
        .then(pl.coalesce(in_fault, matched))
        .when(is_uncompleted)
        .then(pl.lit("danh_gia_bo_sung"))
        .when(is_begun & (fault != "khong_tao"))
        .then(pl.lit("thieu_ky_hieu_truong"))
        .otherwise(pl.lit("khong_tao"))
    )
