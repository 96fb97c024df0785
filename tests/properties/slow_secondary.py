"""Circular 22/2021 read aloud in plain Python: averages, levels of learning, conduct, awards, promotion.

Written from the words of the circular and not from the texts: exact fractions for averages, decimals for levels, and
where article 9.3 speaks of a single subject every subject is tried one by one. Nothing here is fast, and nothing here
is shared with the tool.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product

LEVELS = ("chua_dat", "dat", "kha", "tot")
"""From the lowest to the highest."""
FULL_MARK = Decimal(10)
TOT, KHA, DAT, FLOOR = Decimal("8.0"), Decimal("6.5"), Decimal("5.0"), Decimal("3.5")
EXCELLENT = Decimal("9.0")
READINGS = tuple(product((False, True), repeat=2))
"""Article 9.3: may the one subject be a comment-only one; is it taken as met (else it is left out)."""


def half_up(value: Fraction) -> Decimal:
    """One decimal, halves upwards."""
    return Decimal((value * 10 + Fraction(1, 2)).__floor__()) / 10


def term_average(regular: Sequence[Decimal], middle: Decimal, final: Decimal) -> Decimal:
    """ĐTBmhk = (ΣĐĐGtx + 2·ĐĐGgk + 3·ĐĐGck) / (số ĐĐGtx + 5)."""
    return half_up(Fraction(sum(regular, Decimal(0)) + 2 * middle + 3 * final) / (len(regular) + 5))


def year_average(first: Decimal, second: Decimal) -> Decimal:
    """ĐTBmcn = (ĐTBmhkI + 2·ĐTBmhkII) / 3."""
    return half_up(Fraction(first + 2 * second) / 3)


def plain_level(scored: Sequence[Decimal], comments: Sequence[bool]) -> str:
    """Article 9.2, word by word; `comments`: whether each comment-only subject is Đạt."""

    def at_least(bar: Decimal) -> int:
        return sum(1 for score in scored if score >= bar)

    failed = sum(1 for passed in comments if not passed)
    if failed == 0 and at_least(KHA) == len(scored) and at_least(TOT) >= 6:
        return "tot"
    if failed == 0 and at_least(DAT) == len(scored) and at_least(KHA) >= 6:
        return "kha"
    if failed <= 1 and at_least(DAT) >= 6 and at_least(FLOOR) == len(scored):
        return "dat"
    return "chua_dat"


def level_by(reading: tuple[bool, bool], scored: Mapping[str, Decimal], comments: Mapping[str, bool]) -> str:
    """Article 9.2, then 9.3: down by two or more from Tốt or Khá because of one subject alone, then up by one."""
    comment_counts, is_taken_as_met = reading
    base = plain_level([*scored.values()], [*comments.values()])
    tries = []
    for one in scored:
        left = {name: score for name, score in scored.items() if name != one}
        kept = [*left.values(), FULL_MARK] if is_taken_as_met else [*left.values()]
        tries.append(plain_level(kept, [*comments.values()]))
    for one in comments if comment_counts else ():
        left_comments = [passed for name, passed in comments.items() if name != one]
        tries.append(plain_level([*scored.values()], left_comments))
    without = max(map(LEVELS.index, tries), default=0)
    fell_from_high = LEVELS[without] in ("tot", "kha") and without - LEVELS.index(base) >= 2
    return LEVELS[LEVELS.index(base) + 1] if fell_from_high else base


def learning(scored: Mapping[str, Decimal], comments: Mapping[str, bool]) -> set[str] | None:
    """Every level that a reading of article 9.3 gives; None: fewer than six scored subjects, no level at all."""
    if len(scored) < 6:
        return None
    return {level_by(reading, scored, comments) for reading in READINGS}


def conduct_of_year(first: str, second: str) -> set[str]:
    """Article 8; where the second term is Đạt after Tốt, some copies read otherwise."""
    at_least_fair, at_least_pass = ("tot", "kha"), ("tot", "kha", "dat")
    if second == "tot" and first in at_least_fair:
        return {"tot"}
    if second == "tot" or (second == "kha" and first in at_least_pass):
        return {"kha"}
    if second == "dat" and first == "tot":
        return {"kha", "dat"}
    if (second == "dat" and first in ("kha", "dat", "chua_dat")) or (second == "kha" and first == "chua_dat"):
        return {"dat"}
    return {"chua_dat"}


def award(learned: str, behaved: str, year: Sequence[Decimal]) -> str | None:
    """Article 15."""
    if (learned, behaved) != ("tot", "tot"):
        return None
    return "hoc_sinh_xuat_sac" if sum(1 for score in year if score >= EXCELLENT) >= 6 else "hoc_sinh_gioi"


def is_promoted(learned: str, behaved: str, absences: int) -> bool:
    """Article 12."""
    return learned != "chua_dat" and behaved != "chua_dat" and absences <= 45
