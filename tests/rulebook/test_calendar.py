import doctest
from datetime import date

import pytest

from hocba_ops.rulebook import calendar, labels
from hocba_ops.rulebook.calendar import Deadline, add_working_days, holiday_name, is_working_day


@pytest.mark.parametrize("module", [calendar, labels])
def test_examples_of_a_rulebook_module_are_there_and_hold(module):
    tried = doctest.testmod(module)
    assert tried.attempted > 0
    assert tried.failed == 0


@pytest.mark.parametrize(
    ("duty", "weekday", "is_working_day", "work_by"),
    [
        ("kh290-01", 4, True, date(2025, 3, 27)),
        ("kh290-04", 4, False, date(2025, 4, 29)),
        ("kh290-05", 4, False, date(2025, 4, 29)),
        ("kh290-07", 7, False, date(2025, 5, 16)),
        ("kh290-08", 7, False, date(2025, 5, 23)),
        ("kh290-10", 6, False, date(2025, 6, 13)),
        ("kh290-13", 4, True, date(2025, 7, 24)),
    ],
)
def test_a_deadline_of_the_plan_on_a_day_off_must_be_worked_for_before_it(book, duty, weekday, is_working_day, work_by):
    seen = Deadline(book.duty(duty).last_day)
    assert (seen.weekday, seen.is_working_day, seen.work_by) == (weekday, is_working_day, work_by)


def test_the_holidays_before_the_second_of_may_have_vietnamese_names():
    assert Deadline(date(2025, 5, 1)).holiday == "Ngày Quốc tế Lao động"
    assert holiday_name(date(2025, 5, 2)) == "Ngày nghỉ (thay cho ngày 26/04/2025)"
    assert Deadline(date(2025, 5, 29)).holiday is None
    assert holiday_name(date(2025, 5, 1), language="en") == "International Labor Day"


def test_a_saturday_worked_in_lieu_is_a_working_day_and_any_other_is_not():
    assert is_working_day(date(2025, 4, 26))
    assert not is_working_day(date(2025, 4, 19))


@pytest.mark.parametrize(
    ("day", "count", "last"),
    [
        (date(2025, 6, 30), 5, date(2025, 7, 7)),
        (date(2025, 4, 25), 1, date(2025, 4, 26)),
        (date(2025, 4, 29), 2, date(2025, 5, 6)),
        (date(2025, 6, 30), 0, date(2025, 6, 30)),
    ],
)
def test_working_days_pass_over_weekends_and_holidays_and_count_a_saturday_in_lieu(day, count, last):
    assert add_working_days(day, count) == last
