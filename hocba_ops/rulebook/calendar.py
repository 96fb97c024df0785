"""The days of a plan against the calendar: weekday, public holidays, days off in lieu, the last day to work on it.

The day before a deadline may be a day off: 2/5/2025 is one in lieu, so what is due before 2/5/2025 has to be done at
work by 29/4/2025, and so has what is due before 3/5/2025.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from holidays import HolidayBase, country_holidays


@lru_cache(maxsize=64)
def _holidays(year: int, language: str) -> HolidayBase:
    return country_holidays("VN", years=year, language=language)


def holiday_name(day: date, *, language: str = "vi") -> str | None:
    """The name of a public holiday or a day off in lieu; None for any other day, also for a weekend.

    `language` is `vi` or `en`.

    >>> holiday_name(date(2025, 5, 1))
    'Ngày Quốc tế Lao động'
    """
    name: str | None = _holidays(day.year, {"en": "en_US"}.get(language, language)).get(day)
    return name


def is_working_day(day: date) -> bool:
    """Whether offices work on the day: no weekend, no holiday; a weekend worked in lieu counts as a working day.

    >>> is_working_day(date(2025, 5, 2)), is_working_day(date(2025, 4, 26))
    (False, True)
    """
    return bool(_holidays(day.year, "vi").is_working_day(day))


def last_working_day(day: date) -> date:
    """The last working day on or before a day.

    >>> last_working_day(date(2025, 5, 1))
    datetime.date(2025, 4, 29)
    """
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def add_working_days(day: date, count: int) -> date:
    """The day on which so many working days after a day are over; the day itself is not one of them.

    >>> add_working_days(date(2025, 4, 29), 1)
    datetime.date(2025, 5, 5)
    """
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def count_working_days(after: date, until: date) -> int:
    """How many working days there are after a day, up to and with another; 0 when that is not later.

    >>> count_working_days(date(2025, 4, 29), date(2025, 5, 5))
    1
    """
    return sum(is_working_day(after + timedelta(days=one)) for one in range(1, (until - after).days + 1))


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a duty or a cutoff (inclusive), as the calendar sees it."""

    last_day: date

    @property
    def weekday(self) -> int:
        """1 Monday to 7 Sunday; its name stands in the labels as `weekday.<number>`."""
        return self.last_day.isoweekday()

    @property
    def is_working_day(self) -> bool:
        """Whether offices work on the last day."""
        return is_working_day(self.last_day)

    @property
    def work_by(self) -> date:
        """The last working day on or before it: when a working list must be finished."""
        return last_working_day(self.last_day)

    @property
    def holiday(self) -> str | None:
        """The holiday that falls on it, in Vietnamese; None on any other day."""
        return holiday_name(self.last_day)
