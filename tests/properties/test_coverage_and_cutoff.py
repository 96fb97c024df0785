"""Whatever the district: the real texts count what a slow reading of the definitions counts."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.properties import slow_reference
from tests.properties.random_districts import ASKED, HELD, build_large, holding

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
SOME = settings(
    max_examples=7,
    deadline=None,
    derandomize=True,
    suppress_health_check=SLOW,
    phases=[Phase.explicit, Phase.generate],
)
"""Whoever looks for the smallest district that fails adds `Phase.shrink`; it takes minutes, so no run waits for it."""
LADDER = ("card.created", "card.signed_homeroom", "card.signed", "card.sealed", "card.issued", "card.issued_on_time")


@SOME
@given(held=HELD, as_of=st.sampled_from(ASKED))
def test_coverage_of_a_small_district_is_what_the_definitions_count(held, as_of):
    check_coverage(held, as_of)


@SOME
@given(held=HELD, as_of=st.sampled_from(ASKED))
def test_every_row_of_a_small_roster_is_in_the_class_that_the_definitions_give(held, as_of):
    check_cutoff(held, as_of)


@pytest.mark.parametrize("seed", [290, 27])
def test_coverage_and_classes_of_a_large_district_are_what_the_definitions_count(seed):
    held = build_large(seed, pupils=400)
    check_coverage(held, ASKED[seed % 2])
    check_cutoff(held, ASKED[seed % 2])


def test_the_large_districts_have_every_class_in_them():
    classes = {
        slow_reference.cutoff_class(held, pupil, ASKED[1])
        for held in (build_large(290, pupils=400), build_large(27, pupils=400))
        for pupil in held.pupils
    }
    assert len(classes) == 19


def check_coverage(held: slow_reference.Held, as_of: date) -> None:
    """Every rung of every cell; who is counted, missing and excluded make up the rows; no rung overtakes another."""
    with holding(held, as_of) as district:
        answer = district.ask("coverage", as_of=as_of)
    told = {
        (m.name, m.unit_id, int(m.part("grade"))): (m.numerator, m.denominator, sum(n for _, n in m.excluded))
        for m in answer.measures
        if m.name in slow_reference.RUNGS and m.group and m.unit_id != "quan-1"
    }
    right = {cell: counts for cell, counts in slow_reference.coverage(held, as_of).items() if cell[1] != "X"}
    assert told == right
    rows = Counter((pupil["school_code"], pupil["grade"]) for pupil in held.pupils)
    for (_, school, grade), (numerator, denominator, excluded) in told.items():
        missing = denominator - numerator
        assert missing >= 0
        assert numerator + missing + excluded == rows[school, grade]
    for school, grade in {cell[1:] for cell in told}:
        counts = [told[name, school, grade][0] for name in LADDER]
        assert counts == sorted(counts, reverse=True)


def check_cutoff(held: slow_reference.Held, as_of: date) -> None:
    """The class of every row; classes add up to the roster of each cell; whoever is outside the roster is extra."""
    with holding(held, as_of) as district:
        classed = [district.rows("cutoff", unit=unit, as_of=as_of)["cutoff"] for unit in ("quan-1", "X")]
        answer = district.ask("cutoff", as_of=as_of)
    told = {row["row_number"]: row["cutoff_class"] for rows in classed for row in rows.iter_rows(named=True)}
    assert told == {pupil["row_number"]: slow_reference.cutoff_class(held, pupil, as_of) for pupil in held.pupils}
    rows = Counter((pupil["school_code"], str(pupil["grade"])) for pupil in held.pupils if pupil["school_code"] != "X")
    sums: Counter[tuple[str, str]] = Counter()
    outside = 0
    for measure in (one for one in answer.measures if one.group and one.unit_id != "quan-1"):
        if measure.name == "cutoff.thua":
            outside += measure.numerator
        else:
            assert measure.denominator == rows[measure.unit_id, measure.part("grade")]
            sums[measure.unit_id, measure.part("grade")] += measure.numerator
    assert sums == rows
    assert outside == sum(school != "X" for school, _ in slow_reference.extra(held))
