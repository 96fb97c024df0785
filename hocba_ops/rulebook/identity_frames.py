"""What identity data are held against, as tables that SQL texts read: words, ages by grade, ages of parents."""

from collections.abc import Sequence

import polars as pl

from hocba_ops.domain.school_year import SchoolYear
from hocba_ops.rulebook.identity import Identity
from hocba_ops.text import catalogue_key

HOME = "VN"
"""The nationality whose people have a personal number."""


def term_frame(identity: Identity, catalogue: str) -> pl.DataFrame:
    """One row a spelling of a catalogue: its key (`text.catalogue_key`) and the code; each key once."""
    terms = identity.catalogues[catalogue].terms.items()
    rows = {catalogue_key(spelling): code for code, spellings in terms for spelling in spellings}
    return pl.DataFrame(list(rows.items()), schema={"key": pl.String, "code": pl.String}, orient="row")


def nationality_frame(identity: Identity) -> pl.DataFrame:
    """One row a spelling of a nationality, and whether it is a foreign one (1)."""
    is_foreign = (pl.col("code") != HOME).cast(pl.Int64).alias("is_foreign")
    return term_frame(identity, "nationality").with_columns(is_foreign)


def age_frame(identity: Identity, school_year: str) -> pl.DataFrame:
    """One row a grade: the first and the last year of birth that nobody asks about in a school year."""
    first_year = SchoolYear.parse(school_year).first
    rows = [(grade, *span.born(grade, first_year)) for span in identity.ages for grade in span.grades]
    schema = {"grade": pl.Int64, "born_from": pl.Int64, "born_to": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row").unique("grade", keep="first", maintain_order=True)


def parent_age_frame(identity: Identity) -> pl.DataFrame:
    """One row: how old a parent is at the least and at the most when the child is born."""
    spans: Sequence[tuple[int, int]] = [(span.youngest, span.oldest) for span in identity.parent_ages]
    least, most = min((youngest for youngest, _ in spans), default=0), max((oldest for _, oldest in spans), default=200)
    return pl.DataFrame([(least, most)], schema={"youngest": pl.Int64, "oldest": pl.Int64}, orient="row")
