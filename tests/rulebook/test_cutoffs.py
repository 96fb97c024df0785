from datetime import date

import pytest

CUTOFF = """
[thu]
unit = "quan-1"
sender = "school"
document = "kh-290-2025"
clause = "IV"
grades = [1]
supplementary = false
"""


@pytest.mark.parametrize(
    ("sender", "supplementary", "named", "last"),
    [
        ("school", False, date(2025, 6, 30), date(2025, 6, 29)),
        ("school", True, date(2025, 8, 15), date(2025, 8, 14)),
        ("so_gddt", False, date(2025, 7, 10), date(2025, 7, 9)),
        ("so_gddt", True, date(2025, 8, 25), date(2025, 8, 24)),
    ],
)
def test_ha_noi_locks_on_the_same_days_every_year(book, sender, supplementary, named, last):
    """The plan of Hà Nội: 30/6, 15/8 from the schools; 10/7, 25/8 from the Sở; “hằng năm”."""
    found = book.cutoff(["so-gddt-ha-noi"], "2024-2025", 5, supplementary=supplementary, sender=sender)
    assert (found.named_day, found.last_day) == (named, last)
    later = book.cutoff(["so-gddt-ha-noi"], "2025-2026", 12, supplementary=supplementary, sender=sender)
    assert later.named_day == named.replace(year=2026)
    assert book.cutoff(["so-gddt-ha-noi"], "2022-2023", 5, supplementary=supplementary, sender=sender) is None


@pytest.mark.parametrize(("grade", "last"), [(5, date(2025, 6, 19)), (4, date(2025, 8, 14)), (1, date(2025, 8, 14))])
def test_quan_1_locks_on_the_day_of_its_plan_by_grade(book, grade, last):
    found = book.cutoff(["79760401", "phuong-sai-gon", "quan-1"], "2024-2025", grade, supplementary=False)
    assert (found.last_day, found.unit_id, found.document) == (last, "quan-1", "kh-290-2025")


def test_where_the_plan_names_no_day_for_summer_pupils_there_is_none_and_the_note_says_so(book):
    found = book.cutoff(["quan-1"], "2024-2025", 3, supplementary=True)
    assert found.last_day is None
    assert "không nêu ngày" in found.note


@pytest.mark.parametrize("grade", [1, 5])
def test_the_plan_of_quan_1_names_no_day_on_which_the_so_reports_to_the_ministry(book, grade):
    found = book.cutoff(["quan-1"], "2024-2025", grade, supplementary=False, sender="so_gddt")
    assert found.last_day is None
    assert "khi được yêu cầu" in found.note


@pytest.mark.parametrize(
    ("units", "year", "grade", "sender"),
    [
        (["quan-1"], "2025-2026", 5, "school"),
        (["quan-1"], "2024-2025", 6, "school"),
        (["quan-1"], "2024-2025", 6, "so_gddt"),
        (["so-gddt-hcm"], "2024-2025", 5, "school"),
        ([], "2024-2025", 5, "school"),
    ],
)
def test_where_no_paper_speaks_there_is_no_cutoff(book, units, year, grade, sender):
    assert book.cutoff(units, year, grade, supplementary=False, sender=sender) is None


def test_the_nearest_unit_decides(book):
    found = book.cutoff(["quan-1", "so-gddt-ha-noi"], "2024-2025", 5, supplementary=False)
    assert found.unit_id == "quan-1"
    assert book.cutoff(["so-gddt-ha-noi", "quan-1"], "2024-2025", 5, supplementary=False).unit_id == "so-gddt-ha-noi"


@pytest.mark.parametrize(
    ("keys", "fault"),
    [
        ("", "cutoffs.toml: thu: phải có đủ yearly"),
        ('school_year = "2024-2025"\n', "cutoffs.toml: thu: phải có đủ yearly"),
        (
            'school_year = "2024-2025"\nduty = "kh290-11"\nyearly = { month = 6, day = 30 }\n',
            "cutoffs.toml: thu: phải có đủ yearly",
        ),
        ('school_year = "2024-2025"\nduty = "kh290-99"\n', "thu.duty: không kế hoạch nào có nhiệm vụ “kh290-99”"),
        ("yearly = { month = 6, day = 31 }\n", "thu.yearly: không có ngày 31/6"),
        ('school_year = "2024"\n', "thu.school_year: không đúng dạng"),
    ],
)
def test_a_cutoff_that_says_no_day_or_two_is_refused(faults_of, keys, fault):
    told = faults_of({"cutoffs.toml": CUTOFF + keys})
    assert any(fault in line for line in told), told
