"""The answer key of a ground: every planted fault with the finding that it must give, from which day to which."""

from collections.abc import Iterator
from datetime import timedelta

import polars as pl

from hocba_ops.rehearsal.comparing import ROW_COUNT, compared
from hocba_ops.rehearsal.faults import IDENTITY, KEPT
from hocba_ops.rehearsal.ground import figures
from hocba_ops.rehearsal.key_of_results import key_of_results
from hocba_ops.rehearsal.key_of_schools import key_of_cards, key_of_schools
from hocba_ops.rehearsal.listing import SHARED, TWIN, build_list, partner_code, sound_list
from hocba_ops.rehearsal.parts import Part
from hocba_ops.tables.digests import finding_key

KEY = pl.Schema(
    {
        **dict.fromkeys(
            ("code", "school_code", "subject", "field", "table", "column", "wrong", "correct"), pl.String()
        ),
        "from_on": pl.Date(),
        "to_on": pl.Date(),
        "key": pl.String(),
    }
)
"""Columns of the key. `to_on` empty: to the end. `key`: as a finding's. `wrong`, `correct`: the cell as text."""

DAYS = ("from_on", "to_on")


def build_key(part: Part) -> pl.DataFrame:
    """One row a finding that a part must give, with the days from and to which it must."""
    rows = pl.concat(
        [*_identity(part), *key_of_results(part), *key_of_cards(part), *key_of_schools(part)], how="diagonal_relaxed"
    )
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in KEY.items() if name not in rows.columns]
    whole = rows.with_columns(missing)
    keys = [finding_key(*told) for told in whole.select("code", "school_code", "subject", "field").rows()]
    named = whole.with_columns(pl.Series("key", keys, pl.String)).select(*KEY).cast(KEY)
    return named.sort("code", "school_code", "subject", "field", "from_on")


def _identity(part: Part) -> Iterator[pl.DataFrame]:
    faulty = part.people.filter(pl.col("fault").is_in(list(IDENTITY)))
    sound = with_truth(sound_list(faulty)).with_columns(_days(part))
    spoiled = build_list(faulty).unique("place", keep="first", maintain_order=True)
    for one in compared(sound, spoiled, IDENTITY, DAYS):
        yield _twins(one)
    shared = sound.filter(pl.col("fault") == SHARED)
    yield shared.select("school_code", *DAYS, code="fault", subject=partner_code(), field=pl.lit("person_id"))


def with_truth(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of `sound_list` with the code and the class that a pupil should have, whatever the school's files tell."""
    code = pl.format("79{}", pl.col("place").cast(pl.String).str.zfill(8))
    return rows.with_columns(code.alias("pupil_code"), pl.col("seat_class").alias("class_name"))


def _days(part: Part) -> tuple[pl.Expr, ...]:
    """From the first day; in schools that hand in a mended list to the day before it."""
    mended_on = part.ground.days[figures()["mended_on"]]
    is_over = pl.col("is_mended") & ~pl.col("fault").is_in(list(KEPT))
    last = pl.when(is_over).then(pl.lit(mended_on - timedelta(days=1)))
    return pl.lit(part.ground.days[0]).alias("from_on"), last.alias("to_on")


def _twins(rows: pl.DataFrame) -> pl.DataFrame:
    """A pupil who stands in the list twice: what is wrong is how many rows there are."""
    is_twin = pl.col("code") == TWIN
    told = {"column": ROW_COUNT, "wrong": "2", "correct": "1"}
    return rows.with_columns(
        pl.when(is_twin).then(pl.lit(value)).otherwise(pl.col(name)).alias(name) for name, value in told.items()
    )
