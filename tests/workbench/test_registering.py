"""From registers to the ledger: what is recorded once, what is refused, what was told otherwise before."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from district import build_district
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hocba_ops.workbench.registering import TOLD, read_day, register, weigh
from tests.workbench.telling import told_slowly

SCHOOL, OTHER, OFFICE = "79760401", "79760402", "so-gddt-hcm"
FIRST, SECOND = date(2025, 5, 30), date(2025, 6, 30)
BEGIN = datetime(2025, 5, 20, 8)
STEPS = ("created_at", "homeroom_signed_at", "head_signed_at", "sealed_at", "issued_at", "sent_at")
NOW = datetime(2025, 9, 1, tzinfo=UTC)


def at(hours: float) -> datetime:
    return BEGIN + timedelta(hours=hours)


def card(*, upto: str = "sent_at", version: int = 1, start: float = 0, **said: object) -> dict:
    reached = STEPS[: STEPS.index(upto) + 1]
    times = {name: at(start + hours) for hours, name in enumerate(reached)}
    row = {"school_code": SCHOOL, "card_id": "thẻ", "version": version, "grade": 5, "pupil_code": "7900000001"}
    return row | {"state": "khoi_tao", "content_hash": "aa"} | times | said


def receipt(hours: float, state: str = "tiep_nhan", **said: object) -> dict:
    row = {"school_code": SCHOOL, "card_id": "thẻ", "version": 1, "pupil_code": "7900000001"}
    return row | {"received_at": at(hours), "receipt_state": state} | said


@pytest.fixture
def district(tmp_path):
    district = build_district(tmp_path)
    district.add_school(SCHOOL)
    district.add_school(OTHER)
    return district


def fill(district, *, as_of: date = SECOND) -> list[str]:
    return [code for one in register(district.bench, as_of=as_of, now=NOW, by="thử") for code in one.refused]


def states(district) -> list[str]:
    return district.bench.ledger.events()["state"].to_list()


def codes(district, *, as_of: date = SECOND) -> list[str]:
    return [finding.code for finding in district.ask("registry_review", as_of=as_of).findings]


def test_a_whole_history_is_recorded_with_who_did_it(district):
    district.hand_in(FIRST, card=[card(homeroom_signer="7910000001")], receipt=[receipt(9)])
    assert fill(district) == []
    events = district.bench.ledger.events()
    assert events["state"].to_list() == [
        "khoi_tao", "gvcn_da_ky", "hieu_truong_da_ky", "da_dong_dau", "da_ban_hanh", "da_bao_cao_so", "so_tiep_nhan",
    ]  # fmt: skip
    assert events["actor"].to_list()[1] == "7910000001"
    assert events["actor_unit"].to_list() == [SCHOOL] * 6 + [OFFICE]
    assert set(events["recorded_at"]) == {NOW.replace(tzinfo=None)}
    assert events["grade"].to_list() == [5] * 7


def test_a_later_register_adds_only_what_is_new(district):
    district.hand_in(FIRST, card=[card(upto="sealed_at")])
    fill(district)
    district.hand_in(SECOND, card=[card()])
    fill(district)
    fill(district)
    assert states(district)[4:] == ["da_ban_hanh", "da_bao_cao_so"]
    assert district.bench.ledger.events()["source"].n_unique() == 2
    assert codes(district) == []


def test_a_version_drawn_from_paper_stays_so_when_its_state_moves_on(district):
    district.hand_in(FIRST, card=[card(upto="created_at", state="trich_luc")])
    district.hand_in(SECOND, card=[card(upto="homeroom_signed_at", state="gvcn_da_ky")])
    fill(district)
    assert states(district) == ["trich_luc", "gvcn_da_ky"]


def test_a_card_sent_again_after_a_refusal_is_recorded_although_the_register_keeps_one_sending(district):
    district.hand_in(FIRST, card=[card()], receipt=[receipt(9, "loi", reason="sai số định danh"), receipt(30)])
    assert fill(district) == []
    assert states(district)[5:] == ["da_bao_cao_so", "so_tu_choi", "da_bao_cao_so", "so_tiep_nhan"]


def test_a_sending_moved_after_a_refusal_is_another_sending_and_no_change(district):
    district.hand_in(FIRST, card=[card()], receipt=[receipt(9, "loi")])
    fill(district)
    district.hand_in(SECOND, card=[card(sent_at=at(20))], receipt=[receipt(9, "loi"), receipt(30)])
    assert fill(district) == []
    assert states(district)[6:] == ["so_tu_choi", "da_bao_cao_so", "so_tiep_nhan"]
    assert codes(district) == []


def test_a_replaced_version_ends_when_the_next_is_made(district):
    rows = [card(state="da_thay_the", upto="issued_at"), card(version=2, start=48)]
    district.hand_in(FIRST, card=rows)
    assert fill(district) == []
    events = district.bench.ledger.events()
    assert events.filter(events["state"] == "da_thay_the")["happened_at"].to_list() == [at(48)]


FAULTS = {
    "HB-SK-01": [card(sealed_at=None)],
    "HB-SK-06": [card(upto="homeroom_signed_at", withdrawn_at=at(9))],
    "HB-SK-07": [card(created_at=None)],
    "HB-SK-08": [card(version=2), card(version=1, start=48)],
    "HB-SK-13": [card(state="thu_hoi")],
    "HB-SK-14": [card(sent_at=datetime(2025, 7, 1))],
    "HB-SK-15": [card(version=None)],
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_history_that_cannot_be_is_a_finding_at_its_row_and_is_not_recorded(district, code):
    district.hand_in(FIRST, card=FAULTS[code])
    fill(district)
    (finding,) = district.ask("registry_review", as_of=SECOND).findings
    assert (finding.code, finding.source_file, finding.subject) == (code, "card.xlsx", "79****0001")
    assert district.bench.ledger.verify() is None


def test_only_the_issuing_school_withdraws(district):
    district.hand_in(FIRST, card=[card()], receipt=[receipt(9), receipt(12, "thu_hoi")])
    assert fill(district) == ["HB-SK-09"]
    assert codes(district) == ["HB-SK-09"]


def test_a_withdrawal_that_the_school_tells_too_is_one_event(district):
    district.hand_in(FIRST, card=[card(withdrawn_at=at(11))], receipt=[receipt(9), receipt(12, "thu_hoi")])
    assert fill(district) == []
    assert states(district)[-1] == "thu_hoi"


def test_an_answer_that_comes_before_the_sending_goes_back_in_time(district):
    district.hand_in(FIRST, card=[card()])
    fill(district)
    district.hand_in(SECOND, card=[card()], receipt=[receipt(4.5)])
    assert fill(district) == ["HB-SK-10"]
    assert codes(district) == ["HB-SK-10"]


def test_a_recorded_moment_told_otherwise_later_is_a_finding_and_the_ledger_stays(district):
    district.hand_in(FIRST, card=[card()])
    fill(district)
    head = district.bench.ledger.head()
    district.hand_in(SECOND, card=[card(head_signed_at=at(2.5))])
    assert fill(district) == ["HB-SK-11"]
    assert district.bench.ledger.head() == head
    (finding,) = district.ask("registry_review", as_of=SECOND).findings
    assert finding.code == "HB-SK-11"
    assert "lần trước ghi 20/05/2025 10:00, lần này ghi 20/05/2025 10:30" in finding.message


def test_a_recorded_moment_left_empty_later_is_a_finding(district):
    district.hand_in(FIRST, card=[card()])
    district.hand_in(SECOND, card=[card(upto="issued_at")])
    (finding,) = district.ask("registry_review", as_of=SECOND).findings
    assert (finding.code, "lần này để trống" in finding.message) == ("HB-SK-11", True)


def test_a_version_that_the_newest_register_lost_is_a_finding_where_it_last_stood(district):
    district.hand_in(FIRST, card=[card(source_file="cũ.xlsx"), card(card_id="khác", pupil_code="7900000002")])
    district.hand_in(SECOND, card=[card(card_id="khác", pupil_code="7900000002")])
    (finding,) = district.ask("registry_review", as_of=SECOND).findings
    assert (finding.code, finding.source_file) == ("HB-SK-12", "cũ.xlsx")
    assert codes(district, as_of=FIRST) == []


def test_a_register_mended_later_leaves_no_finding(district):
    district.hand_in(FIRST, card=[card(sealed_at=None)])
    assert codes(district, as_of=FIRST) == ["HB-SK-01"]
    district.hand_in(SECOND, card=[card()])
    assert codes(district) == []


def test_marks_that_fall_with_the_first_fault_are_told_in_one_finding(district):
    district.hand_in(FIRST, card=[card(homeroom_signed_at=None)])
    (finding,) = district.ask("registry_review", as_of=FIRST).findings
    assert "Kéo theo 3 mốc sau đó." in finding.message


moments = st.one_of(st.none(), st.integers(0, 60).map(at))
cards = st.builds(
    dict,
    card_id=st.sampled_from("ab"),
    version=st.integers(1, 3),
    state=st.sampled_from([None, "khoi_tao", "trich_luc", "da_ban_hanh", "thu_hoi", "da_thay_the", "huy_bo"]),
    **dict.fromkeys((*STEPS, "withdrawn_at"), moments),
)
receipts = st.builds(
    receipt,
    st.integers(0, 60),
    st.sampled_from(["loi", "tiep_nhan", "thu_hoi"]),
    card_id=st.sampled_from("ab"),
    version=st.integers(1, 3),
)
DAYS_APART = count()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    st.lists(cards, max_size=5, unique_by=lambda row: (row["card_id"], row["version"])),
    st.lists(receipts, max_size=6, unique_by=lambda row: (row["card_id"], row["version"], row["received_at"])),
)
def test_the_text_tells_what_the_plain_reading_of_the_rows_tells(district, told_cards, told_receipts):
    day = FIRST + timedelta(days=next(DAYS_APART))
    held = [{"school_code": SCHOOL, "pupil_code": "7900000001", "row_number": n, **c} for n, c in enumerate(told_cards)]
    answers = [{**one, "row_number": number} for number, one in enumerate(told_receipts)]
    empty = card(card_id="không", upto="created_at")
    district.hand_in(day, card=[*held, empty], receipt=[*answers, receipt(0, "thu_hoi", card_id="không")])
    rows = read_day(district.bench, day).filter(~(read_day(district.bench, day)["card_id"] == "không"))
    events = set(rows.select("card_id", "version", "state", "happened_at", "actor_unit").iter_rows())
    assert events == told_slowly(held, answers, office=OFFICE)
    again = weigh(rows, weigh(rows, TOLD.to_frame(), day=date.max).taken, day=date.max)
    assert again.taken.is_empty(), "offered a second time, nothing is new"
