"""Acts of a school: roles decide who may do which, and nothing that is done makes a history that replay refuses."""

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hocba_ops.domain.hoc_ba import State
from hocba_ops.registry import sift
from hocba_ops.registry.acts import DEEDS, STANDING, decide, standing_of, with_contents
from hocba_ops.registry.chain import SCHEMA
from hocba_ops.registry.permission import Doing
from hocba_ops.registry.replay import standing_after
from tests.registry.acting import BOOK, PEOPLE, WAY, cards, desk_in, moment


def role_of(by: str) -> str:
    return PEOPLE[by][1] if by in PEOPLE else "can_bo_quan_ly"


def do(desk, name, by, step=0, chosen=None, role=None, **said):
    needed = {"reason": "nhầm điểm"} if "reason" in desk.acts[name].needs else {}
    chosen = cards() if chosen is None else chosen
    return DEEDS[name](desk, chosen, by=by, role=role or role_of(by), now=moment(step), **(needed | said))


def walk(desk, upto: str, chosen=None) -> int:
    names = [name for name, _ in WAY]
    for step, (name, by) in enumerate(WAY[: names.index(upto) + 1]):
        assert do(desk, name, by, step, chosen).refused == ()
    return len(names)


def reasons(done) -> list[str]:
    return [one.reason for one in done.refused]


def states(desk, chosen=None) -> dict[int, str]:
    rows = standing_of(desk.ledger, cards() if chosen is None else chosen)
    return dict(sorted(rows.select("version", "state").iter_rows()))


def test_a_card_goes_its_whole_way_when_each_act_is_done_by_its_role(tmp_path):
    desk = desk_in(tmp_path)
    walk(desk, "report")
    assert states(desk) == {1: "da_bao_cao_so"}
    told = desk.ledger.events().select("state", "actor", "role", "actor_unit").rows()
    assert told[1] == ("gvcn_da_ky", "GV5A", "giao_vien_chu_nhiem", "79760401")
    assert desk.ledger.verify() is None


@pytest.mark.parametrize(
    ("before", "name", "by", "role", "reason"),
    [
        ("create", "sign_homeroom", "GV5B", None, "other_class"),
        ("create", "sign_homeroom", "GVBM", None, "role_may_not"),
        ("create", "sign_homeroom", "GVBM", "giao_vien_chu_nhiem", "other_class"),
        ("create", "sign_homeroom", "QTV", None, "role_may_not"),
        ("create", "sign_homeroom", "HT", "giao_vien_chu_nhiem", "role_not_held"),
        ("sign_homeroom", "sign_head", "GV5A", "can_bo_quan_ly", "role_not_held"),
        ("sign_homeroom", "sign_head", "QTV", None, "role_may_not"),
        ("sign_homeroom", "sign_head", "KHAC", None, "not_at_school"),
        ("sign_homeroom", "sign_head", "HT", "vai-la", "role_not_held"),
        ("sign_head", "seal", "HT", None, "role_may_not"),
        ("sign_head", "seal", "HV", "van_thu", "role_not_held"),
        ("create", "sign_head", "HT", None, "skips"),
        ("issue", "cancel", "HV", None, "role_may_not"),
        ("create", "withdraw", "HT", None, "not_issued"),
        ("report", "cancel", "HT", None, "reported"),
        ("create", "create", "HV", None, "exists"),
    ],
)
def test_an_act_out_of_role_or_order_is_refused_and_changes_nothing(tmp_path, before, name, by, role, reason):
    desk = desk_in(tmp_path)
    step = walk(desk, before)
    held = desk.ledger.head()
    done = do(desk, name, by, step, role=role)
    assert reasons(done) == [reason]
    assert desk.ledger.head() == held


def test_a_card_that_was_not_made_is_not_signed(tmp_path):
    assert reasons(do(desk_in(tmp_path), "sign_homeroom", "GV5A")) == ["not_created"]


def test_one_refused_card_does_not_stop_the_others(tmp_path):
    desk = desk_in(tmp_path)
    do(desk, "create", "HV", 0, cards(1, 2))
    done = do(desk, "sign_homeroom", "GV5A", 1, cards(1, 2, 3))
    assert (done.events.height, [(one.card_id, one.reason) for one in done.refused]) == (2, [("thẻ-3", "not_created")])


def test_withdrawing_needs_words_why(tmp_path):
    desk = desk_in(tmp_path)
    step = walk(desk, "issue")
    assert reasons(do(desk, "withdraw", "HT", step, reason=" ")) == ["no_reason"]
    assert reasons(do(desk, "withdraw", "HT", step, reason="nhầm lớp")) == []
    assert desk.ledger.events()["reason"][-1] == "nhầm lớp"


def test_a_replaced_card_is_ended_and_its_next_version_made_in_one_append(tmp_path):
    desk = desk_in(tmp_path)
    step = walk(desk, "report")
    segments = len(desk.ledger.segments())
    assert reasons(do(desk, "replace", "HT", step, cards(content="mới "))) == []
    assert states(desk) == {1: "da_thay_the", 2: "khoi_tao"}
    assert len(desk.ledger.segments()) == segments + 1
    assert desk.ledger.events()["content_hash"].to_list()[-2:] == ["x1", "mới 1"]


def test_nothing_is_withdrawn_replaced_or_cancelled_after_the_lock(tmp_path):
    desk = desk_in(tmp_path)
    step = walk(desk, "report")
    later = ledger_events(desk, State.SO_TIEP_NHAN, State.DA_CHOT, step=step)
    desk.ledger.append(later, expected=desk.ledger.head(), recorded_at=moment(step), by="x", purpose="x")
    for name in ("withdraw", "replace", "cancel"):
        assert reasons(do(desk, name, "HT", step + 5)) == ["locked"]


def ledger_events(desk, *reached, step):
    last = desk.ledger.events().select(SCHEMA.names())[-1]
    return type(last)(
        [
            last.row(0, named=True)
            | {"state": state.value, "actor_unit": None, "happened_at": moment(step + 600).replace(tzinfo=None)}
            for state in reached
        ],
        schema=SCHEMA,
    )


@pytest.mark.parametrize(
    ("second", "reason"),
    [("", "no_second"), ("GV5A", "same_person"), ("VT", "second_may_not"), ("QTV", "second_may_not")],
)
def test_a_signed_card_is_not_taken_back_without_a_manager_who_agrees(tmp_path, second, reason):
    desk = desk_in(tmp_path)
    step = walk(desk, "sign_homeroom")
    assert reasons(do(desk, "reopen", "GV5A", step, second=second)) == [reason]
    assert reasons(do(desk, "reopen", "GV5A", step, cards(content="mới "), second="HT")) == []
    assert desk.ledger.events().row(-1, named=True)["content_hash"] == "mới 1"
    assert states(desk) == {1: "khoi_tao"}


ACTS = st.tuples(
    st.sampled_from(sorted(DEEDS)),
    st.sampled_from([*PEOPLE, "KHAC", "ai đó"]),
    st.sampled_from([None, *BOOK.roles]),
    st.integers(1, 2),
    st.sampled_from(["5A", "5B", None]),
    st.sampled_from(["", "nhầm"]),
    st.sampled_from(["", "HT", "VT"]),
)
STRAIGHT = st.sampled_from([(name, by, None, 1, "5A", "nhầm", "HT") for name, by in WAY])


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ACTS | STRAIGHT, max_size=40), st.integers(0, 6))
def test_random_acts_by_random_roles_never_bring_what_replay_refuses(tmp_path, wanted, walked):
    straight = [(name, by, None, 1, "5A", "", "") for name, by in WAY[:walked]]
    desk = desk_in(tmp_path)
    history, positions = SCHEMA.to_frame(), STANDING.to_frame()
    for step, (name, by, role, version, class_name, reason, second) in enumerate([*straight, *wanted]):
        doing = Doing(by=by, role=role or role_of(by), reason=reason, second=second)
        chosen = cards(version=version, class_name=class_name)
        at = moment(step).replace(tzinfo=None)
        done = decide(desk, desk.acts[name], chosen, doing, positions, at=at)
        assert done.events.is_empty() == bool(done.refused)
        assert {one.reason for one in done.refused} <= BOOK.refusals.keys()
        history = history.vstack(done.events)
        positions = with_contents(standing_after(history), history)
    assert sift(history, {})[1] == ()
    assert history.filter(pl.col("state") == State.DA_THAY_THE)["content_hash"].null_count() == 0
    roles = {(row["state"], row["role"]) for row in history.iter_rows(named=True)}
    assert all(role == "van_thu" for state, role in roles if state == State.DA_DONG_DAU)
    assert all(role == "can_bo_quan_ly" for state, role in roles if state == State.HIEU_TRUONG_DA_KY)
    assert "quan_tri_vien_truong_hoc" not in {role for _, role in roles}


def test_every_role_and_position_that_an_act_names_is_known():
    named = {role for act in BOOK.acts.values() for role in (*act.roles, *act.second_roles)}
    assert named <= BOOK.roles.keys()
    assert BOOK.holders.keys() == BOOK.roles.keys()
    assert {act.id for act in BOOK.acts.values() if act.state} == DEEDS.keys()
