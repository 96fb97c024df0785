"""Does a published percentage fit its counts? Which whole numbers could stand behind it?

Seed case: Hà Nội, 31/7/2024, published 94,64 % of 29.093 as “hơn 27.500” — 27.500 gives 94,52 %, and only
27.533 to 27.535 print as 94,64 %.
"""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from hocba_ops.reporting.formats import count, percent, show_percent
from hocba_ops.reporting.labels import Labels


class Fit(StrEnum):
    """How a numerator agrees with a published percentage."""

    ROUNDED = "rounded"
    """It prints as the published rate when rounded half up."""
    TRUNCATED = "truncated"
    """It prints as the published rate only when the rest is cut off."""
    NONE = "none"
    """It does not give the published rate."""


@dataclass(frozen=True, slots=True)
class FigureCheck:
    """What stands behind a published percentage: the numerators that print as it, and whether one given does."""

    rate: Decimal
    denominator: int
    rounded: range
    truncated: range
    numerator: int | None = None

    @property
    def fit(self) -> Fit | None:
        """How the given numerator agrees, None when none was given."""
        if self.numerator is None:
            return None
        if self.numerator in self.rounded:
            return Fit.ROUNDED
        return Fit.TRUNCATED if self.numerator in self.truncated else Fit.NONE


def check(rate: Decimal, denominator: int, numerator: int | None = None) -> FigureCheck:
    """Compare a percentage, as precise as it was printed, with a denominator and perhaps a numerator.

    ValueError when the denominator is not positive.

    >>> check(Decimal("94.64"), 29093, 27500).rounded
    range(27533, 27536)
    """
    decimals = decimals_of(rate)
    return FigureCheck(
        rate=rate,
        denominator=denominator,
        rounded=numerators_for(rate, decimals, denominator),
        truncated=numerators_cut_to(rate, decimals, denominator),
        numerator=numerator,
    )


def numerators_for(rate: Decimal, decimals: int, denominator: int) -> range:
    """Whole numbers whose percentage of `denominator`, rounded half up to `decimals`, is `rate`; may be empty."""
    last = int(rate.scaleb(decimals))
    return _between(2 * last - 1, 2 * last + 1, 200 * 10**decimals, denominator)


def numerators_cut_to(rate: Decimal, decimals: int, denominator: int) -> range:
    """Whole numbers whose percentage of `denominator`, cut off after `decimals`, is `rate`; may be empty."""
    last = int(rate.scaleb(decimals))
    return _between(last, last + 1, 100 * 10**decimals, denominator)


def decimals_of(rate: Decimal) -> int:
    """How many decimals a percentage was printed with."""
    exponent = rate.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def parse_rate(text: str) -> Decimal:
    """A percentage as an officer types it: “94,64”, “94.64”, “94,64 %”. ValueError when it is not a number.

    >>> parse_rate("94,64 %")
    Decimal('94.64')
    """
    try:
        value = Decimal(text.replace("%", "").strip().replace(",", "."))
    except InvalidOperation:
        raise ValueError(text) from None
    if not value.is_finite() or value < 0:
        raise ValueError(text)
    return value


def parse_count(text: str) -> int:
    """A count as an officer types it: “29093”, “29.093”. ValueError when it is not a whole number.

    >>> parse_count("7.100.388")
    7100388
    """
    if not re.fullmatch(r"[0-9]+|[0-9]{1,3}(\.[0-9]{3})+", text.strip()):
        raise ValueError(text)
    return int(text.replace(".", ""))


def describe(found: FigureCheck, labels: Labels) -> tuple[str, ...]:
    """The check in sentences: what gives the rate when rounded, when cut off, and what the given numerator gives."""
    lines = [_possible("rounded", found.rounded, found, labels)]
    if found.truncated != found.rounded:
        lines.append(_possible("truncated", found.truncated, found, labels))
    if found.numerator is not None:
        lines.append(_verdict(found, found.numerator, labels))
    return tuple(lines)


def _between(low: int, high: int, scale: int, denominator: int) -> range:
    """Whole numbers n with low <= n * scale / denominator < high."""
    if denominator <= 0:
        raise ValueError(denominator)
    return range(max(0, -(-low * denominator // scale)), max(0, -(-high * denominator // scale)))


def _possible(manner: str, numerators: range, found: FigureCheck, labels: Labels) -> str:
    size = "none" if not numerators else "one" if len(numerators) == 1 else "several"
    return labels(
        f"figure.{manner}.{size}",
        rate=show_percent(found.rate, labels),
        denominator=count(found.denominator, labels),
        first=count(numerators[0], labels) if numerators else "",
        last=count(numerators[-1], labels) if numerators else "",
    )


def _verdict(found: FigureCheck, numerator: int, labels: Labels) -> str:
    own = percent(numerator, found.denominator, digits=decimals_of(found.rate))
    return labels(
        f"figure.fit.{found.fit}",
        numerator=count(numerator, labels),
        denominator=count(found.denominator, labels),
        own=show_percent(own, labels),
        rate=show_percent(found.rate, labels),
    )
