"""Findings in sum: what is open and what was explained stand apart, add up, and say no word of any row."""

from dataclasses import replace
from datetime import date

import pytest

from hocba_ops.reporting import charts, finding_grids, views
from hocba_ops.tables import Answer, Explained, Severity
from tests.reporting.conftest import SCHOOLS

WORDS = "Bé Nụ mới về nước."


@pytest.fixture
def explained(answer) -> Answer:
    """The answer with every finding of two rules explained: a query, which that closes, and an error."""
    given = Explained(WORDS, "Cô Mận", date(2025, 6, 20))
    told = ("HB-KQ-08", "HB-SS-02")
    return replace(
        answer, findings=tuple(replace(one, explained=given) if one.code in told else one for one in answer.findings)
    )


@pytest.fixture
def shared(answer) -> Answer:
    """The answer with findings that two schools have to settle, by two days; one of them explained."""
    first, second, *rest = answer.findings
    other = {"other_unit_id": list(SCHOOLS)[5], "unit_id": list(SCHOOLS)[2]}
    pair = (
        replace(first, due_on=date(2025, 7, 9), **other),
        replace(second, due_on=date(2025, 7, 2), **other),
        replace(second, due_on=date(2025, 7, 1), explained=Explained("x", "y", date(2025, 6, 20)), **other),
    )
    return replace(answer, findings=(*pair, *rest))


def test_findings_are_told_by_rule_without_any_value_of_a_row(answer, labels):
    grid = finding_grids.rules_grid(answer, labels)
    assert [row[:4] for row in grid.rows] == [
        ("HB-ID-03", "Sửa hoặc giải trình", "23", "16"),
        ("HB-ID-07", "Phải sửa", "4", "4"),
        ("HB-KQ-08", "Sửa hoặc giải trình", "11", "11"),
        ("HB-SS-02", "Phải sửa", "7", "7"),
    ]
    assert not any("có chữ số)" in text or "79……01" in text for row in grid.rows for text in row)


def test_schools_are_never_ranked_by_their_findings_and_rows_add_up(answer, labels, names):
    rows = finding_grids.finding_schools_grid(answer, labels, names).rows
    assert sum(int(row[3]) for row in rows) == len(answer.findings) == 45
    assert [row[0] for row in rows] == list(SCHOOLS.values())
    assert rows[0][1:] == ("2", "3", "5")


def test_what_an_explanation_closed_is_counted_beside_its_rule_and_an_error_stays_open(explained, labels):
    grid = finding_grids.rules_grid(explained, labels)
    assert [head.text for head in grid.heads][2:5] == ["Số lượt", "Đã giải trình", "Số trường"]
    assert [row[:4] for row in grid.rows] == [
        ("HB-ID-03", "Sửa hoặc giải trình", "23", "0"),
        ("HB-ID-07", "Phải sửa", "4", "0"),
        ("HB-KQ-08", "Sửa hoặc giải trình", "11", "11"),
        ("HB-SS-02", "Phải sửa", "7", "0"),
    ]


def test_open_and_explained_of_a_school_add_up_to_its_findings(explained, labels, names):
    grid = finding_grids.finding_schools_grid(explained, labels, names)
    assert [head.text for head in grid.heads][1:] == ["Phải sửa", "Sửa hoặc giải trình", "Đã giải trình", "Cộng"]
    assert grid.rows[0][1:] == ("2", "2", "1", "5")
    assert all(sum(map(int, row[1:4])) == int(row[4]) for row in grid.rows)
    assert sum(int(row[4]) for row in grid.rows) == 45


def test_without_explanations_no_column_speaks_of_them(answer, labels, names):
    grids = (finding_grids.rules_grid(answer, labels), finding_grids.finding_schools_grid(answer, labels, names))
    assert not any("giải trình" in head.text.lower() and "đã" in head.text.lower() for g in grids for head in g.heads)


def test_two_schools_that_settle_findings_together_have_a_row_with_the_first_open_day(shared, labels, names):
    grid = finding_grids.shared_grid(shared, labels, names)
    schools = list(SCHOOLS.values())
    assert grid.rows == ((schools[2], schools[5], "2", "02/07/2025"),)
    assert "02/07/2025" in finding_grids.rules_grid(shared, labels).rows[0]


def test_findings_of_one_school_alone_give_no_table_of_two(show, answer, shared):
    assert "Điều hai trường phải cùng xử lý" not in str(show.findings(answer).html)
    assert "Điều hai trường phải cùng xử lý" in str(show.findings(shared).html)


def test_the_page_says_how_many_were_explained_and_never_in_which_words_or_by_whom(show, explained):
    html = str(show.findings(explained).html) + str(views.findings_chart(show, explained)._repr_mimebundle_())
    assert "Đã giải trình" in html
    assert WORDS not in html
    assert "Cô Mận" not in html


def test_the_chart_shows_what_was_explained_as_a_kind_of_its_own(answer, explained, labels):
    assert len(charts.findings_by_rule(answer, labels)["data"]) == len(Severity)
    errors, queries, closed = charts.findings_by_rule(explained, labels)["data"]
    assert (closed["name"], closed["x"]) == ("Đã giải trình", [0, 0, 11, 0])
    assert (errors["x"], queries["x"]) == ([0, 4, 0, 7], [23, 0, 0, 0])
    looks = {(one["marker"]["color"], one["marker"]["pattern"]["shape"]) for one in (errors, queries, closed)}
    assert len(looks) == 3


def test_the_twin_of_the_chart_counts_what_is_open_where_something_was_explained(show, explained, answer):
    assert "Còn phải xử lý" in str(views.findings_chart(show, explained).html)
    assert "Còn phải xử lý" not in str(views.findings_chart(show, answer).html)
