"""The page of a verdict: what it comes to and what to do next in plain words, and no identifier in full."""

from hocba_ops.documents.verifying.told import from_json, to_json
from hocba_ops.reporting.verdict_page import unnamed_text, verdict_page
from tests.documents.attacks import page_text_replaced
from tests.documents.grounds import judged
from tests.documents.papers import signed_card


def test_a_sound_card_is_told_with_its_signers_roles_and_proven_times(labels):
    page = verdict_page(to_json(judged(signed_card())), labels=labels)
    assert "<h1>Chữ ký hợp lệ</h1>" in page
    assert page.count("09:00 28/05/2025") == 3
    assert "079…234" in page
    assert "079185001234" not in page


def test_a_changed_card_is_told_with_reason_and_next_step(labels):
    page = verdict_page(to_json(judged(page_text_replaced())), labels=labels)
    assert "<h1>Không hợp lệ</h1>" in page
    assert "xin lại tệp gốc" in page
    assert "PAGES_DIFFER" in page


def test_a_verdict_comes_back_from_json_as_it_went():
    verdict = judged(page_text_replaced())
    assert from_json(to_json(verdict)) == verdict


def test_a_signer_whom_the_record_does_not_name_is_told_beside_the_signature_and_in_words(labels):
    told = to_json(judged(signed_card()))
    first, *others = told["signatures"]
    unnamed = {**first, "named": "NOBODY"}
    assert "học bạ không ghi số định danh người ký" in verdict_page(
        {**told, "signatures": [unnamed, *others]}, labels=labels
    )
    assert "Giáo viên chủ nhiệm" in unnamed_text([unnamed, *others], labels)
    assert unnamed_text(told["signatures"], labels) == ""
