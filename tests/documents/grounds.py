"""What the tests verify by: the register of two invented schools, trust and revocation of the test PKI, a policy."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hocba_ops.documents.people import Expected, Member, Register, School
from hocba_ops.documents.policy import Policy, RoleRule
from hocba_ops.documents.trust.revocation import Revocation
from hocba_ops.documents.trust.stores import Trust
from hocba_ops.documents.verdict import FileVerdict
from hocba_ops.documents.verifying.file import Basis, verify
from hocba_ops.domain.signing import Role
from tests.documents.authority import VERIFIED, authority

A, B = "79000401", "79000402"
PEOPLE = frozenset({"cong_cong", "vgca"})
REGISTER = Register(
    members=(
        Member(A, "7900040001", "079185001234", "giao_vien", "1A"),
        Member(A, "7900040002", "079085005678", "giao_vien", "1B"),
        Member(A, "7900040003", "079175004321", "hieu_truong"),
        Member(B, "7900040004", "079075008765", "hieu_truong"),
    ),
    schools={
        A: School(A, "Trường Tiểu học Thử Nghiệm A", "cong_lap"),
        B: School(B, "Trường Tiểu học Thử Nghiệm B", "cong_lap"),
    },
)
RULES = {
    Role.SUBJECT_TEACHER: RoleRule(frozenset({"giao_vien"}), {"": PEOPLE}),
    Role.HOMEROOM_TEACHER: RoleRule(frozenset({"giao_vien"}), {"": PEOPLE}),
    Role.HEAD: RoleRule(frozenset({"hieu_truong", "pho_hieu_truong"}), {"": PEOPLE}),
    Role.SEAL: RoleRule(frozenset(), {"cong_lap": frozenset({"vgca"}), "tu_thuc": PEOPLE, "": PEOPLE}),
}
POLICY = Policy(
    required=(Role.HOMEROOM_TEACHER, Role.HEAD, Role.SEAL),
    rules=RULES,
    cutoff=datetime(2025, 5, 29, 17, 0, tzinfo=UTC),
)
NAMED = {"soddcngvcn": "079185001234", "soddcngiamhieu": "079175004321"}
"""What a record says of the homeroom teacher and the head of school A, who are `chi` and `hanh`."""
CARD = Expected("HB-1", A, {"gvcn": "7900040001", "hieu_truong": "7900040003"})


@cache
def trust() -> Trust:
    return Trust.read(authority().write_trust(Path(mkdtemp(prefix="trust-"))), on=date(2025, 6, 1))


@cache
def revocation(at: datetime = VERIFIED) -> Revocation:
    return Revocation.read(authority().write_revocation(Path(mkdtemp(prefix="crl-")), at=at))


def both(*moments: datetime) -> Revocation:
    """What is known after CRLs were fetched at several moments."""
    held = [revocation(at) for at in moments]
    return Revocation(tuple(one for each in held for one in each.crls))


def basis(policy: Policy = POLICY, *, at: datetime = VERIFIED, **changed: Any) -> Basis:
    return replace(Basis(policy, trust(), revocation(at), REGISTER, at), **changed)


def judged(pdf: bytes, expected: Expected = CARD, **changed: Any) -> FileVerdict:
    """The verdict on a file in this process; the guarded ones stand in test_guarded."""
    return verify(pdf, "tep.pdf", basis(**changed), expected)


def reasons(verdict: FileVerdict) -> Mapping[str, tuple[str, ...]]:
    """The reasons of each signature by field, and of the file under an empty name."""
    return {"": verdict.reasons, **{one.field: one.reasons for one in verdict.signatures}}
