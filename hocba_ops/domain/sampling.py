"""A sample of cards where nobody can verify all: who is drawn, and what the drawn ones say of the rest.

One school: exact hypergeometric limits. Several: cards are drawn apart in each school, the proved ones add up to a sum
of independent draws (a hypergeometric count is one: Vatutin and Mikhailov, 1982), which lies closer to its mean than
the binomial of the same mean (Hoeffding, 1956); so the limits of Clopper and Pearson (1934) hold for that mean, and
what the mean leaves open for the total is widened to the worst case. Whole numbers and fractions, no floating point.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from math import ceil, comb, floor

CONFIDENCE = Fraction(95, 100)
GRID = 10**6
"""Limits of a probability are rounded outwards to this many parts."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """A school's part of a sample: how many cards it has, how many were drawn, how many of those are proved."""

    population: int
    drawn: int
    proved: int


def allocate(sizes: Mapping[str, int], total: int) -> dict[str, int]:
    """How many cards to draw in each school: in proportion, at least one a school, never more than it has.

    >>> allocate({"A": 60, "B": 30, "C": 3}, 10)
    {'A': 6, 'B': 3, 'C': 1}
    """
    whole = sum(sizes.values())
    shares = {name: Fraction(size * total, whole) for name, size in sizes.items()} if whole else {}
    drawn = {name: min(sizes[name], max(1, floor(share))) for name, share in shares.items() if sizes[name]}
    while sum(drawn.values()) > max(total, len(drawn)):
        fullest = max((name for name in drawn if drawn[name] > 1), key=lambda name: (drawn[name] - shares[name], name))
        drawn[fullest] -= 1
    order = sorted(drawn, key=lambda name: (floor(shares[name]) - shares[name], name))
    while sum(drawn.values()) < min(total, whole):
        for name in (name for name in order if drawn[name] < sizes[name]):
            if sum(drawn.values()) < total:
                drawn[name] += 1
    return drawn


def draw(ids: Iterable[str], number: int, *, seed: str) -> tuple[str, ...]:
    """So many of the ids, the same for the same seed, whatever their order; sorted."""
    ranked = sorted(set(ids), key=lambda one: (sha256(f"{seed}\0{one}".encode()).digest(), one))
    return tuple(sorted(ranked[:number]))


def limits(strata: Sequence[Stratum], *, confidence: Fraction = CONFIDENCE) -> tuple[int, int]:
    """Between how many and how many cards are proved in all, at least with this confidence.

    >>> limits([Stratum(population=300, drawn=60, proved=60)])
    (284, 300)
    """
    asked = [one for one in strata if one.population]
    if all(one.drawn == one.population for one in asked):
        whole = sum(one.proved for one in asked)
        return whole, whole
    tail = (1 - confidence) / 2
    return _hypergeometric(asked[0], tail) if len(asked) == 1 else _stratified(asked, tail)


def _hypergeometric(one: Stratum, tail: Fraction) -> tuple[int, int]:
    least, most = one.proved, one.population - (one.drawn - one.proved)
    low = _first(least, most, lambda proved: _at_least(one, proved) > tail)
    high = most - _first(0, most - least, lambda missed: _at_most(one, most - missed) > tail)
    return low, high


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The first whole number for which something holds that holds for all after it; `high` where it never does."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def _ways(one: Stratum, proved: int, counts: Iterable[int]) -> Fraction:
    ways = sum(comb(proved, count) * comb(one.population - proved, one.drawn - count) for count in counts)
    return Fraction(ways, comb(one.population, one.drawn))


def _at_least(one: Stratum, proved: int) -> Fraction:
    return _ways(one, proved, range(one.proved, one.drawn + 1))


def _at_most(one: Stratum, proved: int) -> Fraction:
    return _ways(one, proved, range(one.proved + 1))


def _stratified(strata: Sequence[Stratum], tail: Fraction) -> tuple[int, int]:
    drawn, proved = sum(one.drawn for one in strata), sum(one.proved for one in strata)
    low = _first(0, GRID, lambda part: _binomial(drawn, part, range(proved, drawn + 1)) > tail)
    high = _first(0, GRID, lambda part: _binomial(drawn, GRID - part, range(proved + 1)) > tail)
    mean_low, mean_high = Fraction(max(0, low - 1), GRID), Fraction(min(GRID, GRID - high + 1), GRID)
    return ceil(_total(strata, mean_low, drawn, is_least=True)), floor(_total(strata, mean_high, drawn, is_least=False))


def _binomial(drawn: int, part: int, counts: Iterable[int]) -> Fraction:
    ways = sum(comb(drawn, count) * part**count * (GRID - part) ** (drawn - count) for count in counts)
    return Fraction(ways, GRID**drawn)


def _total(strata: Sequence[Stratum], mean: Fraction, drawn: int, *, is_least: bool) -> Fraction:
    """The least (or most) cards that a mean of the drawn ones leaves possible, given what each school showed."""
    shares = [Fraction(one.proved, one.population) for one in strata]
    rooms = [Fraction(one.population - one.drawn, one.population) for one in strata]
    weights = [Fraction(one.drawn, drawn) for one in strata]
    left = mean - sum((weight * share for weight, share in zip(weights, shares, strict=True)), Fraction(0))
    order = sorted(range(len(strata)), key=lambda place: Fraction(strata[place].population) / (weights[place] or 1))
    total = sum((Fraction(one.proved) for one in strata), Fraction(0))
    for place in order if is_least else reversed(order):
        step = rooms[place] if not weights[place] else min(rooms[place], max(left, Fraction(0)) / weights[place])
        step = Fraction(0) if is_least and not weights[place] else step
        total, left = total + step * strata[place].population, left - step * weights[place]
    return total
