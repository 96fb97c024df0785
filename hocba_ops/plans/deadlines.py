"""Deadlines in Vietnamese prose: the words, the day, and whether that day still counts.

“trước ngày X” names a day that no longer counts (the rulebook's reading `day_before`); “chậm nhất ngày X”, “từ … đến X”
and “trong tháng 5” name the last one that does (`that_day`). A day that another paper was signed on is no deadline.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from hocba_ops.domain.school_year import SchoolYear
from hocba_ops.plans.draft import Reason, When
from hocba_ops.rulebook.plan_words import PlanWords
from hocba_ops.rulebook.plans import Reading

NUMBER = r"\d{1,5}(?:/\d{4})?/[^\W\d_][\w&-]*"
FULL_YEAR = 4
CENTURY = 2000
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
MONTHS, QUARTER_MONTHS = 12, 3


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of these words, the longest first, a space being any run of spaces."""
    longest = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest) + ")"


@dataclass(frozen=True)
class DeadlineReader:
    """Reads the deadlines of texts. Days without a year are of the school year, on or after `since` where known."""

    words: PlanWords
    year: SchoolYear | None = None
    since: date | None = None

    def find(self, text: str) -> tuple[When, ...]:
        """The deadlines of a text, in its order; each says how its day is meant and what was guessed."""
        hidden = self.papers.sub(lambda found: "\0" * len(found[0]), text)
        found = [*self._spans(hidden), *self._days(hidden), *self._months(hidden)]
        kept: list[When] = []
        for one in sorted(found, key=lambda when: (when.span[0], -when.span[1])):
            if not kept or one.span[0] >= kept[-1].span[1]:
                kept.append(one)
        return tuple(kept)

    def bare(self, text: str, *, before: bool = False) -> When | None:
        """The deadline of a cell that holds nothing but a time; the head of its column says how it is meant."""
        led = self.find(text)
        if led:
            return led[-1]
        found = re.fullmatch(rf"\W*(?:{self._day_word}\s*)?{self._day('a')}\W*", text, re.IGNORECASE)
        if found:
            reading = Reading.DAY_BEFORE if before else Reading.THAT_DAY
            reasons = () if before else (Reason.BARE_DAY,)
            return self._when(found, "a", reading, reasons)
        span = re.fullmatch(rf"\W*{self._start}\s*[-–—]\s*{self._day('b')}\W*", text, re.IGNORECASE)
        return self._span(span) if span else self._bare_month(text)

    def is_loose(self, text: str) -> str:
        """The phrase of a text that speaks of time without a day; empty where there is none."""
        phrases = [phrase for one in self.words.loose for phrase in one.words]
        bare = re.sub(rf"\b{any_of(self.words.phrases('no_time'))}\b", " ", text, flags=re.IGNORECASE)
        found = re.search(rf"\b{any_of(phrases)}\b", bare, re.IGNORECASE)
        return found[0] if found else ""

    def day_of(self, text: str) -> date | None:
        """The first full day written in a text (of a paper's head, say); None where there is none, or no such day."""
        found = re.search(self._day("a"), text, re.IGNORECASE)
        return self._when(found, "a", Reading.THAT_DAY, ()).named if found and (found["ya"] or found["wa"]) else None

    @cached_property
    def papers(self) -> re.Pattern[str]:
        """A paper named with its number, and the day beside it as `signed`."""
        number = any_of(self.words.date.number)
        signed = rf"(?P<signed>[,\s]*{self._day_word}\s+{self._day('p')})?"
        return re.compile(rf"(?:\b{number}\s*:?\s*)?(?P<paper>{NUMBER}){signed}", re.IGNORECASE)

    @cached_property
    def _day_word(self) -> str:
        return any_of(self.words.date.day)

    @cached_property
    def _month_word(self) -> str:
        return any_of(self.words.date.month)

    @cached_property
    def _year_word(self) -> str:
        return any_of(self.words.date.year)

    def _day(self, name: str) -> str:
        """A day: 30/5/2025, 30/5, 30.5.2025, 30 tháng 5 năm 2025, 30 tháng 5/2025."""
        between = rf"(?:/\s*|\s{self._month_word}\s+|[.-](?=\d{{1,2}}[.-]\d{{4}}))"
        plain = rf"(?P<d{name}>\d{{1,2}})\s*{between}(?P<m{name}>\d{{1,2}})"
        year = rf"(?:\s*[/.-]\s*(?P<y{name}>\d{{4}}|\d{{2}})(?!\d)|,?\s+{self._year_word}\s+(?P<w{name}>\d{{4}}))?"
        return rf"(?<![\d/.]){plain}{year}(?![\d/%])"

    @cached_property
    def _start(self) -> str:
        """The first day of a span, which may leave the month and the year to the last one."""
        month = rf"(?:\s*/\s*|\s+{self._month_word}\s+)(?P<sm>\d{{1,2}})"
        year = rf"(?:\s*/\s*(?P<sy>\d{{4}})|\s+{self._year_word}\s+(?P<sw>\d{{4}}))?"
        return rf"(?:{self._day_word}\s*)?(?P<sd>\d{{1,2}})(?:{month}{year})?"

    def _spans(self, text: str) -> Iterator[When]:
        said = self.words.date
        between = rf"\s*,?\s*{any_of(said.until)}\s+(?:{any_of(said.whole)}\s+)?(?:{self._day_word}\s*)?"
        for found in re.finditer(
            rf"\b{any_of(said.since)}\s+{self._start}{between}{self._day('b')}", text, re.IGNORECASE
        ):
            yield self._span(found)

    def _span(self, found: "re.Match[str]") -> When:
        last = self._when(found, "b", Reading.THAT_DAY, ())
        if last.named is None:
            return last
        month = int(found["sm"] or last.named.month)
        year = int(found["sy"] or found["sw"] or last.named.year - (month > last.named.month))
        first = _day_or_none(year, month, int(found["sd"]))
        reasons = (*last.reasons, *([Reason.NO_SUCH_DAY] if first is None else []))
        return When(last.words, last.named, last.reading, first, reasons, last.written, last.span)

    def _days(self, text: str) -> Iterator[When]:
        """Single days. “trong 3/4 số trường” is none: after “trong” and the like a day is called one, or has a year."""
        minute = rf"\d{{0,2}}\s*(?:{any_of(self.words.date.minute)})?\s*,?\s*"
        hour = rf"(?P<hour>\d{{1,2}}\s*{any_of(self.words.date.hour)}\s*{minute})?"
        for kind, reading in (("before", Reading.DAY_BEFORE), ("by", Reading.THAT_DAY)):
            lead = rf"\b(?P<lead>{any_of(self._leads(kind))})\s+{hour}(?P<called>{self._day_word}\s*)?"
            for found in re.finditer(rf"{lead}{self._day('a')}", text, re.IGNORECASE):
                if kind == "before" or found["called"] or found["hour"] or found["ya"] or found["wa"]:
                    yield self._when(found, "a", Reading.THAT_DAY if found["hour"] else reading, ())

    def _leads(self, kind: str) -> list[str]:
        return [phrase for one in self.words.times if one.kind == kind for phrase in one.words]

    def _months(self, text: str) -> Iterator[When]:
        """“trong tháng 5/2025”, “trước tháng 6/2025”, “trong quý II/2025”."""
        for kind in ("within", "before"):
            pattern = rf"\b(?P<lead>{any_of(self._leads(kind))})\s+{self._month}"
            for found in re.finditer(pattern, text, re.IGNORECASE):
                yield self._month_when(found, is_before=kind == "before")

    @cached_property
    def _month(self) -> str:
        year = rf"(?:\s*[/-]\s*(?P<my>\d{{4}})|\s+{self._year_word}\s+(?P<mw>\d{{4}}))?(?![\d/])"
        quarter = rf"{any_of(self.words.date.quarter)}\s+(?P<mq>IV|I{{1,3}}|[1-4])"
        return rf"(?:{self._month_word}\s+(?P<mm>\d{{1,2}})|{quarter}){year}"

    def _bare_month(self, text: str) -> When | None:
        found = re.fullmatch(rf"\W*{self._month}\W*", text, re.IGNORECASE)
        return self._month_when(found, is_before=False) if found else None

    def _month_when(self, found: "re.Match[str]", *, is_before: bool) -> When:
        month = int(found["mm"]) if found["mm"] else QUARTERS[found["mq"].lower()] * QUARTER_MONTHS
        if found["mq"] and is_before:
            month -= QUARTER_MONTHS - 1
        reasons = [Reason.MONTH_ONLY]
        year = int(found["my"] or found["mw"] or 0)
        if not year:
            reasons.append(Reason.YEAR_BY_SCHOOL_YEAR)
            year = self._year(month, 1)
        first = _day_or_none(year, month, 1)
        if first is None:
            return When(
                found[0].strip(), None, Reading.THAT_DAY, None, (Reason.NO_SUCH_DAY,), found[0].strip(), found.span()
            )
        reading = Reading.DAY_BEFORE if is_before else Reading.THAT_DAY
        named = first if is_before else _month_end(first)
        return When(found[0].strip(), named, reading, None, tuple(reasons), "", found.span())

    def _when(self, found: "re.Match[str]", name: str, reading: str, reasons: tuple[Reason, ...]) -> When:
        day, month, year = int(found[f"d{name}"]), int(found[f"m{name}"]), found[f"y{name}"] or found[f"w{name}"] or ""
        why = list(reasons)
        if not year:
            why.append(Reason.YEAR_BY_SCHOOL_YEAR)
        elif len(year) < FULL_YEAR:
            why.append(Reason.SHORT_YEAR)
        known = int(year) + (CENTURY if len(year) < FULL_YEAR else 0) if year else self._year(month, day)
        named = _day_or_none(known, month, day)
        if named is None:
            why.append(Reason.NO_SUCH_DAY)
        start, end = found.span()
        written = found.string[found.start(f"d{name}") : end] if named is None else ""
        return When(found[0].strip(), named, reading, None, tuple(why), written, (start, end))

    def _year(self, month: int, day: int) -> int:
        """The year of a day written without one: the first on or after the plan's own day, else by the school year."""
        if self.year is None:
            return self.since.year if self.since else 0
        for year in (self.year.first, self.year.last):
            named = _day_or_none(year, month, min(day, 28))
            if named and named >= (self.since or self.year.start):
                return year
        return self.year.last


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
