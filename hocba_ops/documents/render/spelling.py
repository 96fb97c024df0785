"""Values of a record as a page spells them: days, numbers, codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hocba_ops.documents.record import Record


@dataclass(frozen=True, slots=True)
class Names:
    """Names of ethnic groups, nationalities and subjects by code; a code without a name is printed as it is.

    Subjects stand on the page in the order of their names here; one that has none keeps the name of its record, which
    may be cut short to the room of the layout, and comes after them.
    """

    ethnicity: Mapping[str, str] = field(default_factory=dict)
    nationality: Mapping[str, str] = field(default_factory=dict)
    subject: Mapping[str, str] = field(default_factory=dict)


def day(text: str) -> str:
    """A day as forms write it; what is no full day, as it is.

    >>> day("2014-03-09"), day("2014-03"), day("2014")
    ('09/03/2014', '03/2014', '2014')
    """
    return "/".join(reversed(text.split("-")))


def number(text: str, unit: str = "") -> str:
    """A number with a decimal comma, and its unit.

    >>> number("27.5", "kg"), number("")
    ('27,5 kg', '')
    """
    return f"{text.replace('.', ',')} {unit}".strip() if text else ""


def birth(record: Record) -> str:
    """The day of birth, or as much of it as is known."""
    names = ("ngaythangnamsinh", "thangnamsinh", "namsinh")
    return next((day(record.text(name)) for name in names if record.text(name)), "")


def place_and_day(record: Record, words: Mapping[str, str]) -> str:
    """Place and day of issue; dots to fill in where neither is known."""
    place, issued = record.text("diadanhphathanh"), record.text("ngaykyphathanh")
    return spell_day(place, issued, words) if place and issued else words["place_and_day_empty"]


def spell_day(place: str, iso: str, words: Mapping[str, str]) -> str:
    """Place and day in words, as papers end."""
    year, month, day_of_month = iso[:10].split("-")
    two_digits = month if int(month) < 3 else str(int(month))
    return words["place_and_day"].format(
        place=place, day=day_of_month if int(day_of_month) < 10 else int(day_of_month), month=two_digits, year=year
    )
