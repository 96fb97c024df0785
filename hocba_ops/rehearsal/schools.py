"""The schools of a ground: codes, sizes, offices above, and which day each of them is done with its cards."""

from collections.abc import Iterator
from itertools import accumulate

import polars as pl

from hocba_ops.rehearsal.chance import draw_one
from hocba_ops.rehearsal.ground import Ground, figures

TURN = 20
"""In how many turns the days on which schools are done come round."""
STEP = 7
"""How far one school is from the next in that round: neighbours are done on different days."""


def build_schools(ground: Ground) -> pl.DataFrame:
    """One row a school: `school`, `school_code`, pupils from `start` to `end`, grade and class sizes, its days.

    `complete_day`: number of the day on which its cards are signed and sent, the number of days when never.
    """
    sizes = list(_sizes(ground))
    ends = list(accumulate(sizes))
    frame = pl.DataFrame({"school": range(len(sizes)), "size": sizes, "end": ends})
    grade = pl.col("size") // 5
    classes = (grade + figures()["class_size"] - 1) // figures()["class_size"]
    turn = (pl.col("school") * STEP + ground.seed) % TURN
    bounds = list(accumulate(figures()["complete"]))
    return frame.select(
        "school",
        pl.format("7976{}", pl.col("school").cast(pl.String).str.zfill(5)).alias("school_code"),
        (pl.col("end") - pl.col("size")).alias("start"),
        pl.min_horizontal("end", pl.lit(ground.pupils)).alias("end"),
        grade.alias("grade_size"),
        ((grade + classes - 1) // classes).alias("class_size"),
        classes.alias("classes"),
        pl.sum_horizontal((turn >= bound).cast(pl.Int64) for bound in bounds).alias("complete_day"),
        (pl.col("school") % 10 == 3).cast(pl.Int64).alias("result_day"),
        (pl.col("school") % 4 == 1).alias("is_mended"),
        _fault(ground),
    )


def office_of(school: int) -> str:
    """The id of the invented commune above a school of a city."""
    return f"xa-thu-{school // figures()['commune_schools'] + 1:05}"


def school_tables(ground: Ground, schools: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The list of schools, and the offices that each of them answers to."""
    named = schools.select(
        "school_code",
        name=pl.format(figures()["words"]["school"], pl.col("school") + 1),
        ownership=pl.lit("cong_lap"),
        school_kind=pl.lit("tieu_hoc"),
    )
    return {"school": named, "school_parent": _parents(ground, schools)}


def _parents(ground: Ground, schools: pl.DataFrame) -> pl.DataFrame:
    line = pl.lit("chuyen_mon")
    if not ground.is_district:
        offices = pl.Series("parent_id", [office_of(school) for school in schools["school"]])
        return schools.select("school_code", offices, line=line)
    place = figures()["district"]
    heirs = pl.Series("parent_id", [place["heirs"][one % len(place["heirs"])] for one in schools["school"]])
    before = schools.select("school_code", parent_id=pl.lit(ground.unit), line=line, valid_to=pl.lit(place["ends"]))
    after = schools.select("school_code", heirs, line=line, valid_from=pl.lit(place["ends"]) + pl.duration(days=1))
    return pl.concat([before, after], how="diagonal")


def _sizes(ground: Ground) -> Iterator[int]:
    """Pupils of each school, whole tens; the last one goes beyond the ground and is cut there."""
    count, school = 0, 0
    while count < ground.pupils:
        size = ground.lowest + draw_one(school, 0, ground.seed) % ((ground.highest - ground.lowest) // 10 + 1) * 10
        yield size
        count, school = count + size, school + 1


def _fault(ground: Ground) -> pl.Expr:
    names = pl.Series(ground.school_faults or ("",))
    return pl.lit(names).gather(pl.col("school") % len(names)).alias("school_fault")
