"""The record of a card as the lock hashes it."""

from datetime import datetime
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocba_ops.registry.records import FIELDS, in_leaf_order, leaf_hashes, record_frame, record_lines, told_record
from tests.registry.locked import record

WORDS = st.one_of(st.none(), st.text(max_size=6))


def test_a_record_is_the_line_that_the_docstring_writes():
    told = record(card_id="thẻ\t1", received_at=None, head_signer="a\\b\nc")
    line = (
        "hocba-record-1\tthẻ\\t1\t1\t79760401\t2024-2025\t5\t7900000001\tda_chot\th1\t"
        "2025-05-28T08:00:00.000000\t\\N\tGV01\ta\\\\b\\nc\tVT01"
    )
    assert record_lines(record_frame(told)) == [line.encode()]
    assert leaf_hashes(record_frame(told)) == [sha256(b"\x00" + line.encode()).digest()]


@given(WORDS, WORDS, WORDS, WORDS)
def test_two_records_that_differ_in_any_text_have_different_leaves(a, b, c, d):
    one, two = record(content_hash=a, pupil_code=b), record(content_hash=c, pupil_code=d)
    assert (leaf_hashes(record_frame(one)) == leaf_hashes(record_frame(two))) == ((a, b) == (c, d))


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_of_a_record_is_under_the_hash(field):
    other = {"version": 2, "grade": 4, "issued_at": "2025-05-28T08:00:01", "received_at": None}.get(field, "khác")
    assert leaf_hashes(record_frame(record(**{field: other}))) != leaf_hashes(record_frame(record()))


def test_a_record_written_and_read_back_is_the_same_record():
    frame = record_frame(record(issued_at="2025-05-28T08:00:00.123456"))
    assert frame["issued_at"][0] == datetime(2025, 5, 28, 8, 0, 0, 123456)
    assert record_frame(told_record(frame.row(0, named=True))).equals(frame)


@pytest.mark.parametrize(
    "wrong",
    [{"version": "1"}, {"version": True}, {"grade": 5.0}, {"issued_at": 7}, {"issued_at": "hôm qua"}, {"card_id": 1}],
    ids=str,
)
def test_a_value_of_another_kind_is_refused_and_not_read_as_something(wrong):
    with pytest.raises(ValueError, match=r"."):
        record_frame(record(**wrong))


def test_a_record_with_a_field_more_or_less_is_refused():
    for told in (record() | {"mark": "10"}, {name: record()[name] for name in FIELDS[1:]}):
        with pytest.raises(ValueError, match="fields"):
            record_frame(told)


def test_leaves_stand_in_order_of_school_card_and_version():
    told = [record(school_code=s, card_id=c, version=v) for s, c, v in (("b", "1", 1), ("a", "2", 10), ("a", "2", 9))]
    rows = in_leaf_order(record_frame(told[0]).vstack(record_frame(told[1])).vstack(record_frame(told[2])))
    assert rows["version"].to_list() == [9, 10, 1]
