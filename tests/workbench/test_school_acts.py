"""A school without software makes its cards from its results, brings them on their way, and corrects them."""

import json
import shutil
from dataclasses import replace as changed_copy

import polars as pl
import pytest
from pydantic import ValidationError

from hocba_ops.documents.render import Look, Renderer
from hocba_ops.documents.xml import open_xml, write_xml
from hocba_ops.errors import BadParameter, ContentRefused, NoCards
from hocba_ops.registry import Ledger
from hocba_ops.registry.contents import Contents, canonical, content_hash
from hocba_ops.settings import Settings
from hocba_ops.workbench.card_contents import make_contents
from hocba_ops.workbench.card_records import card_id_of, read_records
from hocba_ops.workbench.issuing import names_of
from hocba_ops.workbench.school_acts import plan_act
from hocba_ops.workbench.school_cards import cards_of, nobody, people_of, waiting
from tests.district import SCHOOL_YEAR, District, build_bench
from tests.workbench.card_school import (
    AT_FAULT,
    DAY,
    LATER,
    NOW,
    SCHOOL,
    SOUND,
    UNREPORTED,
    build_school,
    code_of,
    do,
    order,
    results,
    walk,
)  # fmt: skip
from tests.workbench.locked_district import history, tell


@pytest.fixture(scope="module")
def with_data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("truong") / "so-lieu"
    build_school(folder)
    return folder


@pytest.fixture(scope="module")
def with_cards(with_data, tmp_path_factory):
    """The school once its cards are made; the reviews behind that are asked once."""
    folder = shutil.copytree(with_data, tmp_path_factory.mktemp("truong") / "da-lap")
    do(District(build_bench(folder)), "create", "HV01")
    return folder


@pytest.fixture
def school(with_data, tmp_path):
    return District(build_bench(shutil.copytree(with_data, tmp_path / "so-lieu")))


@pytest.fixture
def made(with_cards, tmp_path):
    return District(build_bench(shutil.copytree(with_cards, tmp_path / "da-lap")))


def held(school, as_of=DAY) -> pl.DataFrame:
    return cards_of(school.bench, SCHOOL, school_year=SCHOOL_YEAR, as_of=as_of)


def contents(school) -> Contents:
    return Contents(school.bench.ledger.root)


def test_cards_are_made_for_pupils_without_an_open_error_and_the_others_are_told_why(school):
    plan, done = do(school, "create", "HV01")
    assert sorted(done.events["pupil_code"]) == [code_of(number) for number in SOUND]
    told = {one.pupil_code: (one.reason, one.codes) for one in plan.barred}
    assert told == {
        code_of(AT_FAULT): ("open_errors", ("HB-ID-11",)),
        code_of(UNREPORTED): ("open_errors", ("HB-KQ-01",)),
    }


def test_a_pupil_whose_form_has_no_room_for_a_comment_gets_no_card_and_the_others_do(school):
    row = {"school_code": SCHOOL, "pupil_code": code_of(1), "general_comment": "a" * 501}
    school.hand_in(DAY, card_content=[row])
    plan, done = do(school, "create", "HV01")
    assert ("no_form", code_of(1)) in {(one.reason, one.pupil_code) for one in plan.barred}
    assert sorted(done.events["pupil_code"]) == [code_of(number) for number in SOUND if number != 1]


def test_a_card_is_kept_under_the_hash_of_its_canonical_content(made):
    event = made.bench.ledger.events().filter(pl.col("pupil_code") == code_of(1)).row(0, named=True)
    path = contents(made).path(event["content_hash"])
    content = json.loads(path.read_bytes())
    assert content_hash(canonical(content)) == event["content_hash"]
    said = content["values"]
    assert (said["hovaten"], said["thongtu"], said["ngaytao"]) == ("Nguyễn Văn Một", "27/2020", "2025-06-12")
    maths = {"mamonhoc": "TOA", "tenmonhoc": "Toán", "mucdatduoc": "T", "diemkiemtradinhky": "10"}
    assert maths in content["children"]["dsbangdiem"]
    assert event["card_id"] == said["madinhdanhhocba"]
    assert event["card_id"] == card_id_of(made.bench, SCHOOL, code_of(1), SCHOOL_YEAR)
    assert len(event["card_id"]) == 36


def test_the_ledger_the_signed_xml_and_the_page_speak_of_one_content_hash(made):
    walk(made, "issue")
    made.hand_in(LATER, **results(made, SOUND, maths=9))  # what came in since changes no card that was made
    told = dict(held(made, LATER).select("card_id", "content_hash").iter_rows())
    renderer = Renderer(names_of(made.bench))
    found = {}
    for card, record in read_records(made.bench, SCHOOL, SCHOOL_YEAR, NOW.date()):
        if card["card_id"]:
            xml = write_xml(record)
            assert open_xml(xml).content_hash == renderer.render([xml], Look()).content_hash
            found[card["card_id"]] = open_xml(xml).content_hash
    assert found == told
    assert len(told) == len(SOUND)


def test_a_subject_of_which_the_file_has_an_empty_column_changes_no_content(school):
    asked = {"school_year": SCHOOL_YEAR, "made_on": DAY}
    before = make_contents(school.bench, SCHOOL, as_of=DAY, **asked).contents
    told = results(school, SOUND)
    empty = {"kind": "mon_hoc", "item": "tieng_dan_toc", "level": None, "score": None}
    rows = [*told["result_item"], *(row | empty for row in told["result_item"] if row["item"] == "toan")]
    school.hand_in(LATER, result=told["result"], result_item=rows)
    after = make_contents(school.bench, SCHOOL, as_of=LATER, **asked).contents
    assert {code: canonical(after[code]) for code in after} == {code: canonical(before[code]) for code in after}
    assert len(after) == len(SOUND)


def test_a_content_of_which_a_byte_was_changed_is_refused(made):
    name = made.bench.ledger.events()["content_hash"][0]
    path = contents(made).path(name)
    path.write_bytes(path.read_bytes().replace(b'"10"', b'"9"', 1))
    with pytest.raises(ContentRefused, match=name):
        contents(made).read(name)


def test_planning_writes_nothing_at_all(school):
    plan = plan_act(school.bench, order("create", "HV01"), now=NOW)
    assert plan.outcome.events.height == len(SOUND)
    assert not (school.bench.ledger.root / "contents").exists()
    assert school.bench.ledger.segments() == ()


def test_making_cards_again_makes_none_and_says_who_is_left(made):
    plan, done = do(made, "create", "HV01", step=1)
    assert done.events.is_empty()
    assert {one.pupil_code for one in plan.barred} == {code_of(AT_FAULT), code_of(UNREPORTED)}


def test_the_homeroom_teacher_signs_the_own_class_when_none_is_named(made):
    _, done = do(made, "sign_homeroom", "GV5A", step=1)
    assert sorted(done.events["pupil_code"]) == [code_of(1), code_of(3)]
    _, other = do(made, "sign_homeroom", "GV5A", step=2, classes=("5B",))
    assert (other.events.height, {one.reason for one in other.refused}) == (0, {"other_class"})


def test_each_act_finds_the_cards_that_wait_for_it_until_they_are_reported(made):
    walk(made, "report")
    assert held(made)["state"].to_list() == ["da_bao_cao_so"] * len(SOUND)
    assert made.bench.ledger.verify() is None


def test_the_work_list_names_whose_turn_it_is_and_how_many_cards(made):
    do(made, "sign_homeroom", "GV5A", step=1)
    people, acts = people_of(made.bench, SCHOOL, as_of=DAY), made.bench.rulebook.acts
    told = [(one.act, one.person.code, one.cards) for one in waiting(held(made), people, acts)]
    assert told == [("sign_homeroom", "GV5B", 2), ("sign_head", "HT01", 2), ("sign_head", "PHT1", 2)]
    mine = waiting(held(made), people, acts, wanted="GV5B")
    assert [(one.act, one.cards) for one in mine] == [("sign_homeroom", 2)]
    assert nobody(held(made), people, acts) == {}
    alone = changed_copy(people, at_work={key: one for key, one in people.at_work.items() if one.code != "GV5B"})
    assert nobody(held(made), alone, acts) == {("sign_homeroom", "5B"): 2}


def test_a_replacement_tells_what_differs_and_is_the_next_version_of_the_same_card(made):
    step = walk(made, "issue")
    made.hand_in(LATER, **results(made, (*SOUND, AT_FAULT), maths=9))
    plan, done = do(made, "replace", "HT01", step=step, as_of=LATER, classes=("5A",), reason="sửa điểm Toán")
    assert done.refused == ()
    assert {len(fields) for fields in plan.changed.values()} == {1}
    assert {(before, after) for fields in plan.changed.values() for _, before, after in fields} == {("10", "9")}
    rows = held(made, LATER).filter(pl.col("class_name") == "5A")
    assert rows.select("version", "state").unique().rows() == [(2, "khoi_tao")]
    assert contents(made).read(rows["content_hash"][0])["values"]["xeploai"] == "Hoàn thành xuất sắc"


def test_a_replacement_without_any_difference_is_not_made(made):
    step = walk(made, "issue")
    tomorrow = step + 24 * 60
    plan, done = do(made, "replace", "HT01", step=tomorrow, reason="thử")
    assert done.events.is_empty()
    assert {one.reason for one in plan.barred} == {"unchanged"}


def test_a_card_taken_back_by_two_persons_is_made_from_the_results_of_now(made):
    step = walk(made, "sign_head")
    made.hand_in(LATER, **results(made, (*SOUND, AT_FAULT), maths=9))
    said = {"reason": "sửa điểm", "second": "HT01", "as_of": LATER, "step": step}
    assert {one.reason for one in do(made, "reopen", "GV5A", **(said | {"second": "GV5A"}))[1].refused} == {
        "same_person"
    }
    _, done = do(made, "reopen", "GV5A", **said)
    assert done.events.select("state", "version").unique().rows() == [("khoi_tao", 1)]
    assert done.events["reason"].unique().to_list() == ["sửa điểm | HT01"]


def test_a_cancelled_card_is_made_again_as_its_next_version(made):
    step = walk(made, "issue")
    do(made, "cancel", "HT01", step=step, reason="lập nhầm", classes=("5A",))
    _, done = do(made, "create", "HV01", step=step + 1)
    assert done.events.select("version", "state").unique().rows() == [(2, "khoi_tao")]


def test_a_withdrawn_card_is_replaced_by_its_next_version(made):
    step = walk(made, "issue")
    do(made, "withdraw", "HT01", step=step, reason="sai lớp", classes=("5A",))
    made.hand_in(LATER, **results(made, (*SOUND, AT_FAULT), maths=9))
    _, done = do(made, "replace", "HT01", step=step + 2, as_of=LATER, classes=("5A",), reason="sai điểm")
    assert done.events["version"].max() == 2


def test_a_pupil_with_a_card_made_elsewhere_gets_no_second_one(school):
    Ledger.open(school.bench.ledger.root)
    tell(school, history(1, pupil_code=code_of(1)))
    plan, done = do(school, "create", "HV01")
    assert code_of(1) not in set(done.events["pupil_code"])
    assert ("has_card", code_of(1)) in {(one.reason, one.pupil_code) for one in plan.barred}


def test_a_role_that_nobody_has_and_a_choice_of_nothing_are_told_apart(made):
    with pytest.raises(BadParameter, match="can_bo_quan_ly"):
        do(made, "seal", "VT01", role="hieu_truong")
    with pytest.raises(NoCards):
        do(made, "seal", "VT01", classes=("9Z",))


def test_a_rehearsal_marks_its_units_its_events_and_never_has_the_card_id_of_the_real_one(school):
    bench = changed_copy(school.bench, settings=school.bench.settings.model_copy(update={"rehearsal": True}))
    school.bench = bench
    _, done = do(school, "create", "HV01")
    real = card_id_of(build_bench(bench.settings.root), SCHOOL, code_of(1), SCHOOL_YEAR)
    assert real not in set(done.events["card_id"])
    assert bench.ledger.segments()[-1].purpose.startswith("TẬP DƯỢT")
    assert "TẬP DƯỢT" in bench.name_of(SCHOOL)
    answer = bench.run("identity_review", unit=SCHOOL, school_year=SCHOOL_YEAR, as_of=DAY)
    assert "tập dượt" in answer.notes[0]
    assert "TẬP DƯỢT" in bench.names(answer)[SCHOOL]


def test_the_flag_of_a_rehearsal_is_a_yes_or_no(tmp_path):
    with pytest.raises(ValidationError):
        Settings(root=tmp_path, unit="quan-1", school_year=SCHOOL_YEAR, rehearsal="có lẽ")
