"""The four columns against their section of the answer key, made without this tool."""

from collections import Counter

import pytest

from hocba_ops.steps import sync
from hocba_ops.tables import Answer
from hocba_ops.workbench import Workbench

DAYS = ("2025-05-29", "2025-05-30", "2025-06-30", "2025-08-01")
OWN_TESTS = {"HB-DB-09", "HB-DB-10", "HB-DB-11"}
"""Rules about the Sở's older versions, shared codes and the ledger: planted in the tests of the step."""


@pytest.fixture(scope="module")
def told(sample_bench: Workbench) -> dict[str, Answer]:
    return {day: sample_bench.run("sync", unit="quan-1", school_year="2024-2025", as_of=day) for day in DAYS}


@pytest.mark.parametrize("day", DAYS)
def test_every_class_of_every_school_and_grade_is_that_of_the_key(key, told, day):
    right = {
        (scope, name): number
        for scope, classes in key.content["sync"]["figures"][day]["classes"].items()
        for name, number in classes.items()
        if not scope.startswith("phuong-")
    }
    found = {
        (scope_of(one.unit_id, one.part("grade")), one.name.removeprefix("sync.")): one.numerator
        for one in told[day].measures
        if one.name.removeprefix("sync.") in sync.CLASSES and one.numerator
    }
    assert found == right


@pytest.mark.parametrize("day", DAYS)
def test_every_column_of_every_school_has_the_total_of_the_key(key, told, day):
    right = key.content["sync"]["figures"][day]["totals"]
    for row in told[day].frames["sync_schools"].iter_rows(named=True):
        beside = {name: row[column] for name, column in sync.EXTRA.items()}
        found = {name: row[name] + beside.get(name, 0) for name in sync.COLUMNS}
        assert {name: number for name, number in found.items() if number} == right.get(row["school_code"], {})
        assert row["residual"] == 0


def test_the_findings_of_august_are_the_faults_planted_and_no_other(key, told):
    planted = Counter(
        (one["code"], one["unit"], one["file"], one["sheet"], one["row"]) for one in key.content["sync"]["faults"]
    )
    found = Counter(
        (one.code, one.unit_id, one.source_file, one.sheet, one.row_number) for one in told[DAYS[-1]].findings
    )
    assert sorted((planted - found).elements()) == [], "planted and not found"
    assert sorted((found - planted).elements()) == [], "found and not planted"


@pytest.mark.parametrize("day", DAYS[:3])
def test_before_the_ministry_answered_nothing_is_found(told, day):
    assert told[day].findings == ()


def test_every_rule_is_planted_here_or_in_the_tests_of_the_step(key, sample_bench):
    rules = {rule.id for rule in sample_bench.rulebook.rules if rule.id.startswith("HB-DB-")}
    assert {one["code"] for one in key.content["sync"]["faults"]} == rules - OWN_TESTS


def test_totals_told_stand_beside_ours_of_their_own_day(key, told):
    asked = ("unit_id", "figure_date", "chain_column", "grades_text", "theirs", "ours")
    found = {
        tuple(str(value or "") for value in row) for row in told[DAYS[-1]].frames["sync_told"].select(asked).rows()
    }
    names = ("unit", "day", "column", "grades", "theirs", "ours")
    assert found == {tuple(str(one[name]) for name in names) for one in key.content["sync"]["told"]}


def test_the_first_way_to_explain_a_told_total_is_the_reason_that_it_was_made_with(told):
    terms = told[DAYS[-1]].frames["sync_terms"]
    ways: dict[tuple[str, int], list[tuple[str | None, ...]]] = {}
    for row in terms.iter_rows(named=True):
        way = (row["school_code"], row["sync_kind"], row["sync_reason"])
        ways.setdefault((row["chain_column"], row["gap"]), []).append(way)
    assert ways["received", -190][0] == ("79760414", None, None), "the Sở had nothing of one school"
    assert ways["received", 24][0] == (None, "lan", None), "its register adds up answers, not cards"
    assert ways["roster", -4][0] == (None, None, "chuyen_di"), "the school leaves out who moved away"
    assert (None, None, "ngoai_danh_sach") in ways["accepted", -3], "one of three ways that stand equal"
    assert ways["issued", 9852] == [(None, None, None)], "a slip: more than everybody there is"
    assert terms.filter(terms["gap"] == 9852)["remainder"].to_list() == [424]


def scope_of(unit: str, grade: str | None) -> str:
    return unit if grade is None else f"{unit}/khoi-{grade}"
