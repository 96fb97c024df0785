"""What a school typed into a cell, as a value; a cell's text in one form, whatever program wrote it."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hocba_ops.packs.pack import Field, Input
from hocba_ops.text import fold_spaces, nfc

WRITTEN_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
CELL_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00:00(?:\.0+)?)?")
WHOLE = re.compile(r"(-?\d{1,9})(?:[.,]0+)?")
TENTHS = re.compile(r"(\d{1,3})(?:[.,](\d)0*)?")
DIGITS = re.compile(r"\d+")
DAY_FORM = "%d/%m/%Y"

Value = str | int | bool | date | None
"""What a column of a table may hold."""


class Misfit(StrEnum):
    """Why a text is no value of its field; the sentence of each stands in the labels as `pack.misfit.<value>`."""

    NOT_A_DAY = "not_a_day"
    NOT_DIGITS = "not_digits"
    NOT_WHOLE = "not_whole"
    NOT_TENTHS = "not_tenths"
    OUT_OF_RANGE = "out_of_range"
    NOT_LISTED = "not_listed"
    NO_NAME = "no_name"


@dataclass(frozen=True, slots=True)
class Filled:
    """A text read as its field asks: its value, the text in the one form that is kept, or why it does not fit."""

    value: Value
    text: str
    misfit: Misfit | None = None


def read_text(text: str | None) -> str:
    """A cell's text in one form: composed letters, single spaces, none at the ends."""
    return fold_spaces(nfc(text or ""))


def fill(field: Field, text: str | None) -> Filled:
    """The text of a cell as a value of its field; an empty cell fits every field and has no value."""
    clean = read_text(text)
    if not clean:
        return Filled(None, "")
    return _READERS[field.input](field, clean)


def _text(_field: Field, text: str) -> Filled:
    return Filled(text, text)


def _number_code(_field: Field, text: str) -> Filled:
    joined = re.sub(r"[ '’]", "", text)
    plain = re.sub(r"^(\d+)\.0+$", r"\1", joined)
    return Filled(plain, plain) if DIGITS.fullmatch(plain) else Filled(None, text, Misfit.NOT_DIGITS)


def _day(_field: Field, text: str) -> Filled:
    written, cell = WRITTEN_DAY.fullmatch(text), CELL_DAY.fullmatch(text)
    parts = written.groups()[::-1] if written else cell.groups() if cell else None
    if parts is None:
        return Filled(None, text, Misfit.NOT_A_DAY)
    try:
        day = date(*map(int, parts))
    except ValueError:
        return Filled(None, text, Misfit.NOT_A_DAY)
    return Filled(day, day.strftime(DAY_FORM))


def _choice(field: Field, text: str) -> Filled:
    known = {word.casefold(): (word, code) for word, code in field.choices}
    if text.casefold() not in known:
        return Filled(None, text, Misfit.NOT_LISTED)
    word, code = known[text.casefold()]
    return Filled(code, word)


def _whole(field: Field, text: str) -> Filled:
    read = WHOLE.fullmatch(text)
    if not read:
        return Filled(None, text, Misfit.NOT_WHOLE)
    return _bounded(field, int(read[1]), field.low, field.high, read[1].lstrip("0") or "0")


def _tenths(field: Field, text: str) -> Filled:
    read = TENTHS.fullmatch(text)
    if not read:
        return Filled(None, text, Misfit.NOT_TENTHS)
    whole, decimal = int(read[1]), int(read[2] or 0)
    shown = f"{whole},{decimal}" if decimal else str(whole)
    return _bounded(field, whole * 10 + decimal, field.low * 10, field.high * 10, shown)


def _bounded(_field: Field, number: int, low: int, high: int, shown: str) -> Filled:
    if not low <= number <= high:
        return Filled(None, shown, Misfit.OUT_OF_RANGE)
    return Filled(number, shown)


_READERS = {
    Input.TEXT: _text,
    Input.SUGGESTED: _text,
    Input.NUMBER_CODE: _number_code,
    Input.DAY: _day,
    Input.CHOICE: _choice,
    Input.WHOLE: _whole,
    Input.TENTHS: _tenths,
}
