"""The findings that the year results of a part must give, with the cells that are wrong and what is right."""

from collections.abc import Iterator

import polars as pl

from hocba_ops.rehearsal.comparing import ROW_COUNT, compared
from hocba_ops.rehearsal.faults import ITEMS, ROWS, Planted
from hocba_ops.rehearsal.parts import Part
from hocba_ops.rehearsal.pupils import MILLION
from hocba_ops.rehearsal.results import SUBJECT, TRAIT, build_cells, build_rows, graded, number_items, sound_rows

ABSENT, STRANGER = "HB-KQ-01", "HB-KQ-02"
"""Faults of rows: one that is missing, one too many."""
NOT_UP = "HB-KQ-09"
"""The pupil failed indeed: what is wrong is that the file lets them go up."""
OF_TRAITS = ("HB-KQ-04", "HB-KQ-13")


def key_of_results(part: Part) -> Iterator[pl.DataFrame]:
    """Faults of rows and of cells, from the day on which the school hands in its results."""
    pupils = graded(part.people.filter(pl.col("fault").is_in([*ROWS, *ITEMS])))
    yield from _row_counts(part)
    rows = {name: one for name, one in ROWS.items() if name not in (ABSENT, STRANGER)}
    sound = sound_rows(pupils).join(_days(part), on="place")
    for one in compared(sound, build_rows(pupils).filter(pl.col("row_number") < 2 * MILLION), rows, ("from_on",)):
        failed = pl.when(pl.col("code") == NOT_UP).then(pl.lit("false")).otherwise("correct")
        yield one.with_columns(correct=failed)
    items = firsts_only(part.lists.items)
    wrong = build_cells(pupils, items)
    right = build_cells(pupils.with_columns(fault=pl.lit(None, pl.String)), items).join(_days(part), on="place")
    for name, place in ITEMS.items():
        yield _cells(right, wrong.filter(pl.col("fault") == name), name, place)


def firsts_only(items: pl.DataFrame) -> pl.DataFrame:
    """The first subject and the first trait of each grade: those that a fault may be in."""
    firsts = number_items(items).filter(pl.col("first").is_not_null())
    return items.join(firsts.select("grade", "kind", "item"), on=["grade", "kind", "item"])


def _days(part: Part) -> pl.DataFrame:
    day = pl.lit(pl.Series(part.ground.days)).gather(pl.col("result_day"))
    return part.people.select("place", from_on=day)


def _row_counts(part: Part) -> Iterator[pl.DataFrame]:
    people = part.people.join(_days(part), on="place")
    stranger = pl.format("80{}", pl.col("pupil_code").str.slice(2))
    told = ((ABSENT, pl.col("pupil_code"), "0", "1"), (STRANGER, stranger, "1", "0"))
    for code, subject, wrong, correct in told:
        yield people.filter(pl.col("fault") == code).select(
            "school_code",
            "from_on",
            code=pl.lit(code),
            subject=subject,
            field=pl.lit(ROWS[code].field),
            table=pl.lit("result"),
            column=pl.lit(ROW_COUNT),
            wrong=pl.lit(wrong),
            correct=pl.lit(correct),
        )


def _cells(right: pl.DataFrame, wrong: pl.DataFrame, code: str, place: Planted) -> pl.DataFrame:
    kind, at = TRAIT if code in OF_TRAITS else SUBJECT, ["place", "kind", "item"]
    said = wrong.filter(pl.col("first") == kind).select(*at, wrong=pl.col(place.column).cast(pl.String))
    return right.join(said, on=at).select(
        "school_code",
        "from_on",
        "wrong",
        code=pl.lit(code),
        subject="pupil_code",
        field="item",
        table=pl.lit(place.table),
        column=pl.lit(place.column),
        correct=pl.col(place.column).cast(pl.String),
    )
