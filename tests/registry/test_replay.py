from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hocba_ops.domain.hoc_ba import State, is_legal
from hocba_ops.registry.replay import (
    BEGINNINGS,
    Heir,
    positions_in,
    positions_of,
    sift,
    sift_after,
    sift_slowly,
    standing_after,
)
from tests.registry.histories import SCHOOL, event, frame, whole_path


def reasons(*events: dict, known=None) -> list[tuple[int, str]]:
    return [(one.row, one.reason) for one in sift(frame(*events), known or {})[1]]


def test_the_whole_way_of_a_card_is_allowed():
    kept, refused = sift(frame(*whole_path()), {})
    assert (kept.height, refused) == (9, ())


def test_a_version_begins_by_being_made_or_drawn_from_paper():
    assert reasons(event(State.GVCN_DA_KY)) == [(0, "not_a_beginning")]
    assert reasons(event(State.TRICH_LUC)) == []


def test_a_step_left_out_is_refused_and_the_next_legal_one_is_taken():
    told = reasons(event(State.KHOI_TAO), event(State.DA_BAN_HANH, minute=1), event(State.GVCN_DA_KY, minute=2))
    assert told == [(1, "skips")]


def test_nothing_is_withdrawn_after_the_lock():
    locked = whole_path()[:8]
    assert reasons(*locked, event(State.THU_HOI, minute=60)) == [(8, "locked")]


def test_a_version_that_follows_is_higher():
    first = [*whole_path()[:5], event(State.THU_HOI, minute=20)]
    assert reasons(*first, event(State.KHOI_TAO, version=1, minute=30)) == [(6, "ended")]
    assert reasons(
        *first, event(State.KHOI_TAO, version=3, minute=30), event(State.KHOI_TAO, version=2, minute=40)
    ) == [(7, "not_rising")]


def test_only_the_school_that_issued_withdraws():
    issued = whole_path()[:5]
    assert reasons(*issued, event(State.THU_HOI, minute=20, actor_unit="79760402")) == [(5, "other_school")]
    assert reasons(*issued, event(State.THU_HOI, minute=20, school_code="79760402")) == [(5, "other_school")]
    assert reasons(*issued, event(State.THU_HOI, minute=20, actor_unit=SCHOOL)) == []


def test_an_event_before_the_one_it_follows_is_refused():
    assert reasons(event(State.KHOI_TAO, minute=5), event(State.GVCN_DA_KY, minute=4)) == [(1, "back_in_time")]


def test_what_the_ledger_holds_already_counts():
    known = positions_of(frame(*whole_path()[:7]))
    assert reasons(event(State.KHOI_TAO, minute=30), known=known) == [(0, "goes_back")]
    assert reasons(event(State.DA_CHOT, minute=30, actor_unit="so-gddt-hcm"), known=known) == []


@given(st.lists(st.tuples(st.sampled_from(State), st.integers(1, 3), st.sampled_from(["a", "b"])), max_size=25))
def test_what_is_kept_is_a_legal_way_of_every_version(told):
    events = frame(*(event(state, card=card, version=v, minute=at) for at, (state, v, card) in enumerate(told)))
    kept, refused = sift(events, {})
    assert kept.height + len(refused) == events.height
    ways: dict[tuple[str, int], list[State]] = {}
    for card, version, state in kept.select("card_id", "version", "state").iter_rows():
        ways.setdefault((card, version), []).append(State(state))
    for way in ways.values():
        assert way[0] in BEGINNINGS
        assert all(is_legal(before, after) for before, after in pairwise(way))
    assert {key: position.state for key, position in positions_of(kept).items()} == {k: w[-1] for k, w in ways.items()}


HEIRS = {(SCHOOL, "x"): Heir(date(2025, 1, 1), "12/QĐ")}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(State),
            st.integers(1, 3),
            st.sampled_from(["a", "b"]),
            st.sampled_from([SCHOOL, SCHOOL, "x"]),
            st.sampled_from([SCHOOL, "x", None]),
        ),
        max_size=25,
    ),
    st.integers(0, 12),
    st.booleans(),
    st.sampled_from([{}, HEIRS]),
)
def test_cards_taken_at_once_are_those_that_walking_event_by_event_takes(told, split, is_backwards, heirs):
    moments = range(len(told), 0, -1) if is_backwards else range(len(told))
    events = frame(
        *(
            event(state, card=card, version=version, minute=at, school_code=school, actor_unit=unit)
            for at, (state, version, card, school, unit) in zip(moments, told, strict=True)
        )
    )
    held = standing_after(sift(events[:split], {}, heirs)[0])
    offered = events[split:]
    kept, refused = sift_after(offered, held, heirs)
    instead, slowly = sift_slowly(offered.with_row_index("row"), positions_in(held), heirs)
    left_out = {one.row for one in slowly}
    expected = [instead.get(row, told) for row, told in enumerate(offered.iter_rows(named=True)) if row not in left_out]
    assert refused == slowly
    assert kept.to_dicts() == [{name: told[name] for name in offered.columns} for told in expected]
