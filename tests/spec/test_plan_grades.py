"""Grades as plans write them (KH 290/KH-GDĐT, II.2, IV.3.1, IV.3.2)."""

import pytest

from hocba_ops.plans.grades import grades_in
from hocba_ops.rulebook import Rulebook
from tests.text_table import read_table

GRADES = """
câu                                                | khối
Đối với học sinh Khối 5                            | 5
Đối với học sinh Khối 1, 2, 3, 4                   | 1 2 3 4
triển khai từ lớp 1 đến lớp 5 từ năm học 2024-2025 | 1 2 3 4 5
các khối lớp 1, 2, 3 và 4                          | 1 2 3 4
khối 1-4 hoàn thành trước 25/7/2025                | 1 2 3 4
khối 6 – 8 và khối 10                              | 6 7 8 10
các trường THCS, từ lớp 6 đến lớp 9.               | 6 7 8 9
học sinh lớp 5A, lớp 5B                            | -
toàn bộ học sinh                                   | -
mục 3.1 khối lượng công việc                       | -
"""


@pytest.mark.parametrize("row", read_table(GRADES), ids=lambda row: row["câu"])
def test_a_text_names_its_grades_and_a_class_is_none(row):
    found = grades_in(row["câu"], Rulebook.load().plan_words.date)
    assert " ".join(map(str, found)) == row["khối"].strip("-")
