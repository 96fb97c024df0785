from itertools import pairwise, product

import pytest

from hocba_ops.domain.hoc_ba import ENDED, LOCKED, MOVES, OPEN, PATH, Refusal, State, is_legal, move, why_not


def test_the_way_from_creation_to_the_ministry_is_legal_step_by_step():
    assert all(is_legal(before, after) for before, after in pairwise(PATH))


@pytest.mark.parametrize("before", OPEN)
@pytest.mark.parametrize("after", [State.THU_HOI, State.DA_THAY_THE])
def test_before_the_lock_an_issued_record_may_be_withdrawn_or_replaced(before, after):
    assert is_legal(before, after)


@pytest.mark.parametrize("before", sorted(LOCKED))
@pytest.mark.parametrize("after", [State.THU_HOI, State.DA_THAY_THE, State.HUY_BO, State.KHOI_TAO, State.DA_BAN_HANH])
def test_after_the_lock_nothing_changes_the_record(before, after):
    assert why_not(before, after) == Refusal.LOCKED


@pytest.mark.parametrize(
    ("before", "after", "refusal"),
    [
        (State.KHOI_TAO, State.DA_BAN_HANH, Refusal.SKIPS),
        (State.GVCN_DA_KY, State.DA_DONG_DAU, Refusal.SKIPS),
        (State.DA_BAN_HANH, State.DA_CHOT, Refusal.SKIPS),
        (State.DA_BAN_HANH, State.GVCN_DA_KY, Refusal.GOES_BACK),
        (State.KHOI_TAO, State.THU_HOI, Refusal.NOT_ISSUED),
        (State.SO_TIEP_NHAN, State.HUY_BO, Refusal.REPORTED),
        (State.HUY_BO, State.KHOI_TAO, Refusal.ENDED),
        (State.DA_CHOT, State.DA_CHOT, Refusal.SAME),
    ],
)
def test_a_refused_move_says_why(before, after, refusal):
    assert why_not(before, after) == refusal


def test_a_move_is_either_legal_or_has_a_reason_never_both():
    for before, after in product(State, State):
        assert is_legal(before, after) == (why_not(before, after) is None)


def test_no_state_is_left_that_ended_but_to_be_replaced():
    assert {m.after for m in MOVES if m.before in ENDED} == {State.DA_THAY_THE}


def test_every_legal_move_is_cited_once():
    assert all(m.document and m.clause for m in MOVES)
    assert len({(m.before, m.after) for m in MOVES}) == len(MOVES)
    assert move(State.SO_TIEP_NHAN, State.THU_HOI).document == "sgddt-hn-kh-2024"
