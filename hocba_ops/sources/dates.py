"""Days and times in the forms that offices hold: date cells, serial numbers, text with the day first."""

import polars as pl

from hocba_ops.sources.numbers import unread
from hocba_ops.sources.repairs import SERIAL_DATE, TEXT_DATE, changes, gathered

SERIAL_ORIGIN = pl.date(1899, 12, 30)
"""Day 0 of a serial date, such that every day from 1/3/1900 on has the number that Excel gives it."""
SERIAL = r"^(\d{5})(\.\d+)?$"
CELL = r"^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(:\d{2})?(?:\.\d+)?(?:\+07:00)?)?$"
WRITTEN = r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:,? (\d{1,2}:\d{2})(:\d{2})?)?$"
PADDED = r"^\d{2}/\d{2}/\d{4}"
SECONDS_A_DAY = 86_400


def as_day(column: str, places: pl.DataFrame, text: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
    """A day. A serial number is told, and a written day (day first) where date cells prevail or its form is odd.

    A day that does not exist (31/02) and anything else becomes null and is told.
    """
    read = pl.DataFrame({"text": text}).select(
        cell=_day(_part(CELL, 1)),
        written=_day(_written_day()),
        serial=SERIAL_ORIGIN + pl.duration(days=_part(SERIAL, 1).cast(pl.Int64)),
    )
    return _answer(column, places, text, read, day_format="%Y-%m-%d")


def as_time(column: str, places: pl.DataFrame, text: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
    """A day and a time of day (Viet Nam time); without a time of day it is midnight. Told as days are."""
    seconds = (_part(SERIAL, 0).cast(pl.Float64) * SECONDS_A_DAY).round(0).cast(pl.Int64)
    read = pl.DataFrame({"text": text}).select(
        cell=_time(_part(CELL, 1), _part(CELL, 2), _part(CELL, 3)),
        written=_time(_written_day(), _part(WRITTEN, 4).str.zfill(5), _part(WRITTEN, 5)),
        serial=SERIAL_ORIGIN.cast(pl.Datetime("us")) + pl.duration(seconds=seconds),
    )
    return _answer(column, places, text, read, day_format="%Y-%m-%d %H:%M:%S")


def _answer(
    column: str, places: pl.DataFrame, text: pl.Series, read: pl.DataFrame, *, day_format: str
) -> tuple[pl.Series, pl.DataFrame]:
    values = read.select(pl.coalesce("cell", "written", "serial"))["cell"]
    after = values.dt.to_string(day_format)
    cells_prevail = read["cell"].count() >= read["written"].count()
    is_odd = read["written"].is_not_null() & (~text.str.contains(PADDED) | cells_prevail)
    told = (
        changes(SERIAL_DATE, column, places, before=text, after=after.zip_with(read["serial"].is_not_null(), text)),
        changes(TEXT_DATE, column, places, before=text, after=after.zip_with(is_odd.fill_null(value=False), text)),
    )
    return values, gathered([*told, unread(column, places, text, values)])


def _part(form: str, group: int) -> pl.Expr:
    return pl.col("text").str.extract(form, group)


def _day(text: pl.Expr) -> pl.Expr:
    return text.str.to_date("%Y-%m-%d", strict=False)


def _time(day: pl.Expr, minutes: pl.Expr, seconds: pl.Expr) -> pl.Expr:
    clock = minutes.fill_null("00:00") + seconds.fill_null(":00")
    return (day + " " + clock).str.to_datetime("%Y-%m-%d %H:%M:%S", time_unit="us", strict=False)


def _written_day() -> pl.Expr:
    parts = (_part(WRITTEN, 3), _part(WRITTEN, 2).str.zfill(2), _part(WRITTEN, 1).str.zfill(2))
    return pl.concat_str(*parts, separator="-")
