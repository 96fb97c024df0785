"""KH 290/KH-GDĐT, IV: the deadlines as the plan prints them."""

import re
from datetime import date, timedelta

import pytest

PLAN = """
duty | clause | words | actors | grades | shown by
01 | IV.1   | hoàn thành trước 28 tháng 3 năm 2025       | school, office |       | attestation
02 | IV.1   | hoàn thành trước 18 tháng 4 năm 2025       | school         |       | readiness.form
03 | IV.2   | hoàn thành trước 25 tháng 4 năm 2025       | school         |       | readiness.he_thong
04 | IV.2   | hoàn thành trước 02 tháng 5 năm 2025       | school         |       | attestation
05 | IV.2   | hoàn thành trước 02 tháng 5 năm 2025       | school         |       | staff.trained
06 | IV.3   | hoàn thành trước 16 tháng 5 năm 2025       | school         |       | identity.clean
07 | IV.3   | hoàn thành trước 19 tháng 5 năm 2025       | school         |       | results.clean
08 | IV.3   | hoàn thành trước 26 tháng 5 năm 2025       | school         | 12345 | card.created
09 | IV.3.1 | hoàn thành trước ngày 30 tháng 5 năm 2025  | school         | 5     | card.issued
10 | IV.3.1 | hoàn thành trước ngày 15 tháng 6 năm 2025  | school         | 5     | attestation
11 | IV.3.1 | hoàn thành trước ngày 20 tháng 6 năm 2025  | school         | 5     | card.received
12 | IV.3.1 | hoàn thành trước ngày 15 tháng 8 năm 2025  | so_gddt        | 5     | attestation
13 | IV.3.2 | hoàn thành trước ngày 25 tháng 7 năm 2025  | school         | 1234  | card.issued
14 | IV.3.2 | hoàn thành trước ngày 30 tháng 7 năm 2025  | school         | 1234  | attestation
15 | IV.3.2 | hoàn thành trước ngày 15 tháng 8 năm 2025  | school         | 1234  | card.received
"""
ROWS = [[cell.strip() for cell in line.split("|")] for line in PLAN.strip().splitlines()[1:]]


@pytest.fixture
def plan(book):
    return book.plans["kh-290-quan-1-2024-2025"]


def test_the_plan_has_its_fifteen_dated_duties_in_the_order_of_the_paper(plan):
    assert [duty.id for duty in plan.duties] == [f"kh290-{row[0]}" for row in ROWS]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_duty_is_due_the_day_before_the_one_the_plan_names(plan, row):
    number, clause, words, actors, grades, shown_by = row
    duty = plan.duty(f"kh290-{number}")
    day, month, year = map(int, re.search(r"(\d+) tháng (\d+) năm (\d+)", words).groups())
    assert duty.named_day == date(year, month, day)
    assert duty.last_day == date(year, month, day) - timedelta(days=1)
    assert duty.words.endswith(words)
    assert duty.clause.split(",")[0] == clause
    assert ", ".join(duty.actors) == actors
    assert "".join(map(str, duty.grades)) == grades
    assert getattr(duty.evidence, "measure", duty.evidence.kind) == shown_by
    assert getattr(duty.evidence, "threshold_percent", 100) == 100


def test_tasks_without_a_day_are_kept_beside_the_duties(plan):
    assert {task.words for task in plan.undated} >= {"khi được yêu cầu", "tổ chức thường xuyên khi có nhu cầu"}


def test_the_plan_of_the_ended_office_binds_the_schools_of_its_successors(book):
    tree = book.unit_tree()
    lineage = tree.lineage("phuong-tan-dinh", date(2025, 8, 1))
    assert book.plan(lineage, "2024-2025").unit == "quan-1"
    assert book.plan(lineage, "2025-2026") is None
    assert book.plan(["so-gddt-ha-noi"], "2024-2025") is None


def test_every_measure_that_shows_a_duty_done_has_a_label(book, plan):
    measures = {duty.evidence.measure for duty in plan.duties if duty.evidence.kind == "measure"}
    assert {f"measure.{name}" for name in measures} <= set(book.labels("vi"))
