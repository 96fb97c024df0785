"""School years, grades and the levels that grades belong to."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SWITCH = (8, 1)
"""Month and day on which the sector's programs change to the next school year."""


class Level(StrEnum):
    """A level of general education."""

    TIEU_HOC = "tieu_hoc"
    THCS = "thcs"
    THPT = "thpt"


GRADES = {Level.TIEU_HOC: range(1, 6), Level.THCS: range(6, 10), Level.THPT: range(10, 13)}


@dataclass(frozen=True, slots=True, order=True)
class SchoolYear:
    """A school year, named by the calendar year in which it begins and the next.

    Its duties may fall due after its last day: học bạ of 2024-2025 are sent up to 15/8/2025 (KH 290/KH-GDĐT, IV.3.2).

    >>> SchoolYear.parse("2024 – 2025")
    SchoolYear(first=2024)
    >>> str(SchoolYear(2024)), date(2025, 7, 31) in SchoolYear(2024)
    ('2024-2025', True)
    """

    first: int

    @classmethod
    def parse(cls, text: str) -> "SchoolYear":
        """The school year written `2024-2025`, spaces and dashes as people type them.

        Raises `ValueError` for anything else, also for two years that do not follow each other.
        """
        match = re.fullmatch(r"\s*(\d{4})\s*[-–—]\s*(\d{4})\s*", text)
        if match is None or int(match[2]) != int(match[1]) + 1:
            raise ValueError(f"not a school year: {text!r}")
        return cls(int(match[1]))

    @classmethod
    def of(cls, day: date) -> "SchoolYear":
        """The school year that a day belongs to."""
        return cls(day.year if (day.month, day.day) >= SWITCH else day.year - 1)

    @property
    def last(self) -> int:
        """The calendar year in which it ends."""
        return self.first + 1

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.first, *SWITCH)

    @property
    def end(self) -> date:
        """Its last day."""
        return date(self.last, *SWITCH) - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"


def level_of(grade: int) -> Level:
    """The level that a grade (1–12) belongs to. Raises `ValueError` for any other number.

    >>> level_of(5), level_of(9), level_of(10)
    (<Level.TIEU_HOC: 'tieu_hoc'>, <Level.THCS: 'thcs'>, <Level.THPT: 'thpt'>)
    """
    for level, grades in GRADES.items():
        if grade in grades:
            return level
    raise ValueError(f"not a grade: {grade!r}")
