"""The right person in the right role: the certificate's holder against the staff register and the expected card.

A teacher's sound signature in the head's field is sound cryptography; only this rule sees that it is the wrong person.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from hocba_ops.documents.people import Expected, Holder, Register
from hocba_ops.documents.policy import Policy
from hocba_ops.documents.verdict import Reason, Workflow
from hocba_ops.domain.signing import Role, role_of_field


@dataclass(frozen=True, slots=True)
class Seat:
    """Whoever signed in a field: what is wrong with that, and the schools for which it would be right."""

    field: str
    reasons: tuple[Reason, ...]
    schools: frozenset[str] = frozenset()


def seat_of(field: str, holder: Holder, register: Register, policy: Policy, expected: Expected) -> Seat:
    """Whether whoever signed may sign in this field."""
    role = role_of_field(field)
    rule = policy.rules.get(role) if role else None
    if role is None or rule is None:
        return Seat(field, (Reason.UNKNOWN_FIELD,))
    if not register.members and not register.schools and not register.certificates:
        return Seat(field, (Reason.NO_REGISTER,))
    if role is Role.SEAL:
        return _sealed(field, holder, register, expected)
    return _signed(field, holder, register, rule.positions, expected)


def _sealed(field: str, holder: Holder, register: Register, expected: Expected) -> Seat:
    schools = frozenset(register.schools_of(holder))
    if register.members_of(holder):
        return Seat(field, (Reason.ROLE_MISMATCH,))
    if not schools:
        return Seat(field, (Reason.SIGNER_UNKNOWN,))
    return _within(field, schools, expected)


def _signed(field: str, holder: Holder, register: Register, positions: frozenset[str], expected: Expected) -> Seat:
    posts = register.members_of(holder)
    if not posts:
        is_seal = bool(register.schools_of(holder)) and not holder.title
        return Seat(field, (Reason.ROLE_MISMATCH if is_seal else Reason.SIGNER_UNKNOWN,))
    fitting = [post for post in posts if post.position in positions]
    if not fitting:
        return Seat(field, (Reason.ROLE_MISMATCH,))
    seat = _within(field, frozenset(post.school_code for post in fitting), expected)
    named = expected.signers.get(field)
    if not seat.reasons and named and all(post.staff_code != named for post in fitting):
        return Seat(field, (Reason.PERSON_MISMATCH,), seat.schools)
    return seat


def _within(field: str, schools: frozenset[str], expected: Expected) -> Seat:
    if not expected.school_code:
        return Seat(field, (), schools)
    fits = schools & {expected.school_code}
    return Seat(field, () if fits else (Reason.SCHOOL_MISMATCH,), fits)


def common_school(seats: Sequence[Seat], expected: Expected) -> tuple[str, tuple[Reason, ...]]:
    """The school of a card, and what is wrong when its signers do not all belong to one; empty when it is not known."""
    if expected.school_code:
        return expected.school_code, ()
    known = [seat.schools for seat in seats if seat.schools]
    shared = frozenset.intersection(*known) if known else frozenset()
    if known and not shared:
        return "", (Reason.SCHOOL_MISMATCH,)
    return (next(iter(shared)) if len(shared) == 1 else ""), ()


def root_reasons(field: str, store: str, school: str, register: Register, policy: Policy) -> list[Reason]:
    """Whether a certificate hangs from a root that the law wants for this role at this school."""
    role = role_of_field(field)
    if role is None or role not in policy.rules or not store:
        return []
    ownership = register.schools[school].ownership if school in register.schools else ""
    return [] if store in policy.rules[role].trusted(ownership) else [Reason.WRONG_TRUST_ROOT]


def standing(fields: Sequence[str], required: Sequence[Role], signers: Collection[str]) -> list[Workflow]:
    """Whether every role has signed, and in the order of the roles. `signers`: every field that is to be signed."""
    roles = [role for role in map(role_of_field, fields) if role is not None]
    missing = not required or set(required) - set(roles) or set(signers) - set(fields)
    order = [role.place for role in roles]
    told = [Workflow.INCOMPLETE if missing else Workflow.COMPLETE]
    return [*told, Workflow.WRONG_ORDER] if order != sorted(order) else told
