"""What two rows of pupils are compared by: names without accents, days, numbers, parents; one row each.

Nothing here decides anything: a value that cannot be compared (an unreadable number, a missing name) is null.
"""

from collections.abc import Iterable
from hashlib import sha256

import polars as pl

LEFT = ("chuyen_di", "thoi_hoc")
"""States of a row whose child is at this school no longer."""
PLACE = ("school_code", "source_file", "sheet", "row_number")
"""Where a row was read; it orders the rows, so that the same rows get the same numbers."""
IDENTITY = ("school_code", "pupil_code", "name_key", "birth_date")
COMPARED = (
    "pupil_code", "full_name", "birth_date", "sex", "person_id", "mother_name", "mother_birth_year", "father_name",
    "father_birth_year", "pupil_status",
)  # fmt: skip
"""What a school can change in a row so that an earlier answer about it lapses."""
DIGEST = 16
D_BAR = r"\x{111}"
"""The one letter of Vietnamese that has no accent to take off, as a pattern."""
NUMBER_LENGTH = 12
LEAST_DIGITS = 9
"""A number that lost its zeros still has nine digits (NĐ 137/2015/NĐ-CP, Điều 13: 001… is the lowest place)."""


def read_features(pupils: pl.DataFrame) -> pl.DataFrame:
    """One row a row of the pupil lists, in the order of its place, with `row_id` from 0 and what it is compared by.

    `row_key` names the row from load to load, `row_print` changes with what is compared; both are digests.
    """
    ordered = pupils.sort(*PLACE, "pupil_code", nulls_last=True, maintain_order=True).with_row_index("row_id")
    keyed = ordered.with_columns(
        pl.col("row_id").cast(pl.Int64),
        key_of("full_name").alias("name_key"),
        key_of("mother_name").alias("mother_key"),
        key_of("father_name").alias("father_key"),
        key_of("ethnicity").alias("ethnicity_key"),
        _spelled("full_name").alias("name_text"),
        pl.col("pupil_status").is_in(LEFT).fill_null(value=False).cast(pl.Int64).alias("has_left"),
        _number().alias("number"),
        pl.concat_str(
            [key_of(name).fill_null("") for name in ("commune_text", "district_text", "province_text")], separator="|"
        )
        .replace("||", None)
        .alias("address_key"),
    )
    parts = pl.col("name_key").str.split(" ")
    return keyed.with_columns(
        parts.list.sort().list.join(" ").alias("name_sorted"),
        parts.list.last().alias("given_key"),
        parts.list.head(parts.list.len() - 1).list.join(" ").replace("", None).alias("stem_key"),
        parts.list.first().alias("family_key"),
        pl.col("birth_date").dt.year().cast(pl.Int64).alias("birth_year"),
        pl.col("birth_date").dt.strftime("%m%d").alias("birth_month_day"),
        pl.col("number").str.strip_chars_start("0").alias("number_tail"),
        pl.col("number").str.slice(-6).alias("number_end"),
        (pl.col("number").str.len_chars() == NUMBER_LENGTH).fill_null(value=False).cast(pl.Int64).alias("is_sound"),
        _has_marks().cast(pl.Int64).alias("has_marks"),
    ).pipe(_with_digests)


def select_linkable(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows that may be one half of a pair: named, each child of a school once, a leaver only while on no list.

    A pupil who left and stands on another list under the same code is a transfer, told by the list that holds them.
    """
    stays = pl.col("has_left") == 0
    active = rows.filter(stays & pl.col("pupil_code").is_not_null()).select("pupil_code").unique()
    gone = rows.filter(~stays).join(active, on="pupil_code", how="anti")
    named = pl.concat([rows.filter(stays), gone]).filter(pl.col("name_key").is_not_null()).sort("row_id")
    alone = pl.when(pl.col("pupil_code").is_null()).then(pl.col("row_id"))
    return named.filter(pl.struct(*IDENTITY, alone.alias("alone")).is_first_distinct())


def key_of(column: str) -> pl.Expr:
    """A name without accents, case and doubled spaces, as `text.search_key` has it; null when nothing is left."""
    bare = pl.col(column).str.to_lowercase().str.normalize("NFD").str.replace_all(r"\p{M}", "")
    plain = bare.str.replace_all(D_BAR, "d").str.replace_all(r"[^\p{L}\p{N}/]+", " ").str.strip_chars()
    return pl.when(plain.str.len_chars() > 0).then(plain)


def _spelled(column: str) -> pl.Expr:
    """A name with its accents, without what typing varies: case, doubled spaces."""
    return pl.col(column).str.normalize("NFC").str.to_lowercase().str.replace_all(r"\s+", " ").str.strip_chars()


def _number() -> pl.Expr:
    """The digits of a personal number, null for anything else (a temporary code, too few digits)."""
    bare = pl.col("person_id").str.replace_all(r"[\s'’-]", "")
    return pl.when(bare.str.contains(rf"^[0-9]{{{LEAST_DIGITS},{NUMBER_LENGTH}}}$")).then(bare)


def _has_marks() -> pl.Expr:
    """Whether a name is written with accents, so that another accent means another name."""
    split = pl.col("full_name").str.to_lowercase().str.normalize("NFD")
    return split.str.contains(rf"\p{{M}}|{D_BAR}").fill_null(value=False)


def _with_digests(rows: pl.DataFrame) -> pl.DataFrame:
    named = rows.select(
        "school_code", pl.coalesce("pupil_code", pl.concat_str(["name_key", "birth_date"], ignore_nulls=True))
    )
    return rows.with_columns(
        pl.Series("row_key", _digests(named.iter_rows()), dtype=pl.String),
        pl.Series("row_print", _digests(rows.select(COMPARED).iter_rows()), dtype=pl.String),
    )


def _digests(rows: Iterable[tuple[object, ...]]) -> list[str]:
    return [
        sha256("\x1f".join("" if part is None else str(part) for part in row).encode()).hexdigest()[:DIGEST]
        for row in rows
    ]
