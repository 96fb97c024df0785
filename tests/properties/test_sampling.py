"""The limits of a sample against every sample that could have been drawn: they hold the truth as often as they say."""

from fractions import Fraction
from itertools import product
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hocba_ops.domain.sampling import CONFIDENCE, Stratum, allocate, draw, limits

SMALL = st.lists(st.tuples(st.integers(1, 7), st.integers(1, 4)), min_size=1, max_size=3)


def chance(population: int, drawn: int, truth: int, proved: int) -> Fraction:
    ways = comb(truth, proved) * comb(population - truth, drawn - proved)
    return Fraction(ways, comb(population, drawn))


def coverage(sizes: list[tuple[int, int]], truths: tuple[int, ...], known: dict) -> Fraction:
    """How often the limits hold the truth over every sample of a design, with its exact chance."""
    total, held = sum(truths), Fraction(0)
    for proved in product(*(range(drawn + 1) for _, drawn in sizes)):
        told = [chance(n, drawn, truth, k) for (n, drawn), truth, k in zip(sizes, truths, proved, strict=True)]
        weight = Fraction(1)
        for one in told:
            weight *= one
        if weight and proved not in known:
            known[proved] = limits([Stratum(n, drawn, k) for (n, drawn), k in zip(sizes, proved, strict=True)])
        if weight and known[proved][0] <= total <= known[proved][1]:
            held += weight
    return held


@settings(max_examples=25, deadline=None)
@given(SMALL)
def test_limits_hold_the_truth_at_least_as_often_as_promised_whatever_the_truth(drawn_of):
    sizes, known = [(n, min(n, drawn)) for n, drawn in drawn_of], {}
    for truths in product(*(range(n + 1) for n, _ in sizes)):
        assert coverage(sizes, truths, known) >= CONFIDENCE


@pytest.mark.parametrize(("population", "drawn"), [(30, 10), (40, 7)])
def test_limits_of_one_school_hold_in_a_middling_case_and_are_not_everything(population, drawn):
    known: dict = {}
    assert all(coverage([(population, drawn)], (truth,), known) >= CONFIDENCE for truth in range(population + 1))
    assert known[(drawn // 2,)] != (0, population)


def test_a_sample_of_everything_leaves_nothing_open():
    assert limits([Stratum(12, 12, 9), Stratum(3, 3, 3)]) == (12, 12)


def test_limits_never_deny_what_was_seen_itself():
    low, high = limits([Stratum(100, 10, 10), Stratum(50, 5, 0)])
    assert 10 <= low <= high <= 145


@given(st.dictionaries(st.sampled_from("ABCDE"), st.integers(1, 40), min_size=1), st.integers(5, 60))
def test_a_sample_is_shared_out_in_proportion_at_least_one_a_school_and_never_too_many(sizes, total):
    share = allocate(sizes, total)
    whole = sum(sizes.values())
    assert sum(share.values()) == min(max(total, len(sizes)), whole)
    assert all(1 <= share[name] <= sizes[name] for name in sizes)
    if total <= whole:
        assert all(abs(share[name] - Fraction(total * size, whole)) <= len(sizes) for name, size in sizes.items())


@given(st.sets(st.text(min_size=1), min_size=1, max_size=30), st.integers(0, 30), st.randoms())
def test_a_draw_is_the_same_for_the_same_seed_whatever_the_order(ids, number, chance_of):
    mixed = sorted(ids)
    chance_of.shuffle(mixed)
    drawn = draw(mixed, number, seed="quan-1")
    assert drawn == draw(sorted(ids), number, seed="quan-1")
    assert len(drawn) == min(number, len(ids))
    assert set(drawn) <= ids
