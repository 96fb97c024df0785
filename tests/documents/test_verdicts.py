"""Who signed, in which role, when, and by whose root: what each comes to, technically and in the work."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hocba_ops.documents.people import Expected, Register
from hocba_ops.documents.policy import Level, Policy
from hocba_ops.documents.trust.revocation import Revocation
from hocba_ops.documents.trust.stores import Trust
from hocba_ops.documents.verdict import SUB_INDICATIONS, Indication, Reason, Workflow, worst
from tests.documents.authority import SIGNED, VERIFIED, authority
from tests.documents.grounds import CARD, POLICY, REGISTER, A, both, judged, reasons, revocation
from tests.documents.papers import SIGNERS, paper, sign, signed_card


def on(month: int, day: int, hour: int = 2) -> datetime:
    return datetime(2025, month, day, hour, tzinfo=UTC)


def card(**signers: str) -> bytes:
    return sign(paper(), SIGNERS | signers)


def of_teacher(label: str, *, at: datetime = SIGNED, tsa: str = "tsa") -> bytes:
    return sign(paper(), {"gvcn": label}, at=at, tsa=tsa)


def test_a_card_signed_by_the_right_people_in_time_passes_and_is_complete():
    verdict = judged(signed_card())
    assert (verdict.indication, verdict.sub_indication) == (Indication.PASSED, "")
    assert verdict.workflow == (Workflow.COMPLETE, Workflow.IN_TIME)
    assert [(one.role, one.trust_root, one.level, one.signed_at) for one in verdict.signatures] == [
        ("gvcn", "cong_cong", "B-T", on(5, 28)),
        ("hieu_truong", "cong_cong", "B-T", on(5, 28)),
        ("con_dau", "vgca", "B-T", on(5, 28)),
    ]


def test_a_verdict_names_the_signer_and_masks_the_identifier():
    first = judged(signed_card()).signatures[0]
    assert (first.signer, first.signer_id) == ("Đỗ Thị Mỹ Chi", "079…234")


@pytest.mark.parametrize(
    ("signers", "field", "reason"),
    [
        ({"gvcn": "hanh"}, "gvcn", Reason.ROLE_MISMATCH),
        ({"hieu_truong": "chi"}, "hieu_truong", Reason.ROLE_MISMATCH),
        ({"con_dau": "hanh"}, "con_dau", Reason.ROLE_MISMATCH),
        ({"hieu_truong": "con-dau-a"}, "hieu_truong", Reason.ROLE_MISMATCH),
        ({"gvcn": "dung"}, "gvcn", Reason.PERSON_MISMATCH),
        ({"hieu_truong": "khanh"}, "hieu_truong", Reason.SCHOOL_MISMATCH),
        ({"con_dau": "con-dau-b"}, "con_dau", Reason.SCHOOL_MISMATCH),
        ({"con_dau": "con-dau-a-cong-cong"}, "con_dau", Reason.WRONG_TRUST_ROOT),
    ],
)
def test_a_sound_signature_of_the_wrong_person_is_not_proven(signers, field, reason):
    verdict = judged(card(**signers))
    assert verdict.indication is Indication.INDETERMINATE
    assert reason in reasons(verdict)[field]


def test_people_of_two_schools_on_a_card_that_nobody_knows_are_seen():
    verdict = judged(card(hieu_truong="khanh"), Expected())
    assert verdict.reasons == (Reason.SCHOOL_MISMATCH,)


@pytest.mark.parametrize(
    ("label", "signed", "sub_indication", "reason"),
    [
        ("chi-het-han", on(5, 16), "OUT_OF_BOUNDS_NO_POE", Reason.OUT_OF_BOUNDS),
        ("chi-thu-hoi", on(5, 19), "", None),
        ("chi-thu-hoi", on(5, 21), "REVOKED_NO_POE", Reason.REVOKED),
        ("chi-chua-toi", on(5, 28), "NOT_YET_VALID", Reason.NOT_YET_VALID),
        ("chi-sai-muc-dich", on(5, 28), "CHAIN_CONSTRAINTS_FAILURE", Reason.WRONG_PURPOSE),
        ("chi-goc-la", on(5, 28), "NO_CERTIFICATE_CHAIN_FOUND", Reason.NO_CERTIFICATE_CHAIN_FOUND),
    ],
)
def test_validity_and_revocation_are_judged_at_the_time_that_the_stamp_proves(label, signed, sub_indication, reason):
    verdict = judged(of_teacher(label, at=signed))
    assert verdict.sub_indication == sub_indication
    assert reason is None or reason in verdict.all_reasons


def test_a_certificate_that_has_ended_since_passes_only_with_a_crl_from_between_signing_and_its_end():
    signed = of_teacher("chi-het-han", at=on(5, 1))
    between = both(on(5, 14), VERIFIED)
    assert judged(signed, revocation=between).indication is Indication.PASSED
    assert judged(signed).all_reasons == (Reason.OUT_OF_BOUNDS,)


@pytest.mark.parametrize("known", [(), (on(6, 20),)], ids=["newest CRL only", "CRL from before the end"])
def test_a_certificate_revoked_before_signing_never_passes_by_having_ended(known):
    """A CA may drop what has ended from its lists: not being listed any more is no proof."""
    later = datetime(2027, 6, 2, tzinfo=UTC)
    verdict = judged(of_teacher("chi-thu-hoi", at=on(5, 28)), at=later, revocation=both(*known, later))
    assert verdict.indication is Indication.INDETERMINATE
    assert verdict.all_reasons == ((Reason.REVOKED,) if known else (Reason.OUT_OF_BOUNDS,))


@pytest.mark.parametrize(
    ("label", "signed", "verified", "reason"),
    [
        ("chi-het-han", on(5, 16), on(5, 20), Reason.OUT_OF_BOUNDS),
        ("chi-chua-toi", on(5, 28), on(6, 20), Reason.NOT_YET_VALID),
    ],
)
def test_a_time_stamp_outside_the_validity_does_not_pass_although_the_library_lets_it(label, signed, verified, reason):
    verdict = judged(of_teacher(label, at=signed), at=verified, revocation=revocation(verified))
    assert verdict.indication is Indication.INDETERMINATE
    assert reason in verdict.all_reasons


def test_a_time_stamp_of_an_authority_that_nobody_trusts_proves_no_time():
    verdict = judged(of_teacher("chi", tsa="tsa-la"))
    assert reasons(verdict)["gvcn"] == (Reason.TIMESTAMP_NOT_PROVEN,)
    assert verdict.signatures[0].signed_at is None


def test_without_a_time_stamp_a_card_passes_only_a_policy_that_does_not_ask_for_one():
    unstamped = signed_card(at=None)
    assert reasons(judged(unstamped))["gvcn"] == (Reason.NO_TIMESTAMP,)
    lenient = judged(unstamped, policy=replace(POLICY, level=Level.B_B))
    assert lenient.indication is Indication.PASSED
    assert Workflow.TIME_NOT_PROVEN in lenient.workflow


def test_the_cutoff_is_held_against_the_proven_time_and_never_against_the_claimed_one():
    verdict = judged(of_teacher("chi", at=on(5, 29, 18)))
    assert verdict.indication is Indication.PASSED
    assert Workflow.LATE in verdict.workflow
    claimed = verdict.signatures[0].claimed_at
    assert claimed is not None
    assert claimed != verdict.signatures[0].signed_at


def test_a_card_without_its_seal_passes_technically_and_is_incomplete():
    verdict = judged(sign(paper(), {"gvcn": "chi", "hieu_truong": "hanh"}))
    assert verdict.indication is Indication.PASSED
    assert Workflow.INCOMPLETE in verdict.workflow


def test_a_head_who_signs_before_the_teacher_is_in_the_wrong_order():
    verdict = judged(sign(paper(), {"hieu_truong": "hanh", "gvcn": "chi", "con_dau": "con-dau-a"}))
    assert Workflow.WRONG_ORDER in verdict.workflow


def test_a_policy_that_asks_for_nothing_passes_nothing():
    verdict = judged(signed_card(), policy=Policy())
    assert verdict.indication is Indication.INDETERMINATE
    assert Reason.NO_POLICY in verdict.reasons


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        ({"register": Register()}, Reason.NO_REGISTER),
        ({"trust": Trust()}, Reason.NO_CERTIFICATE_CHAIN_FOUND),
        ({"revocation": Revocation()}, Reason.NO_REVOCATION_DATA),
        ({"at": on(9, 1), "revocation": revocation()}, Reason.NO_REVOCATION_DATA),
    ],
    ids=["register", "trust", "revocation", "stale revocation"],
)
def test_without_what_it_is_judged_by_no_signature_passes(missing, reason):
    verdict = judged(signed_card(), **missing)
    assert verdict.indication is Indication.INDETERMINATE
    assert all(reason in one.reasons for one in verdict.signatures)


def test_verification_asks_the_network_for_nothing_although_certificates_name_addresses(monkeypatch):
    def refuse(*_: object) -> None:
        raise AssertionError("verification opened a connection")

    card = signed_card()
    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    assert b"ca.example.com" in authority().cert("chi").dump()
    assert judged(card).indication is Indication.PASSED
    assert judged(card, revocation=Revocation()).indication is Indication.INDETERMINATE


def test_a_file_without_a_signature_proves_nothing():
    verdict = judged(paper())
    assert verdict.reasons == (Reason.NO_SIGNATURE,)
    assert Workflow.INCOMPLETE in verdict.workflow


def test_a_seal_is_known_by_its_serial_where_the_name_does_not_say_the_school():
    cert = authority().cert("con-dau-b")
    serial = f"{cert.serial_number:x}"
    listed = replace(REGISTER, certificates={serial: (A, "")})
    assert judged(card(con_dau="con-dau-b"), CARD, register=listed).indication is Indication.PASSED


def test_every_reason_has_an_indication_and_the_gravest_decides():
    assert set(SUB_INDICATIONS) == set(Reason)
    assert worst([Reason.ROLE_MISMATCH, Reason.REVOKED])[1] == "REVOKED_NO_POE"
    assert worst([Reason.REVOKED, Reason.MODIFIED_AFTER_SIGNING])[0] is Indication.FAILED
