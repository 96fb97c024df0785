"""A signed XML as evidence: it carries a card to the seal, or to “unchanged” where revocation is not known."""

import pytest

from hocba_ops.documents.evidence import EvidenceBasis, EvidenceJob, climb
from hocba_ops.documents.people import Expected
from hocba_ops.documents.policy import Bounds
from hocba_ops.documents.trust.revocation import Revocation
from hocba_ops.documents.verdict import Indication, Reason
from hocba_ops.documents.verifying.inputs import Source
from hocba_ops.documents.xml import open_xml, write_xml
from tests.documents.grounds import NAMED, A, basis
from tests.documents.records import primary
from tests.documents.xml_papers import signed as sign

SIGNERS = {"gvcn": "chi", "hieu_truong": "hanh", "con_dau": "con-dau-a"}


def signed(signers: dict[str, str] = SIGNERS) -> bytes:
    return sign(primary(values=NAMED), *((label, role) for role, label in signers.items()))


def evidence(data: bytes, tmp_path, *, name: str = "tep.xml", **changed):
    path = tmp_path / name
    path.write_bytes(data)
    card = open_xml(write_xml(primary(values=NAMED))).record.text("madinhdanhhocba")
    plain = basis(**changed)
    expected = Expected(card, A, {"gvcn": "7900040001", "hieu_truong": "7900040003"})
    judged_by = EvidenceBasis(
        plain.policy, plain.trust, plain.revocation, plain.register, plain.at, cards={card: expected}
    )
    return EvidenceJob(Source(path, name)).verified(judged_by)


def rungs(found) -> int:
    told = climb(found)
    return sum((told.is_intact, told.is_unchanged, told.is_rightful, told.is_sealed))


def test_a_signed_xml_is_matched_by_its_record_and_carries_its_card_to_the_seal(tmp_path):
    found = evidence(signed(), tmp_path)
    assert (found.school_code, found.indication, rungs(found)) == (A, Indication.PASSED, 4)
    assert found.identity.content_hash == primary(values=NAMED).content_hash
    assert [one.role for one in found.signatures] == list(SIGNERS)
    assert len(found.identity.certificates) == 3


def test_a_signed_xml_stops_below_the_right_people_where_revocation_is_not_known(tmp_path):
    found = evidence(signed(), tmp_path, revocation=Revocation())
    assert (found.indication, rungs(found)) == (Indication.INDETERMINATE, 2)
    assert all(Reason.NO_REVOCATION_DATA in one.reasons for one in found.signatures)


@pytest.mark.parametrize(
    ("signers", "reason"),
    [
        ({"gvcn": "hanh", "hieu_truong": "hanh"}, Reason.ROLE_MISMATCH),
        ({"gvcn": "chi-goc-la", "hieu_truong": "hanh"}, Reason.NO_CERTIFICATE_CHAIN_FOUND),
    ],
)
def test_a_wrong_person_or_a_strange_root_in_an_xml_is_told(signers, reason, tmp_path):
    assert reason in evidence(signed(signers), tmp_path).all_reasons


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"<trichluc>false", b"<trichluc>true"),
        lambda data: data[: len(data) // 2],
        lambda _: b"<!DOCTYPE x><x/>",
        lambda _: b"",
    ],
    ids=["tampered", "cut", "entities", "empty"],
)
def test_a_broken_or_hostile_xml_reaches_no_rung_and_raises_nothing(change, tmp_path):
    found = evidence(change(signed()), tmp_path)
    assert rungs(found) == 0
    assert found.indication is not Indication.PASSED


def test_a_file_that_is_no_pdf_is_evidence_of_nothing_and_keeps_its_reason(tmp_path):
    found = evidence(b"khong phai PDF", tmp_path, name="HB-1.pdf")
    assert (found.school_code, rungs(found), found.reasons) == ("", 0, (Reason.NOT_A_PDF,))
    assert found.size <= Bounds().file_bytes
