"""How well pairs are found: precision and recall on rows whose truth is known, printed and held above floors."""

from collections.abc import Iterator

import pytest

from hocba_ops.engine import Engine
from hocba_ops.linkage import read_model
from tests.linkage.labelled import make_labelled
from tests.linkage.quality import Quality, measure

THRESHOLDS = (0, 200, 400, 600, 800, 1000)
FLOORS = {6_000: (0.93, 0.82), 1_000: (0.9, 0.8)}
"""Precision and recall that a set of so many children must reach; what was measured is a few hundredths above."""


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    engine = Engine.open(threads=2, memory_limit="1GB")
    yield engine
    engine.close()


@pytest.mark.parametrize("children", FLOORS)
def test_pairs_of_a_labelled_set_are_found_and_few_others(engine, children, record_property):
    """A small list is judged by the same parameters as a large one."""
    points = measure(make_labelled("kiem tra", children=children), read_model(), engine, THRESHOLDS)
    record_property("table", table_of(f"Linkage of {children} invented children, by evidence", points))
    in_use = next(one for one in points if one.evidence == read_model().threshold)
    precision, recall = FLOORS[children]
    assert in_use.precision >= precision
    assert in_use.recall >= recall


def table_of(title: str, points: list[Quality]) -> str:
    rows = [
        f"{one.evidence:>9} {one.right:>6} {one.wrong:>6} {one.missed:>7} {one.precision:>10.3f} {one.recall:>7.3f}"
        for one in points
    ]
    return "\n".join([title, " evidence  right  wrong  missed  precision  recall", *rows])
