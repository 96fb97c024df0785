"""What the values of a column look like, without showing one: their shapes, and the fields that they can be."""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from hocba_ops.sources.class_titles import ALONE
from hocba_ops.sources.vocabulary import word_key, words

SHOWN = 3
LONGEST = 24
ENOUGH = 0.8
DAY = re.compile(r"\d{4}-\d{2}-\d{2}.*|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{5}(\.0+)?")
NAME = re.compile(r"[^\W\d_]+(\s+[^\W\d_]+){1,6}")


def shape(value: str) -> str:
    """A value with every letter as `a` and every digit as `#`: it shows the form and nobody.

    >>> shape("079314001234"), shape("Nguyễn Thị Thử"), shape("5A")
    ('############', 'aaaaaa aaa aaa', '#a')
    """
    masked = ("#" if letter.isdigit() else "a" if letter.isalpha() else letter for letter in value)
    return "".join(masked)[:LONGEST]


def shapes(values: Sequence[str]) -> tuple[str, ...]:
    """The first different shapes among some values."""
    return tuple(dict.fromkeys(map(shape, values)))[:SHOWN]


def holds_data(row: Sequence[str]) -> bool:
    """Whether a row begins with a number, or has a day, a code or a class as no heading does: it may name a child.

    >>> holds_data(["TT", "Họ tên", "Lớp"]), holds_data(["1", "Nguyễn Thị Thử", "5A"])
    (False, True)
    """
    filled = [cell for cell in row if cell]
    if not filled or filled[0].isdigit():
        return bool(filled)
    return any(DAY.fullmatch(cell) or any(TELLING[field](cell) for field in NEVER_HEADINGS) for cell in filled)


def _digits(count: int) -> Callable[[str], bool]:
    form = re.compile(rf"\d{{{count}}}(\.0+)?")
    return lambda value: form.fullmatch(value) is not None


def _known(vocabulary: str) -> Callable[[str], bool]:
    return lambda value: word_key(value) in words(vocabulary)


def _begins(vocabulary: str) -> Callable[[str], bool]:
    return lambda value: word_key(value).startswith(tuple(words(vocabulary)))


Test = Callable[[str], bool]
TELLING: Mapping[str, Test] = MappingProxyType(
    {
        "person_id": _digits(12),
        "pupil_code": _digits(10),
        "staff_code": _digits(10),
        "school_code": _digits(8),
        "sex_text": lambda value: word_key(value) in words("sex") and not value.isdigit(),
        "class_name": lambda value: ALONE.fullmatch(value) is not None,
        "status_text": _begins("pupil_status"),
    }
)
"""Fields that their values alone can tell, whatever the column is called."""
NEVER_HEADINGS = ("person_id", "pupil_code", "school_code", "class_name")
"""Those of them whose values look like no heading; “Nữ” and “Chuyển đến” are headings too."""
FITTING: Mapping[str, Test] = MappingProxyType(
    {
        **TELLING,
        "school_code": lambda value: re.fullmatch(r"\d{5,20}(\.0+)?", value) is not None,
        "status_text": lambda value: not value.isdigit(),
        "sex_text": _known("sex"),
        "birth_date": lambda value: DAY.fullmatch(value) is not None,
        "status_date": lambda value: DAY.fullmatch(value) is not None,
        "valid_from": lambda value: DAY.fullmatch(value) is not None,
        "valid_to": lambda value: DAY.fullmatch(value) is not None,
        "full_name": lambda value: NAME.fullmatch(value) is not None,
        "is_female": lambda value: word_key(value) in ("x", *words("sex")),
        "is_male": lambda value: word_key(value) in ("x", *words("sex")),
        "ordinal": str.isdigit,
    }
)
"""Fields whose values can speak for or against a heading."""


def share(values: Sequence[str], test: Test) -> float:
    """Which part of the values passes; 0.0 where there is none."""
    return sum(map(test, values)) / len(values) if values else 0.0
