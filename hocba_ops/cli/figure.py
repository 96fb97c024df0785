"""`hocba figure`: which whole numbers stand behind a published percentage."""

import argparse
from collections.abc import Callable
from typing import TypeVar

from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.reporting.figure import check, describe, parse_count, parse_rate
from hocba_ops.reporting.labels import Labels
from hocba_ops.rulebook import Rulebook

T = TypeVar("T")


def main(asked: argparse.Namespace) -> int:
    """Print the numerators that give the rate, and whether the one asked about is among them."""
    rate = _read(parse_rate, "rate", asked.rate, ParameterProblem.NOT_A_RATE)
    whole = _read(_positive, "of", asked.of, ParameterProblem.NOT_A_COUNT)
    numerator = _read(parse_count, "count", asked.count, ParameterProblem.NOT_A_COUNT) if asked.count else None
    labels = Labels(Rulebook.load().labels("vi"))
    print("\n".join(describe(check(rate, whole, numerator), labels)))
    return 0


def _positive(text: str) -> int:
    if (number := parse_count(text)) == 0:
        raise ValueError(text)
    return number


def _read(parse: Callable[[str], T], name: str, text: str, problem: ParameterProblem) -> T:
    try:
        return parse(text)
    except ValueError as fault:
        raise BadParameter(name, text, problem) from fault
