from datetime import date

import polars as pl

from hocba_ops.tables import Counted
from hocba_ops.tables.measures import measures, with_totals

DAY = date(2025, 6, 30)
ROWS = pl.DataFrame(
    {
        "school_code": ["B", "A", "A"],
        "grade": [5, 4, None],
        "signed": [3, 2, 0],
        "expected": [4, 2, 0],
        "chuyen_di": [1, 0, 2],
        "latest": [date(2025, 5, 28), None, None],
    }
)


def build():
    return measures(
        ROWS,
        "card.signed",
        counted=Counted.PUPILS,
        as_of=DAY,
        numerator="signed",
        denominator="expected",
        by=("grade",),
        latest="latest",
        excluded=("chuyen_di",),
    )


def test_a_row_becomes_a_measure_with_its_group_its_reasons_and_its_newest_day():
    first, second, third = build()
    assert (first.unit_id, first.numerator, first.denominator, first.part("grade")) == ("B", 3, 4, "5")
    assert (first.excluded, first.latest_on) == ((("chuyen_di", 1),), date(2025, 5, 28))
    assert second.excluded == ()
    assert third.group == (("grade", ""),)


def test_totals_follow_the_parts_in_the_order_in_which_the_parts_came():
    listed = with_totals(build(), "quan-1")
    assert [(m.unit_id, m.group) for m in listed[3:]] == [
        ("B", ()),
        ("quan-1", (("grade", "5"),)),
        ("quan-1", ()),
        ("A", ()),
        ("quan-1", (("grade", "4"),)),
        ("quan-1", (("grade", ""),)),
    ]


def test_the_total_of_a_unit_sums_counts_and_reasons_and_keeps_the_newest_day():
    (whole,) = [m for m in with_totals(build(), "quan-1") if m.unit_id == "quan-1" and not m.group]
    assert (whole.numerator, whole.denominator, whole.excluded) == (5, 6, (("chuyen_di", 3),))
    assert whole.latest_on == date(2025, 5, 28)


def test_no_parts_have_no_totals():
    assert with_totals([], "quan-1") == []
