from datetime import datetime
from hashlib import sha256

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba_ops.registry.chain import GENESIS, SCHEMA, canonical_lines, chained, first_difference
from hocba_ops.tables import Kind
from hocba_ops.tables.events import EVENT
from tests.registry.histories import event, frame, whole_path

WORDS = st.text(alphabet=st.characters(codec="utf-8"), max_size=12)


def slow_line(row: dict) -> str:
    """The line that is hashed, as the module's docstring tells anybody to write it."""

    def cell(value: object, kind: Kind) -> str:
        if value is None:
            return "\\N"
        if kind is Kind.TIME:
            return f"{value:%Y-%m-%dT%H:%M:%S.%f}"
        return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")

    return "\t".join(cell(row[column.name], column.kind) for column in EVENT.columns)


@given(st.lists(st.tuples(WORDS, WORDS, st.integers(1, 99), st.datetimes(datetime(1990, 1, 1))), max_size=6))
def test_digests_are_those_that_anybody_can_count_again(told):
    events = frame(*(event("khoi_tao", card=c, version=v, reason=r) | {"happened_at": at} for c, r, v, at in told))
    before, expected = GENESIS, []
    for row in events.iter_rows(named=True):
        before = sha256(f"{before}\n{slow_line(row)}".encode()).hexdigest()
        expected.append(before)
    assert chained(events, after=GENESIS, first=1)["digest"].to_list() == expected


@given(st.lists(st.tuples(WORDS, WORDS), min_size=2, max_size=2, unique=True))
def test_two_events_that_differ_are_two_lines(told):
    one, other = canonical_lines(frame(*(event("khoi_tao", card=card, reason=reason) for card, reason in told)))
    assert one != other


def test_no_value_and_the_text_that_stands_for_it_are_two_lines():
    one, other = canonical_lines(frame(event("khoi_tao", reason=None), event("khoi_tao", reason="\\N")))
    assert one != other


@pytest.mark.parametrize("row", range(9))
def test_changing_any_event_is_seen_at_that_event(row):
    events = chained(frame(*whole_path()), after=GENESIS, first=1)
    changed = events.with_columns(
        pl.when(pl.int_range(events.height) == row).then(pl.lit("khác")).otherwise("reason").alias("reason")
    )
    assert first_difference(events, after=GENESIS) is None
    assert first_difference(changed, after=GENESIS) == row


def test_two_events_that_change_places_are_seen():
    events = chained(frame(*whole_path()), after=GENESIS, first=1)
    swapped = events[[0, 2, 1, *range(3, events.height)]]
    assert first_difference(swapped, after=GENESIS) == 1


def test_every_column_of_an_event_is_hashed():
    events = frame(event("khoi_tao"))
    values = {pl.String: "x", pl.Int64: 77, pl.Datetime: datetime(2001, 1, 1)}
    lines = {
        name: canonical_lines(events.with_columns(pl.lit(values[type(kind)]).cast(kind).alias(name)))[0]
        for name, kind in SCHEMA.items()
    }
    assert len({*lines.values(), canonical_lines(events)[0]}) == len(SCHEMA) + 1
