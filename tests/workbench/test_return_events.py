"""Returns in the ledger: what the Sở gave back is recorded like any register, and what no history allows is told."""

from datetime import UTC, date, datetime, timedelta

import pytest
from district import build_district

from hocba_ops.workbench.registering import register

SCHOOL, OFFICE = "79760401", "so-gddt-hcm"
DAY = date(2025, 8, 20)
BEGIN = datetime(2025, 5, 20, 8)
STEPS = ("created_at", "homeroom_signed_at", "head_signed_at", "sealed_at", "issued_at", "sent_at")
NOW = datetime(2025, 9, 1, tzinfo=UTC)
CARD = {"school_code": SCHOOL, "card_id": "thẻ", "version": 1, "pupil_code": "7900000001", "content_hash": "aa"}


def returned(day: int = 12, **said: object) -> dict:
    at = datetime(2025, 8, day, 9)
    row = CARD | {"to_school_code": "79760501", "returned_at": at, "taken_at": at, "return_state": "da_nhan"}
    return row | said


@pytest.fixture
def district(tmp_path):
    district = build_district(tmp_path)
    district.add_school(SCHOOL)
    times = {name: BEGIN + timedelta(hours=place) for place, name in enumerate(STEPS)}
    yes = CARD | {"received_at": BEGIN + timedelta(hours=9), "receipt_state": "tiep_nhan"}
    card = CARD | {"grade": 5, "state": "da_bao_cao_so"} | times
    district.hand_in(date(2025, 6, 30), card=[card], receipt=[yes])
    return district


def fill(district) -> list[str]:
    return [code for one in register(district.bench, as_of=DAY, now=NOW, by="thử") for code in one.refused]


def codes(district) -> list[str]:
    return [finding.code for finding in district.ask("registry_review", as_of=DAY).findings]


def test_a_returned_card_is_recorded_once_as_an_act_of_the_office(district):
    district.hand_in(DAY, card_return=[returned()])
    assert fill(district) == []
    assert fill(district) == []
    last = district.bench.ledger.events().row(-1, named=True)
    assert (last["state"], last["actor_unit"], last["school_code"]) == ("tra_ve", OFFICE, SCHOOL)
    assert (last["happened_at"], last["grade"], last["content_hash"]) == (datetime(2025, 8, 12, 9), 5, "aa")
    assert codes(district) == []


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([returned(), returned(13, to_school_code="79760502")], "HB-SK-03"),
        ([returned(card_id="lạ")], "HB-SK-07"),
        ([returned(version=None)], "HB-SK-15"),
        ([returned(school_code="79760402")], "HB-SK-09"),
        ([returned(returned_at=datetime(2025, 5, 20, 9))], "HB-SK-10"),
        ([returned(returned_at=datetime(2025, 8, 21, 9))], "HB-SK-14"),
    ],
)
def test_a_return_that_no_history_allows_stays_outside_and_is_told(district, rows, code):
    district.add_school("79760402")
    district.hand_in(DAY, card_return=rows)
    refused = fill(district)
    assert refused == ([] if code == "HB-SK-15" else [code])
    assert codes(district) == [code]


def test_a_return_of_a_card_that_the_office_never_took_in_skips_a_step(tmp_path):
    district = build_district(tmp_path)
    district.add_school(SCHOOL)
    times = {name: BEGIN + timedelta(hours=place) for place, name in enumerate(STEPS[:-1])}
    district.hand_in(DAY, card=[CARD | {"grade": 5, "state": "da_ban_hanh"} | times], card_return=[returned()])
    assert fill(district) == ["HB-SK-01"]
    assert codes(district) == ["HB-SK-01"]
