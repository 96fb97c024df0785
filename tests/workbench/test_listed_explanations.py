"""Explanations that a school listed by hand: tied to what was found on their day, and lapsing like any other."""

from datetime import date

import pytest
from district import District, build_district

from hocba_ops.tables import Answer, Finding
from tests.workbench.test_explaining import ERROR, JULY, JUNE, MAY, QUERY, Row, explanation, find, pupil

CLASS = "HB-ID-10"


@pytest.fixture
def district(tmp_path) -> District:
    found = build_district(tmp_path)
    for school in ("A", "B"):
        found.add_school(school)
    found.hand_in(MAY, pupil=[pupil("A", class_name="2A"), pupil("B", class_name="2A")])
    return found


def note(code: str = QUERY, **changes: object) -> Row:
    """A line of the list as a school writes it."""
    return {
        "school_code": "A", "code": code, "subject": "7900000001", "field_text": "Dân tộc",
        "explanation": "Cha người nước ngoài.", "explained_by": "Hiệu trưởng", "explained_on": MAY, **changes,
    }  # fmt: skip


def ask(district: District, day: date = MAY) -> Answer:
    return district.ask("identity_review", as_of=day)


def still_open(district: District, day: date, code: str = QUERY, school: str = "A") -> bool:
    return find(ask(district, day), code, school).is_open


def test_a_line_closes_the_query_that_it_names_for_its_own_school_and_tells_who_and_when(district):
    district.hand_in(MAY, explanation_note=[note()])
    found: Finding = find(ask(district))
    assert (found.is_open, found.explained.by, found.explained.on) == (False, "Hiệu trưởng", MAY)
    assert still_open(district, MAY, school="B")
    assert still_open(district, MAY, CLASS)


@pytest.mark.parametrize("field", ["Lớp", "lớp ", "class_name", None])
def test_the_field_is_read_in_the_words_of_the_reports_or_left_out(district, field):
    district.hand_in(MAY, explanation_note=[note(CLASS.lower(), field_text=field)])
    assert not still_open(district, MAY, CLASS)


@pytest.mark.parametrize(
    "wrong",
    [{"field_text": "Họ tên"}, {"subject": "7900000002"}, {"code": "HB-ID-06"}, {"explained_on": date(2025, 5, 1)}],
    ids=["field", "pupil", "rule", "day"],
)
def test_a_line_that_meant_no_finding_on_its_day_closes_nothing_and_is_told(district, wrong):
    district.hand_in(MAY, explanation_note=[note(**wrong)])
    answer = ask(district)
    assert find(answer).is_open
    assert any(text.startswith("1 dòng trong danh sách giải trình không ứng") for text in answer.notes)


def test_a_line_holds_in_a_later_export_that_says_the_same_and_lapses_in_one_that_does_not(district):
    district.hand_in(MAY, explanation_note=[note(CLASS, field_text=None)])
    district.hand_in(JUNE, pupil=[pupil("A", class_name="2A", commune_text="Phường Hoa Đào")])
    district.hand_in(JULY, pupil=[pupil("A", class_name="3A")])
    assert [still_open(district, day, CLASS) for day in (MAY, JUNE, JULY)] == [False, False, True]
    assert any("hết hiệu lực" in text for text in ask(district, JULY).notes)


def test_a_line_is_about_the_data_of_its_day_also_when_it_is_handed_in_later(district):
    district.hand_in(JUNE, pupil=[pupil("A", class_name="3A")])
    district.hand_in(JULY, explanation_note=[note(CLASS, field_text=None, explained_on=MAY)])
    district.hand_in(JULY, explanation_note=[note(explained_on=JUNE)])
    assert still_open(district, JULY, CLASS), "it was said of 2A"
    assert not still_open(district, JULY)


def test_a_line_without_a_day_is_of_the_day_of_its_file(district):
    district.hand_in(JUNE, explanation_note=[note(explained_on=None)])
    assert [still_open(district, day) for day in (MAY, JUNE)] == [True, False]
    assert find(ask(district, JUNE)).explained.on == JUNE


def test_an_error_that_a_line_explains_stays_open(district):
    district.hand_in(MAY, explanation_note=[note(ERROR, field_text=None)])
    found = find(ask(district), ERROR)
    assert (found.is_open, found.explained is None) == (True, False)


def test_a_line_about_the_school_itself_needs_no_pupil(district):
    district.hand_in(MAY, explanation_note=[note("HB-KQ-14", subject=None, field_text=None)])
    answer = district.ask("results_review", as_of=MAY)
    assert find(answer, "HB-KQ-14").explained is not None
    assert find(answer, "HB-KQ-14", "B").explained is None


def test_of_a_line_and_a_returned_pack_the_newer_counts(district):
    finding = find(ask(district))
    district.hand_in(MAY, explanation=[explanation(finding, "gói việc", on=date(2025, 5, 20))])
    for day, text in ((date(2025, 5, 10), "danh sách cũ"), (date(2025, 5, 30), "danh sách mới")):
        district.hand_in(MAY, explanation_note=[note(explanation=text, explained_on=day)])
    told = [find(ask(district, day)).explained.text for day in (date(2025, 5, 12), date(2025, 5, 20), JUNE)]
    assert told == ["danh sách cũ", "gói việc", "danh sách mới"]


def test_lines_of_other_rules_and_schools_are_not_told_as_astray(district):
    district.hand_in(MAY, explanation_note=[note("HB-KQ-14", subject=None), note(school_code="B", code="HB-SS-08")])
    assert not any("danh sách giải trình" in text for text in ask(district).notes)


def test_a_ward_of_today_sees_what_was_explained_under_the_district(district):
    district.hand_in(MAY, explanation_note=[note()])
    answer = district.ask("identity_review", as_of=JULY, unit="phuong-ben-thanh")
    assert not find(answer).is_open
