"""Whatever the lists say: every card of the last grade is in exactly one class, and a slow reading agrees."""

import tempfile
from datetime import date, datetime
from pathlib import Path

from district import build_district
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hocba_ops.steps.handover import CLASSES

DAY, DUE, REPORT_BY = date(2025, 8, 20), date(2025, 8, 14), date(2025, 6, 19)
SENT = datetime(2025, 6, 5, 9)
RECEIVERS = ("X", "Y")
ONE = st.fixed_dictionaries(
    {
        "is_received": st.booleans(),
        "enrolled": st.sampled_from(["", "X", "Y", "ngoai_dia_ban", "khong_nhap_hoc"]),
        "returns": st.lists(
            st.tuples(st.sampled_from(RECEIVERS), st.integers(12, 16), st.booleans(), st.booleans()), max_size=2
        ),
    }
)


def rows_of(pupils: list[dict]) -> dict[str, list[dict]]:
    tables: dict[str, list[dict]] = {"pupil": [], "card": [], "receipt": [], "enrolment": [], "card_return": []}
    for place, one in enumerate(pupils):
        key = {"school_code": "A", "pupil_code": f"79000000{place:02d}", "card_id": f"hb-{place}", "version": 1}
        tables["pupil"].append({"school_code": "A", "pupil_code": key["pupil_code"], "grade": 5})
        tables["card"].append(key | {"grade": 5, "state": "da_bao_cao_so", "sent_at": SENT, "content_hash": "aa"})
        if one["is_received"]:
            tables["receipt"].append(key | {"receipt_state": "tiep_nhan", "received_at": SENT, "content_hash": "aa"})
        if one["enrolled"]:
            is_school = one["enrolled"] in RECEIVERS
            state = "nhap_hoc" if is_school else one["enrolled"]
            school = one["enrolled"] if is_school else None
            tables["enrolment"].append(
                {"pupil_code": key["pupil_code"], "school_code": school, "enrolment_state": state}
            )
        for school, day, is_taken, is_changed in one["returns"]:
            at = datetime(2025, 8, day, 9)
            said = {"to_school_code": school, "returned_at": at, "taken_at": at if is_taken else None}
            said |= {"return_state": "da_nhan" if is_taken else "da_tra", "content_hash": "bb" if is_changed else "aa"}
            tables["card_return"].append(key | said)
    tables["enrolment"].append({"pupil_code": "7999999999", "school_code": "X", "enrolment_state": "nhap_hoc"})
    return tables


def class_slowly(one: dict, listed: set[str]) -> str:
    """What the text of the step means, once more in plain words."""
    returns, enrolled = one["returns"], one["enrolled"]
    if not returns:
        if enrolled in ("ngoai_dia_ban", "khong_nhap_hoc"):
            return enrolled
        if not enrolled:
            return "chua_ro_noi_hoc"
        return "chua_tra" if one["is_received"] else "so_chua_co"
    if len({school for school, *_ in returns}) > 1:
        return "tra_hai_noi"
    ordered = sorted(enumerate(returns), key=lambda pair: (not pair[1][2], -pair[1][1], pair[0]))
    school, day, is_taken, is_changed = ordered[0][1]
    if enrolled not in RECEIVERS and school in listed:
        return "tra_khong_nhap_hoc"
    if enrolled in RECEIVERS and school != enrolled:
        return "tra_nham_truong"
    if is_changed:
        return "noi_dung_khac"
    if not is_taken:
        return "da_tra_chua_nhan"
    return "tra_muon" if day > DUE.day else "da_nhan"


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ONE, min_size=1, max_size=8))
def test_every_card_is_in_the_one_class_that_a_slow_reading_gives(pupils):
    with tempfile.TemporaryDirectory() as folder:
        district = build_district(Path(folder))
        district.add_school("A")
        district.hand_in(date(2025, 8, 14), **rows_of(pupils))
        answer = district.ask("handover", as_of=DAY)
    counts = answer.frames["handover_classes"].drop("school_code", "school_name").row(0, named=True)
    listed = {"X", *(one["enrolled"] for one in pupils if one["enrolled"] in RECEIVERS)}
    expected = [class_slowly(one, listed) for one in pupils]
    assert {name: counts[name] for name in CLASSES if counts[name]} == {n: expected.count(n) for n in set(expected)}
    assert counts["cards"] == sum(counts[name] for name in CLASSES) == len(pupils)
