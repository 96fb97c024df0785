"""The file's own words beside our codes, through the vocabulary."""

from collections.abc import Callable

import polars as pl

from hocba_ops.sources.cells import PLACE, Cells
from hocba_ops.sources.numbers import unread
from hocba_ops.sources.repairs import gathered
from hocba_ops.sources.vocabulary import coded

Coding = Callable[[pl.Series, str], pl.Series]


def with_code(cells: Cells, code: str, *, of: str, vocabulary: str = "", coding: Coding = coded) -> Cells:
    """The cells with a column of our codes for the words in column `of`; a word that is not known is null, and told.

    The vocabulary has the name of the code unless another is given. A file without the column stays as it is.
    """
    if of not in cells.frame.columns:
        return cells
    text = cells.frame[of]
    values = coding(text, vocabulary or code)
    told = unread(code, cells.frame.select(PLACE), text, values)
    return Cells(cells.frame.with_columns(values.alias(code)), gathered([cells.repairs, told]))


def with_constant(cells: Cells, **values: str | None) -> Cells:
    """The cells with columns that hold one text from top to bottom: a vendor, a school code of the lines above."""
    constants = [pl.lit(value, dtype=pl.String).alias(name) for name, value in values.items()]
    return Cells(cells.frame.with_columns(constants), cells.repairs)
