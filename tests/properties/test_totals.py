"""Totals are sums, whatever the parts: of a school over its grades, of the unit per grade and in all."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hocba_ops.tables import Counted, Measure
from hocba_ops.tables.measures import with_totals

DAY = date(2025, 6, 30)
part = st.builds(
    lambda name, school, grade, denominator, share, excluded, age: Measure(
        name=name,
        unit_id=school,
        as_of=DAY,
        counted=Counted.PUPILS,
        numerator=min(share, denominator),
        denominator=denominator,
        group=(("grade", grade),) if grade else (),
        excluded=(("chuyen_di", excluded),) if excluded else (),
        latest_on=DAY - timedelta(days=age) if age else None,
    ),
    st.sampled_from(["card.signed", "card.issued"]),
    st.sampled_from(["A", "B", "C"]),
    st.sampled_from(["1", "5"]),
    st.integers(0, 200),
    st.integers(0, 200),
    st.integers(0, 3),
    st.integers(0, 5),
)
parts = st.lists(part, max_size=12, unique_by=lambda m: (m.name, m.unit_id, m.group))


@given(parts)
def test_totals_are_the_sums_of_the_parts_and_the_parts_come_first(listed):
    whole = with_totals(listed, "quan-1")
    assert whole[: len(listed)] == listed
    for measure in whole[len(listed) :]:
        under = [
            one
            for one in listed
            if one.name == measure.name
            and measure.unit_id in (one.unit_id, "quan-1")
            and measure.group in (one.group, ())
        ]
        assert (measure.numerator, measure.denominator) == (
            sum(one.numerator for one in under),
            sum(one.denominator for one in under),
        )
        assert sum(n for _, n in measure.excluded) == sum(n for one in under for _, n in one.excluded)
        assert measure.latest_on == max((one.latest_on for one in under if one.latest_on), default=None)


@given(parts)
def test_no_total_is_told_twice_and_asking_again_adds_nothing(listed):
    whole = with_totals(listed, "quan-1")
    assert max(Counter((m.name, m.unit_id, m.group) for m in whole).values(), default=1) == 1
    assert with_totals(whole, "quan-1") == whole


@given(parts, st.randoms())
def test_the_order_of_the_parts_changes_no_figure(listed, chance):
    shuffled = list(listed)
    chance.shuffle(shuffled)
    figures = [
        {(m.name, m.unit_id, m.group): (m.numerator, m.denominator) for m in with_totals(some, "quan-1")}
        for some in (listed, shuffled)
    ]
    assert figures[0] == figures[1]


@given(parts)
def test_a_school_asked_about_alone_has_its_total_once(listed):
    alone = [one for one in listed if one.unit_id == "A"]
    totals = [m for m in with_totals(alone, "A") if not m.group]
    assert len(totals) == len({m.name for m in alone})
