"""/kiem-tra: what is handed in is judged in a guarded child, told in plain words, and gone."""

import json
from pathlib import Path
from tempfile import gettempdir

import pytest

from hocba_ops.portal.look_up import FETCH
from hocba_ops.workbench.checking import mask_card
from tests.documents.authority import VERIFIED
from tests.documents.papers import paper, sign
from tests.portal.public_school import told, visit


def content_of(holding) -> bytes:
    return Path(holding.path).read_bytes()


def left_behind() -> list[str]:
    return [one.name for one in Path(gettempdir()).glob("kiem-tra-*")]


def test_a_file_that_is_filed_here_is_judged_and_its_card_stands_in_force(school, visitor):
    holding = school.holding()
    answer = visitor.hand_in(content_of(holding))
    said = ("Chữ ký hợp lệ", "Học bạ đang có hiệu lực, đã chốt", mask_card(holding.card_id), "đã bị xoá")
    assert [one for one in said if one not in answer.text] == []
    unsaid = (holding.card_id, "Trinh Gia 1", "Trịnh Gia", "079318", "tep.pdf")
    assert [one for one in unsaid if one in answer.text] == []
    assert visitor.told[-1]["event"] == "verified"


def test_a_changed_file_is_refused_with_reasons_and_what_to_do(school, visitor):
    before = left_behind()
    content = content_of(school.holding())
    answer = visitor.hand_in(content[:5000] + bytes([content[5000] ^ 1]) + content[5001:])
    assert answer.status_code == 200
    assert "Không hợp lệ" in answer.text
    assert "Nội dung đã bị đổi sau khi ký" in answer.text
    assert left_behind() == before


def test_what_is_no_card_of_this_office_is_said_to_be_none(visitor):
    answer = visitor.hand_in(sign(paper("Khong cua ai")))
    assert answer.status_code == 200
    assert "Cơ quan này không lưu học bạ nào" in answer.text


def test_a_proof_is_held_against_the_statements_of_this_office(school, visitor):
    holding = school.holding()
    proof = school.look_ups.proof_of(school.look_ups.tell(holding, now=VERIFIED))
    answer = visitor.hand_in(proof, "chung-minh.json")
    assert "Tệp chứng minh đúng" in answer.text
    assert "nằm trong bản chốt của cơ quan này" in answer.text
    assert (mask_card(holding.card_id) in answer.text, holding.card_id in answer.text) == (True, False)
    told_ = json.loads(proof)
    told_["record"]["grade"] = 4
    refused = visitor.hand_in(json.dumps(told_).encode())
    assert "Không công nhận tệp chứng minh này" in refused.text


@pytest.mark.parametrize("content", [b"{", b"{}", b'{"a":' * 20_000, b'{"kind": "hocba-proof-1"}'])
def test_a_broken_proof_is_refused_in_plain_words_and_never_a_fault(visitor, content):
    answer = visitor.hand_in(content)
    assert (answer.status_code, "Đây không phải tệp chứng minh" in answer.text) == (200, True)


def test_a_file_that_is_too_large_is_refused_before_it_is_judged(school):
    visitor = visit(told(school.bench, upload_bytes=20_000))
    answer = visitor.hand_in(b"%PDF" + b"x" * 60_000)
    assert (answer.status_code, "Tệp quá lớn" in answer.text) == (413, True)
    assert visitor.told == []
    kind = {"content-type": "multipart/form-data; boundary=x"}
    streamed = visitor.client.post("/kiem-tra", content=iter([b"x" * 30_000] * 8), headers=kind)
    assert streamed.status_code == 413


def test_a_form_of_the_look_up_carries_less_than_a_file(visitor):
    visitor.see("/tra-cuu")
    for path in ("/tra-cuu", FETCH):
        assert visitor.client.post(path, data={"token": visitor.token, "code": "x" * 70_000}).status_code == 413


def test_uploads_are_limited_by_address_and_need_a_file_and_a_token(school):
    visitor = visit(told(school.bench, uploads_of_address=3))
    visitor.see("/kiem-tra")
    token = {"token": visitor.token}
    assert visitor.client.post("/kiem-tra", data=token).status_code == 400
    assert visitor.client.post("/kiem-tra", files={"file": b"x"}).status_code == 403
    assert visitor.hand_in(b"{").status_code == 200
    assert visitor.hand_in(b"{").status_code == 429
    visitor.clock.pass_by(seconds=60)
    assert visitor.hand_in(b"{").status_code == 200
