"""Who is told what by mail, and how often: a list that names logins; what they may see follows from their grants."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator

from hocba_ops.access.person import LOCAL, MACHINE
from hocba_ops.errors import RecipientProblem, RecipientsFault
from hocba_ops.settings import ADDRESS

FILE_NAME = "recipients.toml"
WORKING_DAYS = 5
"""How near a duty is of which people are told, unless the list says otherwise."""


class Kind(StrEnum):
    """What a message is about; its words stand in the labels as `notice_kind.<value>`."""

    DIGEST = "digest"
    WORK_LIST = "work_list"
    DEADLINES = "deadlines"
    FAILURES = "failures"
    """Scheduled runs that did not come to a good end; for the maintainer alone."""


Asked = Literal[Kind.DIGEST, Kind.WORK_LIST, Kind.DEADLINES]
"""What a recipient can ask to be told."""


class Every(StrEnum):
    """How often something is told at most."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"

    def period(self, day: date) -> str:
        """The name of the day, week or month in which a day lies.

        >>> Every.WEEK.period(date(2025, 6, 30)), Every.MONTH.period(date(2025, 6, 30))
        ('2025-W27', '2025-06')
        """
        year, week, _ = day.isocalendar()
        return {Every.DAY: day.isoformat(), Every.WEEK: f"{year}-W{week:02d}", Every.MONTH: f"{day:%Y-%m}"}[self]


def _is_address(text: str) -> str:
    if not re.fullmatch(ADDRESS, text) or len(text) > 254:
        raise ValueError(RecipientProblem.ADDRESS)
    return text


Address = Annotated[str, AfterValidator(_is_address)]
"""One mail address in plain letters."""


class Recipient(BaseModel):
    """Somebody who is told by mail (`name`: how the list calls them).

    `who`: the login that the grants name; `role`, `unit`: only of that grant, where it holds several. `tells`: what,
    and how often. `attach`: the work list comes with its workbook, where the role may take files out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    who: str = Field(min_length=1)
    email: Address
    role: str = ""
    unit: str = ""
    language: Literal["vi", "en"] = "vi"
    tells: Mapping[Asked, Every]
    attach: bool = True

    @field_validator("who")
    @classmethod
    def _is_a_login(cls, who: str) -> str:
        if who.strip().lower() in (LOCAL, MACHINE):
            raise ValueError(RecipientProblem.RESERVED)
        return who.strip()

    @field_validator("tells")
    @classmethod
    def _tells_something(cls, tells: Mapping[Asked, Every]) -> Mapping[Asked, Every]:
        if not tells:
            raise ValueError(RecipientProblem.TELLS_NOTHING)
        return tells


Model = TypeVar("Model", bound=BaseModel)


class _Head(BaseModel):
    """What stands above the recipients: how near is near, and who is told of failures."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    working_days: int = Field(default=WORKING_DAYS, ge=0, le=60)
    maintainer: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipients:
    """The recipients by name; `maintainer`: who is told of failures; duties are near within `working_days`."""

    people: Mapping[str, Recipient]
    maintainer: tuple[str, ...] = ()
    working_days: int = WORKING_DAYS


def read_recipients(folder: Path) -> Recipients:
    """What the list says; nobody where there is none. `RecipientsFault` with every faulty entry."""
    path = folder / FILE_NAME
    if not path.is_file():
        return Recipients({})
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise RecipientsFault(str(path), [str(fault)]) from fault
    listed, faults = values.pop("recipient", {}), list[str]()
    head = _built(_Head, values, "", faults)
    if not isinstance(listed, dict):
        listed, faults = {}, [*faults, f"recipient: {RecipientProblem.NOT_A_TABLE}"]
    people = {
        name: _built(Recipient, _named(entry, name), f"recipient.{name}.", faults) for name, entry in listed.items()
    }
    if faults or head is None:
        raise RecipientsFault(str(path), faults)
    return Recipients({k: one for k, one in people.items() if one}, head.maintainer, head.working_days)


def _named(entry: Any, name: str) -> Any:
    return {**entry, "name": name} if isinstance(entry, dict) else entry


def _built(kind: type[Model], values: Any, place: str, faults: list[str]) -> Model | None:
    try:
        return kind.model_validate(values)
    except ValidationError as found:
        faults += [f"{place}{'.'.join(map(str, one['loc']))}: {_said(one)}" for one in found.errors()]
        return None


def _said(fault: Mapping[str, Any]) -> str:
    """What is wrong with a key, in words for whoever wrote it."""
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"])
    told = {
        "extra_forbidden": RecipientProblem.UNKNOWN_KEY,
        "missing": RecipientProblem.NOT_A_TABLE if not fault["loc"] else str(fault["msg"]),
        "literal_error": RecipientProblem.NOT_A_CHOICE,
        "enum": RecipientProblem.NOT_A_CHOICE,
        "model_type": RecipientProblem.NOT_A_TABLE,
    }
    return str(told.get(fault["type"], fault["msg"]))
