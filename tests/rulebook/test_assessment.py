"""TT 27/2020/TT-BGDĐT as data."""

import pytest

LEVEL_TABLE = """
subject        | required | scored
tieng_viet     | 12345    | 12345
toan           | 12345    | 12345
ngoai_ngu_1    | 345      | 345
dao_duc        | 12345    |
tn_xh          | 123      |
khoa_hoc       | 45       | 45
ls_dl          | 45       | 45
tin_hoc        | 345      | 345
cong_nghe      | 345      | 345
am_nhac        | 12345    |
mi_thuat       | 12345    |
gd_the_chat    | 12345    |
hd_trai_nghiem | 12345    |
tieng_dan_toc  |          |
"""
SUBJECTS = [[cell.strip() for cell in line.split("|")] for line in LEVEL_TABLE.strip().splitlines()[1:]]


@pytest.mark.parametrize(("subject", "required", "scored"), SUBJECTS)
def test_a_subject_is_required_and_tested_in_the_grades_of_the_programme(book, subject, required, scored):
    rows = [row for row in book.assessment.grade_items() if (row.kind, row.item) == ("mon_hoc", subject)]
    assert "".join(str(row.grade) for row in rows if row.is_required) == required
    assert "".join(str(row.grade) for row in rows if row.has_score) == scored


@pytest.mark.parametrize(("grade", "subjects", "competences"), [(1, 8, 8), (3, 11, 10), (5, 12, 10)])
def test_a_grade_has_its_subjects_competences_and_five_qualities(book, grade, subjects, competences):
    """Competences in technology and informatics begin with grade 3."""
    required = [row.kind for row in book.assessment.grade_items() if row.grade == grade and row.is_required]
    assert required.count("mon_hoc") == subjects
    assert required.count("nang_luc") == competences
    assert required.count("pham_chat") == 5


def test_the_middle_level_is_h_for_a_subject_and_another_letter_for_a_trait(book):
    assert book.assessment.level_rank("mon_hoc", "H") == book.assessment.level_rank("pham_chat", "Đ") == 2
    assert book.assessment.level_rank("mon_hoc", "M") is None
    with pytest.raises(KeyError):
        book.assessment.level_rank("nang_luc", "H")


def test_the_year_ratings_are_those_of_article_9(book):
    """Điều 9, khoản 2, điểm a: all T and scores from 9; all T and from 7; H, Đ and from 5; the rest."""
    steps = [
        (step.rating, step.subject_rank, step.trait_rank, step.lowest_score, step.completes_grade)
        for step in book.assessment.rating_steps()
    ]
    assert steps == [
        ("chua_hoan_thanh", 1, 1, 0, False),
        ("hoan_thanh", 2, 2, 5, True),
        ("hoan_thanh_tot", 3, 3, 7, True),
        ("hoan_thanh_xuat_sac", 3, 3, 9, True),
    ]


def test_what_was_not_read_in_the_circular_says_so(book):
    unsure = {item.id for item in book.assessment.items if item.confidence == "unconfirmed"}
    assert unsure == {"tieng_dan_toc"}
    science = next(item for item in book.assessment.items if (item.kind, item.id) == ("mon_hoc", "khoa_hoc"))
    assert "bỏ sót" in science.note


def test_a_rating_of_a_level_and_an_award_of_a_rating_that_are_not_there_are_refused(faults_of):
    told = faults_of(
        {
            "assessment/ours.toml": """
document = "tt-27-2020"
[rating.kha]
name = "Khá"
rank = 5
subject_level = "K"
trait_level = "K"
lowest_score = 6
completes_grade = true
clause = "Điều 9"
[award.khac]
name = "Khác"
rating = "gioi"
clause = "Điều 13"
words = "Khác"
"""
        }
    )
    assert any("rating.kha.subject_level: không có mức “K”" in line for line in told), told
    assert any("award.khac.rating: không có xếp loại “gioi”" in line for line in told), told
