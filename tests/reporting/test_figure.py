from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba_ops.reporting import figure


def test_the_published_figure_of_ha_noi_needs_27533_to_27535(labels):
    """Hà Nội, 31/7/2024: “hơn 27.500” of 29.093, published as 94,64 %."""
    found = figure.check(figure.parse_rate("94,64"), 29093, 27500)
    assert list(found.rounded) == [27533, 27534, 27535]
    assert found.fit is figure.Fit.NONE
    assert figure.describe(found, labels)[0] == "Làm tròn: từ 27.533 đến 27.535 trên 29.093 cho 94,64\u00a0%."
    assert figure.describe(found, labels)[-1] == "27.500/29.093 = 94,52\u00a0%: không khớp với 94,64\u00a0%."


def test_a_numerator_that_rounds_to_the_rate_fits(labels):
    found = figure.check(Decimal("94.64"), 29093, 27534)
    assert found.fit is figure.Fit.ROUNDED
    assert figure.describe(found, labels)[-1].endswith("khớp với 94,64\u00a0%.")


def test_a_numerator_that_only_truncates_to_the_rate_is_told_apart():
    assert figure.check(Decimal("66.6"), 3, 2).fit is figure.Fit.TRUNCATED


def test_no_numerator_means_no_verdict(labels):
    found = figure.check(Decimal("94.64"), 29093)
    assert found.fit is None
    assert len(figure.describe(found, labels)) == 2


def test_transposed_digits_of_a_nationwide_figure_do_not_fit():
    """12/8/2024: 4.241.906 of 7.100.388 was printed as 59,47 %; it is 59,74 %."""
    assert figure.check(Decimal("59.47"), 7_100_388, 4_241_906).fit is figure.Fit.NONE
    assert figure.check(Decimal("59.74"), 7_100_388, 4_241_906).fit is figure.Fit.ROUNDED


def test_a_rate_that_no_whole_number_gives_says_so(labels):
    assert (
        figure.describe(figure.check(Decimal("33.4"), 3), labels)[0]
        == "Không có tử số nguyên nào trên 3 làm tròn thành 33,4\u00a0%."
    )


def printed(numerator: int, denominator: int, decimals: int, manner: str) -> Decimal:
    exact = Decimal(numerator) * 100 / Decimal(denominator)
    return exact.quantize(Decimal(1).scaleb(-decimals), manner)


@given(st.integers(1, 400), st.integers(0, 2), st.integers(0, 15000))
def test_numerators_are_those_that_a_search_through_all_finds(denominator, decimals, last):
    rate = Decimal(last % (150 * 10**decimals)).scaleb(-decimals)
    every = range(2 * denominator + 1)
    for find, manner in ((figure.numerators_for, ROUND_HALF_UP), (figure.numerators_cut_to, ROUND_DOWN)):
        searched = [number for number in every if printed(number, denominator, decimals, manner) == rate]
        assert [*find(rate, decimals, denominator)] == searched


@given(st.integers(0, 5000), st.integers(1, 5000), st.integers(0, 3))
def test_a_numerator_always_fits_the_rate_that_it_prints_as(numerator, denominator, decimals):
    rounded = printed(numerator, denominator, decimals, ROUND_HALF_UP)
    assert figure.check(rounded, denominator, numerator).fit is figure.Fit.ROUNDED


@pytest.mark.parametrize(
    ("typed", "read"),
    [("94,64", "94.64"), ("94.64", "94.64"), (" 97,6 % ", "97.6"), ("97,60", "97.60"), ("100", "100")],
)
def test_a_rate_is_read_as_officers_type_it(typed, read):
    assert str(figure.parse_rate(typed)) == read


@pytest.mark.parametrize("typed", ["", "abc", "-1", "94,6,4", "NaN", "inf"])
def test_a_rate_that_is_no_number_is_refused(typed):
    with pytest.raises(ValueError):
        figure.parse_rate(typed)


@pytest.mark.parametrize(("typed", "read"), [("29093", 29093), ("29.093", 29093), ("7.100.388", 7100388)])
def test_a_count_is_read_with_or_without_dots(typed, read):
    assert figure.parse_count(typed) == read


@pytest.mark.parametrize("typed", ["", "29.09", "2909.300", "-3", "29,093", "1.2.3", "١٢"])
def test_a_count_that_is_no_whole_number_is_refused(typed):
    with pytest.raises(ValueError):
        figure.parse_count(typed)


def test_a_denominator_of_nothing_is_refused():
    with pytest.raises(ValueError):
        figure.check(Decimal("97.6"), 0)
