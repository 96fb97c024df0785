"""/tra-cuu as a parent meets it, and as somebody meets it who has no right to any card."""

import re
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from hocba_ops.access.trail import Trail
from hocba_ops.domain.hoc_ba import State
from hocba_ops.domain.identity import look_up_code
from hocba_ops.portal.app import create_app
from hocba_ops.registry.proof import check_proof
from hocba_ops.workbench.copying import copies_given
from hocba_ops.workbench.looking_up import NOBODY, Standing, stand_of, version_of
from tests.documents.authority import VERIFIED
from tests.portal.public_school import BIRTH, Clock, Visitor, handles_in, told, visit, without_token
from tests.registry.histories import event, frame


def code_of_nobody(school) -> str:
    return look_up_code.make(b"another key", "the-1", "00")


def test_a_card_is_found_by_code_and_birth_date_and_told_without_naming_the_pupil(school, visitor):
    holding = school.holding()
    answer = visitor.look_up(holding.code.lower().replace("-", " "), "9-3-2014")
    assert answer.status_code == 200
    said = ("Học bạ đang có hiệu lực, đã chốt", "Trường Tiểu học Thử Nghiệm A", "2024-2025", "Chữ ký hợp lệ", "Con dấu")
    assert [one for one in said if one not in answer.text] == []
    assert re.search(r"Trịnh Gia|079318|7900000", answer.text) is None


def test_a_wrong_code_and_a_wrong_date_are_answered_alike_but_for_the_token(school, visitor):
    code = school.holding().code
    nobodys = visitor.look_up(code_of_nobody(school))
    not_his = visitor.look_up(code, "10/03/2014")
    assert nobodys.status_code == not_his.status_code == 200
    assert without_token(nobodys.text) == without_token(not_his.text)
    assert "Không có học bạ nào với mã tra cứu và ngày sinh này" in nobodys.text
    assert nobodys.headers.keys() == not_his.headers.keys()


def test_a_wrong_code_costs_the_same_work_as_a_wrong_date(school, monkeypatch):
    counted: list[str] = []

    def count(name, work):
        return lambda *said, **more: (counted.append(name), work(*said, **more))[1]

    monkeypatch.setattr(look_up_code, "digest", count("digest", look_up_code.digest))
    monkeypatch.setattr("hmac.compare_digest", count("compare", lambda first, second: first == second))
    monkeypatch.setattr(Path, "read_bytes", count("read", Path.read_bytes))
    done = []
    for code, day in ((code_of_nobody(school), 9), (school.holding().code, 10), (school.holding().code, 9)):
        counted.clear()
        found = school.look_ups.find(code, date(2014, 3, day))
        done.append((found is not None, list(counted)))
    assert done == [(False, ["digest", "compare"]), (False, ["digest", "compare"]), (True, ["digest", "compare"])]


def test_whoever_guesses_finds_nothing_by_the_hash_that_stands_in_proofs_and_registers(school):
    holding = school.holding()
    guessed = look_up_code.make(b"", holding.card_id, holding.content_hash)
    assert guessed != holding.code
    assert school.look_ups.find(guessed, date(2014, 3, 9)) is None


@pytest.mark.parametrize(
    ("code", "birth", "said"),
    [
        ("C43S-JAGX-GPHX", BIRTH, "Mã tra cứu gõ chưa đúng"),
        ("", BIRTH, "Mã tra cứu gõ chưa đúng"),
        ("C43S-JAGX-GPXH", "9/3/14", "Ngày sinh chưa đọc được"),
        ("C43S-JAGX-GPXH", "31/02/2014", "Ngày sinh chưa đọc được"),
        ("C43S-JAGX-GPXH", "٩/٣/٢٠١٤", "Ngày sinh chưa đọc được"),
    ],
)
def test_what_was_mistyped_is_said_before_anything_is_looked_up(visitor, code, birth, said):
    answer = visitor.look_up(code, birth)
    assert (answer.status_code, said in answer.text) == (400, True)
    assert visitor.told == []


def test_the_eleventh_try_in_a_minute_is_refused_and_the_minute_after_let_through(school, visitor):
    codes = [look_up_code.make(b"x", str(number), "") for number in range(12)]
    assert [visitor.look_up(code).status_code for code in codes[:11]] == [200] * 10 + [429]
    refused = visitor.look_up(codes[11])
    assert (refused.headers["retry-after"], "Hỏi quá nhiều lần" in refused.text) == ("60", True)
    visitor.clock.pass_by(seconds=60)
    assert visitor.look_up(codes[11]).status_code == 200


def test_one_code_is_tried_five_times_an_hour_from_wherever_and_then_not_even_rightly(school, visitor):
    code = school.holding().code
    tries = [visitor.look_up(code, f"{day}/03/2014") for day in range(1, 6)]
    assert {one.status_code for one in tries} == {200}
    visitor.clock.pass_by(minutes=2)
    assert visitor.look_up(code, BIRTH).status_code == 429
    visitor.clock.pass_by(minutes=59)
    assert visitor.look_up(code, "11/03/2014").status_code == 200


def test_a_form_without_the_token_of_this_browser_is_not_answered(school, visitor):
    visitor.see("/tra-cuu")
    stolen = visitor.token
    visitor.client.cookies.clear()
    code = school.holding().code
    for token in (stolen, "", "x.y.z"):
        answer = visitor.client.post("/tra-cuu", data={"token": token, "code": code, "birth": BIRTH})
        assert (answer.status_code, "đang có hiệu lực" in answer.text) == (403, False)
    visitor.token = ""
    visitor.see("/tra-cuu")
    made = visitor.client.cookies["hocba-form"]
    visitor.client.cookies.clear()
    visitor.client.cookies.set("hocba-form", made[:-1] + ("A" if made[-1] != "A" else "B"))
    assert visitor.client.post("/tra-cuu", data={"token": visitor.token, "code": code}).status_code == 403


def test_every_try_is_told_to_the_trail_without_code_date_or_card(school, visitor):
    holding = school.holding()
    visitor.look_up(holding.code, "10/03/2014")
    visitor.look_up(holding.code, BIRTH)
    assert [one["event"] for one in visitor.told] == ["look_up_failed", "looked_up"]
    assert visitor.told[0]["target"] == visitor.told[1]["target"] == school.look_ups.trace(holding.code)
    assert visitor.told[1]["about_unit"] == holding.school_code
    said = repr(visitor.told)
    assert [one for one in (holding.code, holding.card_id, "2014", "Trịnh") if one in said] == []


def test_without_a_trail_given_the_one_of_the_workspace_is_told(school):
    client = TestClient(create_app(school.bench, clock=lambda: VERIFIED, hosts=("testserver",)))
    visitor = Visitor(client, client.app, Clock(), [])
    visitor.look_up(code_of_nobody(school))
    trail = Trail.open(school.bench.settings.path(school.bench.settings.access))
    trace = school.look_ups.trace(code_of_nobody(school))
    assert trail.entries().tail(1).select("event", "target", "detail").rows() == [("look_up_failed", trace, "")]
    assert trail.verify() is None


def test_the_true_copy_is_the_filed_file_byte_for_byte_once_and_stands_in_the_book(school, visitor):
    holding = school.holding()
    form, _ = handles_in(visitor.look_up(holding.code).text)
    given = visitor.fetch(form)
    content = Path(holding.path).read_bytes()
    assert given.content == content
    assert given.headers["content-disposition"] == 'attachment; filename="hoc-ba.pdf"'
    assert given.headers["cache-control"] == "no-store"
    entry = copies_given(school.bench, card=holding.card_id).tail(1).row(0, named=True)
    assert (entry["state"], entry["source"]) == ("tai_ve", sha256(content).hexdigest())
    assert visitor.fetch(form).status_code == 410


def test_the_proof_that_is_fetched_holds_against_the_statement_of_the_lock(school, visitor):
    holding = school.holding()
    _, proof = handles_in(visitor.look_up(holding.code).text)
    given = visitor.fetch(proof).content
    lock = school.look_ups.tell(holding, now=VERIFIED).lock
    checked = check_proof(given, name="x", beside=lock.statement.text())
    assert checked.record["card_id"] == holding.card_id


def test_a_handle_is_of_one_browser_and_of_a_few_minutes(school, visitor):
    form, proof = handles_in(visitor.look_up(school.holding().code).text)
    other = visit(school.bench)
    other.app, other.client = visitor.app, type(visitor.client)(visitor.app)
    other.see("/tra-cuu")
    assert other.fetch(form).status_code == 410
    assert visitor.fetch(proof).status_code == 200
    visitor.clock.pass_by(seconds=301)
    assert visitor.fetch(form).status_code == 410


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("not_issued", "Học bạ chưa ban hành"),
        ("not_locked", "Học bạ đang có hiệu lực"),
        ("changed", "Không hợp lệ"),
        ("unsealed", "chưa đủ chữ ký nên chưa cấp được"),
        ("no_file", "Tệp đang lưu chưa có chữ ký số nào"),
    ],
)
def test_a_card_with_something_missing_is_told_so_and_its_file_is_kept_back(school, visitor, fault, said):
    answer = visitor.look_up(school.holding(fault).code)
    assert said in answer.text
    assert ("Tải học bạ số (PDF)" in answer.text) == (fault == "not_locked")


def history(*states: State, version: int = 1, **said):
    return [event(state, card="thẻ", version=version, minute=place) | said for place, state in enumerate(states)]


ISSUED = (State.KHOI_TAO, State.GVCN_DA_KY, State.HIEU_TRUONG_DA_KY, State.DA_DONG_DAU, State.DA_BAN_HANH)


@pytest.mark.parametrize(
    ("events", "standing"),
    [
        (history(*ISSUED, content_hash="a"), Standing.ISSUED),
        (history(*ISSUED[:3], content_hash="a"), Standing.IN_WORK),
        (history(*ISSUED, State.THU_HOI, content_hash="a"), Standing.WITHDRAWN),
        (history(*ISSUED, State.HUY_BO, content_hash="a"), Standing.CANCELLED),
        (
            history(*ISSUED, State.THU_HOI, State.DA_THAY_THE, content_hash="a")
            + history(*ISSUED, version=2, content_hash="b"),
            Standing.REPLACED,
        ),
        (history(*ISSUED, content_hash="a") + history(*ISSUED, version=2, content_hash="b"), Standing.REPLACED),
        (history(*ISSUED, content_hash="a") + history(*ISSUED[:1], version=2, content_hash="b"), Standing.ISSUED),
        (history(*ISSUED, content_hash="b") + history(*ISSUED, version=2, content_hash="c"), Standing.NOT_REGISTERED),
        ([], Standing.NOT_REGISTERED),
    ],
)
def test_a_paper_stands_as_its_own_version_does_not_as_the_newest(events, standing):
    told_of = frame(*events) if events else frame(*history(State.KHOI_TAO)).clear()
    paper = replace(NOBODY, card_id="thẻ", content_hash="a")
    assert stand_of(told_of, version_of(told_of, paper))[0] is standing


def test_a_card_withdrawn_after_it_was_looked_up_is_not_given_any_more(school, visitor, monkeypatch):
    holding = school.holding()
    form, _ = handles_in(visitor.look_up(holding.code).text)
    desk = visitor.app.state.desk
    tell = desk.look_ups.tell

    def withdrawn(*said, **more):
        return replace(tell(*said, **more), standing=Standing.WITHDRAWN)

    monkeypatch.setattr(desk.look_ups, "tell", withdrawn)
    before = copies_given(school.bench).height
    assert visitor.fetch(form).status_code == 409
    assert copies_given(school.bench).height == before


def test_the_limits_are_figures_of_the_workspace(school):
    visitor = visit(told(school.bench, tries_of_address=2))
    codes = [look_up_code.make(b"x", str(number), "") for number in range(3)]
    assert [visitor.look_up(code).status_code for code in codes] == [200, 200, 429]
