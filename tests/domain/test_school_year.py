from datetime import date

import pytest

from hocba_ops.domain.school_year import Level, SchoolYear, level_of


@pytest.mark.parametrize("written", ["2024-2025", "2024 - 2025", " 2024–2025 "])
def test_a_school_year_is_read_however_the_dash_is_typed(written):
    assert str(SchoolYear.parse(written)) == "2024-2025"


@pytest.mark.parametrize("written", ["2024", "2024-2026", "2025-2024", "24-25", "2024/2025", ""])
def test_what_is_no_school_year_is_refused(written):
    with pytest.raises(ValueError, match="not a school year"):
        SchoolYear.parse(written)


def test_a_school_year_changes_on_the_first_of_august():
    assert SchoolYear.of(date(2025, 7, 31)) == SchoolYear(2024)
    assert SchoolYear.of(date(2025, 8, 1)) == SchoolYear(2025)
    assert SchoolYear(2024).end < SchoolYear(2025).start
    assert date(2025, 8, 1) not in SchoolYear(2024)


def test_school_years_are_ordered_by_time():
    assert SchoolYear(2023) < SchoolYear(2024)


def test_every_grade_has_the_level_of_the_law():
    levels = [level_of(grade) for grade in range(1, 13)]
    assert levels == [Level.TIEU_HOC] * 5 + [Level.THCS] * 4 + [Level.THPT] * 3


@pytest.mark.parametrize("grade", [0, 13, -1])
def test_a_number_that_is_no_grade_has_no_level(grade):
    with pytest.raises(ValueError, match="not a grade"):
        level_of(grade)
