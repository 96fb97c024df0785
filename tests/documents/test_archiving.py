"""The archive pass: years later, when every certificate has ended, an archived card passes and another does not."""

import subprocess
from datetime import UTC, date, datetime
from functools import cache

import pytest

from hocba_ops.documents.policy import Level
from hocba_ops.documents.signing.archiving import Archivist, may_be_archived
from hocba_ops.documents.verdict import Indication, Reason, Workflow
from tests.documents.attacks import WORDS, appended, flipped, page, stream
from tests.documents.authority import VERIFIED, authority
from tests.documents.grounds import CARD, basis, judged, revocation, trust
from tests.documents.papers import paper, sign, signed_card
from tests.documents.test_signing import tool

LOCKED = datetime(2025, 6, 2, 3, tzinfo=UTC)
LATER = datetime(2027, 6, 2, tzinfo=UTC)


@cache
def archived() -> bytes:
    archivist = Archivist(trust(), revocation(VERIFIED), authority().timestamper(LOCKED))
    return archivist.archive(signed_card())


def test_an_archived_card_passes_after_its_certificates_have_ended():
    verdict = judged(archived(), at=LATER, revocation=revocation(LATER))
    assert verdict.indication is Indication.PASSED, verdict.all_reasons
    assert {one.level for one in verdict.signatures} == {Level.B_LTA}
    assert verdict.workflow == (Workflow.COMPLETE, Workflow.IN_TIME)


def test_the_same_card_without_the_archive_is_no_longer_proven():
    verdict = judged(signed_card(), at=LATER, revocation=revocation(LATER))
    assert verdict.indication is Indication.INDETERMINATE


def test_an_archived_card_passes_right_after_the_lock_too():
    assert judged(archived(), at=LOCKED.replace(hour=5)).indication is Indication.PASSED


def test_archiving_only_appends_and_other_programs_still_agree(tmp_path):
    assert archived().startswith(signed_card())
    path = tmp_path / "card.pdf"
    path.write_bytes(archived())
    told = subprocess.run([tool("pdfsig"), "-nocert", str(path)], capture_output=True, text=True, check=False).stdout
    assert told.count("Signature is Valid.") >= 3
    checked = subprocess.run([tool("qpdf"), "--check", str(path)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("attack", ["flip", "page", "tail"])
def test_an_archived_card_that_is_changed_afterwards_fails(attack):
    def change(writer):
        one = page(writer)
        one["/Contents"] = stream(writer, WORDS)
        writer.update_container(one)

    made = {
        "flip": lambda: flipped(archived()),
        "page": lambda: appended(archived(), change),
        "tail": lambda: archived() + b"\n% them\n",
    }
    verdict = judged(made[attack](), at=LATER, revocation=revocation(LATER))
    assert verdict.indication is Indication.FAILED


def test_a_card_that_is_incomplete_or_unsound_is_not_archived():
    grounds = basis()
    assert may_be_archived(signed_card(), "x", grounds, CARD)[1]
    assert not may_be_archived(sign(paper(), {"gvcn": "chi"}), "x", grounds, CARD)[1]
    verdict, fit = may_be_archived(flipped(signed_card()), "x", grounds, CARD)
    assert (Reason.HASH_FAILURE in verdict.all_reasons, fit) == (True, False)


def test_the_test_pki_says_when_its_people_may_no_longer_sign():
    assert authority().cert("chi").not_valid_after.date() < date(2027, 1, 1)
