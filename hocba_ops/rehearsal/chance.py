"""Numbers that look drawn and hang on a place, a purpose and a seed alone: the same on every machine, in any order."""

import polars as pl

GOLDEN, FIRST, SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
"""The constants of splitmix64 (Steele, Lea, Flood 2014)."""
WHOLE = 2**64


def draw(place: pl.Expr, purpose: int, seed: int) -> pl.Expr:
    """A whole number below 2^64 for each place; wrapped multiplication is meant."""
    start = place.cast(pl.UInt64) + _word(GOLDEN * (purpose + 1 + 1000 * seed))
    once = (start ^ (start // _word(2**30))) * _word(FIRST)
    twice = (once ^ (once // _word(2**27))) * _word(SECOND)
    return twice ^ (twice // _word(2**31))


def draw_one(place: int, purpose: int, seed: int) -> int:
    """The same number for one place.

    >>> import polars as pl
    >>> pl.select(draw(pl.lit(7), 1, 3)).item() == draw_one(7, 1, 3)
    True
    """
    start = (place + GOLDEN * (purpose + 1 + 1000 * seed)) % WHOLE
    once = ((start ^ (start >> 30)) * FIRST) % WHOLE
    twice = ((once ^ (once >> 27)) * SECOND) % WHOLE
    return twice ^ (twice >> 31)


def _word(number: int) -> pl.Expr:
    return pl.lit(number % WHOLE, dtype=pl.UInt64)
