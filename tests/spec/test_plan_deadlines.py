"""Dates as plans write them: which day is named, whether it still counts, and what had to be guessed.

KH 290/KH-GDĐT, IV: “hoàn thành trước 28 tháng 3 năm 2025”; the other ways of writing are usual ones, set by no paper.
"""

from datetime import date

import pytest

from hocba_ops.domain.school_year import SchoolYear
from hocba_ops.plans.deadlines import DeadlineReader
from hocba_ops.rulebook import Rulebook
from tests.text_table import read_table

WORDS = Rulebook.load().plan_words
READER = DeadlineReader(WORDS, SchoolYear(2024), date(2025, 3, 21))

PHRASES = """
câu                                                 | ngày ghi   | từ ngày    | vẫn kịp | đoán
Rà soát, hoàn thành trước 28 tháng 3 năm 2025.      | 2025-03-28 |            | không   | -
Rà soát, hoàn thành trước ngày 30 tháng 5 năm 2025  | 2025-05-30 |            | không   | -
Rà soát trước ngày 30/5/2025                        | 2025-05-30 |            | không   | -
Rà soát trước 30.5.2025                             | 2025-05-30 |            | không   | -
Rà soát trước ngày 30-5-2025                        | 2025-05-30 |            | không   | -
Rà soát xong trước 30/6                             | 2025-06-30 |            | không   | theo_nam_hoc
Rà soát trước ngày 15/9                             | 2025-09-15 |            | không   | theo_nam_hoc
Rà soát trước 30/6/25                               | 2025-06-30 |            | không   | short_year
Rà soát trước và trong ngày 30/5/2025               | 2025-05-30 |            | có      | -
Rà soát trước 17 giờ ngày 30/5/2025                 | 2025-05-30 |            | có      | -
Rà soát trước 17h00 ngày 30/5/2025                  | 2025-05-30 |            | có      | -
Rà soát chậm nhất ngày 30/5/2025                    | 2025-05-30 |            | có      | -
Báo cáo, chậm nhất là ngày 30 tháng 5/2025          | 2025-05-30 |            | có      | -
Báo cáo đến hết ngày 30/5/2025                      | 2025-05-30 |            | có      | -
Hạn cuối ngày 30/5/2025                             | 2025-05-30 |            | có      | -
Rà soát từ ngày 05/5/2025 đến ngày 10/5/2025        | 2025-05-10 | 2025-05-05 | có      | -
Rà soát từ ngày 05 đến hết ngày 10 tháng 5 năm 2025 | 2025-05-10 | 2025-05-05 | có      | -
Rà soát từ 20/4 đến 10/5/2025                       | 2025-05-10 | 2025-04-20 | có      | -
Rà soát từ 20/12 đến 10/01/2025                     | 2025-01-10 | 2024-12-20 | có      | -
Rà soát trong tháng 5/2025                          | 2025-05-31 |            | có      | month_only
Rà soát trong tháng 02 năm 2024                     | 2024-02-29 |            | có      | month_only
Rà soát trong tháng 5                               | 2025-05-31 |            | có      | month_only, theo_nam_hoc
Rà soát trước tháng 6/2025                          | 2025-06-01 |            | không   | month_only
Rà soát trong quý II/2025                           | 2025-06-30 |            | có      | month_only
Rà soát trước quý III năm 2025                      | 2025-07-01 |            | không   | month_only
Rà soát trước ngày 31/4/2025                        | (không có) |            | không   | no_such_day
Rà soát trước ngày 29 tháng 2 năm 2025              | (không có) |            | không   | no_such_day
"""

NONE = (
    "Đính kèm phụ lục Công văn số 1152/SGDĐT ngày 13/3/2025 của Sở Giáo dục và Đào tạo",
    "Căn cứ Quyết định số 1789/QĐ-SGDĐT ngày 14 tháng 6 năm 2024 của Sở",
    "Triển khai từ lớp 1 đến lớp 5 từ năm học 2024 - 2025",
    "Hệ thống hoạt động 24/7, đạt 100% trong 3/4 số trường",
    "Đạt từ 95% đến 100% học sinh, tỷ lệ 1/30",
    "Báo cáo vào cuối năm học, khi được yêu cầu",
    "Mục 3.1 và 3.2 của kế hoạch, trước khi ký số",
)


@pytest.mark.parametrize("row", read_table(PHRASES), ids=lambda row: row["câu"])
def test_a_written_deadline_names_its_day_and_says_whether_it_counts(row):
    (found,) = READER.find(row["câu"])
    assert str(found.named or "(không có)") == row["ngày ghi"]
    assert str(found.first or "") == row["từ ngày"]
    assert (found.reading == "that_day") == (row["vẫn kịp"] == "có")
    reasons = ", ".join(map(str, found.reasons)).replace("year_by_school_year", "theo_nam_hoc")
    assert reasons == row["đoán"].strip("-")


@pytest.mark.parametrize("text", NONE)
def test_a_day_grade_or_share_that_is_no_deadline_is_not_taken_for_one(text):
    assert READER.find(text) == ()


def test_a_paragraph_with_two_deadlines_gives_both_in_order():
    text = "Khối 5 hoàn thành trước 30/5/2025; các khối còn lại chậm nhất ngày 25/7/2025."
    assert [(one.named, str(one.reading)) for one in READER.find(text)] == [
        (date(2025, 5, 30), "day_before"),
        (date(2025, 7, 25), "that_day"),
    ]


def test_a_day_without_a_year_falls_in_the_first_year_of_the_plan_when_signed_before_it():
    reader = DeadlineReader(WORDS, SchoolYear(2025), date(2025, 9, 15))
    days = [reader.find(f"Báo cáo trước ngày {day}")[0].named for day in ("10/10", "31/12", "15/01", "30/5")]
    assert days == [date(2025, 10, 10), date(2025, 12, 31), date(2026, 1, 15), date(2026, 5, 30)]
