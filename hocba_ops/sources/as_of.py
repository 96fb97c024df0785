"""As of which day a file stands: what its first lines say, else its name, else the nearest folder named after a day."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from hocba_ops.errors import DateUnknown
from hocba_ops.sources.vocabulary import phrases
from hocba_ops.text import heading_key

ISO_DAY = re.compile(r"(?<!\d)(20\d\d)[-._]?(\d\d)[-._]?(\d\d)(?!\d)")
WRITTEN_DAY = re.compile(r"(?<!\d)(\d{1,2})[-/._](\d{1,2})[-/._](20\d\d)(?!\d)")
SPELLED_DAY = re.compile(r"(?<!\d)(\d{1,2}) thang (\d{1,2}) nam (20\d\d)")


def as_of_day(preambles: Iterable[Sequence[str]], path: Path, *, name: str) -> date:
    """The day of a file; `preambles` are the lines above the heading of each sheet. Raises `DateUnknown`."""
    said = (stated_day(lines, "as_of") for lines in preambles)
    found = next((day for day in (*said, *map(day_in, (path.stem, *_folders(path)))) if day), None)
    if found is None:
        raise DateUnknown(name)
    return found


def stated_day(lines: Iterable[str], name: str) -> date | None:
    """The first day that follows one of the phrases `name` in these lines, e.g. “Ngày khai: 15/04/2025”."""
    for key in map(heading_key, lines):
        for phrase in phrases(name):
            _, found, rest = key.partition(phrase)
            if found and (day := day_in(rest)):
                return day
    return None


def day_in(text: str) -> date | None:
    """The first day written in a text: `30/06/2025`, `2025-06-30`, `20250630`, `ngay 30 thang 6 nam 2025`."""
    for form, order in ((SPELLED_DAY, -1), (WRITTEN_DAY, -1), (ISO_DAY, 1)):
        for found in form.finditer(text):
            if day := _day(*map(int, found.groups()[::order])):
                return day
    return None


def _folders(path: Path) -> list[str]:
    """Names of the folders above a file that are a day and nothing else, the nearest first."""
    return [parent.name for parent in path.parents if re.fullmatch(r"\d{4}-\d{2}-\d{2}", parent.name)]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
