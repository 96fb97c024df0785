"""The faults planted in the contents of learning records, and nothing else that the other keys do not explain."""

import json
from datetime import date

import pytest

DAY = date(2025, 6, 30)
SCHOOLS = ("79760401", "79760402", "79760405")


@pytest.fixture(scope="module")
def sample_key(samples) -> dict:
    return json.loads((samples / "quan-1" / "answer_key.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def answer(sample_bench):
    return sample_bench.run("export_review", unit="quan-1", school_year="2024-2025", as_of=DAY)


def planted(told: dict) -> set[tuple]:
    return {
        (one["code"], one["field"] or "pupil_code", one["unit"], one["file"], one["row"]) for one in told["exchange"]
    }


def found(answer) -> set[tuple]:
    return {
        (one.code, one.field, one.unit_id, one.source_file, one.row_number)
        for one in answer.findings
        if one.unit_id in SCHOOLS
    }


def test_every_fault_planted_in_the_contents_is_found_at_its_pupil(sample_key, answer):
    missing = planted(sample_key) - found(answer)
    assert missing == set()


def test_what_else_holds_cards_back_follows_from_faults_of_the_pupil_list_and_the_registers(sample_key, answer):
    rest = found(answer) - planted(sample_key)
    allowed = {
        ("HB-LT-01", "sodinhdanh"), ("HB-LT-05", "sodinhdanh"), ("HB-LT-11", "pupil_code"), ("HB-LT-12", "pupil_code"),
        ("HB-LT-14", "pupil_code"), ("HB-LT-13", "pupil_code"), ("HB-LT-01", "dantoc"),
    }  # fmt: skip
    assert {(code, field) for code, field, *_ in rest} <= allowed


def test_every_other_school_with_issued_cards_is_told_once_that_its_contents_lack(answer):
    silent = [one.unit_id for one in answer.findings if one.code == "HB-LT-10"]
    assert sorted(set(silent)) == sorted(silent)
    assert set(silent) & set(SCHOOLS) == set()
    assert len(silent) > 10
