"""How numbers and days are printed, and the only place that divides: everybody who wants a percentage asks here.

A percentage is exact arithmetic on two whole numbers, rounded half up. A rate that is not exactly 0 % or 100 % never
prints as 0 % or 100 %: it gets as many decimals as it needs to stay apart (1 pupil missing of 2.500 is 99,96 %).
"""

from datetime import date
from decimal import Decimal

from hocba_ops.access.small_cells import HIDDEN
from hocba_ops.reporting.labels import Labels
from hocba_ops.tables import Measure

NO_BREAK = "\u00a0"
"""Between a number and its sign, so that neither stands alone at the end of a line."""


def digits_needed(numerator: int, denominator: int, digits: int) -> int:
    """Decimals with which a percentage can be printed without pretending to be 0 % or 100 %, at least `digits`.

    >>> digits_needed(2499, 2500, 1)
    2
    """
    if numerator in (0, denominator):
        return digits
    while _hundredths(numerator, denominator, digits) in (0, 100 * 10**digits):
        digits += 1
    return digits


def percent(numerator: int, denominator: int, *, digits: int = 1) -> Decimal:
    """The percentage of two whole numbers, half up, with `digits` decimals or as many as it needs to be honest.

    ZeroDivisionError without a denominator: the caller has to say that there is no rate.

    >>> percent(27500, 29093, digits=2)
    Decimal('94.52')
    """
    digits = digits_needed(numerator, denominator, digits)
    return Decimal(_hundredths(numerator, denominator, digits)).scaleb(-digits)


def share(numerator: int, denominator: int) -> float:
    """The ratio as a plain number for programs that print it themselves (0.9452…), such as a cell of Excel."""
    return numerator / denominator


def short_of(numerator: int, denominator: int, threshold: int) -> int:
    """How many more are needed until a ratio reaches so many percent; 0 when it has.

    >>> short_of(970, 1000, 98), short_of(980, 1000, 98)
    (10, 0)
    """
    return max(0, -(-threshold * denominator // 100) - numerator)


def percent_of(measure: Measure, *, digits: int = 1) -> Decimal | None:
    """The percentage of a measure, None when it has no count or no denominator."""
    if measure.numerator is None or not measure.denominator:
        return None
    return percent(measure.numerator, measure.denominator, digits=digits)


def rate(measure: Measure, labels: Labels, *, digits: int = 1) -> str:
    """The rate of a measure as it is printed: “97,6 %”, or in words why there is none."""
    value = percent_of(measure, digits=digits)
    if value is None:
        return _without_counts(measure, labels)
    excess = (measure.numerator or 0) - (measure.denominator or 0)
    printed = show_percent(value, labels)
    return printed if excess <= 0 else f"{printed} {labels('format.excess', excess=count(excess, labels))}"


def ratio(measure: Measure, labels: Labels, *, digits: int = 2) -> str:
    """Numerator, denominator and rate together: “27.500/29.093 = 94,52 %”.

    A measure that was published without a count shows the published rate and says that no count came with it.
    """
    if percent_of(measure) is None:
        return rate(measure, labels, digits=digits)
    return f"{fraction(measure, labels)} = {rate(measure, labels, digits=digits)}".replace(" = ", f"{NO_BREAK}= ")


def fraction(measure: Measure, labels: Labels) -> str:
    """The two counts of a measure, “27.500/29.093”; a count that nobody gave is a dash."""
    return f"{count(measure.numerator, labels)}/{count(measure.denominator, labels)}"


def show_percent(value: Decimal, labels: Labels) -> str:
    """A percentage in the reader's manner: “97,6 %”; exactly nothing and exactly all stand without decimals."""
    whole, _, decimals = f"{abs(value):f}".partition(".")
    sign = "-" if value < 0 else ""
    if value in (0, 100):
        decimals = ""
    point = labels("format.decimal_mark") if decimals else ""
    return f"{sign}{_group(whole, labels)}{point}{decimals}{NO_BREAK}%"


def count(value: int | None, labels: Labels) -> str:
    """A whole number with the reader's mark between thousands, “29.093”; nothing known is a dash."""
    if value is None:
        return labels("format.nothing")
    return f"{'-' if value < 0 else ''}{_group(str(abs(value)), labels)}"


def day(value: date | None, labels: Labels) -> str:
    """A day as officers write it, “30/06/2025”; no day is a dash."""
    if value is None:
        return labels("format.nothing")
    return labels("format.day", day=value.day, month=value.month, year=value.year)


def _hundredths(numerator: int, denominator: int, digits: int) -> int:
    """A percentage as a whole number of its last decimal, rounded half up."""
    scale: int = 200 * 10**digits
    return (scale * numerator + denominator) // (2 * denominator)


def _without_counts(measure: Measure, labels: Labels) -> str:
    if measure.published_rate is not None:
        return f"{show_percent(measure.published_rate, labels)} {labels('format.no_count')}"
    if measure.note == HIDDEN:
        return labels("format.hidden")
    return labels("format.no_figure" if measure.denominator else "format.no_denominator")


def _group(digits: str, labels: Labels) -> str:
    return f"{int(digits):,}".replace(",", labels("format.thousands_mark"))
