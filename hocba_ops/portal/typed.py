"""What people type on a phone, read with good will and without guessing."""

import re
from datetime import date

DAY = re.compile(r"(\d{1,2})[\s/.,-]+(\d{1,2})[\s/.,-]+(\d{4})")
PACKED = re.compile(r"(\d{2})(\d{2})(\d{4})")


def read_day(text: str) -> date | None:
    """A day as day, month, year; None for what is none, and for a year of two digits, which could be either century.

    >>> read_day(" 9/3/2014 "), read_day("09-03-2014"), read_day("09032014"), read_day("9/3/14"), read_day("31/02/2014")
    (datetime.date(2014, 3, 9), datetime.date(2014, 3, 9), datetime.date(2014, 3, 9), None, None)
    """
    told = text.strip()
    if not told.isascii():
        return None
    found = DAY.fullmatch(told) or PACKED.fullmatch(told)
    if found is None:
        return None
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
