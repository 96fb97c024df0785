"""Grades named in a text: “Khối 1, 2, 3, 4”, “khối 1-4”, “từ lớp 1 đến lớp 5”, “lớp 5”."""

import re
from functools import lru_cache

from hocba_ops.plans.deadlines import any_of
from hocba_ops.rulebook.plan_words import DateWords

LAST_GRADE = 12


def grades_in(text: str, words: DateWords) -> tuple[int, ...]:
    """The grades of a text in order, each once; none where it names none. The name of a class (5A) is no grade."""
    found: set[int] = set()
    for listed in _pattern(words.grade, words.and_, words.until).finditer(text):
        found |= _listed(listed[1], words)
    return tuple(sorted(found))


def _listed(text: str, words: DateWords) -> set[int]:
    bare = re.sub(rf"\b{any_of(words.grade)}\b", " ", text, flags=re.IGNORECASE)
    spans = re.sub(rf"\s*(?:\b{any_of(words.until)}\b|[-–—])\s*", "-", bare, flags=re.IGNORECASE)
    grades: set[int] = set()
    for first, last in re.findall(r"(\d{1,2})(?:-(\d{1,2}))?", spans):
        grades |= set(range(int(first), int(last or first) + 1))
    return {grade for grade in grades if 1 <= grade <= LAST_GRADE}


@lru_cache(maxsize=8)
def _pattern(grade: tuple[str, ...], and_: tuple[str, ...], until: tuple[str, ...]) -> "re.Pattern[str]":
    one = r"\d{1,2}(?![\w/]|\.\d)"
    again = rf"(?:{any_of(grade)}\s+)?"
    between = rf"\s*(?:[,;–—-]|\b{any_of([*and_, *until])}\b)\s*"
    return re.compile(rf"\b{any_of(grade)}\s+({one}(?:{between}{again}{one})*)", re.IGNORECASE)
