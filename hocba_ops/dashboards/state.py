"""What a dashboard shows, as a link says it: page, unit, school year, day, offices, comparison, class, language.

A link reproduces the view, so nothing personal stands in it: no name, no code of a pupil, no purpose of a reading.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Self
from urllib.parse import parse_qsl, urlencode

from hocba_ops.domain.school_year import SchoolYear

LANGUAGES = ("vi", "en")
SINCE = (0, 1, 7)
"""Days back with which a page compares; 0: with what was known before the last load."""
CLOSED = {"job": "", "outcome": "", "leaf": 1, "report": "", "other": "", "figure": ""}
"""What is open on a page, as it is when nothing is."""
LONGEST = 120
"""Letters of a value of a link; a longer one is nobody's unit or class."""


@dataclass(frozen=True, slots=True)
class State:
    """What a page is about. Empty values mean: whatever the workspace would answer with.

    `job`, `outcome`, `leaf`: what of the history of jobs is shown, and which leaf of it. `report`: the report that is
    opened among those that were run, `other` the one that it is laid beside, `figure` the key of what is explained.
    """

    page: str = ""
    unit: str = ""
    school_year: str = ""
    as_of: date | None = None
    anchor: date | None = None
    since: int = 0
    class_name: str = ""
    job: str = ""
    outcome: str = ""
    leaf: int = 1
    report: str = ""
    other: str = ""
    figure: str = ""
    language: str = LANGUAGES[0]

    @classmethod
    def of_query(cls, query: str) -> Self:
        """The state of the part of a link behind `?`; what is unknown, too long or malformed is as if it were absent.

        >>> State.of_query("trang=coverage&don-vi=quan-1&ngay=2025-06-30").as_of
        datetime.date(2025, 6, 30)
        """
        given = dict(parse_qsl(query.removeprefix("?"), max_num_fields=40))
        return cls(**_read(given))

    def to_query(self) -> str:
        """The part of a link behind `?`; what is left at its default does not stand there.

        >>> State(page="coverage", since=7).to_query()
        'trang=coverage&so-voi=7'
        """
        empty = type(self)()
        words = {
            key: str(getattr(self, name))
            for key, (name, _) in KEYS.items()
            if getattr(self, name) != getattr(empty, name)
        }
        return urlencode(words)

    def on_page(self, page: str, **changed: Any) -> Self:
        """The same question on a page; what was opened on the page before is closed."""
        return replace(self, page=page, **{**CLOSED, **changed})

    @property
    def since_day(self) -> date | None:
        """The day to compare with; None: what was known before the last load."""
        return self.as_of - timedelta(days=self.since) if self.since and self.as_of else None


def _read(given: Mapping[str, str]) -> dict[str, Any]:
    read: dict[str, Any] = {}
    for key, (name, parse) in KEYS.items():
        text = given.get(key, "")
        if 0 < len(text) <= LONGEST and (value := parse(text)) is not None:
            read[name] = value
    return read


def _code(text: str) -> str | None:
    return text if re.fullmatch(r"[\w.-]+", text) else None


def _words(text: str) -> str | None:
    return text.strip() or None if text.isprintable() else None


def _year(text: str) -> str | None:
    try:
        return str(SchoolYear.parse(text))
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _since(text: str) -> int | None:
    return int(text) if text in map(str, SINCE) else None


def _leaf(text: str) -> int | None:
    return int(text) if re.fullmatch("[1-9][0-9]{0,5}", text) else None


def _language(text: str) -> str | None:
    return text if text in LANGUAGES else None


KEYS: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "trang": ("page", _code),
    "don-vi": ("unit", _code),
    "nam-hoc": ("school_year", _year),
    "ngay": ("as_of", _day),
    "neo": ("anchor", _day),
    "so-voi": ("since", _since),
    "lop": ("class_name", _words),
    "viec": ("job", _code),
    "ket-qua": ("outcome", _code),
    "to": ("leaf", _leaf),
    "bao-cao": ("report", _code),
    "ben-canh": ("other", _code),
    "so-lieu": ("figure", _code),
    "tieng": ("language", _language),
}
"""The words of a link, in its order: which value each is, and how it is read."""
