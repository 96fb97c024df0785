"""Findings of two answers held against each other: gone, new, staying, by name and not by place."""

from dataclasses import replace
from datetime import date

import polars as pl

from hocba_ops.tables import Answer, Counted, Explained, Finding, Measure, Severity
from hocba_ops.tables.changes import Changes, Since, compare_findings, compare_measures, sum_by_rule, with_changes

DAY = date(2025, 6, 30)
EXPLAINED = Explained("Đã hỏi phụ huynh", "Cô Hạnh", DAY)


def finding(key: str, *, code: str = "HB-ID-12", unit: str = "A", severity: Severity = Severity.QUERY) -> Finding:
    return Finding(code, severity, unit, "79…", "ethnicity", "", "Thiếu dân tộc.", "Bổ sung.", DAY, key=key)


def counted(before: list[Finding], after: list[Finding]) -> list[tuple[object, ...]]:
    frame = compare_findings("identity_review", before, after)
    return frame.select("code", "school_code", "findings_gone", "findings_new", "findings_staying").rows()


def test_findings_are_matched_by_key_and_not_by_their_place_in_the_file():
    before = [replace(finding("an"), row_number=6), finding("bình")]
    after = [replace(finding("an"), row_number=900, source_file="khác.xlsx"), finding("chi"), finding("dũng")]

    assert counted(before, after) == [("HB-ID-12", "A", 1, 2, 1)]


def test_two_findings_of_one_key_count_twice_and_one_of_them_mended_is_one_gone():
    assert counted([finding("an"), finding("an")], [finding("an")]) == [("HB-ID-12", "A", 1, 0, 1)]


def test_each_school_and_rule_is_counted_apart_and_added_up_by_rule():
    before = [finding("an"), finding("bình", unit="B"), finding("an", code="HB-ID-02", severity=Severity.ERROR)]
    frame = compare_findings("identity_review", before, [])

    assert frame.select("code", "school_code", "severity").rows() == [
        ("HB-ID-02", "A", "error"),
        ("HB-ID-12", "A", "query"),
        ("HB-ID-12", "B", "query"),
    ]
    assert sum_by_rule(frame).select("code", "findings_gone").rows() == [("HB-ID-02", 1), ("HB-ID-12", 2)]


def test_an_explained_query_is_not_open_and_an_explained_error_stays_open():
    query = replace(finding("an"), explained=EXPLAINED)
    error = replace(finding("bình", code="HB-ID-02", severity=Severity.ERROR), explained=EXPLAINED)
    frame = compare_findings("identity_review", [], [query, error])

    assert frame.select("code", "explained_now", "open_now").rows() == [("HB-ID-02", 1, 1), ("HB-ID-12", 1, 0)]


def answer(numerator: int, denominator: int) -> Answer:
    parts = [(), (("grade", "5"),)]
    measures = tuple(
        Measure("identity.clean", "A", DAY, Counted.PUPILS, numerator, denominator, group) for group in parts
    )
    return Answer("identity_review", "A", "2024-2025", DAY, measures=measures)


def test_a_measure_has_its_two_counts_then_and_now_and_groups_are_left_out():
    frame = compare_measures(answer(8, 10), answer(10, 11), ["identity.clean"])

    assert frame.rows() == [("identity.clean", "A", 8, 10, 10, 11)]


def test_a_measure_that_was_not_there_before_has_no_counts_then():
    empty = Answer("identity_review", "A", "2024-2025", DAY)

    assert compare_measures(empty, answer(8, 10), ["identity.clean"]).rows() == [
        ("identity.clean", "A", None, None, 8, 10)
    ]


def test_an_answer_carries_only_the_changes_of_its_own_step():
    findings = pl.concat(
        [
            compare_findings("identity_review", [finding("an")], []),
            compare_findings("results_review", [], [finding("an", code="HB-KQ-08")]),
        ]
    )
    changes = Changes("A", "2024-2025", DAY, Since(date(2025, 5, 16)), findings)
    frames = with_changes(answer(8, 10), changes).frames

    assert frames["changed_rules"]["code"].to_list() == ["HB-ID-12"]
    assert frames["changed_since"].rows() == [(date(2025, 5, 16), None)]


def test_an_answer_with_nothing_to_compare_has_no_since():
    frames = with_changes(answer(8, 10), Changes("A", "2024-2025", DAY)).frames

    assert frames["changed_since"].is_empty()
    assert frames["changed_rules"].is_empty()
