from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba_ops.access.small_cells import HIDDEN
from hocba_ops.reporting import formats


@pytest.mark.parametrize(
    ("numerator", "denominator", "printed"),
    [
        (122, 125, "97,6\u00a0%"),
        (2499, 2500, "99,96\u00a0%"),
        (999_996, 1_000_000, "99,9996\u00a0%"),
        (2500, 2500, "100\u00a0%"),
        (0, 2500, "0\u00a0%"),
        (1, 2500, "0,04\u00a0%"),
        (1, 8, "12,5\u00a0%"),
        (5, 8000, "0,1\u00a0%"),
        (2600, 2500, "104,0\u00a0% (vượt 100)"),
        (2501, 2500, "100,04\u00a0% (vượt 1)"),
        (None, 0, "không có mẫu số"),
        (0, 0, "không có mẫu số"),
        (None, 29093, "không có số đếm"),
    ],
)
def test_a_rate_prints_in_the_manner_of_officers(one_measure, labels, numerator, denominator, printed):
    assert formats.rate(one_measure(numerator, denominator), labels) == printed


def test_a_published_rate_without_counts_says_that_no_count_came_with_it(one_measure, labels):
    measure = one_measure(None, None, published_rate=Decimal("97.6"))
    assert formats.ratio(measure, labels) == "97,6\u00a0% (không công bố số đếm)"


def test_our_rate_stands_on_our_counts_even_when_another_was_published(one_measure, labels):
    measure = one_measure(27500, 29093, published_rate=Decimal("94.64"))
    assert formats.ratio(measure, labels) == "27.500/29.093\u00a0= 94,52\u00a0%"


def test_a_count_hidden_for_being_small_is_said_to_be_hidden_and_not_to_lack_a_denominator(one_measure, labels):
    assert formats.ratio(one_measure(None, None, note=HIDDEN), labels) == "đã che"


def test_a_ratio_without_denominator_shows_no_percentage(one_measure, labels):
    assert formats.ratio(one_measure(0, 0), labels) == "không có mẫu số"


@given(st.integers(0, 10**7), st.integers(1, 10**7), st.integers(1, 2))
def test_a_rate_is_the_exact_percentage_rounded_half_up(numerator, denominator, digits):
    shown = formats.percent(numerator, denominator, digits=digits)
    decimals = formats.digits_needed(numerator, denominator, digits)
    exact = Fraction(100 * numerator, denominator)
    step = Fraction(1, 10**decimals)
    assert Fraction(shown) - step / 2 <= exact < Fraction(shown) + step / 2


@given(st.integers(0, 10**7), st.integers(1, 10**7), st.integers(1, 2))
def test_a_rate_prints_as_nothing_or_all_only_when_it_is_exactly_that(numerator, denominator, digits):
    shown = formats.percent(numerator, denominator, digits=digits)
    assert (shown == 100) == (numerator == denominator)
    assert (shown == 0) == (numerator == 0)


def test_half_rounds_up_where_python_would_round_to_even():
    assert formats.percent(1, 800, digits=2) == Decimal("0.125").quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("value", "printed"), [(0, "0"), (999, "999"), (29093, "29.093"), (7100388, "7.100.388"), (-4, "-4"), (None, "–")]
)
def test_a_count_has_a_dot_between_thousands(labels, value, printed):
    assert formats.count(value, labels) == printed


def test_a_day_is_written_day_first(labels):
    assert formats.day(date(2025, 6, 5), labels) == "05/06/2025"
    assert formats.day(None, labels) == "–"
