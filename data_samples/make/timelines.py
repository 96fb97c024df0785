"""When the classes of a school get their cards created, signed, sealed, issued and sent: the plan of every school.

A timeline is one line of days by stage: created homeroom head sealed issued sent. `-` and what follows never happens.
Days are written d/m. Each school has, for grade 5 and for grades 1-4, lines that its classes take in turn.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from data_samples.make.chance import Chance

STAGES = ("created", "homeroom", "head", "sealed", "issued", "sent")
HOURS = {"created": 8, "homeroom": 9, "head": 13, "sealed": 14, "issued": 15, "sent": 16}
PACE = {"created": 3, "homeroom": 21, "head": 2, "sealed": 2, "issued": 2, "sent": 2}
"""Seconds from one pupil of a class to the next."""

ON_TIME = ["22/5 26/5 28/5 28/5 29/5 5/6", "23/5 27/5 28/5 29/5 29/5 6/6"]
EARLY = ["23/5 26/5 27/5 27/5 28/5 3/6"]
TOP = {
    1: ON_TIME,
    2: ON_TIME,
    3: [*ON_TIME, "23/5 28/5 30/5 30/5 30/5 11/6"],
    4: ON_TIME,
    5: ["26/5 27/5 3/6 3/6 4/6 16/6"],
    6: [*ON_TIME, "23/5 28/5 30/5 30/5 30/5 12/6"],
    7: ON_TIME,
    8: ["23/5 26/5 28/5 6/6 6/6 23/6"],
    9: ON_TIME,
    10: ON_TIME,
    11: ["23/5 27/5 28/5 28/5 29/5 13/6", "24/5 30/5 6/6 6/6 9/6 20/6", "26/5 2/6 11/6 11/6 12/6 23/6"],
    12: EARLY,
    14: [*ON_TIME, "24/5 29/5 30/5 30/5 30/5 23/6"],
    15: [*EARLY, "23/5 28/5 29/5 29/5 30/5 10/6"],
    16: ON_TIME,
    17: EARLY,
}
MOSTLY = [
    "10/6 3/7 8/7 9/7 11/7 22/7",
    "11/6 4/7 9/7 10/7 14/7 23/7",
    "12/6 7/7 14/7 15/7 18/7 29/7",
    "13/6 8/7 22/7 23/7 24/7",
]
HALF = [*MOSTLY[:2], "16/6 10/7 21/7", "16/6 14/7", "17/6 9/7 16/7 21/7 23/7", "18/6"]
LATE = ["17/6 15/7 22/7 28/7 29/7 31/7", "18/6 16/7 23/7 29/7 30/7", "19/6 17/7 24/7 30/7"]
FULL = ["23/5 26/6 1/7 2/7 4/7 10/7", "24/5 27/6 2/7 3/7 7/7 11/7"]
LOWER = {
    1: ["9/6 24/6 27/6 1/7 3/7 14/7", *MOSTLY[:3]],
    2: MOSTLY,
    3: [*MOSTLY, "13/6 9/7 15/7 16/7"],
    4: HALF,
    5: ["2/7", "3/7 25/7", "3/7 28/7"],
    6: MOSTLY,
    7: [*MOSTLY[:3], "13/6 9/7 23/7 24/7 25/7 30/7"],
    8: LATE,
    9: ["9/6 25/6 30/6 1/7 3/7 15/7", "10/6 7/7 9/7 10/7 14/7"],
    10: HALF,
    11: ["3/7 21/7 28/7 29/7 31/7", *LATE[:2]],
    12: [FULL[0], "23/5 24/6 26/6 27/6 30/6 8/7"],
    14: [*MOSTLY, "14/6 10/7 17/7 18/7"],
    15: ["23/5 3/7 8/7 9/7 11/7 22/7", "24/5 9/7 23/7 24/7 25/7 30/7"],
    16: [*MOSTLY[:3], "12/6 7/7 14/7"],
    17: FULL,
}
NOBODY_SIGNS = ((4, 4, 2), (16, 3, 1))
"""School, grade and place of the classes whose teacher has no certificate all summer: 4C and 3B."""


@dataclass(frozen=True)
class Times:
    """What happened to a card, and when; empty: not, or not yet."""

    created: datetime | None = None
    homeroom: datetime | None = None
    head: datetime | None = None
    sealed: datetime | None = None
    issued: datetime | None = None
    sent: datetime | None = None

    def until(self, last: date) -> "Times":
        """What was known at the end of a day."""
        return Times(*(when if when and when.date() <= last else None for when in self.all()))

    def through(self, stage: str) -> "Times":
        """The same way, stopped after a stage."""
        kept = STAGES[: STAGES.index(stage) + 1]
        return Times(*(when if name in kept else None for name, when in zip(STAGES, self.all(), strict=True)))

    def without(self, stage: str) -> "Times":
        """The same way with one stage left out."""
        return Times(*(None if name == stage else when for name, when in zip(STAGES, self.all(), strict=True)))

    def all(self) -> tuple[datetime | None, ...]:
        """The six times in their order."""
        return self.created, self.homeroom, self.head, self.sealed, self.issued, self.sent


def class_times(number: int, grade: int, class_place: int, pupil_place: int) -> Times:
    """The times of one pupil's card, as the plan of the school has them for the class."""
    lines = (TOP if grade == 5 else LOWER).get(number)
    if not lines:
        return Times()
    place = class_place if grade == 5 else class_place + grade
    times = read_times(lines[place % len(lines)], f"{number}/{grade}/{class_place}", pupil_place)
    return times.through("created") if (number, grade, class_place) in NOBODY_SIGNS else times


def read_times(line: str, purpose: str, pupil_place: int) -> Times:
    """Times from a line of days; the minutes are drawn once for a class, and its pupils follow one another."""
    chance = Chance("times", purpose)
    times: dict[str, datetime] = {}
    for stage, text in zip(STAGES, line.split(), strict=False):
        day, month = map(int, text.split("/"))
        start = datetime.combine(date(2025, month, day), time(HOURS[stage], chance.whole(5, 35), chance.whole(0, 59)))
        times[stage] = start + timedelta(seconds=pupil_place * PACE[stage])
    return Times(**times)
