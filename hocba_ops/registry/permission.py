"""Whether a person may do an act with a card: the roles of the rulebook, held by the people of the school."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hocba_ops.rulebook.acts import Act, Holder
from hocba_ops.text import class_key


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at work in a school: the position, and the classes of which they are the homeroom teacher."""

    code: str
    school_code: str
    position: str | None
    classes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class People:
    """The people at work in schools, by school and code, and which positions may hold which role."""

    at_work: Mapping[tuple[str, str], Person]
    holders: Mapping[str, Holder]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """Who does an act as what; `reason` and `second` where the act needs them."""

    by: str
    role: str
    reason: str = ""
    second: str = ""

    @property
    def words(self) -> str:
        """What the event says of why, and of who agreed."""
        return " | ".join(one for one in (self.reason.strip(), self.second.strip()) if one)


def why_may_not(doing: Doing, act: Act, people: People, card: Mapping[str, Any]) -> str | None:
    """The id of the rule by which this person may not do the act with this card; None when they may."""
    return (
        _why_not_as(doing.by, doing.role, act.roles, people, card)
        or ("no_reason" if "reason" in act.needs and not doing.reason.strip() else None)
        or (_why_no_second(doing, act, people, card) if "second" in act.needs else None)
    )


def _why_not_as(code: str, role: str, roles: tuple[str, ...], people: People, card: Mapping[str, Any]) -> str | None:
    person = people.at_work.get((card["school_code"], code))
    if person is None:
        return "not_at_school"
    holder = people.holders.get(role)
    if holder is None or person.position not in holder.positions:
        return "role_not_held"
    if role not in roles:
        return "role_may_not"
    is_theirs = class_key(card["class_name"]) in {class_key(one) for one in person.classes} - {""}
    return "other_class" if holder.own_class and not is_theirs else None


def _why_no_second(doing: Doing, act: Act, people: People, card: Mapping[str, Any]) -> str | None:
    if not doing.second.strip():
        return "no_second"
    if doing.second.strip() == doing.by.strip():
        return "same_person"
    found = [_why_not_as(doing.second.strip(), role, act.second_roles, people, card) for role in act.second_roles]
    return None if None in found else "second_may_not"
