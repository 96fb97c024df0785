"""Sound and spoiled rows side by side: for each fault the cell as it is and as it should be."""

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from hocba_ops.rehearsal.faults import Planted

ROW_COUNT = "rows"
"""In place of a column: the fault is how many rows there are of the subject."""


def compared(
    sound: pl.DataFrame, spoiled: pl.DataFrame, planted: Mapping[str, Planted], days: Sequence[str]
) -> Iterator[pl.DataFrame]:
    """The part of the key of each fault. `days`: columns of the sound rows that say from and to when it is there."""
    for code, one in planted.items():
        wrong = spoiled.filter(pl.col("fault") == code)
        said = wrong.select("place", wrong=pl.col(one.column).cast(pl.String), subject="pupil_code")
        yield (
            sound.filter(pl.col("fault") == code)
            .join(said, on="place")
            .select(
                "school_code",
                "wrong",
                "subject",
                *days,
                code=pl.lit(code),
                field=pl.lit(one.field),
                table=pl.lit(one.table),
                column=pl.lit(one.column),
                correct=pl.col(one.column).cast(pl.String),
            )
        )
