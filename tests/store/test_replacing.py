"""A school mended by a returned pack: its rows come in place of the export's, and nothing counts twice."""

import json
from datetime import date

import polars as pl

from hocba_ops.store import Store
from hocba_ops.store.batch import MANIFEST
from hocba_ops.tables import TABLES
from tests.district import build_frame as build_rows
from tests.store.conftest import build_frame

PACK = {"family": "returned_pack"}


def test_mended_school_of_the_same_day_stands_in_place_of_the_export(add, rows_on):
    export = add("2025-06-30", [("A", "an"), ("B", "bình")]).batch
    add("2025-06-30", [("A", "an sửa")], name="A-1", in_place_of=[(export.batch_id, "A")], **PACK)
    assert rows_on("2025-06-30") == [("A", "an sửa"), ("B", "bình")]
    assert rows_on("2025-06-29") == []


def test_mended_school_of_a_later_day_leaves_the_days_before_as_they_were(add, rows_on):
    export = add("2025-06-30", [("A", "an"), ("B", "bình")]).batch
    add("2025-07-02", [("A", "an sửa")], name="A-1", in_place_of=[(export.batch_id, "A")], **PACK)
    assert rows_on("2025-07-01") == [("A", "an"), ("B", "bình")]
    assert rows_on("2025-07-02") == [("A", "an sửa"), ("B", "bình")]


def test_second_mending_on_the_same_day_counts_alone(add, rows_on):
    export = add("2025-06-30", [("A", "an")]).batch
    first = add("2025-06-30", [("A", "an 1")], name="A-1", in_place_of=[(export.batch_id, "A")], **PACK).batch
    behind = [(first.batch_id, "A"), *first.in_place_of]
    add("2025-06-30", [("A", "an 2")], name="A-2", in_place_of=behind, **PACK)
    assert rows_on("2025-06-30") == [("A", "an 2")]


def test_newer_export_wins_over_a_mended_school(add, rows_on):
    export = add("2025-06-30", [("A", "an"), ("B", "bình")]).batch
    add("2025-06-30", [("A", "an sửa")], name="A-1", in_place_of=[(export.batch_id, "A")], **PACK)
    add("2025-07-31", [("A", "an mới")])
    assert rows_on("2025-07-31") == [("A", "an mới"), ("B", "bình")]


def test_corrected_export_of_the_same_day_ends_what_was_mended_in_the_one_before(add, rows_on):
    export = add("2025-06-30", [("A", "an"), ("B", "bình")]).batch
    first = add("2025-06-30", [("A", "an 1")], name="A-1", in_place_of=[(export.batch_id, "A")], **PACK).batch
    add("2025-06-30", [("A", "an 2")], name="A-2", in_place_of=[(first.batch_id, "A"), *first.in_place_of], **PACK)
    add("2025-06-30", [("A", "an nạp lại"), ("B", "bình")])
    assert rows_on("2025-06-30") == [("A", "an nạp lại"), ("B", "bình")]


def test_corrected_export_of_an_older_day_does_not_end_a_later_mending(add, rows_on):
    export = add("2025-06-30", [("A", "an")]).batch
    add("2025-07-02", [("A", "an sửa")], name="A-1", in_place_of=[(export.batch_id, "A")], **PACK)
    add("2025-06-30", [("A", "an nạp lại")])
    assert rows_on("2025-07-02") == [("A", "an sửa")]


def test_mending_of_one_table_leaves_the_other_tables_of_its_source(add, store, rows_on):
    tables = {
        "pupil": build_frame("pupil", [("A", "an")], "hs.xlsx"),
        "staff": build_rows("staff", [{"school_code": "A", "staff_code": "1"}]),
    }
    both = add("2025-06-30", [], tables=tables).batch
    add("2025-06-30", [("A", "an sửa")], name="A-1", in_place_of=[(both.batch_id, "A")], **PACK)
    assert rows_on("2025-06-30") == [("A", "an sửa")]
    assert store.relation(TABLES["staff"], as_of=date(2025, 6, 30)).batches == (both,)


def test_manifest_keeps_the_pairs_and_older_manifests_have_none(add, store):
    export = add("2025-06-30", [("A", "an")]).batch
    assert "in_place_of" not in json.loads((export.folder / MANIFEST).read_text(encoding="utf-8"))
    mended = add("2025-06-30", [("A", "a")], name="A-1", in_place_of=[(export.batch_id, "A")], **PACK).batch
    (again,) = [batch for batch in Store.open(store.root).batches() if batch.family == "returned_pack"]
    assert again.in_place_of == mended.in_place_of == ((export.batch_id, "A"),)


def test_rows_keep_the_day_that_they_are_of_in_the_batch_that_stands_in_their_place(add, store):
    export = add("2025-06-30", [("A", "an")]).batch
    rows = build_frame("pupil", [("A", "an")], "hs.xlsx").with_columns(as_of=date(2025, 6, 30))
    given = {"tables": {"pupil": rows}, "in_place_of": [(export.batch_id, "A")]}
    mended = add("2025-07-02", [], name="A-1", **given, **PACK).batch
    assert pl.read_parquet(mended.path("pupil"))["as_of"].to_list() == [date(2025, 6, 30)]
    assert store.relation(TABLES["pupil"], as_of=date(2025, 7, 1)).batches == (export,)
    assert store.relation(TABLES["pupil"], as_of=date(2025, 7, 2)).batches == (mended,)
