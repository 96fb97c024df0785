"""The store as it was before a load: what came since is not seen, what it replaced counts again, nothing is added."""

from datetime import date

import pytest

from hocba_ops.tables import TABLES


def test_batches_recorded_since_are_not_seen_and_those_before_are(add, store):
    first = add("2025-05-16", [("A", "an")]).batch
    second = add("2025-06-30", [("A", "bình")]).batch

    assert store.before(second.recorded_at).batches() == (first,)
    assert store.before(first.recorded_at).batches() == ()
    assert store.batches() == (first, second)


def test_a_file_replaced_by_the_last_load_counts_again_before_it(add, store):
    wrong = add("2025-06-30", [("A", "an")], content="một").batch
    mended = add("2025-06-30", [("A", "bình")], content="hai").batch

    assert store.current() == (mended,)
    assert store.before(mended.recorded_at).current() == (wrong,)


def test_a_relation_before_a_load_has_the_rows_of_then(add, store):
    add("2025-05-16", [("A", "an")])
    second = add("2025-06-30", [("A", "bình"), ("B", "chi")]).batch
    relation = store.before(second.recorded_at).relation(TABLES["pupil"], as_of=date(2025, 6, 30))

    assert [batch.as_of for batch in relation.batches] == [date(2025, 5, 16)]
    assert store.before(second.recorded_at).days() == (date(2025, 5, 16),)


def test_nothing_is_added_to_the_store_of_before(add, store):
    first = add("2025-05-16", [("A", "an")]).batch

    with pytest.raises(ValueError, match="only read"):
        add("2025-06-30", [("A", "an")], into=store.before(first.recorded_at))
    assert len(store.batches()) == 1
