"""Grants of a workspace: which login holds which role in which unit, given and taken by somebody, and when."""

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from hocba_ops.access.grants import Grant, give, standing_grants, take
from hocba_ops.access.journal import Journal
from hocba_ops.access.trail import Event, Trail
from hocba_ops.domain.org_unit import UnitKind
from hocba_ops.errors import BadParameter, GrantProblem, GrantRefused, ParameterProblem
from hocba_ops.text import fold_spaces, nfc
from hocba_ops.workbench.viewing import local_person

if TYPE_CHECKING:
    from hocba_ops.workbench.bench import Workbench

GRANTS = "grants"
OF_OFFICES = ("office", "figures")
"""How far the roles see that are held in an office, not in a school."""


def grants_journal(bench: "Workbench") -> Journal:
    """The journal of the grants of a workspace."""
    return Journal(bench.settings.path(bench.settings.access) / GRANTS)


def grants_held(bench: "Workbench") -> tuple[Grant, ...]:
    """The grants that nobody has taken back, whatever their days, in the order in which they were given."""
    return standing_grants(grants_journal(bench).entries())


def grant_role(bench: "Workbench", grant: Grant, *, by: str, now: datetime) -> Grant:
    """Give a login a role in a unit from now on, or from its first day to its last.

    Raises `BadParameter` for an unknown unit, role or an empty name, `GrantRefused` for what cannot be: a role of a
    school in an office, a teacher without the code by which classes are known, days the wrong way round.
    """
    checked, said = _checked(bench, grant), _said(by, "by")
    give(grants_journal(bench), checked, by=said, now=now)
    _note(bench, Event.GRANTED, checked, by=said, now=now)
    return checked


def revoke_role(bench: "Workbench", *, who: str, role: str, unit: str, by: str, now: datetime) -> tuple[Grant, ...]:
    """Take roles from a login at once; empty `role` or `unit` means every one. `GrantRefused` when it holds none."""
    found = tuple(
        one
        for one in grants_held(bench)
        if same_name(one.who, who) and role in ("", one.role) and unit in ("", one.unit)
    )
    if not found:
        raise GrantRefused(who, GrantProblem.NOT_HELD)
    said = _said(by, "by")
    for grant in found:
        take(grants_journal(bench), grant, by=said, now=now)
        _note(bench, Event.REVOKED, grant, by=said, now=now)
    return found


def same_name(first: str, second: str) -> bool:
    r"""Whether two names mean one login: a small or capital letter makes no other person, an odd letter does.

    >>> same_name("An@truong.vn", "an@truong.vn"), same_name("\u212aim@truong.vn", "kim@truong.vn")
    (True, False)
    """
    if first.isascii() and second.isascii() and "|" not in first + second:
        return first.lower() == second.lower()
    return first == second


def _checked(bench: "Workbench", grant: Grant) -> Grant:
    viewers = bench.rulebook.access.viewers
    if grant.role not in viewers:
        raise GrantRefused(grant.role, GrantProblem.ROLE, choices=sorted(viewers))
    bench.known_unit(grant.unit)
    is_school = bench.tree(date.max).unit(grant.unit).kind == UnitKind.TRUONG
    if is_school == (viewers[grant.role].reach in OF_OFFICES):
        raise GrantRefused(grant.unit, GrantProblem.SCHOOL if is_school else GrantProblem.OFFICE)
    if is_school and not grant.staff_code.strip():
        raise GrantRefused(grant.who, GrantProblem.STAFF_CODE)
    if (grant.valid_from or date.min) > (grant.valid_to or date.max):
        raise GrantRefused(grant.who, GrantProblem.DAYS)
    return replace(grant, who=_said(grant.who, "who"), staff_code=grant.staff_code.strip())


def _note(bench: "Workbench", event: Event, grant: Grant, *, by: str, now: datetime) -> None:
    trail = Trail.open(bench.settings.path(bench.settings.access))
    person = local_person(bench, by)
    trail.record(event, person, now=now, target=grant.role, about_unit=grant.unit, detail=grant.who)


def _said(text: str, name: str) -> str:
    said = fold_spaces(nfc(text))
    if not said:
        raise BadParameter(name, text, ParameterProblem.EMPTY)
    return said
