"""Số định danh cá nhân: twelve digits, `PPP G YY RRRRRR` (NĐ 137/2015/NĐ-CP, Điều 13).

PPP is the province or country where the birth was registered, G the century and the sex, YY the last two digits of the
year of birth. There is no check digit: a wrong digit in R cannot be seen. A number that does not fit sex or year may be
one that the civil register is mending, so it is asked about and never corrected here.

>>> validate("079 313 001 234")
'079313001234'
>>> format("079313001234"), mask("079313001234")
('079 3 13 001234', '079******234')
>>> read("079313001234")
PersonNumber(place='079', sex='nu', birth_year=2013)
"""

import re
from dataclasses import dataclass

LENGTH = 12
SEXES = ("nam", "nu")


@dataclass(frozen=True, slots=True)
class PersonNumber:
    """What a number says of its holder: place of registration (three digits), sex `nam`/`nu`, year of birth."""

    place: str
    sex: str
    birth_year: int


def compact(number: str) -> str:
    """The number without spaces, hyphens and the apostrophe that marks text in Excel. A dot stays: it is a fault."""
    return re.sub(r"[\s'’-]", "", number)


def validate(number: str) -> str:
    """The compact number. Raises `ValueError` when it is not twelve digits."""
    number = compact(number)
    if not re.fullmatch(r"[0-9]{12}", number):
        raise ValueError("a personal number has 12 digits")
    return number


def is_valid(number: str) -> bool:
    """Whether it has the form of a personal number; not whether it belongs to anyone."""
    return re.fullmatch(r"[0-9]{12}", compact(number)) is not None


def format(number: str) -> str:  # noqa: A001 - the shape that every number module shares
    """The number in its four parts, for a person to read aloud."""
    number = validate(number)
    return " ".join((number[:3], number[3], number[4:6], number[6:]))


def mask(number: str) -> str:
    """The number with everything hidden that tells sex, year or person; of an unsound number only its length shows."""
    number = compact(number)
    return f"{number[:3]}******{number[-3:]}" if is_valid(number) else "*" * len(number)


def read(number: str) -> PersonNumber:
    """What the number says. Raises `ValueError` when it is not twelve digits."""
    number = validate(number)
    century_and_sex = int(number[3])
    century = 1900 + 100 * (century_and_sex // 2)
    return PersonNumber(number[:3], SEXES[century_and_sex % 2], century + int(number[4:6]))


def describes(number: str, *, sex: str | None, birth_year: int | None) -> bool:
    """Whether the number fits this sex (`nam`/`nu`) and year of birth; what is None is not tested.

    >>> describes("079313001234", sex="nu", birth_year=2013), describes("079313001234", sex="nam", birth_year=2013)
    (True, False)
    """
    said = read(number)
    return sex in (None, said.sex) and birth_year in (None, said.birth_year)


def repair(number: str, *, sex: str | None, birth_year: int | None) -> str | None:
    """The number with the zero that a spreadsheet took from its front; None when that cannot be shown to be right.

    Only eleven digits are mended, and only when sex and year are both known and the padded number fits both.

    >>> repair("79313001234", sex="nu", birth_year=2013)
    '079313001234'
    >>> repair("79313001234", sex="nam", birth_year=2013)
    """
    number = compact(number)
    if sex is None or birth_year is None or not re.fullmatch(r"[0-9]{11}", number):
        return None
    padded = number.zfill(LENGTH)
    return padded if describes(padded, sex=sex, birth_year=birth_year) else None
