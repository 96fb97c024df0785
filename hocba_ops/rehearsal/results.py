"""The year results as a school hands them in: a level in every item, a rating that follows from them, some faults."""

import polars as pl

from hocba_ops.rehearsal.ground import figures
from hocba_ops.rehearsal.pupils import MILLION
from hocba_ops.rehearsal.spoiling import Changes, nothing, spoil

RATINGS = ("hoan_thanh_xuat_sac", "hoan_thanh_tot", "hoan_thanh")
"""The rating of each band."""
FAILED = "chua_hoan_thanh"
SUBJECT, TRAIT, TEST = "mon_hoc", "trait", "test"
BAND = {"HB-KQ-15": 1, "HB-KQ-16": 0}
"""Faults of awards that can only be seen in one band."""
UNCOMPLETED = ("HB-KQ-09", "HB-KQ-10")
"""Faults that leave a pupil with a year that is not completed."""


def graded(people: pl.DataFrame) -> pl.DataFrame:
    """The pupils in the band that their fault needs, but those without a result."""
    band = pl.col("fault").replace_strict(BAND, default=None, return_dtype=pl.Int32)
    kept = people.filter(pl.col("fault").ne_missing("HB-KQ-01"))
    return kept.with_columns(band=pl.coalesce(band, pl.col("band").cast(pl.Int32)))


def sound_rows(pupils: pl.DataFrame) -> pl.DataFrame:
    """One row a pupil of `graded`, without a fault."""
    words, band = figures()["words"], pl.col("band")
    rating = band.replace_strict(dict(enumerate(RATINGS)), return_dtype=pl.String)
    is_best, is_last = band == 0, pl.col("grade") == 5
    return pupils.select(
        *("place", "fault", "band", "school_code", "class_name", "grade", "pupil_code", "full_name", "birth_date"),
        row_number=pl.col("place") % MILLION + 2,
        is_completed=pl.lit(value=True),
        is_promoted=pl.lit(value=True),
        rating=rating,
        rating_text=rating.replace_strict(words["completed"], return_dtype=pl.String),
        award=pl.when(is_best).then(pl.lit("hoc_sinh_xuat_sac")),
        award_text=pl.when(is_best).then(pl.lit(words["award"])),
        is_primary_completed=pl.when(is_last).then(pl.lit(value=True)),
        supplementary=pl.lit(None, pl.String),
        supplementary_text=pl.lit(None, pl.String),
    )


def build_rows(pupils: pl.DataFrame) -> pl.DataFrame:
    """One row a pupil, faults and all; a stranger beside each pupil whose school names one."""
    sound = sound_rows(pupils)
    strangers = sound.filter(pl.col("fault") == "HB-KQ-02").with_columns(
        pl.format("80{}", pl.col("pupil_code").str.slice(2)).alias("pupil_code"), pl.col("row_number") + 2 * MILLION
    )
    return pl.concat([spoil(sound, _row_changes()), strangers])


def build_cells(pupils: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """One row a pupil and item that the grade must have, faults and all. `items`: as `rulebook.frames.item_frame`."""
    cells = (
        pupils.select("place", "fault", "band", "school_code", "pupil_code", "grade")
        .join(number_items(items), on="grade")
        .with_columns(row_number=pl.col("place") % MILLION + 2)
    )
    turn = pl.col("place") + pl.col("number")
    score = pl.when(pl.col("has_score") == 1).then(9 - 2 * pl.col("band") + turn % 2).cast(pl.Int64)
    with_levels = cells.with_columns(level=_level(turn), score=score)
    told = with_levels.with_columns(level_text=pl.col("level"), score_text=pl.col("score").cast(pl.String))
    return _spoil_cells(told)


def number_items(items: pl.DataFrame) -> pl.DataFrame:
    """The items that a grade must have, with `number` and, of the first of each kind, `first`."""
    needed = items.filter(pl.col("is_required") == 1).with_columns(
        group=pl.when(pl.col("kind") == SUBJECT).then(pl.lit(SUBJECT)).otherwise(pl.lit(TRAIT)),
        number=pl.int_range(pl.len()).over("grade"),
    )
    is_first = pl.int_range(pl.len()).over("grade", "group") == 0
    return needed.select("grade", "kind", "item", "has_score", "number", first=pl.when(is_first).then("group"))


def _level(turn: pl.Expr) -> pl.Expr:
    is_subject, is_lower = pl.col("kind") == SUBJECT, (pl.col("band") == 2) & (turn % 3 == 0)
    lower = pl.when(is_subject).then(pl.lit("H")).otherwise(pl.lit(figures()["words"]["trait_level"]))
    return pl.when(is_lower).then(lower).otherwise(pl.lit("T"))


def _spoil_cells(cells: pl.DataFrame) -> pl.DataFrame:
    is_first = pl.col("first").is_not_null() & pl.col("fault").is_not_null()
    rest, first = cells.filter(~is_first), cells.filter(is_first)
    subjects = spoil(first.filter(pl.col("first") == SUBJECT), _subject_changes())
    traits = spoil(first.filter(pl.col("first") == TRAIT), _trait_changes())
    return pl.concat([rest, subjects, traits])


def _subject_changes() -> Changes:
    failed = {"level": pl.lit("C"), "level_text": pl.lit("C")}
    return {
        "HB-KQ-03": {"level": nothing(), "level_text": pl.lit("X")},
        "HB-KQ-05": {"level": nothing(), "level_text": nothing()},
        "HB-KQ-06": {"score": pl.lit(11), "score_text": pl.lit("11")},
        "HB-KQ-07": {"score": nothing(), "score_text": nothing()},
        "HB-KQ-09": failed,
        "HB-KQ-21": failed,
    }


def _trait_changes() -> Changes:
    return {
        "HB-KQ-04": {"level": nothing(), "level_text": pl.lit("X")},
        "HB-KQ-13": {"level": nothing(), "level_text": nothing()},
    }


def _row_changes() -> Changes:
    words = figures()["words"]
    others = (RATINGS[1], RATINGS[2], RATINGS[1])
    other = pl.col("band").replace_strict(dict(enumerate(others)), return_dtype=pl.String)
    no, yes, unknown = pl.lit(value=False), pl.lit(value=True), pl.lit(words["unknown"])
    none = {"award": nothing(), "award_text": nothing()}
    passed = {"supplementary": pl.lit("hoan_thanh"), "supplementary_text": pl.lit(words["passed"])}
    last = pl.when(pl.col("grade") == 5)
    failed = {"rating": pl.lit(FAILED), "rating_text": pl.lit(words["completed"][FAILED]), **none}
    return {
        "HB-KQ-08": {"rating": other, "rating_text": other.replace_strict(words["completed"], default=None), **none},
        "HB-KQ-09": {**failed, "is_completed": no, "is_primary_completed": last.then(no)},
        "HB-KQ-10": {"is_completed": no},
        "HB-KQ-11": {"rating": nothing(), "rating_text": unknown, **none},
        "HB-KQ-12": {"class_name": pl.format("{}A99", "grade")},
        "HB-KQ-15": {"award": pl.lit("hoc_sinh_xuat_sac"), "award_text": pl.lit(words["award"])},
        "HB-KQ-16": none,
        "HB-KQ-17": {"is_primary_completed": yes},
        "HB-KQ-18": {"is_primary_completed": no},
        "HB-KQ-19": {"supplementary": nothing(), "supplementary_text": unknown},
        "HB-KQ-20": passed,
        "HB-KQ-21": {**failed, **passed, "is_promoted": no},
    }
