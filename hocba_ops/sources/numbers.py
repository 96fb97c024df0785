"""Numbers: codes that must stay whole, and counts; mended only where no digit can have been lost."""

import polars as pl

from hocba_ops.sources.repairs import NOTHING, SCIENTIFIC, SPACES, UNREAD, changes, gathered

SCIENTIFIC_FORM = r"^([0-9])(?:[.,]([0-9]+))?[eE]\+?0*([0-9]+)$"
TENTHS_FORM = r"^([0-9]{1,2})(?:[.,]([0-9]))?$"
NOISE_FORM = r"^[0-9]{1,2}[.,][0-9]{12,17}$"
"""A number of one decimal as a spreadsheet keeps the result of a formula: 7.3000000000000007 is shown as 7,3."""
NOISE = 1e-9
HIGHEST_TENTHS = 100


def as_code(column: str, places: pl.DataFrame, text: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
    """A number that names something, as text: spaces between digits, a `.0` at the end, `7.9E+10` undone.

    Scientific notation is undone only when every digit is written (as many decimals as the exponent says); the text
    stays as it stands otherwise, for a review to ask about.
    """
    if not text.str.contains("[^0-9]").any():
        return text, NOTHING
    joined = _where(text, text.str.replace_all(r"[ '’]", ""), r"^[0-9]+(\.0+)?$")
    plain = joined.str.replace(r"^([0-9]+)\.0+$", "$1")
    written = joined.str.extract(SCIENTIFIC_FORM, 1) + joined.str.extract(SCIENTIFIC_FORM, 2)
    decimals = joined.str.extract(SCIENTIFIC_FORM, 2).str.len_chars()
    is_exact = decimals == joined.str.extract(SCIENTIFIC_FORM, 3).cast(pl.UInt32, strict=False)
    whole = written.zip_with(is_exact.fill_null(value=False), plain)
    return whole, gathered(
        [
            changes(SPACES, column, places, before=text, after=joined),
            changes(SCIENTIFIC, column, places, before=joined, after=whole),
        ]
    )


def as_integer(column: str, places: pl.DataFrame, text: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
    """A count: `8`, also `8.0` and `8,0`; `27.500` is a count in thousands; `8,5` is no count and becomes null."""
    grouped = _where(text, text.str.replace_all(r"\.", ""), r"^[0-9]+$", when=r"^[0-9]{1,3}(\.[0-9]{3})+$")
    plain = grouped.str.replace(r"^(-?[0-9]+)[.,]0{1,2}$", "$1")
    values = plain.str.extract(r"^(-?[0-9]{1,18})$", 1).cast(pl.Int64)
    mended = changes(SCIENTIFIC, column, places, before=text, after=plain)
    return values, gathered([mended, unread(column, places, text, values)])


def as_tenths(column: str, places: pl.DataFrame, text: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
    """A score from 0 to 10 with at most one decimal, as whole tenths: `7,5`, `7.5` -> 75, `8`, `8,0` -> 80.

    What a formula left behind the first decimal (7.3000000000000007) is mended and told; any other second decimal, and
    a number beyond 10, is no score and becomes null: nothing is rounded here.
    """
    plain = _without_noise(text)
    values = plain.str.extract(TENTHS_FORM, 1).cast(pl.Int64) * 10
    values = values + plain.str.extract(TENTHS_FORM, 2).fill_null("0").cast(pl.Int64)
    values = values.set((values > HIGHEST_TENTHS).fill_null(value=False), None)
    mended = changes(SCIENTIFIC, column, places, before=text, after=plain)
    return values, gathered([mended, unread(column, places, text, values)])


def _without_noise(text: pl.Series) -> pl.Series:
    """The text without the digits that only say how a computer keeps a number of one decimal."""
    number = text.str.extract(f"({NOISE_FORM})", 1).str.replace(",", ".", literal=True).cast(pl.Float64)
    tenths = (number * 10).round(0)
    is_noise = ((number * 10 - tenths).abs() < NOISE).fill_null(value=False)
    whole = tenths.cast(pl.Int64)
    return ((whole // 10).cast(pl.String) + "." + (whole % 10).cast(pl.String)).zip_with(is_noise, text)


def as_grade(column: str, places: pl.DataFrame, text: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
    """A grade: `5`, `05`, `Khối 5`, `5A1` without more ado; null where the text neither begins nor ends with one."""
    digits = text.str.extract(r"^([0-9]{1,2})(?:\D.*)?$", 1)
    values = digits.zip_with(digits.is_not_null(), text.str.extract(r"^\D*([0-9]{1,2})(?:\.0+)?$", 1)).cast(pl.Int64)
    return values, unread(column, places, text, values)


def unread(column: str, places: pl.DataFrame, text: pl.Series, values: pl.Series) -> pl.DataFrame:
    """Repairs that tell of values that stand in the file and became null."""
    lost = text.is_not_null() & values.is_null()
    nothing = pl.Series([None], dtype=pl.String).new_from_index(0, len(text))
    return changes(UNREAD, column, places, before=text.zip_with(lost, nothing), after=nothing)


def _where(text: pl.Series, changed: pl.Series, then: str, *, when: str = "") -> pl.Series:
    """`changed` where it matches `then` (and the text matched `when`), the text as it was elsewhere."""
    applies = changed.str.contains(then)
    if when:
        applies = applies & text.str.contains(when)
    return changed.zip_with(applies.fill_null(value=False), text)
