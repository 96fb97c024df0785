"""Which rung a verdict carries a card to, told by the reasons of its signatures."""

from datetime import UTC, datetime

import pytest

from hocba_ops.documents.evidence import Fault, climb
from hocba_ops.documents.evidence.rungs import fault_of
from hocba_ops.documents.verdict import FileVerdict, Reason, SignatureVerdict

AT = datetime(2025, 6, 2, tzinfo=UTC)
ROLES = ("gvcn", "hieu_truong", "con_dau")


def signature(role: str, *reasons: Reason) -> SignatureVerdict:
    return SignatureVerdict(role, role, "", "", "", "", "", "", "", "B-T", AT, AT, reasons)


def verdict(*own: Reason, roles: tuple[str, ...] = ROLES, **of: Reason) -> FileVerdict:
    """A file signed in some roles, with a reason of the file itself and one of a role."""
    signatures = tuple(signature(role, *([of[role]] if role in of else [])) for role in roles)
    return FileVerdict("tep.pdf", "ab", 1, "HB-1", own, signatures, (), AT, "")


def reached(found: FileVerdict) -> tuple[int, str, str]:
    rungs = climb(found)
    flags = (rungs.is_intact, rungs.is_unchanged, rungs.is_rightful, rungs.is_sealed)
    assert list(flags) == sorted(flags, reverse=True), "a rung counts only on the one below"
    return sum(flags), rungs.fault, rungs.fault_role


@pytest.mark.parametrize(
    ("found", "rungs"),
    [
        (verdict(), (4, "", "")),
        (verdict(roles=("gvcn", "hieu_truong")), (3, "", "")),
        (verdict(con_dau=Reason.WRONG_TRUST_ROOT), (3, "", "")),
        (verdict(con_dau=Reason.NOT_LOCKED), (3, "", "")),
        (verdict(con_dau=Reason.HASH_FAILURE), (0, Fault.BROKEN, "con_dau")),
        (verdict(con_dau=Reason.MODIFIED_AFTER_SIGNING), (1, Fault.CHANGED, "con_dau")),
        (verdict(gvcn=Reason.REVOKED), (2, Fault.CERTIFICATE, "gvcn")),
        (verdict(hieu_truong=Reason.ROLE_MISMATCH), (2, Fault.PERSON, "hieu_truong")),
        (verdict(gvcn=Reason.REVOKED, hieu_truong=Reason.ROLE_MISMATCH), (2, Fault.PERSON, "hieu_truong")),
        (verdict(gvcn=Reason.NO_TIMESTAMP), (2, Fault.UNPROVEN, "gvcn")),
        (verdict(Reason.SCHOOL_MISMATCH), (2, Fault.PERSON, "")),
        (verdict(gvcn=Reason.PAGES_DIFFER), (1, Fault.CHANGED, "gvcn")),
        (verdict(Reason.UNSIGNED_REVISION), (1, Fault.WATCH, "")),
        (verdict(roles=("gvcn", "con_dau")), (0, Fault.MISSING, "hieu_truong")),
        (verdict(Reason.NO_SIGNATURE, roles=()), (0, Fault.MISSING, "")),
        (verdict(Reason.TRUNCATED, roles=()), (0, Fault.BROKEN, "")),
        (verdict(Reason.TIME_LIMIT, roles=()), (0, Fault.WATCH, "")),
    ],
)
def test_a_verdict_carries_its_card_to_the_rung_below_its_first_fault(found, rungs):
    assert reached(found) == rungs


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_in_any_role_keeps_a_card_from_being_fully_proved(reason):
    assert fault_of(reason) in Fault
    for role in ROLES:
        assert reached(verdict(**{role: reason}))[0] < 4
    assert reached(verdict(reason))[0] < 3
