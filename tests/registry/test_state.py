"""The states that follow from the ledger, as the SQL shape replays them, on both axes of time."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hocba_ops.domain.hoc_ba import ENDED, State
from hocba_ops.engine import Engine, Files
from hocba_ops.registry import CHAINED, GENESIS, Ledger, sift
from hocba_ops.registry.chain import chained
from hocba_ops.registry.replay import positions_of
from hocba_ops.tables.shapes import SHAPES
from tests.registry.histories import BEGIN, NOW, event, frame, whole_path


@pytest.fixture(scope="module")
def engine():
    engine = Engine.open(threads=1)
    yield engine
    engine.close()


def states(engine, events, *, as_of=date(2025, 12, 31), known_on=date.max):
    rows = engine.run(SHAPES["registry_state"], {"event": events}, {"as_of": as_of, "known_on": known_on})
    return rows.sort("card_id", "version")


STEPS = st.lists(
    st.tuples(st.sampled_from(State), st.integers(1, 3), st.sampled_from("ab"), st.integers(0, 3)), max_size=30
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(STEPS, st.integers(0, 4))
def test_the_text_stands_where_a_plain_replay_stands_on_any_day(engine, told, days):
    events = frame(
        *(
            event(state, card=card, version=v, minute=24 * 60 * later + at)
            for at, (state, v, card, later) in enumerate(told)
        )
    )
    kept = sift(events, {})[0]
    day = (BEGIN + timedelta(days=days)).date()
    rows = states(
        engine, chained(kept, after=GENESIS, first=1).with_columns(recorded_at=NOW.replace(tzinfo=None)), as_of=day
    )
    until = [row for row in kept.iter_rows(named=True) if row["happened_at"].date() <= day]
    expected = positions_of(frame(*until))
    assert {(c, v): s for c, v, s in rows.select("card_id", "version", "state").iter_rows()} == {
        key: position.state.value for key, position in expected.items()
    }
    live = {c: v for c, v, is_live in rows.select("card_id", "version", "is_live").iter_rows() if is_live}
    assert live == {
        card: max(v for (c, v), p in expected.items() if c == card and p.state not in ENDED)
        for card in {c for (c, _), p in expected.items() if p.state not in ENDED}
    }


def test_what_was_recorded_later_was_not_known_then(engine, tmp_path):
    ledger = Ledger.open(tmp_path)
    way = whole_path()
    for moment, part in ((datetime(2025, 6, 1), way[:5]), (datetime(2025, 6, 9), way[5:7])):
        ledger.append(frame(*part), expected=ledger.head(), recorded_at=moment, by="thử", purpose="")
    files = Files(paths=ledger.paths(), keep=None, schema=CHAINED)
    assert states(engine, files, known_on=date(2025, 6, 8))["state"].to_list() == ["da_ban_hanh"]
    assert states(engine, files, known_on=date(2025, 6, 9))["state"].to_list() == ["so_tiep_nhan"]


def test_a_withdrawn_version_gives_way_to_the_next(engine):
    way = [*whole_path()[:5], event("thu_hoi", minute=30), event("khoi_tao", version=2, minute=40)]
    rows = states(
        engine, chained(frame(*way), after=GENESIS, first=1).with_columns(recorded_at=NOW.replace(tzinfo=None))
    )
    assert rows.select("version", "state", "is_live").rows() == [(1, "thu_hoi", 0), (2, "khoi_tao", 1)]
