"""The pupils of a part of a ground: who they are, at which school, and which fault each of them has, if any."""

import polars as pl

from hocba_ops.rehearsal.chance import draw
from hocba_ops.rehearsal.ground import Ground, figures

MILLION = 1_000_000
SCHOOL = ("school", "school_code", "complete_day", "result_day", "is_mended")
RENAMED, RESEATED = "HB-ID-06", "HB-ID-10"
"""Faults that every file of the school tells alike: a code of another shape, a class of another grade."""
STRIDE = 23
"""How far the fault of one block is from that of the next: no school has all those of one kind."""
BANDS = (50, 80)
"""Of a hundred pupils so many are excellent, and so many at least good."""


def build_people(ground: Ground, schools: pl.DataFrame, first: int, last: int) -> pl.DataFrame:
    """One row a pupil from place `first` to before `last`, with `fault` beside (null: none).

    Two faults stand here already, for every file of a school tells them: a code and a class that are not the pupil's.
    """
    clipped = schools.filter((pl.col("start") < last) & (pl.col("end") > first)).with_columns(
        place=pl.int_ranges(pl.max_horizontal("start", pl.lit(first)), pl.min_horizontal("end", pl.lit(last)))
    )
    seated = clipped.explode("place").with_columns(
        grade=(pl.col("place") - pl.col("start")) // pl.col("grade_size") + 1,
        seat=(pl.col("place") - pl.col("start")) % pl.col("grade_size") // pl.col("class_size"),
    )
    at_fault = _named(ground, seated).with_columns(fault=_fault(ground))
    is_renamed, is_reseated = (pl.col("fault").eq_missing(code) for code in (RENAMED, RESEATED))
    code, other = pl.col("pupil_code"), class_name(pl.col("grade") % 5 + 1, pl.lit(0))
    return at_fault.select(
        *SCHOOL,
        "place",
        "grade",
        "seat_class",
        pl.when(is_reseated).then(other).otherwise("seat_class").alias("class_name"),
        pl.when(is_renamed).then(pl.format("T{}", code.str.slice(1))).otherwise(code).alias("pupil_code"),
        "person_id",
        "full_name",
        "birth_date",
        "sex",
        "band",
        "fault",
    )


def class_name(grade: pl.Expr, seat: pl.Expr) -> pl.Expr:
    """The name of a class: grade, and a number from 1 on."""
    return pl.format("{}A{}", grade, seat + 1)


def _named(ground: Ground, seated: pl.DataFrame) -> pl.DataFrame:
    place, seed = pl.col("place"), ground.seed
    drawn = draw(place, 1, seed)
    born = pl.date(figures()["first_birth_year"] - pl.col("grade"), drawn % 12 + 1, drawn // 12 % 28 + 1)
    percent = draw(place, 2, seed) % 100
    sex = place // 2 % 2
    return seated.with_columns(
        seat_class=class_name(pl.col("grade"), pl.col("seat")),
        pupil_code=pl.format("79{}", place.cast(pl.String).str.zfill(8)),
        birth_date=born,
        sex=pl.when(sex == 0).then(pl.lit("nam")).otherwise(pl.lit("nu")),
        full_name=_name(draw(place, 3, seed)),
        person_id=pl.format(
            "{}{}{}{}",
            (place // MILLION + 1).cast(pl.String).str.zfill(3),
            sex + 2,
            born.dt.strftime("%y"),
            (place % MILLION).cast(pl.String).str.zfill(6),
        ),
        band=pl.when(percent < BANDS[0]).then(0).when(percent < BANDS[1]).then(1).otherwise(2),
    )


def _name(drawn: pl.Expr) -> pl.Expr:
    """A family name that is common, a middle name that says what it is, and two syllables that nobody is called."""
    words = figures()["words"]
    families = pl.Series(words["families"])
    given = pl.Series([onset + rime for onset in words["onsets"] for rime in words["rimes"]])
    places = (drawn % len(families), drawn // 100 % len(given), drawn // 100_000 % len(given))
    family, one, other = (pl.lit(names).gather(at) for names, at in zip((families, given, given), places, strict=True))
    return pl.concat_str(family, pl.lit(words["middle"]), one, other, separator=" ")


def _fault(ground: Ground) -> pl.Expr:
    """In every block of places one pupil is at fault; the faults come round block by block."""
    if not ground.faults:
        return pl.lit(None, pl.String)
    block = pl.col("place") // ground.every
    is_chosen = pl.col("place") % ground.every == (draw(block, 4, ground.seed) % ground.every).cast(pl.Int64)
    stride = STRIDE if len(ground.faults) % STRIDE else 1
    turn = pl.lit(pl.Series(ground.faults)).gather((block * stride + ground.seed) % len(ground.faults))
    return pl.when(is_chosen).then(_fitting(turn))


def _fitting(turn: pl.Expr) -> pl.Expr:
    """The rules of the last grade for the last grade, those of the others for the others."""
    last = pl.col("grade") == 5
    return (
        pl.when(last & (turn == "HB-KQ-17"))
        .then(pl.lit("HB-KQ-18"))
        .when(~last & (turn == "HB-KQ-18"))
        .then(pl.lit("HB-KQ-17"))
        .otherwise(turn)
    )
