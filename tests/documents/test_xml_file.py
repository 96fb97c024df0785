"""Signed XML verified as any file: the same words, the same people, revocation too."""

import pytest

from hocba_ops.documents.people import Expected
from hocba_ops.documents.verdict import Indication, Pages, Reason, Workflow
from hocba_ops.documents.verifying.guarded import Job, verify_many
from hocba_ops.documents.verifying.inputs import Source, list_sources
from hocba_ops.documents.verifying.xml_file import verify_xml_file
from hocba_ops.documents.xml import write_xml
from hocba_ops.many import Pool
from tests.documents.authority import SIGNED
from tests.documents.grounds import CARD, NAMED, A, basis, reasons
from tests.documents.papers import signed_card
from tests.documents.records import primary
from tests.documents.xml_papers import ALL, signed

RECORD = primary(values=NAMED)
OF_RECORD = Expected(RECORD.text("madinhdanhhocba"), A, CARD.signers)


def signed_record(*seats: tuple[str, str], **stamp) -> bytes:
    return signed(RECORD, *seats, **stamp)


def judged(data: bytes, expected: Expected = OF_RECORD):
    return verify_xml_file(data, "hb.xml", basis(), expected)


def test_an_xml_signed_by_its_three_signers_passes_with_who_and_when():
    verdict = judged(signed_record(*ALL))
    assert (verdict.indication, verdict.pages, reasons(verdict)[""]) == (Indication.PASSED, Pages.DATA, ())
    assert [(one.role, one.signed_at, one.level) for one in verdict.signatures] == [
        (role, SIGNED, "B-T") for role in ("gvcn", "hieu_truong", "con_dau")
    ]
    assert verdict.signatures[2].trust_root == "vgca"
    assert Workflow.COMPLETE in verdict.workflow
    assert verdict.content_hash == RECORD.content_hash


@pytest.mark.parametrize(
    ("data", "indication", "reason"),
    [
        (lambda: signed_record(*ALL).replace(b"<hovaten>", b"<hovaten>X"), Indication.FAILED, Reason.DATA_BROKEN),
        (lambda: write_xml(RECORD), Indication.INDETERMINATE, Reason.NO_SIGNATURE),
        (lambda: signed_record(("khanh", "hieu_truong")), Indication.INDETERMINATE, Reason.SCHOOL_MISMATCH),
        (lambda: signed_record(("chi", "hieu_truong")), Indication.INDETERMINATE, Reason.ROLE_MISMATCH),
        (lambda: signed_record(("chi-thu-hoi", "gvcn")), Indication.INDETERMINATE, Reason.REVOKED),
        (lambda: signed_record(("chi-het-han", "gvcn")), Indication.INDETERMINATE, Reason.OUT_OF_BOUNDS),
        (lambda: signed_record(("chi", "gvcn"), stamp=None), Indication.INDETERMINATE, Reason.NO_TIMESTAMP),
        (lambda: b"<!DOCTYPE a><a/>", Indication.FAILED, Reason.XML_UNSAFE),
        (lambda: b"<a/>", Indication.INDETERMINATE, Reason.XML_NOT_OURS),
        (lambda: b"<a", Indication.FAILED, Reason.UNREADABLE),
    ],
    ids=["changed", "unsigned", "other school", "wrong role", "revoked", "expired", "no stamp", "entities", "foreign",
         "cut off"],
)  # fmt: skip
def test_an_xml_that_is_not_proved_has_its_reason_and_does_not_pass(data, indication, reason):
    verdict = judged(data())
    assert verdict.indication is indication
    assert reason in verdict.all_reasons


def test_an_xml_of_another_card_or_content_than_the_registry_tells_is_a_question():
    data = signed_record(*ALL)
    other = judged(data, Expected("HB-9", A, CARD.signers))
    assert other.all_reasons == (Reason.DATA_OF_OTHER_CARD,)
    newer = Expected(OF_RECORD.card_id, A, CARD.signers, frozenset({"0" * 64}))
    assert judged(data, newer).all_reasons == (Reason.DATA_NOT_REGISTERED,)


def test_a_folder_means_the_form_where_its_data_lie_beside_it(tmp_path):
    (tmp_path / "a.pdf").write_bytes(signed_card())
    (tmp_path / "a.xml").write_bytes(write_xml(RECORD))
    (tmp_path / "b.xml").write_bytes(signed_record(*ALL))
    found = list_sources([tmp_path])
    assert [one.name for one in found] == ["a.pdf", "b.xml"]
    jobs = [Job(found[0], CARD), Job(Source(tmp_path / "b.xml", "b.xml"), OF_RECORD)]
    verdicts = list(verify_many(jobs, basis(), over=Pool(1)))
    assert [(one.indication, one.pages) for one in verdicts] == [
        (Indication.PASSED, Pages.NOT_OURS),
        (Indication.PASSED, Pages.DATA),
    ]
