"""How far a verdict carries a card: intact, unchanged, signed by the right people, sealed; each rung on the last.

The verdict is of all signatures; what the school claims is those of the homeroom teacher and the head, then the seal.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from hocba_ops.documents.verdict import HUMAN_QUEUE, SUB_INDICATIONS, FileVerdict, Indication, Reason
from hocba_ops.domain.signing import Role


class Fault(StrEnum):
    """What keeps a file from being proof, in the order in which it is looked for."""

    WATCH = "nguoi_xem"
    """A person has to look: made by another program, or above a limit."""
    BROKEN = "ky_hong"
    MISSING = "thieu_chu_ky"
    CHANGED = "bi_sua"
    PERSON = "sai_nguoi"
    CERTIFICATE = "chung_thu"
    UNPROVEN = "chua_du"
    """Nothing is wrong, and something that a proof needs is not there."""


CRYPTO = frozenset(
    {Reason.HASH_FAILURE, Reason.RECORD_CHANGED, Reason.SIG_CRYPTO_FAILURE, Reason.SIGNATURE_UNREADABLE,
     Reason.NOT_A_PDF, Reason.UNREADABLE, Reason.TRUNCATED, Reason.ENCRYPTED, Reason.XML_UNSAFE}
)  # fmt: skip
LOOKED_PAST = frozenset({Reason.UNSIGNED_REVISION, Reason.BOX_TOO_LARGE})
"""What a person looks at although the signatures themselves hold: it is the rung of what came after them."""
PERSON = frozenset(
    {Reason.UNKNOWN_FIELD, Reason.ROLE_MISMATCH, Reason.PERSON_MISMATCH, Reason.SCHOOL_MISMATCH, Reason.SIGNER_UNKNOWN,
     Reason.NOT_NAMED_IN_RECORD}
)  # fmt: skip
CERTIFICATE = frozenset(
    {Reason.REVOKED, Reason.AUTHORITY_REVOKED, Reason.OUT_OF_BOUNDS, Reason.NOT_YET_VALID, Reason.WRONG_PURPOSE,
     Reason.NO_CERTIFICATE_CHAIN_FOUND, Reason.CHAIN_CONSTRAINTS_FAILURE, Reason.WRONG_TRUST_ROOT,
     Reason.WEAK_ALGORITHM}
)  # fmt: skip
CLAIMED = (Role.HOMEROOM_TEACHER, Role.HEAD)
FIRST = frozenset({Fault.WATCH, Fault.BROKEN, Fault.MISSING})

Found = tuple[Fault, str, bool]
"""A fault, the role in which it is, and whether it lies on the rung of what came after signing."""


@dataclass(frozen=True, slots=True)
class Rungs:
    """The rungs that a file reaches, and the first fault of those below the seal."""

    is_intact: bool
    is_unchanged: bool
    is_rightful: bool
    is_sealed: bool
    fault: str = ""
    fault_role: str = ""


def fault_of(reason: Reason) -> Fault:
    """What kind of fault a reason is; any reason that makes a file TOTAL-FAILED and is not of the mathematics: changed.

    >>> fault_of(Reason.PAGES_DIFFER), fault_of(Reason.REVOKED), fault_of(Reason.NO_TIMESTAMP)
    (<Fault.CHANGED: 'bi_sua'>, <Fault.CERTIFICATE: 'chung_thu'>, <Fault.UNPROVEN: 'chua_du'>)
    """
    kinds = ((CRYPTO, Fault.BROKEN), ({Reason.NO_SIGNATURE}, Fault.MISSING), (HUMAN_QUEUE, Fault.WATCH),
             (PERSON, Fault.PERSON), (CERTIFICATE, Fault.CERTIFICATE))  # fmt: skip
    known = next((fault for reasons, fault in kinds if reason in reasons), None)
    failed = SUB_INDICATIONS[reason][0] is Indication.FAILED
    return known or (Fault.CHANGED if failed else Fault.UNPROVEN)


def climb(verdict: FileVerdict) -> Rungs:
    """The rungs that a verdict carries its card to."""
    roles = {one.role for one in verdict.signatures}
    missing = [(Fault.MISSING, role.value, False) for role in CLAIMED if verdict.signatures and role not in roles]
    found = [*missing, *_found(verdict)]
    sealing = [one for one in found if one[1] == Role.SEAL]
    first = any(fault in FIRST and not later for fault, _, later in found)
    changed = any(fault is Fault.CHANGED or later for fault, _, later in found)
    own = [one for one in found if one not in sealing or one[0] in (*FIRST, Fault.CHANGED)]
    is_rightful = not own
    fault, role = _worst(own)
    return Rungs(
        is_intact=not first,
        is_unchanged=not first and not changed,
        is_rightful=is_rightful,
        is_sealed=is_rightful and not sealing and Role.SEAL in roles,
        fault=fault,
        fault_role=role,
    )


def _found(verdict: FileVerdict) -> Iterator[Found]:
    yield from _told(verdict.reasons, "")
    for one in verdict.signatures:
        yield from _told(one.reasons, one.role)


def _told(reasons: Iterable[Reason], role: str) -> Iterator[Found]:
    for reason in reasons:
        yield fault_of(reason), role, reason in LOOKED_PAST


def _worst(found: Iterable[Found]) -> tuple[str, str]:
    """The fault of the lowest rung, and where it lies: with a person before the file as a whole."""
    order = list(Fault)
    ranked = sorted(found, key=lambda one: (one[2], order.index(one[0]), not one[1]))
    return (ranked[0][0].value, ranked[0][1]) if ranked else ("", "")
