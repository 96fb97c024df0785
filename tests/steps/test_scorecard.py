"""The scorecard over the samples: a line a school, in the order of the alphabet, saying what the reviews say."""

from datetime import date

import pytest

from hocba_ops.tables import Answer
from hocba_ops.text import sort_key

ASKED = {"school_year": "2024-2025", "as_of": "2025-06-30"}
REVIEWS = ("readiness", "identity_review", "results_review")


@pytest.fixture(scope="module")
def scorecard(sample_bench) -> Answer:
    return sample_bench.run("scorecard", unit="quan-1", **ASKED)


def test_schools_stand_in_the_order_of_the_alphabet_and_are_not_ranked(scorecard):
    names = scorecard.frames["cards"]["school_name"].to_list()

    assert names == sorted(names, key=sort_key)
    assert len(names) > 16


def test_the_lines_of_the_schools_add_up_to_the_figures_of_the_unit(scorecard):
    cards = scorecard.frames["cards"]
    for name, part in (("identity.clean", "identity"), ("results.clean", "results")):
        (whole,) = [one for one in scorecard.measures if (one.name, one.unit_id) == (name, "quan-1")]
        assert cards[f"numerator_{part}"].sum() == whole.numerator
        assert cards[f"denominator_{part}"].sum() == whole.denominator


def test_open_findings_of_a_line_are_those_of_the_three_reviews(scorecard, sample_bench):
    answers = [sample_bench.run(step, unit="quan-1", **ASKED) for step in REVIEWS]
    owed = [one for answer in answers for one in answer.findings if one.is_open]
    for row in scorecard.frames["cards"].iter_rows(named=True):
        own = [str(one.severity) for one in owed if one.unit_id == row["school_code"]]
        assert (own.count("error"), own.count("query")) == (row["errors"], row["queries"])


def test_every_rule_that_is_open_at_a_school_is_told_with_how_to_mend_and_by_when(scorecard, sample_bench):
    frame = scorecard.frames["to_mend"].filter(step="identity_review")
    answer = sample_bench.run("identity_review", unit="quan-1", **ASKED)

    assert frame["open_now"].sum() == sum(one.is_open for one in answer.findings)
    assert frame["mend"].null_count() == 0
    assert frame["last_day"].unique().to_list() == [date(2025, 5, 15)]


def test_errors_come_before_queries_and_the_most_frequent_first(scorecard):
    for (_,), rows in scorecard.frames["to_mend"].group_by("school_code"):
        told = [(severity, -number) for severity, number in rows.select("severity", "open_now").rows()]
        assert told == sorted(told)


def test_a_school_asked_about_alone_has_the_line_that_its_office_sees(scorecard, sample_bench):
    alone = sample_bench.run("scorecard", unit="79760405", **ASKED).frames["cards"].row(0, named=True)
    (line,) = scorecard.frames["cards"].filter(school_code="79760405").to_dicts()
    apart = {"findings_new", "findings_gone", "pairs_waiting"}

    assert {name: alone[name] for name in alone if name not in apart} == {
        name: line[name] for name in line if name not in apart
    }


def test_the_next_duty_is_the_first_that_is_still_to_come(scorecard, sample_bench):
    states = sample_bench.run("milestones", unit="quan-1", **ASKED).frames["duty_states"]
    for row in scorecard.frames["cards"].filter(answers_to_name="Phòng GD&ĐT Quận 1").iter_rows(named=True):
        own = states.filter(actor_id=row["school_code"])
        assert row["overdue_duties"] == own.filter(state="overdue").height
        assert row["next_day"] == own.filter(state="due")["last_day"].min()


def test_the_next_duty_of_a_line_is_with_the_office_that_answers_on_its_last_day(scorecard, sample_bench):
    cards = scorecard.frames["cards"].drop_nulls("next_day")
    last = sample_bench.tree(date(2025, 6, 30)).unit("quan-1").valid_to
    assert cards.height > 10
    for row in cards.iter_rows(named=True):
        office = sample_bench.tree(row["next_day"]).answers_to(row["school_code"], row["next_day"])
        assert row["next_office"] == office.short_name
        assert (row["next_office"] == row["answers_to_name"]) == (row["next_day"] <= last)
