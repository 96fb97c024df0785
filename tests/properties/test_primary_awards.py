"""Rules about awards, completion and the summer of grades 1-5 say what circular 27/2020 says, read aloud in Python."""

import tempfile
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from district import build_district
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

AS_OF = date(2025, 6, 30)
PUPILS = 1000
A_FEW = settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
RATINGS = ("hoan_thanh_xuat_sac", "hoan_thanh_tot", "hoan_thanh", "chua_hoan_thanh")
NEEDS = {"hoc_sinh_xuat_sac": "hoan_thanh_xuat_sac", "hoc_sinh_tieu_bieu": "hoan_thanh_tot"}
ABOUT = {"HB-KQ-09", "HB-KQ-10", *(f"HB-KQ-{number}" for number in range(15, 22))}


def pupil(chance: Random, place: int) -> dict[str, Any]:
    award = chance.choice((None, None, *NEEDS, "khen đột xuất"))
    again = chance.choice((None, None, None, "hoan_thanh", "chua_hoan_thanh", "lạ"))
    return {
        "school_code": "A",
        "pupil_code": f"79{place:08}",
        "grade": chance.choice((4, 5)),
        "row_number": place,
        "rating": chance.choice(RATINGS),
        "rating_text": "có",
        "award": award if award in NEEDS else None,
        "award_text": award,
        "supplementary": None if again == "lạ" else again,
        "supplementary_text": again,
        "decision_text": chance.choice((None, None, "15/QĐ")),
        "is_completed": chance.random() < 0.6,
        "is_promoted": chance.random() < 0.6,
        "is_primary_completed": chance.choice((None, True, False)),
    }


def right(row: dict[str, Any]) -> set[str]:
    """Articles 11 and 13 of circular 27/2020, word by word."""
    completes = row["rating"] != "chua_hoan_thanh"
    passed = row["supplementary"] == "hoan_thanh"
    told = set()
    if row["award"] and NEEDS[row["award"]] != row["rating"]:
        told.add("HB-KQ-15")
    if row["rating"] == "hoan_thanh_xuat_sac" and not row["award_text"]:
        told.add("HB-KQ-16")
    if row["is_primary_completed"] and row["grade"] < 5:
        told.add("HB-KQ-17")
    is_said = row["is_primary_completed"] is not None and not row["supplementary_text"]
    if row["grade"] == 5 and is_said and row["is_primary_completed"] != completes:
        told.add("HB-KQ-18")
    if row["supplementary_text"] == "lạ":
        told.add("HB-KQ-19")
    if row["supplementary"] and completes:
        told.add("HB-KQ-20")
    if passed and not completes and not row["is_promoted"]:
        told.add("HB-KQ-21")
    if not completes and row["is_promoted"] and not passed and not row["decision_text"]:
        told.add("HB-KQ-09")
    if not passed and row["is_completed"] != completes:
        told.add("HB-KQ-10")
    return told


@A_FEW
@given(seed=st.integers(0, 2**32))
def test_awards_completion_and_summer_of_random_pupils_break_the_rules_that_the_circular_names(seed):
    chance = Random(seed)
    rows = [pupil(chance, place) for place in range(2, PUPILS + 2)]
    with tempfile.TemporaryDirectory() as folder:
        district = build_district(Path(folder))
        district.add_school("A")
        who = ("school_code", "pupil_code", "grade", "row_number")
        district.hand_in(AS_OF, pupil=[{name: row[name] for name in who} for row in rows], result=rows)
        scan = district.rows("results_review", as_of=AS_OF)["results_row"]
    told = {row["row_number"]: {code for code in ABOUT if row[code] == 1} for row in scan.iter_rows(named=True)}
    assert told == {row["row_number"]: right(row) for row in rows}
