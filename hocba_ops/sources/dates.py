"""Days and times in the forms that offices hold: date cells, serial numbers, text in three orders.

A written day has the day first unless its column proves otherwise. A month alone or a year alone is no day, and a year
of two digits is nobody's guess: both are told and stay empty.
"""

from collections.abc import Callable, Mapping
from functools import partial

import polars as pl

from hocba_ops.sources.numbers import unread
from hocba_ops.sources.repairs import MONTH_FIRST, SERIAL_DATE, TEXT_DATE, changes, gathered

SERIAL_ORIGIN = pl.date(1899, 12, 30)
"""Day 0 of a serial date, such that every day from 1/3/1900 on has the number that Excel gives it."""
SERIAL_ORIGIN_1904 = pl.date(1904, 1, 1)
"""Day 0 of a serial date in a file that counts from 1904."""
SERIAL = r"^([0-9]{5})(\.[0-9]+)?$"
CELL = (
    r"^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})"
    r"(?:[ T]([0-9]{2}:[0-9]{2})(:[0-9]{2})?(?:\.[0-9]+)?(?:\+07:00)?)?$"
)
WRITTEN = r"^([0-9]{1,2}) ?[/.-] ?([0-9]{1,2}) ?[/.-] ?([0-9]{4})(?:,? ([0-9]{1,2}:[0-9]{2})(:[0-9]{2})?)?$"
SPELLED = r"^(?:\p{L}{4} )?([0-9]{1,2}) ?\p{L}{5} ?([0-9]{1,2}),? ?\p{L}{3} ?([0-9]{4})$"
"""Day, month and year with the Vietnamese word before each; the words are known by their lengths."""
PADDED = r"^[0-9]{2}/[0-9]{2}/[0-9]{4}"
ISO = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}"
LAST_MONTH = 12
SECONDS_A_DAY = 86_400


Read = tuple[pl.Series, pl.DataFrame]


def as_day(column: str, places: pl.DataFrame, text: pl.Series, *, is_1904: bool = False) -> Read:
    """A day. A serial number is told, and a written day where date cells prevail or its form is odd.

    A day that does not exist (31/02) and anything else becomes null and is told. Where the column proves that the month
    stands first (`is_month_first`), every written day is read so, and told.
    """
    distinct = text.unique()
    read = pl.DataFrame({"text": distinct}).with_columns(
        cell=_day(_joined(CELL, 1, 2, 3)),
        written=_day(_written_day(distinct)),
        serial=_origin(is_1904=is_1904) + pl.duration(days=_part(SERIAL, 1).cast(pl.Int64)),
    )
    return _answer(column, places, text, read, day_format="%Y-%m-%d")


def as_time(column: str, places: pl.DataFrame, text: pl.Series, *, is_1904: bool = False) -> Read:
    """A day and a time of day (Viet Nam time); without a time of day it is midnight. Told as days are."""
    seconds = (_part(SERIAL, 0).cast(pl.Float64) * SECONDS_A_DAY).round(0).cast(pl.Int64)
    distinct = text.unique()
    read = pl.DataFrame({"text": distinct}).with_columns(
        cell=_time(_joined(CELL, 1, 2, 3), _part(CELL, 4), _part(CELL, 5)),
        written=_time(_written_day(distinct), _part(WRITTEN, 4).str.zfill(5), _part(WRITTEN, 5)),
        serial=_origin(is_1904=is_1904).cast(pl.Datetime("us")) + pl.duration(seconds=seconds),
    )
    return _answer(column, places, text, read, day_format="%Y-%m-%d %H:%M:%S")


IN_1904: Mapping[Callable[..., Read], Callable[..., Read]] = {
    as_day: partial(as_day, is_1904=True),
    as_time: partial(as_time, is_1904=True),
}
"""Each reader of days and times -> the same for a file that counts its days from 1904."""


def is_month_first(text: pl.Series) -> bool:
    """Whether the written days of a column can only be read month first: some not otherwise, and all so."""
    first, second = (text.str.extract(WRITTEN, group).cast(pl.Int64) for group in (1, 2))
    return bool((second > LAST_MONTH).any()) and not bool((first > LAST_MONTH).any())


def _answer(column: str, places: pl.DataFrame, text: pl.Series, read: pl.DataFrame, *, day_format: str) -> Read:
    """`read` holds each text of the column once; a column has few days for its many rows."""
    read = read.with_columns(
        value=pl.coalesce("cell", "written", "serial"),
        month_first=pl.col("text").str.contains(WRITTEN) & is_month_first(read["text"]),
        is_padded=pl.col("text").str.contains(PADDED),
        is_iso=pl.col("text").str.contains(ISO),
    ).with_columns(after=pl.col("value").dt.to_string(day_format))
    read = text.to_frame("text").join(read, on="text", how="left", nulls_equal=True, maintain_order="left")
    values, after = read["value"], read["after"]
    cells_prevail = read["cell"].count() >= read["written"].count()
    month_first = read["month_first"] & read["written"].is_not_null()
    is_odd = read["written"].is_not_null() & ~month_first & (~read["is_padded"] | cells_prevail)
    is_odd = is_odd | (read["cell"].is_not_null() & ~read["is_iso"])
    told = {SERIAL_DATE: read["serial"].is_not_null(), TEXT_DATE: is_odd, MONTH_FIRST: month_first}
    mended = [
        changes(kind, column, places, before=text, after=after.zip_with(where.fill_null(value=False), text))
        for kind, where in told.items()
    ]
    return values, gathered([*mended, unread(column, places, text, values)])


def _origin(*, is_1904: bool) -> pl.Expr:
    return SERIAL_ORIGIN_1904 if is_1904 else SERIAL_ORIGIN


def _part(form: str, group: int) -> pl.Expr:
    return pl.col("text").str.extract(form, group)


def _joined(form: str, year: int, month: int, day: int) -> pl.Expr:
    """Year, month and day out of a text of a form, as ISO writes them."""
    return pl.concat_str(_part(form, year), *(_part(form, part).str.zfill(2) for part in (month, day)), separator="-")


def _written_day(text: pl.Series) -> pl.Expr:
    day, month = (2, 1) if is_month_first(text) else (1, 2)
    return pl.coalesce(_joined(WRITTEN, 3, month, day), _joined(SPELLED, 3, 2, 1))


def _day(text: pl.Expr) -> pl.Expr:
    return text.str.to_date("%Y-%m-%d", strict=False)


def _time(day: pl.Expr, minutes: pl.Expr, seconds: pl.Expr) -> pl.Expr:
    clock = minutes.fill_null("00:00") + seconds.fill_null(":00")
    return (day + " " + clock).str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us", strict=False)
