"""Yes and no as offices write it: a cross, Có, 1, true; Không, 0, false."""

import polars as pl

from hocba_ops.sources.numbers import unread
from hocba_ops.sources.vocabulary import coded


def as_flag(column: str, places: pl.DataFrame, text: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
    """True or false where a word of yes or no stands; null where nothing stands; another word is null, and told."""
    values = coded(text, "flag") == "yes"
    return values, unread(column, places, text, values)


def as_mark(column: str, places: pl.DataFrame, text: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
    """As a flag, but in a column to be marked: an empty cell says no."""
    values, told = as_flag(column, places, text)
    return values.zip_with(text.is_not_null(), pl.repeat(value=False, n=len(text), eager=True)), told
