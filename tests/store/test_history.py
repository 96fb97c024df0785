"""Which rows count as of a day, told with one pupil a row."""

from datetime import date

import pytest

from hocba_ops.tables import TABLES


def test_table_before_any_batch_is_empty(add, store, rows_on):
    add("2025-06-30", [("A", "an")])
    relation = store.relation(TABLES["pupil"], as_of=date(2025, 6, 29))
    assert (relation.paths, relation.keep, relation.batches) == ((), None, ())
    assert rows_on("2025-06-29") == []


@pytest.mark.parametrize(
    ("day", "rows"),
    [
        ("2025-05-29", []),
        ("2025-05-30", [("A", "an")]),
        ("2025-06-29", [("A", "an")]),
        ("2025-06-30", [("A", "bình"), ("A", "chi")]),
        ("2030-01-01", [("A", "bình"), ("A", "chi")]),
    ],
)
def test_snapshot_on_any_day_is_the_newest_export_until_then(add, rows_on, day, rows):
    add("2025-06-30", [("A", "bình"), ("A", "chi")])
    add("2025-05-30", [("A", "an")])
    assert rows_on(day) == rows


def test_school_missing_from_the_newer_export_keeps_its_older_rows(add, rows_on):
    add("2025-05-30", [("A", "an"), ("B", "bình")])
    add("2025-06-30", [("A", "chi")])
    assert rows_on("2025-06-30") == [("A", "chi"), ("B", "bình")]
    assert rows_on("2025-06-29") == [("A", "an"), ("B", "bình")]


def test_rows_without_a_school_are_replaced_like_a_school_of_their_own(add, rows_on):
    add("2025-05-30", [(None, "an"), ("A", "bình")])
    add("2025-06-30", [(None, "chi")])
    assert rows_on("2025-06-30") == [(None, "chi"), ("A", "bình")]


def test_two_files_of_one_day_are_parts_and_both_count(add, rows_on, store):
    add("2025-06-30", [("A", "an")], name="khoi-1.xlsx")
    add("2025-06-30", [("A", "bình"), ("B", "chi")], name="khoi-2.xlsx")
    assert rows_on("2025-06-30") == [("A", "an"), ("A", "bình"), ("B", "chi")]
    assert store.relation(TABLES["pupil"], as_of=date(2025, 6, 30)).keep is None


def test_corrected_file_replaces_the_one_recorded_before_it(add, rows_on):
    add("2025-06-30", [("A", "an"), ("B", "bình")])
    add("2025-06-30", [("A", "an sửa")])
    assert rows_on("2025-06-30") == [("A", "an sửa")]


def test_corrected_part_leaves_the_other_part_alone(add, rows_on):
    add("2025-06-30", [("A", "an")], name="khoi-1.xlsx")
    add("2025-06-30", [("A", "bình")], name="khoi-2.xlsx")
    add("2025-06-30", [("A", "an sửa")], name="khoi-1.xlsx")
    assert rows_on("2025-06-30") == [("A", "an sửa"), ("A", "bình")]


def test_correction_of_an_older_day_does_not_replace_a_newer_day(add, rows_on):
    add("2025-06-30", [("A", "an")])
    add("2025-05-30", [("A", "bình")])
    assert rows_on("2025-06-30") == [("A", "an")]


def test_school_that_changed_vendor_counts_with_its_newest_register(add, rows_on):
    add("2025-05-30", [("A", "an"), ("B", "bình")], family="card_register_wide", name="sao-mai.xlsx")
    add("2025-06-30", [("B", "chi")], family="card_register_compact", name="la-xanh.csv")
    assert rows_on("2025-06-30") == [("A", "an"), ("B", "chi")]


def test_same_name_in_two_families_is_not_a_correction(add, rows_on):
    add("2025-06-30", [("A", "an")], family="card_register_wide")
    add("2025-06-30", [("B", "bình")], family="card_register_compact")
    assert rows_on("2025-06-30") == [("A", "an"), ("B", "bình")]


def test_relation_names_only_the_batches_that_count(add, store):
    add("2025-05-30", [("A", "an")], name="cũ.xlsx")
    newer = add("2025-06-30", [("A", "bình")], name="mới.xlsx")
    assert store.relation(TABLES["pupil"], as_of=date(2025, 6, 30)).batches == (newer.batch,)


def test_log_counts_every_row_handed_in_until_the_day_but_replaced_files(add, rows_on):
    log = {"table": "attestation", "family": "attestation_list"}
    add("2025-06-01", [("A", "kh290-01")], name="x", **log)
    add("2025-06-02", [("A", "kh290-04")], name="y", **log)
    add("2025-06-03", [("B", "kh290-01")], name="x", **log)
    add("2025-06-02", [("C", "kh290-04")], name="y", **log)
    add("2025-06-09", [("D", "kh290-01")], name="x", **log)
    assert rows_on("2025-06-03", table="attestation") == [("A", "kh290-01"), ("B", "kh290-01"), ("C", "kh290-04")]


def test_same_row_handed_in_twice_stands_twice_in_a_log(add, rows_on):
    log = {"table": "attestation", "family": "attestation_list"}
    add("2025-06-01", [("A", "kh290-01")], name="x", **log)
    add("2025-06-03", [("A", "kh290-01")], name="x", **log)
    assert rows_on("2025-06-03", table="attestation") == [("A", "kh290-01")] * 2


def test_several_tables_as_of_a_day_are_what_each_is_by_itself(add, store):
    add("2025-05-30", [("A", "an"), ("B", "bình")])
    add("2025-06-30", [("A", "chi")])
    day = date(2025, 6, 30)
    together = store.relations({"pupil": TABLES["pupil"], "staff": TABLES["staff"]}, as_of=day)
    assert {name: one.batches for name, one in together.items()} == {
        name: store.relation(TABLES[name], as_of=day).batches for name in ("pupil", "staff")
    }
    assert len(together["pupil"].batches) == 2
