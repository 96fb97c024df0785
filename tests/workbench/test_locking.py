from datetime import date, timedelta

import polars as pl
import pytest
from district import District

from hocba_ops.domain.hoc_ba import State
from hocba_ops.errors import LedgerMoved, LockRefused, NothingLoaded
from hocba_ops.registry.lock import Lock
from hocba_ops.registry.proof import check_proof
from hocba_ops.workbench.locking import locks_of, survey, take_lock, write_proof
from tests.registry.histories import BEGIN
from tests.workbench.locked_district import (
    DAY,
    NOW,
    OTHER,
    RECEIVED,
    SCHOOL,
    build_locked_district,
    card_of,
    history,
    lock,
    order,
    pupil_of,
    tell,
)


@pytest.fixture
def district(tmp_path) -> District:
    return build_locked_district(tmp_path)


def classes(district: District, **said: object) -> dict[str, int]:
    return {name: count for name, count in survey(district.bench, order(**said)).counts.items() if count}


def pupil(number: int) -> dict:
    return {"school_code": SCHOOL, "pupil_code": pupil_of(number), "full_name": "Trịnh Gia Khôi", "grade": 5}


def events_of(district: District, made: Lock) -> pl.DataFrame:
    return district.bench.ledger.events().filter(pl.col("document") == made.id)


def test_every_card_and_pupil_of_the_scope_is_told_by_class(district):
    tell(
        district,
        history(1),
        history(2, *RECEIVED[:-1]),
        history(3, *RECEIVED[:-1], State.SO_TU_CHOI),
        history(4, *RECEIVED[:-2]),
        history(5, *RECEIVED[:3]),
        history(6, *RECEIVED, State.THU_HOI),
        history(7, content_hash=None),
        history(8, *RECEIVED[:-1], content_hash="a") + history(8, State.SO_TIEP_NHAN, start=9, content_hash="b"),
        history(9, *RECEIVED, State.DA_CHOT),
        history(10) + history(10, version=2, start=20),
        history(11, grade=4),
        history(12, school_code="79999999"),
    )
    district.hand_in(DAY, pupil=[pupil(number) for number in (1, 6, 13)])
    assert classes(district) == {
        "san_sang": 2,
        "gui_chua_tiep_nhan": 1,
        "so_tu_choi": 1,
        "chua_gui": 1,
        "chua_ban_hanh": 1,
        "thu_hoi_chua_thay": 1,
        "khong_ma_noi_dung": 1,
        "noi_dung_khac": 1,
        "da_chot": 1,
        "khong_tao": 1,
    }


def test_two_live_cards_of_one_pupil_are_not_locked_but_told(district):
    tell(district, history(1), history(2, pupil_code=pupil_of(1)))
    assert classes(district) == {"trung": 2}


def test_what_was_received_after_the_day_waits_for_the_next_lock(district):
    tell(district, history(1), history(2, start=60 * 24 * 50))
    assert classes(district) == {"san_sang": 1}


def test_a_card_withdrawn_after_the_day_is_not_locked_as_of_the_day(district):
    tell(district, history(1), history(2), history(1, State.THU_HOI, start=60 * 24 * 50))
    assert classes(district) == {"san_sang": 1, "doi_sau_ngay": 1}
    assert lock(district).records["card_id"].to_list() == [card_of(2)]


def test_a_lock_freezes_the_records_and_appends_an_event_a_card(district):
    tell(district, history(1), history(2, school_code=OTHER), history(3, *RECEIVED[:-1]))
    made = lock(district)
    row = made.records.row(0, named=True)
    assert (row["card_id"], row["state"], row["content_hash"]) == (card_of(1), "da_chot", "nội dung 1")
    assert (row["homeroom_signer"], row["head_signer"], row["sealer"]) == ("GV01", "HT01", "VT01")
    assert row["received_at"] == BEGIN + timedelta(minutes=6)
    events = events_of(district, made)
    assert events["card_id"].to_list() == [card_of(1), card_of(2)]
    assert set(events.select("state", "actor", "actor_unit").rows()) == {("da_chot", "Lê Thị Mẫu", "quan-1")}
    assert events["happened_at"].dt.date().unique().to_list() == [DAY]
    assert district.bench.ledger.verify() is None
    assert classes(district) == {"gui_chua_tiep_nhan": 1, "da_chot": 2}


def test_a_statement_tells_scope_day_who_root_and_what_was_left_out(district):
    tell(district, history(1), history(2, *RECEIVED[:-1]))
    head = district.bench.ledger.head()
    told = lock(district).statement
    assert told.scope == ("quan-1", "2024-2025", (5,))
    assert (told.as_of, told.made_at, told.by) == ("2025-06-30", "2025-07-01T03:00:00", "Lê Thị Mẫu")
    assert (told.ledger_head, told.ledger_events, told.cards) == (head, 13, 1)
    assert told.not_ready == {"gui_chua_tiep_nhan": 1}


def test_a_card_that_a_school_took_over_from_one_that_ended_is_locked_under_the_school_that_issued_it(district):
    change = {
        "school_code": SCHOOL,
        "successor_code": OTHER,
        "valid_from": BEGIN.date(),
        "decision_number": "45/QĐ-UBND",
    }
    district.hand_in(date(2025, 5, 1), school_succession=[change | {"succession": "sap_nhap"}])
    issued_before = history(1)
    finished = [one | {"school_code": OTHER if place > 1 else SCHOOL} for place, one in enumerate(history(2))]
    tell(district, issued_before, finished)
    assert classes(district) == {"san_sang": 2}
    locked = events_of(district, lock(district)).sort("card_id")
    assert locked["school_code"].to_list() == [SCHOOL, OTHER]


def test_a_second_lock_adds_the_newly_received_and_extends_the_tree(district):
    tell(district, history(1), history(2, *RECEIVED[:-1]))
    first = lock(district)
    tell(district, history(2, State.SO_TIEP_NHAN, start=60))
    second = lock(district)
    assert second.records["card_id"].to_list() == [card_of(2)]
    assert second.statement.extends(first.statement)
    assert locks_of(district.bench).in_force() == (first, second)


def test_a_scope_with_nothing_ready_is_not_locked(district):
    tell(district, history(1, *RECEIVED[:-1]))
    with pytest.raises(NothingLoaded):
        lock(district)
    assert locks_of(district.bench).in_force() == ()


def test_a_ledger_that_grew_after_the_survey_stops_the_lock(district):
    tell(district, history(1))
    found = survey(district.bench, order())
    tell(district, history(1, State.THU_HOI, start=60))
    with pytest.raises(LedgerMoved):
        take_lock(district.bench, found, now=NOW)
    assert locks_of(district.bench).in_force() == ()


def test_one_mark_of_one_card_changed_gives_another_root(tmp_path):
    roots = []
    for name, content in (("a", "nội dung 2"), ("b", "nội dung 2, một điểm khác")):
        district = build_locked_district(tmp_path / name)
        tell(district, history(1), history(2, content_hash=content), history(3))
        roots.append(lock(district).statement.root)
    assert roots[0] != roots[1]


def test_a_day_before_anything_was_received_has_nothing_to_lock(district):
    tell(district, history(1))
    assert classes(district, as_of=date(2025, 4, 1)) == {}


def test_a_proof_written_for_a_locked_card_checks(district, tmp_path):
    tell(district, *(history(number) for number in range(1, 12)))
    made = lock(district)
    out = tmp_path / "chung-minh.json"
    assert write_proof(district.bench, card_of(7), out) == made.statement
    assert check_proof(out.read_bytes(), name="x", beside=made.statement.text()).record["pupil_code"] == pupil_of(7)
    with pytest.raises(LockRefused):
        write_proof(district.bench, card_of(12), out)
