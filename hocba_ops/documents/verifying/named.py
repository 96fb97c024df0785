"""Whoever signed against whom the card's own data name: the personal number, where both sides say one."""

from collections.abc import Iterable, Mapping

from hocba_ops.documents.people import Holder, Register
from hocba_ops.documents.verdict import Named, Reason
from hocba_ops.domain.signing import Role, role_of_field


def named_of(field: str, holder: Holder, register: Register, signers: Mapping[str, str]) -> Named:
    """Whether a signer is whom the data name for a field; `signers`: the personal numbers that they say, by field."""
    if field not in signers:
        return Named.NOT_COMPARED
    if not signers[field]:
        return Named.NOBODY
    numbers = _numbers(holder, register)
    if not numbers:
        return Named.NOT_COMPARED
    return Named.SAME if signers[field] in numbers else Named.OTHER


def named_reasons(named: Named) -> tuple[Reason, ...]:
    """What is wrong with a signer whom the data do not name; where they name nobody, nothing is."""
    return (Reason.NOT_NAMED_IN_RECORD,) if named is Named.OTHER else ()


def subjects_of(signers: Iterable[str]) -> frozenset[str]:
    """The fields of subject teachers among those that the data name."""
    return frozenset(field for field in signers if role_of_field(field) is Role.SUBJECT_TEACHER)


def _numbers(holder: Holder, register: Register) -> frozenset[str]:
    """The personal number in the certificate; else those of the register for whom the inventory gives its serial."""
    if holder.identifier:
        return frozenset({holder.identifier})
    return frozenset(post.person_id for post in register.members_of(holder) if post.person_id)
