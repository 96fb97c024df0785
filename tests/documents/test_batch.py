"""A batch as people need it: rehearsed, resumed, never stopped by one file, and never by the wrong person."""

import json
import pickle
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hocba_ops.documents.people import Expected
from hocba_ops.documents.signing import looking
from hocba_ops.documents.signing.batch import MANIFEST, Batch, Item, Outcome
from hocba_ops.documents.signing.checks import Hold
from hocba_ops.documents.signing.pades import Pen
from hocba_ops.documents.verdict import Indication, Reason
from hocba_ops.documents.verifying.inputs import list_sources
from hocba_ops.errors import KeyProblem, KeyRefused
from hocba_ops.many import Pool
from tests.documents.attacks import WORDS, appended, flipped, page, stream
from tests.documents.authority import SIGNED
from tests.documents.grounds import CARD, basis, judged
from tests.documents.papers import BOXES, layout, paper, pen, sign

EVER = datetime(2025, 5, 28, 2, tzinfo=UTC)


def folder_of(place: Path, **papers: bytes) -> Path:
    place.mkdir(exist_ok=True)
    for name, content in papers.items():
        (place / f"{name}.pdf").write_bytes(content)
    return place


def items(place: Path, expected: Expected | None = CARD) -> list[Item]:
    return [Item(source, expected) for source in list_sources([place])]


def batch(out: Path, *, field: str = "gvcn", by: str = "chi", using: Pen | None = None, **changed: object) -> Batch:
    made = Batch(using or pen(by), field, basis(at=EVER), out, BOXES, layout().images)
    return replace(made, **changed)  # type: ignore[arg-type]


def outcomes(told: Sequence[object]) -> dict[str, Outcome]:
    return {one.name.removesuffix(".pdf"): one.outcome for one in told}  # type: ignore[attr-defined]


def three(place: Path) -> Path:
    return folder_of(place, a=paper("em An"), b=paper("em Binh"), c=paper("em Chi"))


def test_every_file_of_a_batch_is_signed_and_passes_verification(tmp_path):
    told = list(batch(tmp_path / "ra").run(items(three(tmp_path / "vao"))))
    assert outcomes(told) == dict.fromkeys("abc", Outcome.SIGNED)
    for name in "abc":
        verdict = judged((tmp_path / "ra" / f"{name}.pdf").read_bytes())
        assert verdict.indication is Indication.PASSED


def test_a_rehearsal_says_what_would_be_signed_and_writes_nothing(tmp_path):
    told = list(batch(tmp_path / "ra").rehearse(items(three(tmp_path / "vao"))))
    assert outcomes(told) == dict.fromkeys("abc", Outcome.READY)
    assert not (tmp_path / "ra").exists()


def test_one_bad_file_does_not_stop_the_others(tmp_path):
    place = three(tmp_path / "vao")
    (place / "b.pdf").write_bytes(b"%PDF-1.7 hong")
    told = list(batch(tmp_path / "ra").run(items(place)))
    assert outcomes(told) == {"a": Outcome.SIGNED, "b": Outcome.HELD, "c": Outcome.SIGNED}
    assert told[1].reasons == (Reason.TRUNCATED,)


def test_what_was_signed_before_is_not_signed_again(tmp_path):
    place, out = three(tmp_path / "vao"), tmp_path / "ra"
    list(batch(out).run(items(place)[:2]))
    first = (out / "a.pdf").read_bytes()
    told = list(batch(out).run(items(place)))
    assert outcomes(told) == {"a": Outcome.DONE_BEFORE, "b": Outcome.DONE_BEFORE, "c": Outcome.SIGNED}
    assert (out / "a.pdf").read_bytes() == first


class Pulled:
    """A token that is pulled after some signatures."""

    def __init__(self, after: int) -> None:
        self.key, self.left = pen("chi").key, after
        self.certificate, self.chain = self.key.certificate, self.key.chain

    def sign_many(self, messages: Sequence[bytes]) -> list[bytes]:
        if self.left < len(messages):
            raise KeyRefused("token", KeyProblem.PULLED)
        self.left -= len(messages)
        return self.key.sign_many(messages)


def test_a_pulled_token_ends_the_batch_and_the_same_command_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr("hocba_ops.documents.signing.batch.AT_ONCE", 1)
    place, out = three(tmp_path / "vao"), tmp_path / "ra"
    pulled = Pen(Pulled(after=1), pen("chi").template, pen("chi").timestamper)
    told = list(batch(out, using=pulled).run(items(place)))
    assert outcomes(told) == {"a": Outcome.SIGNED, "b": Outcome.LEFT, "c": Outcome.LEFT}
    assert "Cắm lại" in told[1].sentence
    again = list(batch(out).run(items(place)))
    assert outcomes(again) == {"a": Outcome.DONE_BEFORE, "b": Outcome.SIGNED, "c": Outcome.SIGNED}


def test_a_cancelled_batch_leaves_the_rest_unsigned(tmp_path, monkeypatch):
    monkeypatch.setattr("hocba_ops.documents.signing.batch.AT_ONCE", 1)
    answers = iter([False, True, True])
    told = list(batch(tmp_path / "ra", is_cancelled=lambda: next(answers)).run(items(three(tmp_path / "vao"))))
    assert outcomes(told) == {"a": Outcome.SIGNED, "b": Outcome.LEFT, "c": Outcome.LEFT}


def test_a_batch_that_began_with_one_certificate_is_not_continued_with_another(tmp_path):
    place, out = three(tmp_path / "vao"), tmp_path / "ra"
    list(batch(out).run(items(place)[:1]))
    with pytest.raises(KeyRefused, match="chứng thư khác"):
        list(batch(out, by="dung").run(items(place)))


def test_the_manifest_holds_digests_and_never_a_secret(tmp_path):
    out = tmp_path / "ra"
    list(batch(out).run(items(three(tmp_path / "vao"))[:1]))
    (line,) = (out / MANIFEST).read_text(encoding="utf-8").splitlines()
    assert set(json.loads(line)) == {"name", "before", "after", "field", "certificate"}


@pytest.mark.parametrize(
    ("by", "field", "reason"),
    [
        ("dung", "gvcn", Reason.PERSON_MISMATCH),
        ("hanh", "gvcn", Reason.ROLE_MISMATCH),
        ("khanh", "hieu_truong", Reason.SCHOOL_MISMATCH),
        ("con-dau-a-cong-cong", "con_dau", Reason.WRONG_TRUST_ROOT),
        ("chi-het-han", "gvcn", Reason.OUT_OF_BOUNDS),
        ("chi-chua-toi", "gvcn", Reason.NOT_YET_VALID),
        ("chi-thu-hoi", "gvcn", Reason.REVOKED),
        ("chi-sai-muc-dich", "gvcn", Reason.WRONG_PURPOSE),
        ("chi-goc-la", "gvcn", Reason.NO_CERTIFICATE_CHAIN_FOUND),
    ],
)
def test_a_certificate_that_may_not_sign_in_the_field_signs_nothing(by, field, reason, tmp_path):
    place = folder_of(tmp_path / "vao", a=sign(paper(), {"gvcn": "chi"}) if field != "gvcn" else paper())
    (told,) = batch(tmp_path / "ra", by=by, field=field).run(items(place))
    assert told.outcome is Outcome.HELD
    assert reason in told.reasons
    assert not (tmp_path / "ra" / "a.pdf").exists()


@pytest.mark.parametrize(
    ("content", "field", "by", "hold"),
    [
        (lambda: sign(paper(), {"gvcn": "chi"}), "gvcn", "chi", Hold.ALREADY_SIGNED),
        (lambda: sign(paper(), {"gvcn": "chi"}), "con_dau", "con-dau-a", Hold.EARLIER_MISSING),
        (lambda: sign(paper(), {"con_dau": "con-dau-a"}), "gvcn", "chi", Hold.LOCKED),
        (paper, "gvbm-toan", "chi", Hold.NO_FIELD),
    ],
    ids=["signed already", "head missing", "sealed", "no such field"],
)
def test_a_document_that_cannot_take_the_signature_is_held_with_its_reason(content, field, by, hold, tmp_path):
    place = folder_of(tmp_path / "vao", a=content())
    (told,) = batch(tmp_path / "ra", field=field, by=by).run(items(place))
    assert (told.outcome, told.reasons) == (Outcome.HELD, (hold,))


def test_a_file_that_is_no_known_card_is_not_signed(tmp_path):
    (told,) = batch(tmp_path / "ra").run(items(folder_of(tmp_path / "vao", la=paper()), None))
    assert told.reasons == (Hold.UNKNOWN_CARD,)


def test_a_tampered_document_takes_no_further_signature(tmp_path):
    def change(writer):
        one = page(writer)
        one["/Contents"] = stream(writer, WORDS)
        writer.update_container(one)

    signed = sign(paper(), {"gvcn": "chi"})
    place = folder_of(tmp_path / "vao", a=appended(signed, change), b=flipped(signed))
    told = list(batch(tmp_path / "ra", field="hieu_truong", by="hanh").run(items(place)))
    assert Reason.MODIFIED_AFTER_SIGNING in told[0].reasons
    assert Reason.HASH_FAILURE in told[1].reasons


def test_the_time_of_the_tests_lies_inside_every_sound_certificate():
    assert SIGNED <= EVER


def test_documents_that_other_processes_looked_at_are_signed_as_those_looked_at_here(tmp_path, monkeypatch):
    place = three(tmp_path / "vao")
    (place / "d.pdf").write_bytes(b"%PDF-1.7 hong")
    alone = list(batch(tmp_path / "mot").run(items(place)))
    monkeypatch.setattr(looking, "FEW", 0)
    shared = list(batch(tmp_path / "hai", over=Pool(2)).run(items(place)))
    assert shared == alone
    assert outcomes(shared) == {"a": Outcome.SIGNED, "b": Outcome.SIGNED, "c": Outcome.SIGNED, "d": Outcome.HELD}
    assert judged((tmp_path / "hai" / "a.pdf").read_bytes()).indication is Indication.PASSED


def test_a_document_that_changed_after_others_looked_at_it_is_looked_at_anew_before_it_is_signed(tmp_path, monkeypatch):
    place = folder_of(tmp_path / "vao", a=paper("em An"))

    def look_then_change(ground, asked, **_):
        seen = [looking.look_at(ground, one, one.source.read(10**9)) for one in asked]
        assert [one.reasons for one in seen] == [()]
        (place / "a.pdf").write_bytes(b"%PDF-1.7 hong")
        yield from seen

    monkeypatch.setattr("hocba_ops.documents.signing.batch.look_at_all", look_then_change)
    (told,) = batch(tmp_path / "ra").run(items(place))
    assert (told.outcome, told.reasons) == (Outcome.HELD, (Reason.TRUNCATED,))


def test_nothing_that_others_get_to_look_at_documents_holds_the_key(tmp_path):
    order = batch(tmp_path / "ra")
    with pytest.raises(TypeError, match="pickle"):
        pickle.dumps(order.pen.key)
    sent = pickle.dumps((order._ground(), order._asked(items(three(tmp_path / "vao"))[0])))
    assert b"PrivateKey" not in sent
