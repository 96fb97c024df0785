"""A secondary card is complete when the teacher of every subject that its own data name has signed, each in person."""

import json

import pytest

from hocba_ops.documents.people import Expected
from hocba_ops.documents.render import Look, Renderer
from hocba_ops.documents.render.compile import boxes_text
from hocba_ops.documents.render.spelling import Names
from hocba_ops.documents.signing.fields import Box
from hocba_ops.documents.signing.pades import Layout
from hocba_ops.documents.verdict import Indication, Pages, Reason, Workflow
from hocba_ops.documents.xml import write_xml
from tests.documents.grounds import NAMED, A, judged
from tests.documents.papers import sign
from tests.documents.records import secondary

CHI, DUNG = "079185001234", "079085005678"
TOAN, VAN = "gvbm-TOA", "gvbm-VAN"
OTHERS = {"gvcn": "chi", "hieu_truong": "hanh", "con_dau": "con-dau-a"}


def subject(code: str, name: str, person_id: str) -> dict[str, str]:
    return {"mamonhoc": code, "tenmonhoc": name, "diemcanam": "8.0", "gvbm": "Người Dạy", "soddcngvbm": person_id}


@pytest.fixture(scope="module")
def form():
    rows = [subject("TOA", "Toán", DUNG), subject("VAN", "Ngữ văn", CHI)]
    return Renderer(Names()).render(
        [write_xml(secondary(values=NAMED, rows=rows))], Look(is_tagged=False, has_cover=False)
    )


def verdict_of(form, signers: dict[str, str]):
    told = json.loads(boxes_text(form.boxes))
    layout = Layout([Box(name, one["page"], tuple(one["corners"])) for name, one in told.items()])
    card = secondary().text("madinhdanhhocba")
    return judged(sign(form.pdf, {**signers, **OTHERS}, fields=layout), Expected(card, A))


def test_a_card_signed_by_every_subject_teacher_is_complete_and_proved(form):
    verdict = verdict_of(form, {TOAN: "dung", VAN: "chi"})
    assert (verdict.indication, verdict.pages) == (Indication.PASSED, Pages.PROVED)
    assert Workflow.COMPLETE in verdict.workflow


def test_a_card_that_one_subject_teacher_has_not_signed_is_sound_and_not_complete(form):
    verdict = verdict_of(form, {TOAN: "dung"})
    assert verdict.indication is Indication.PASSED
    assert Workflow.INCOMPLETE in verdict.workflow


def test_a_teacher_who_signs_for_another_subject_is_not_whom_the_data_name(form):
    verdict = verdict_of(form, {TOAN: "dung", VAN: "dung"})
    assert verdict.indication is not Indication.PASSED
    assert {one.field: one.reasons for one in verdict.signatures}[VAN] == (Reason.NOT_NAMED_IN_RECORD,)
