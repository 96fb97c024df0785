"""What every entry of the rulebook shares: no unknown key, real dates, and the paper it was read in."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, Strict
from pydantic_core import PydanticCustomError

Day = Annotated[date, Strict()]
"""A TOML date; a date written as text is refused."""
Whole = Annotated[int, Strict()]
Flag = Annotated[bool, Strict()]
Words = Annotated[str, Field(min_length=1)]
Grade = Annotated[int, Strict(), Field(ge=1, le=12)]
Percent = Annotated[int, Strict(), Field(ge=0, le=100)]
SchoolYearText = Annotated[str, Field(pattern=r"^\d{4}-\d{4}$")]


class Confidence(StrEnum):
    """How sure we are of an entry; reports print anything but the first."""

    PRIMARY = "primary"
    """Read in the paper itself."""
    SECONDARY = "secondary"
    """Read only second-hand: press, a law site, somebody's copy."""
    UNCONFIRMED = "unconfirmed"
    """Known to us, found nowhere yet: check before anyone relies on it."""


CERTAINTY = tuple(Confidence)
"""From the surest to the least sure."""


class Entry(BaseModel):
    """An entry of a rulebook file: unchangeable, and an unknown key is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Cited(Entry):
    """An entry that rests on a paper: `document` is an id in documents.toml, `clause` says where in it."""

    document: Words
    clause: Words
    confidence: Confidence = Confidence.PRIMARY


def refuse(fault: str, **details: str) -> PydanticCustomError:
    """The error a check of an entry raises; its sentence stands in the labels as `rulebook.fault.<fault>`."""
    return PydanticCustomError(fault, "refused", dict(details))


def check_order(first: date | None, last: date | None) -> None:
    """Raise a fault when a span of days ends before it begins."""
    if first is not None and last is not None and last < first:
        raise refuse("dates_out_of_order", first=first.isoformat(), last=last.isoformat())
