"""Explanations carried from run to run: while the data say the same, of the school that gave them, from their day."""

from collections.abc import Callable, Iterable
from datetime import date

import pytest
from district import District, build_district

from hocba_ops.tables import Answer, Finding

MAY, JUNE, JULY = date(2025, 5, 2), date(2025, 6, 2), date(2025, 7, 2)
QUERY, ERROR = "HB-ID-12", "HB-ID-08"
"""Ethnicity missing (mend or explain); birth date missing (mend)."""

Row = dict[str, object]


@pytest.fixture
def district(tmp_path) -> District:
    found = build_district(tmp_path)
    for school in ("A", "B"):
        found.add_school(school)
    return found


def pupil(school: str = "A", **changes: object) -> Row:
    """A pupil at fault twice: no ethnicity, no birth date."""
    return {
        "school_code": school, "class_name": "1A", "grade": 1, "pupil_code": "7900000001", "full_name": "Lê Mây",
        "sex": "nu", "sex_text": "Nữ", "pupil_status": "dang_hoc", "status_text": "Đang học",
        "no_number_reason": "Chưa đăng ký", **changes,
    }  # fmt: skip


def find(answer: Answer, code: str = QUERY, school: str = "A") -> Finding:
    (found,) = [one for one in answer.findings if (one.code, one.unit_id) == (code, school)]
    return found


def explanation(finding: Finding, text: str = "Cha người nước ngoài.", *, on: date = MAY, **changes: object) -> Row:
    """A row as a returned pack or another channel writes it: whatever the finding is called, and who said what when."""
    return {
        "school_code": finding.unit_id, "code": finding.code, "finding_key": finding.key,
        "fingerprint": finding.fingerprint, "explanation": text, "explained_by": "Hiệu trưởng", "explained_on": on,
        **changes,
    }  # fmt: skip


@pytest.fixture
def ask(district) -> Callable[[date], Answer]:
    return lambda day: district.ask("identity_review", as_of=day)


def hand_in(district: District, day: date, pupils: Iterable[Row] = (), explained: Iterable[Row] = ()) -> None:
    tables = {"pupil": list(pupils), "explanation": list(explained)}
    district.hand_in(day, **{name: rows for name, rows in tables.items() if rows})


def test_an_explained_query_is_closed_and_says_who_said_what_when(district, ask):
    hand_in(district, MAY, [pupil()])
    assert find(ask(MAY)).is_open
    hand_in(district, MAY, explained=[explanation(find(ask(MAY)))])
    found = find(ask(MAY))
    assert not found.is_open
    assert (found.explained.text, found.explained.by, found.explained.on) == (
        "Cha người nước ngoài.", "Hiệu trưởng", MAY,
    )  # fmt: skip


def test_an_explanation_is_carried_to_a_later_file_that_says_the_same_of_the_child(district, ask):
    hand_in(district, MAY, [pupil()])
    hand_in(district, MAY, explained=[explanation(find(ask(MAY)))])
    hand_in(district, JUNE, [pupil(pupil_code="7900000009"), pupil(commune_text="Phường Hoa Đào", row_number=77)])
    answer = ask(JUNE)
    explained = [one.row_number for one in answer.findings if one.code == QUERY and not one.is_open]
    assert explained == [77]
    assert any("1 điểm đã được trường giải trình" in note and QUERY in note for note in answer.notes)


def test_an_explanation_lapses_when_the_data_that_the_rule_saw_change_and_the_officer_is_told(district, ask):
    hand_in(district, MAY, [pupil(class_name="2A")])
    given = explanation(find(ask(MAY), "HB-ID-10"))
    hand_in(district, MAY, explained=[given])
    assert not find(ask(MAY), "HB-ID-10").is_open
    hand_in(district, JUNE, [pupil(class_name="3A")])
    answer = ask(JUNE)
    assert find(answer, "HB-ID-10").explained is None
    assert any(note.startswith("1 lời giải trình hết hiệu lực") and "HB-ID-10" in note for note in answer.notes)


def test_an_explanation_holds_again_when_the_data_are_again_what_was_explained(district, ask):
    hand_in(district, MAY, [pupil(class_name="2A")])
    hand_in(district, MAY, explained=[explanation(find(ask(MAY), "HB-ID-10"))])
    hand_in(district, JUNE, [pupil(class_name="3A")])
    hand_in(district, JULY, [pupil(class_name="2A")])
    assert [find(ask(day), "HB-ID-10").is_open for day in (MAY, JUNE, JULY)] == [False, True, False]


def test_a_child_of_the_same_code_in_another_school_is_not_explained_by_it(district, ask):
    hand_in(district, MAY, [pupil("A"), pupil("B")])
    answer = ask(MAY)
    assert find(answer, school="A").key != find(answer, school="B").key
    hand_in(district, MAY, explained=[explanation(find(answer, school="A"))])
    assert not find(ask(MAY), school="A").is_open
    assert find(ask(MAY), school="B").explained is None


def test_a_school_cannot_explain_with_the_key_of_another(district, ask):
    hand_in(district, MAY, [pupil("A"), pupil("B")])
    foreign = explanation(find(ask(MAY), school="B"), school_code="A")
    hand_in(district, MAY, explained=[foreign])
    assert [one.explained for one in ask(MAY).findings if one.code == QUERY] == [None, None]


def test_an_explanation_of_one_rule_leaves_the_others_of_the_same_child_open(district, ask):
    hand_in(district, MAY, [pupil(class_name="2A")])
    hand_in(district, MAY, explained=[explanation(find(ask(MAY)))])
    assert not find(ask(MAY)).is_open
    assert find(ask(MAY), "HB-ID-10").is_open


def test_an_error_that_was_explained_stays_open_and_the_pupil_unclean(district, ask):
    hand_in(district, MAY, [pupil()])
    hand_in(district, MAY, explained=[explanation(find(ask(MAY), ERROR))])
    answer = ask(MAY)
    found = find(answer, ERROR)
    assert found.explained is not None
    assert found.is_open
    assert any("vẫn phải sửa" in note and ERROR in note for note in answer.notes)
    (clean,) = [m for m in answer.measures if (m.name, m.unit_id, m.group) == ("identity.clean", "quan-1", ())]
    assert (clean.numerator, clean.denominator) == (0, 1)


def test_of_two_explanations_the_newest_counts_whatever_came_in_first(district, ask):
    hand_in(district, MAY, [pupil()])
    finding = find(ask(MAY))
    hand_in(district, JULY, explained=[explanation(finding, "mới", on=JUNE)])
    hand_in(district, JULY, explained=[explanation(finding, "cũ", on=MAY)])
    assert find(ask(JULY)).explained.text == "mới"


def test_of_two_explanations_of_one_day_the_one_handed_in_last_counts(district, ask):
    hand_in(district, MAY, [pupil()])
    finding = find(ask(MAY))
    for text in ("trước", "sau"):
        hand_in(district, MAY, explained=[explanation(finding, text)])
    assert find(ask(MAY)).explained.text == "sau"


def test_an_explanation_without_words_takes_the_earlier_one_back(district, ask):
    hand_in(district, MAY, [pupil()])
    finding = find(ask(MAY))
    hand_in(district, MAY, explained=[explanation(finding)])
    hand_in(district, JUNE, explained=[explanation(finding, "  ", on=JUNE)])
    assert not find(ask(MAY)).is_open
    assert find(ask(JUNE)).is_open
    assert not any("giải trình" in note for note in ask(JUNE).notes)


def test_before_its_day_an_explanation_is_not_known(district, ask):
    hand_in(district, MAY, [pupil()])
    hand_in(district, MAY, explained=[explanation(find(ask(MAY)), on=JUNE)])
    assert [find(ask(day)).is_open for day in (MAY, date(2025, 6, 1), JUNE)] == [True, True, False]


def test_two_nameless_rows_of_one_school_are_not_explained_by_one_word(district, ask):
    nameless = {"pupil_code": None, "full_name": None}
    hand_in(district, MAY, [pupil(class_name="1A", **nameless), pupil(class_name="1B", **nameless)])
    first = next(one for one in ask(MAY).findings if one.code == QUERY)
    hand_in(district, MAY, explained=[explanation(first)])
    assert sorted(one.is_open for one in ask(MAY).findings if one.code == QUERY) == [False, True]


def test_a_school_without_a_result_file_can_explain_it_until_the_file_comes(district):
    hand_in(district, MAY, [pupil("A"), pupil("B")])
    found = find(district.ask("results_review", as_of=MAY), "HB-KQ-14")
    assert found.key
    hand_in(district, MAY, explained=[explanation(found)])
    answer = district.ask("results_review", as_of=JUNE)
    assert find(answer, "HB-KQ-14").explained is not None
    assert find(answer, "HB-KQ-14", "B").explained is None


def test_an_answer_names_the_files_with_the_explanations_it_used(district, ask):
    hand_in(district, MAY, [pupil()])
    assert "explanation" not in {line.table for line in ask(MAY).sources}
    hand_in(district, MAY, explained=[explanation(find(ask(MAY)))])
    assert "explanation" in {line.table for line in ask(MAY).sources}


def test_the_overview_counts_what_is_still_open(district, ask):
    hand_in(district, MAY, [pupil()])

    def counts() -> list[tuple[int, int]]:
        frames = district.ask("overview", as_of=MAY).frames
        step = frames["steps"].filter(frames["steps"]["step"] == "identity_review").select("errors", "queries").rows()
        school = frames["schools"].filter(frames["schools"]["school_code"] == "A").select("errors", "queries").rows()
        return [*step, *school]

    before = counts()
    hand_in(district, MAY, explained=[explanation(find(ask(MAY))), explanation(find(ask(MAY), ERROR))])
    assert counts() == [(errors, queries - 1) for errors, queries in before]
