"""Cutoffs (chốt): by when the học bạ of which pupils must have reached whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from hocba_ops.domain.school_year import SchoolYear
from hocba_ops.rulebook.entry import Cited, Confidence, Entry, Flag, Grade, SchoolYearText, Whole, Words, refuse
from hocba_ops.rulebook.plans import Duty, Reading

Sender = Literal["school", "so_gddt"]
"""Who reports: the school to its Sở, or the Sở to the ministry."""
LEAP_YEAR = 2024


class Yearly(Entry):
    """A day of every year."""

    month: Whole
    day: Whole

    @model_validator(mode="after")
    def _is_a_day(self) -> "Yearly":
        try:
            date(LEAP_YEAR, self.month, self.day)
        except ValueError:
            raise refuse("no_such_day", day=f"{self.day}/{self.month}") from None
        return self


class CutoffEntry(Cited):
    """A cutoff of a unit: every year on a day from a school year on, or in one school year the day of a plan's duty.

    With `school_year` and no `duty` the paper names no day for these pupils; the note says so.
    """

    id: Words
    unit: Words
    sender: Sender
    grades: Annotated[tuple[Grade, ...], Field(min_length=1)]
    supplementary: Flag
    yearly: Yearly | None = None
    first_school_year: SchoolYearText | None = None
    words: str = ""
    reading: Reading | None = None
    school_year: SchoolYearText | None = None
    duty: str | None = None
    note: str = ""

    @model_validator(mode="after")
    def _has_one_form(self) -> "CutoffEntry":
        recurs = all([self.yearly, self.first_school_year, self.words, self.reading])
        once = self.school_year is not None and bool(self.duty or self.note)
        mixed = any([self.yearly, self.first_school_year]) and any([self.school_year, self.duty])
        if mixed or not (recurs or once):
            raise refuse("cutoff_form")
        return self

    def applies(self, school_year: str) -> bool:
        """Whether the entry says anything of this school year."""
        if self.first_school_year is not None:
            return SchoolYear.parse(school_year) >= SchoolYear.parse(self.first_school_year)
        return self.school_year == school_year


@dataclass(frozen=True, slots=True)
class Cutoff:
    """The cutoff for some pupils in one school year. No `last_day`: the paper names none, `note` says so."""

    id: str
    unit_id: str
    sender: str
    supplementary: bool
    named_day: date | None
    last_day: date | None
    words: str
    reading: Reading | None
    document: str
    clause: str
    confidence: Confidence
    note: str


def find_cutoff(
    entries: Iterable[CutoffEntry],
    duties: Mapping[str, Duty],
    units: Sequence[str],
    school_year: str,
    grade: int,
    *,
    supplementary: bool,
    sender: Sender,
) -> Cutoff | None:
    """The cutoff of the first of these units that has one for the grade and school year; None when none has."""
    fitting = [
        entry
        for entry in entries
        if entry.applies(school_year)
        and grade in entry.grades
        and entry.supplementary == supplementary
        and entry.sender == sender
    ]
    nearest = sorted((entry for entry in fitting if entry.unit in units), key=lambda entry: units.index(entry.unit))
    return _resolve(nearest[0], duties, SchoolYear.parse(school_year)) if nearest else None


def _resolve(entry: CutoffEntry, duties: Mapping[str, Duty], year: SchoolYear) -> Cutoff:
    named, last, words, reading, clause = _days(entry, duties, year)
    return Cutoff(
        entry.id,
        entry.unit,
        entry.sender,
        entry.supplementary,
        named,
        last,
        words,
        reading,
        entry.document,
        clause,
        entry.confidence,
        entry.note,
    )


def _days(
    entry: CutoffEntry, duties: Mapping[str, Duty], year: SchoolYear
) -> tuple[date | None, date | None, str, Reading | None, str]:
    if entry.duty:
        duty = duties[entry.duty]
        return duty.named_day, duty.last_day, duty.words, duty.reading, duty.clause
    if entry.yearly is None or entry.reading is None:
        return None, None, entry.words, None, entry.clause
    named = date(year.last, entry.yearly.month, entry.yearly.day)
    return named, entry.reading.last_day(named), entry.words, entry.reading, entry.clause
