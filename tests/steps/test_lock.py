"""What schools' later exports say otherwise than the locked records."""

from datetime import date, datetime
from pathlib import Path

import pytest
from district import District

from hocba_ops.registry.reopening import Reopening, Reopenings
from hocba_ops.tables import Answer
from tests.registry.histories import BEGIN
from tests.workbench.locked_district import SCHOOL, build_locked_district, card_of, history, lock, pupil_of, tell

LATER = date(2025, 7, 20)


@pytest.fixture
def district(tmp_path) -> District:
    """Five cards of a school, locked as of 30/6."""
    district = build_locked_district(tmp_path)
    tell(district, *(history(number) for number in range(1, 6)))
    lock(district)
    return district


def card(number: int, **said: object) -> dict:
    told = {
        "school_code": SCHOOL,
        "grade": 5,
        "pupil_code": pupil_of(number),
        "card_id": card_of(number),
        "version": 1,
        "state": "so_tiep_nhan",
        "issued_at": datetime(BEGIN.year, BEGIN.month, BEGIN.day, 8, 4),
        "homeroom_signer": "GV01",
        "head_signer": "HT01",
        "content_hash": f"nội dung {number}",
    }
    return told | said


def hand_in(district: District, *rows: dict, on: date = LATER) -> None:
    """An export of the school: every locked card as it was, but for the rows given."""
    given = {row["card_id"] for row in rows}
    district.hand_in(on, card=[*(card(number) for number in range(1, 6) if card_of(number) not in given), *rows])


def ask(district: District, *, as_of: date = LATER) -> Answer:
    return district.ask("lock", as_of=as_of)


def told(answer: Answer) -> list[tuple[str, str, str]]:
    return [(one.code, one.field, one.value) for one in answer.findings]


def figures(answer: Answer) -> dict[str, tuple[int | None, int | None]]:
    return {
        one.name: (one.numerator, one.denominator)
        for one in answer.measures
        if one.unit_id == "quan-1" and not one.group
    }


def test_an_export_that_says_the_same_has_no_difference(district):
    hand_in(district)
    answer = ask(district)
    assert answer.findings == ()
    assert figures(answer) == {"lock.compared": (5, 5), "lock.unchanged": (5, 5)}


def test_one_mark_changed_in_one_record_is_exactly_one_finding(district):
    hand_in(district, card(3, content_hash="nội dung 3, một điểm khác"))
    answer = ask(district)
    assert told(answer) == [("HB-CK-01", "content_hash", "nội dung 3 → nội dung 3, một điểm khác")]
    assert figures(answer) == {"lock.compared": (5, 5), "lock.unchanged": (4, 5)}


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([card(3), card(3, version=2)], [("HB-CK-02", "version")]),
        ([card(3, version=2)], [("HB-CK-02", "version")]),
        ([card(3, state="thu_hoi")], [("HB-CK-04", "state")]),
        ([card(3, state="gvcn_da_ky")], [("HB-CK-04", "state")]),
        ([card(3), card(3, card_id="thẻ-lạ")], [("HB-CK-05", "new_card")]),
        ([card(3), card(3, card_id="thẻ-lạ", state="huy_bo")], []),
        ([card(3, pupil_code="7900000077")], [("HB-CK-06", "pupil_code")]),
        ([card(3, grade=4)], [("HB-CK-06", "grade")]),
        ([card(3, issued_at=datetime(2025, 7, 9, 8, 0))], [("HB-CK-06", "issued_at")]),
        ([card(3, grade=4, content_hash="khác")], [("HB-CK-01", "content_hash"), ("HB-CK-06", "grade")]),
        ([card(3, state="da_bao_cao_bo"), card(4, state="tra_ve")], []),
        ([card(3, homeroom_signer="GV77", head_signer="HT77")], []),
        ([card(3, content_hash=None, issued_at=None)], []),
    ],
    ids=[
        "newer version",
        "only the newer version",
        "withdrawn",
        "back to signing",
        "another card",
        "another card cancelled",
        "pupil",
        "grade",
        "issued",
        "two fields",
        "moved on",
        "signers recoded",
        "columns lacking",
    ],
)
def test_each_difference_is_a_finding_of_its_field(district, rows, found):
    hand_in(district, *rows)
    assert sorted((code, field) for code, field, _ in told(ask(district))) == found


def test_a_locked_card_that_the_export_no_longer_has_is_gone(district):
    district.hand_in(LATER, card=[card(number) for number in (1, 2, 4, 5)])
    assert [code for code, _, _ in told(ask(district))] == ["HB-CK-03"]


def test_an_export_from_before_the_lock_is_compared_with_nothing(district):
    hand_in(district, card(3, content_hash="khác"), on=date(2025, 6, 15))
    answer = ask(district)
    assert answer.findings == ()
    assert figures(answer) == {"lock.compared": (0, 5), "lock.unchanged": (0, 0)}


def test_a_field_that_the_policy_lets_pass_is_counted_and_no_finding(district):
    hand_in(district, card(3, homeroom_signer="GV77"))
    assert ask(district).frames["lock_differences"].select("locked_field", "verdict", "differences").rows() == [
        ("homeroom_signer", "allowed", 1)
    ]


def reopen(folder: Path, **said: object) -> None:
    given = {
        "school_code": SCHOOL, "school_year": "2024-2025", "grade": None, "decision": "12/QĐ-UBND", "reason": "sửa",
        "opened_on": "2025-07-10", "closes_on": "2025-07-15", "by": "A", "second": "B",
        "made_at": "2025-07-10T01:00:00",
    }  # fmt: skip
    Reopenings(folder / "registry").add(Reopening(**(given | said)))


@pytest.mark.parametrize(
    ("said", "findings"),
    [
        ({}, 0),
        ({"grade": 5}, 0),
        ({"grade": 4}, 1),
        ({"school_code": "79760402"}, 1),
        ({"opened_on": "2025-08-01", "closes_on": "2025-08-02"}, 1),
        ({"opened_on": "2025-06-01", "closes_on": "2025-06-02"}, 1),
    ],
    ids=["school", "its grade", "another grade", "another school", "after the export", "before the lock"],
)
def test_a_change_under_a_decision_is_a_correction_and_no_violation(district, tmp_path, said, findings):
    reopen(tmp_path, **said)
    hand_in(district, card(3, content_hash="khác"))
    answer = ask(district)
    assert len(answer.findings) == findings
    row = answer.frames["lock_differences"].row(0, named=True)
    assert (row["verdict"], row["decision"]) == (("violation", None) if findings else ("correction", "12/QĐ-UBND"))


@pytest.mark.parametrize(("day", "findings"), [(9, 1), (10, 0), (15, 0), (16, 1)])
def test_a_new_version_made_outside_the_days_of_the_reopening_is_a_violation(district, tmp_path, day, findings):
    reopen(tmp_path)
    hand_in(district, card(3), card(3, version=2, issued_at=datetime(2025, 7, day, 8, 0)))
    assert len(ask(district).findings) == findings


def test_no_finding_and_no_frame_shows_a_whole_pupil_code(district):
    hand_in(district, card(3, pupil_code="7900000077", content_hash="khác"))
    answer = ask(district)
    shown = " ".join([*(f"{one.subject} {one.value}" for one in answer.findings), str(answer.frames)])
    assert pupil_of(3) not in shown
    assert "7900000077" not in shown
