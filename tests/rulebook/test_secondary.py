"""TT 22/2021/TT-BGDĐT as data: what it says, from when, and how sure each entry is."""

from datetime import date
from itertools import product

import pytest

from hocba_ops.rulebook.secondary_frames import kind_frame, secondary_frames

LEVELS = ("tot", "kha", "dat", "chua_dat")
ROADMAP = [("2020-2021", ()), ("2021-2022", (6,)), ("2022-2023", (6, 7, 10)), ("2023-2024", (6, 7, 8, 10, 11)),
           ("2024-2025", (6, 7, 8, 9, 10, 11, 12))]  # fmt: skip


@pytest.mark.parametrize(("year", "grades"), ROADMAP)
def test_a_grade_is_assessed_by_the_circular_from_its_school_year_on(book, year, grades):
    """TT 22/2021/TT-BGDĐT, lộ trình: khối 6; 7, 10; 8, 11; 9, 12."""
    assert book.secondary.grades_of(year) == grades
    frame = secondary_frames(book.secondary, year)["secondary_subject"]
    assert set(frame["grade"]) == set(grades)


def test_primary_grades_follow_the_road_map_of_their_own_circular(book):
    """TT 27/2020/TT-BGDĐT, lộ trình: khối 5 từ năm học 2024-2025."""
    assert book.assessment.grades_of("2023-2024") == (1, 2, 3, 4)
    assert book.assessment.grades_of("2024-2025") == (1, 2, 3, 4, 5)


def test_every_pair_of_terms_gives_one_conduct_of_the_year(book):
    pairs = [(one.hk1, one.hk2) for one in book.secondary.conduct]
    assert sorted(pairs) == sorted(product(LEVELS, LEVELS))
    assert [(one.hk1, one.hk2) for one in book.secondary.conduct if one.other] == [("tot", "dat")]


def test_a_lower_secondary_grade_has_eight_scored_and_four_comment_subjects(book):
    frame = secondary_frames(book.secondary, "2024-2025")["secondary_subject"]
    required = frame.filter((frame["grade"] == 8) & (frame["is_required"] == 1))
    assert required["is_comment"].value_counts(sort=True)["count"].to_list() == [8, 4]


def test_the_bars_of_article_9_are_those_of_the_circular_in_tenths(book):
    """TT 22/2021/TT-BGDĐT, Điều 9, khoản 2."""
    bars = [
        (one.id, one.comment_failures, one.every_tenths, one.many_tenths, one.many_count)
        for one in book.secondary.learning
    ]
    assert bars == [("tot", 0, 65, 80, 6), ("kha", 0, 50, 65, 6), ("dat", 1, 35, 50, 6), ("chua_dat", None, 0, 0, 0)]


def test_what_was_not_read_in_the_circular_itself_says_so(book):
    """Điều 9.2, 9.3, 12-15 đã đọc; công thức, số ĐĐGtx qua bản chép; danh sách môn, phần lớn Điều 8 chưa đối chiếu."""
    told = book.secondary
    sure = {name: {str(one.confidence) for one in getattr(told, name)} for name in (
        "learning", "adjustment", "promotion", "award", "retest", "mark", "test_count", "subject", "comment_only",
    )}  # fmt: skip
    assert sure == {
        **{name: {"primary"} for name in ("learning", "adjustment", "promotion", "award", "retest")},
        **{name: {"secondary"} for name in ("mark", "test_count", "comment_only")},
        "subject": {"unconfirmed"},
    }
    conduct = {(one.hk1, one.hk2): str(one.confidence) for one in told.conduct}
    assert conduct["kha", "tot"] == conduct["dat", "kha"] == "secondary"
    assert conduct["tot", "dat"] == conduct["chua_dat", "tot"] == "unconfirmed"


def test_the_circular_for_continuing_education_is_a_slot_that_computes_nothing(book):
    """TT 43/2021/TT-BGDĐT: chưa đối chiếu."""
    slot = next(one for one in book.secondary.scheme if one.id == "tt43")
    assert (slot.is_applied, str(book.confidence(slot))) == (False, "unconfirmed")
    assert "gdtx" not in set(kind_frame()["school_kind"])
    assert book.secondary.notes_for(["thcs", None]) == ()
    assert book.secondary.notes_for(["gdtx"]) == (slot.note,)


def test_a_draft_is_listed_as_a_paper_and_no_entry_rests_on_it(book):
    assert "DỰ THẢO" in book.documents["cv-4582-2026"].note
    cited = {rule.document for rule in book.rules}
    cited |= {entry.document for entry in (*book.secondary.learning, *book.secondary.conduct, *book.assessment.ratings)}
    assert "cv-4582-2026" not in cited


def test_rules_of_the_secondary_level_are_in_force_from_the_first_year_of_the_circular(book):
    assert book.rules_in_force(date(2021, 9, 4), "HB-TH-") == {}
    assert len(book.rules_in_force(date(2025, 5, 31), ("HB-KQ-", "HB-TH-"))) == 51


def test_a_file_of_the_secondary_level_with_an_unknown_table_or_level_is_refused(faults_of):
    told = faults_of(
        {
            "assessment/ours.toml": """
document = "tt-22-2021"
[scheme.ours]
name = "Riêng"
school_kinds = ["thcs"]
is_applied = true
clause = "Điều 1"
note = "Riêng"
[conduct.x]
hk1 = "gioi"
hk2 = "tot"
ca_nam = "tot"
clause = "Điều 8"
[khac.y]
z = 1
"""
        }
    )
    assert any("conduct.x.hk1" in line for line in told), told
    assert any(": khac:" in line for line in told), told
