"""A record and the signatures in files beside it are one item: found and judged together, each fault its reason."""

import zipfile
from datetime import timedelta

import pytest

from hocba_ops.documents.evidence import EvidenceBasis, EvidenceJob, climb
from hocba_ops.documents.people import Expected
from hocba_ops.documents.verdict import Indication, Reason, Workflow
from hocba_ops.documents.verifying.guarded import Job
from hocba_ops.documents.verifying.inputs import list_sources
from hocba_ops.documents.verifying.kept import Kept, verify_or_recall
from hocba_ops.documents.verifying.told import from_json, to_json
from hocba_ops.many import Pool
from tests.documents.authority import SIGNED
from tests.documents.grounds import CARD, NAMED, POLICY, A, basis
from tests.documents.papers import signed_card
from tests.documents.records import primary
from tests.documents.xml_papers import ALL, signed_beside

RECORD = primary(values=NAMED)
OF_RECORD = Expected(RECORD.text("madinhdanhhocba"), A, CARD.signers)
NAMES = ("HB-1.xml", "HB-1.xml.con_dau.xades", "HB-1.xml.gvcn.xades", "HB-1.xml.hieu_truong.xades")


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "giao"
    place.mkdir()
    signed_beside(place, RECORD, *ALL)
    return place


def verdicts(*paths):
    return [Job(source, OF_RECORD).verified(basis()) for source in list_sources(paths)]


def names(verdict) -> tuple[str, ...]:
    return (verdict.file, *(one.file for one in verdict.beside))


def test_a_record_signed_beside_by_all_three_passes_as_one_item_that_names_every_file(folder):
    (verdict,) = verdicts(folder)
    assert (verdict.indication, names(verdict)) == (Indication.PASSED, NAMES)
    assert sorted(one.role for one in verdict.signatures) == ["con_dau", "gvcn", "hieu_truong"]
    assert from_json(to_json(verdict)) == verdict


def test_the_order_of_signatures_in_files_is_that_of_their_time_stamps_and_not_of_their_names(folder):
    (right,) = verdicts(folder)
    assert (Workflow.COMPLETE in right.workflow, Workflow.WRONG_ORDER in right.workflow) == (True, False)
    signed_beside(folder, RECORD, ALL[0], at=SIGNED + timedelta(hours=1))
    (late,) = verdicts(folder)
    assert (late.indication, Workflow.WRONG_ORDER in late.workflow) == (Indication.PASSED, True)


def test_a_record_in_a_zip_is_found_with_its_signatures_in_the_same_zip(folder, tmp_path):
    with zipfile.ZipFile(tmp_path / "giao.zip", "w") as out:
        for path in folder.iterdir():
            out.write(path, f"5A/{path.name}")
    (verdict,) = verdicts(tmp_path / "giao.zip")
    assert verdict.indication is Indication.PASSED
    assert names(verdict) == tuple(f"giao.zip/5A/{name}" for name in NAMES)


@pytest.mark.parametrize("given", [NAMES[:1], NAMES[2:3], NAMES])
def test_naming_the_record_or_one_of_its_signatures_means_the_same_item_once(folder, given):
    assert [names(one) for one in verdicts(*(folder / name for name in given))] == [NAMES]


def test_a_form_beside_the_record_does_not_hide_signatures_beside_the_record(folder):
    (folder / "HB-1.pdf").write_bytes(signed_card())
    assert [one.name for one in list_sources([folder])] == ["HB-1.pdf", "HB-1.xml"]


def test_a_signature_without_its_record_is_told_as_such_and_is_not_called_forged(folder):
    (folder / "HB-1.xml").unlink()
    found = verdicts(folder)
    assert [one.all_reasons for one in found] == [(Reason.SIGNED_DATA_NOT_FOUND,)] * 3
    assert {(one.indication, one.sub_indication) for one in found} == {
        (Indication.INDETERMINATE, "SIGNED_DATA_NOT_FOUND")
    }


def test_a_record_that_was_changed_after_its_signatures_is_told_by_each_of_them(folder):
    path = folder / "HB-1.xml"
    path.write_bytes(path.read_bytes() + b"\n")
    (verdict,) = verdicts(folder)
    assert (verdict.indication, verdict.sub_indication) == (Indication.FAILED, "HASH_FAILURE")
    assert [one.reasons for one in verdict.signatures] == [(Reason.RECORD_CHANGED,)] * 3


def test_a_signature_that_names_another_file_is_a_question_of_its_own(folder):
    for path in sorted(folder.iterdir()):
        path.rename(folder / path.name.replace("HB-1", "HB-2"))
    (verdict,) = verdicts(folder)
    assert verdict.indication is Indication.INDETERMINATE
    assert all(Reason.SIGNS_OTHER_FILE in one.reasons for one in verdict.signatures)


@pytest.mark.parametrize("content", [b"", b"<a/>", b"<!DOCTYPE a><a/>", b"\x00" * 9])
def test_a_file_beside_that_is_no_signature_fails_the_item_and_raises_nothing(folder, content):
    (folder / NAMES[2]).write_bytes(content)
    (verdict,) = verdicts(folder)
    assert verdict.indication is Indication.FAILED
    assert Reason.SIGNATURE_UNREADABLE in verdict.all_reasons


def test_a_kept_verdict_is_not_taken_once_a_signature_beside_has_changed(folder, tmp_path):
    kept, (source,) = Kept(tmp_path / "giu"), list_sources([folder])
    first = Job(source, OF_RECORD).verified(basis())
    kept.keep(first, basis(), OF_RECORD)
    assert list(verify_or_recall([Job(source, OF_RECORD)], basis(), kept, over=Pool(1))) == [first]
    (folder / NAMES[2]).write_bytes(b"<a/>")
    assert kept.find(source.key(source.contents(POLICY.bounds.file_bytes)), basis(), OF_RECORD) is None


def test_a_record_with_signatures_beside_it_is_evidence_up_to_the_seal(folder):
    plain = basis()
    judged_by = EvidenceBasis(
        plain.policy, plain.trust, plain.revocation, plain.register, plain.at, cards={OF_RECORD.card_id: OF_RECORD}
    )
    (found,) = [EvidenceJob(source).verified(judged_by) for source in list_sources([folder])]
    assert (climb(found).is_sealed, found.school_code, len(found.identity.certificates)) == (True, A, 3)
    assert names(found) == NAMES
