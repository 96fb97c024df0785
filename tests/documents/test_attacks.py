"""No attacked file is TOTAL-PASSED, and each says why; sound files with several signatures never pay for later ones."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from hocba_ops.documents.verdict import Indication, Reason, Workflow
from tests.documents import attacks
from tests.documents.grounds import CARD, POLICY, judged
from tests.documents.papers import paper, sign, signed_card

FAILED, INDETERMINATE = Indication.FAILED, Indication.INDETERMINATE
ATTACKS: dict[Callable[[], bytes], tuple[Indication, Reason]] = {
    attacks.flip: (FAILED, Reason.HASH_FAILURE),
    attacks.page_text_replaced: (FAILED, Reason.MODIFIED_AFTER_SIGNING),
    attacks.overlay: (FAILED, Reason.MODIFIED_AFTER_SIGNING),
    attacks.page_added: (FAILED, Reason.MODIFIED_AFTER_SIGNING),
    attacks.page_removed: (FAILED, Reason.MODIFIED_AFTER_SIGNING),
    attacks.field_value_changed: (FAILED, Reason.MODIFIED_AFTER_SIGNING),
    attacks.shadow_replaced: (FAILED, Reason.MODIFIED_AFTER_SIGNING),
    attacks.shadow_hidden: (FAILED, Reason.MODIFIED_AFTER_SIGNING),
    attacks.shadow_hidden_and_replaced: (FAILED, Reason.MODIFIED_AFTER_SIGNING),
    attacks.signature_of_another_file: (FAILED, Reason.HASH_FAILURE),
    attacks.garbage_behind: (FAILED, Reason.NOT_COVERED),
    attacks.garbage_with_an_end: (FAILED, Reason.UNREADABLE),
    attacks.saved_again: (FAILED, Reason.HASH_FAILURE),
    attacks.encrypted: (FAILED, Reason.ENCRYPTED),
    attacks.truncated: (FAILED, Reason.TRUNCATED),
    attacks.cut_before_its_first_end: (FAILED, Reason.TRUNCATED),
    attacks.broken_signature: (FAILED, Reason.SIGNATURE_UNREADABLE),
    attacks.nested_arrays: (FAILED, Reason.UNREADABLE),
    attacks.decompression_bomb: (INDETERMINATE, Reason.DECODE_LIMIT),
    attacks.many_objects: (INDETERMINATE, Reason.TOO_MANY_OBJECTS),
}
"""What each attack comes to, and one of the reasons that must stand beside it."""


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_an_attacked_file_never_passes_and_says_why(attack):
    verdict = judged(attack())
    indication, reason = ATTACKS[attack]
    assert verdict.indication is indication
    assert reason in verdict.all_reasons


@pytest.mark.parametrize(
    "attack",
    [attacks.page_text_replaced, attacks.overlay, attacks.shadow_replaced, attacks.shadow_hidden, attacks.page_added],
    ids=lambda attack: attack.__name__,
)
def test_a_page_that_looks_different_than_when_it_was_signed_is_seen_by_drawing_too(attack):
    assert Reason.PAGES_DIFFER in judged(attack()).all_reasons


def test_a_form_field_may_not_change_even_before_the_seal_locks_the_document():
    verdict = judged(attacks.shadow_replaced())
    assert verdict.signatures[0].reasons[0] is Reason.MODIFIED_AFTER_SIGNING


def test_what_a_person_has_to_look_at_is_queued_and_not_called_forged():
    for attack in (attacks.decompression_bomb, attacks.many_objects):
        verdict = judged(attack())
        assert Workflow.HUMAN_QUEUE in verdict.workflow
        assert verdict.indication is INDETERMINATE


@pytest.mark.parametrize(
    ("made", "reason"), [(attacks.hybrid, Reason.HYBRID_XREF), (attacks.careless, Reason.STRICT_READ)]
)
def test_a_file_by_another_maker_has_its_own_reason_and_waits_for_a_person(made, reason):
    verdict = judged(made())
    assert (verdict.indication, verdict.reasons) == (INDETERMINATE, (reason,))
    assert Workflow.HUMAN_QUEUE in verdict.workflow


@pytest.mark.parametrize("signed", [1, 2, 3])
def test_a_sound_file_passes_after_every_further_signature(signed):
    people = dict(list({"gvcn": "chi", "hieu_truong": "hanh", "con_dau": "con-dau-a"}.items())[:signed])
    verdict = judged(sign(paper(), people))
    assert verdict.indication is Indication.PASSED
    assert [one.reasons for one in verdict.signatures] == [()] * signed


def test_an_empty_file_and_one_that_is_no_pdf_are_refused_with_a_reason():
    assert judged(b"").all_reasons == (Reason.NOT_A_PDF,)
    assert judged(b"PK\x03\x04" * 100).all_reasons == (Reason.NOT_A_PDF,)


def test_a_file_above_the_size_limit_is_not_even_opened():
    small = replace(POLICY, bounds=replace(POLICY.bounds, file_bytes=1000))
    assert judged(signed_card(), policy=small).all_reasons == (Reason.TOO_LARGE,)


def test_a_signature_box_over_half_the_page_is_a_question_as_it_is_not_compared():
    small = replace(POLICY, bounds=replace(POLICY.bounds, box_share=0.01))
    verdict = judged(signed_card(), CARD, policy=small)
    assert verdict.indication is INDETERMINATE
    assert Reason.BOX_TOO_LARGE in verdict.all_reasons
