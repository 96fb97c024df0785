"""The return of cards after the summer: every class and every fault as the makers of the district counted them."""

from collections import Counter

import pytest

from hocba_ops.tables import Answer
from tests.answer_key.conftest import Scores

RECEIVERS = ("79760501", "79760502", "79760503", "79760504")


@pytest.fixture(scope="module")
def told(key, sample_bench) -> Answer:
    return sample_bench.run("handover", unit="quan-1", school_year="2024-2025", as_of=key.handover()["day"])


@pytest.fixture(scope="module")
def planted(key) -> Counter:
    return Counter(
        (one["code"], one["unit"], (one["file"], one["sheet"], one["row"])) for one in key.handover()["faults"]
    )


def classes(answer: Answer, prefix: str) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for measure in answer.measures:
        name = measure.name.removeprefix(prefix)
        if measure.name.startswith(prefix) and not measure.group and measure.numerator and name in NAMES:
            found.setdefault(measure.unit_id, {})[name] = measure.numerator
    return found


NAMES = {
    "da_nhan", "tra_muon", "da_tra_chua_nhan", "chua_tra", "so_chua_co", "chua_ro_noi_hoc", "tra_nham_truong",
    "tra_hai_noi", "tra_khong_nhap_hoc", "noi_dung_khac", "phien_ban_cu", "tra_truoc_chot", "trung", "thua",
    "ngoai_dia_ban", "o_lai_lop", "khong_nhap_hoc",
}  # fmt: skip


def test_every_class_of_every_school_has_the_cards_that_the_key_counts(key, told):
    assert classes(told, "handover.") == key.handover()["classes"]


def test_the_classes_of_every_school_and_grade_add_up_to_its_cards(told):
    sums: Counter = Counter()
    whole = {}
    for measure in told.measures:
        if measure.name.removeprefix("handover.") in NAMES:
            sums[measure.unit_id, measure.group] += measure.numerator
            whole[measure.unit_id, measure.group] = measure.denominator
    assert dict(sums) == whole
    assert whole["quan-1", ()] > 1000


def test_the_findings_of_the_day_are_the_faults_planted_for_it(told, planted, record_property):
    found = Counter((one.code, one.unit_id, (one.source_file, one.sheet, one.row_number)) for one in told.findings)
    scores = Scores()
    scores.add(planted.elements(), found.elements())
    record_property("table", scores.table().replace("on four days", "about the handover"))
    assert sorted((planted - found).elements()) == [], "planted and not found"
    assert sorted((found - planted).elements()) == [], "found and not planted"


def test_every_rule_that_the_lists_can_break_was_planted(planted, sample_bench):
    rules = {rule.id for rule in sample_bench.rulebook.rules if rule.id.startswith("HB-BG-")}
    assert rules - {code for code, _, _ in planted} == set()


def test_pupils_who_moved_stand_with_the_school_that_issued_their_card(key, told):
    frame = told.frames["handover_moved"].drop("school_name", "moved")
    rows = {row.pop("school_code"): {k: v for k, v in row.items() if v} for row in frame.iter_rows(named=True)}
    assert rows == {school: counts for school, counts in key.handover()["moved"].items() if school != "quan-1"}


def test_each_receiving_school_sees_where_the_cards_of_its_pupils_are(key, told, sample_bench):
    for code in RECEIVERS:
        own = sample_bench.run("handover", unit=code, school_year="2024-2025", as_of=key.handover()["day"])
        (row,) = own.frames["handover_receiving"].drop("school_name", "pupils").rows(named=True)
        assert {k: v for k, v in row.items() if v and k != "school_code"} == key.handover()["receiving"][code]
        mine = {one.key for one in own.findings}
        assert mine, "a receiving school that is asked alone has its list too"
        assert {one.unit_id for one in own.findings} == {code}


def test_who_settles_a_fault_with_whom_and_until_when_is_told(told):
    open_ones = [one for one in told.findings if one.code in ("HB-BG-01", "HB-BG-02", "HB-BG-05")]
    assert {one.other_unit_id for one in open_ones} <= set(RECEIVERS)
    assert {str(one.due_on) for one in told.findings} == {"2025-08-27"}
