import unicodedata
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from hocba_ops.errors import NotPermitted
from hocba_ops.store import Store
from hocba_ops.tables import TABLES
from hocba_ops.tables.frames import build_stored_schema


def read_tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_batch_tells_what_it_was_made_from(add, store):
    added = add("2025-06-30", [("B", "an"), (None, "bình"), ("A", "chi")], name="hs.xlsx", content="x")
    batch = Store.open(store.root).batches()[0]
    assert added.is_new
    assert batch == added.batch
    assert (batch.family, batch.name, batch.as_of) == ("pupil_export", "hs.xlsx", date(2025, 6, 30))
    assert batch.recorded_at == datetime.fromisoformat("2025-08-01T08:00:00+00:00")
    assert (batch.table("pupil").rows, batch.table("pupil").schools) == (3, ("A", "B", None))
    assert batch.table("card") is None


def test_stored_rows_carry_the_key_of_their_batch_and_the_declared_types(add, store):
    batch = add("2025-06-30", [("A", "an")]).batch
    rows = pl.read_parquet(batch.path("pupil"))
    assert rows.schema == build_stored_schema(TABLES["pupil"])
    assert rows.select("batch_id", "as_of").rows() == [(batch.batch_id, date(2025, 6, 30))]


def test_names_of_folders_and_files_are_safe_on_windows(add, store):
    add("2025-06-30", [("A", "an")], name='ket-qua/KQHT: "A"?.xlsx')
    names = {part for path in read_tree(store.root) for part in path.split("/")}
    assert [name for name in names if set(name) & set('<>:"\\|?*') or name.endswith((".", " "))] == []


def test_same_file_is_recognised_under_another_name(add, store):
    first = add("2025-06-30", [("A", "an")], name="a.xlsx", content="x")
    before = read_tree(store.root)
    again = add("2025-06-30", [("A", "an")], name="bản sao.xlsx", content="x")
    assert not again.is_new
    assert again.batch == first.batch
    assert read_tree(store.root) == before


def test_same_file_of_another_day_is_another_batch(add, store):
    add("2025-05-30", [("A", "an")], content="x")
    assert add("2025-06-30", [("A", "an")], content="x").is_new
    assert store.days() == (date(2025, 5, 30), date(2025, 6, 30))


def test_file_that_was_replaced_stays_replaced_when_it_is_added_again(add, store):
    add("2025-06-30", [("A", "an")], content="một")
    second = add("2025-06-30", [("A", "bình")], content="hai")
    assert not add("2025-06-30", [("A", "an")], content="một").is_new
    assert store.current() == (second.batch,)


def test_batches_are_told_by_day_family_and_name_whatever_the_order_of_loading(add, store):
    add("2025-06-30", [("A", "an")], family="pupil_export", name="b")
    add("2025-06-30", [("A", "an")], family="pupil_export", name="a")
    add("2025-06-30", [("A", "an")], family="card_register_wide")
    add("2025-05-30", [("A", "an")])
    told = [(batch.as_of.month, batch.family, batch.name) for batch in store.batches()]
    assert told == sorted(told)


def test_accents_of_a_name_written_in_two_ways_are_one_name(add, rows_on):
    add("2025-06-30", [("A", "an")], name=unicodedata.normalize("NFD", "học sinh.xlsx"))
    add("2025-06-30", [("A", "bình")], name=unicodedata.normalize("NFC", "học sinh.xlsx"))
    assert rows_on("2025-06-30") == [("A", "bình")]


def test_same_rows_in_another_order_give_the_same_bytes(add, store, tmp_path):
    other = Store.open(tmp_path / "kho khác")
    rows = [(f"7976{n % 7}", f"{n:010d}") for n in range(3_000)]
    one = add("2025-06-30", rows, content="x")
    frame = pl.read_parquet(one.batch.path("pupil")).drop("batch_id", "as_of")
    two = add(
        "2025-06-30", rows, content="x", into=other, tables={"pupil": frame.sample(fraction=1, shuffle=True, seed=5)}
    )
    assert one.batch.tables == two.batch.tables
    assert one.batch.path("pupil").read_bytes() == two.batch.path("pupil").read_bytes()


def test_reader_with_an_open_relation_is_not_disturbed_by_a_correction(add, store, rows_on):
    add("2025-06-30", [("A", "an")])
    relation = store.relation(TABLES["pupil"], as_of=date(2025, 6, 30))
    before = pl.read_parquet(relation.paths[0])
    add("2025-06-30", [("A", "bình")])
    assert_frame_equal(pl.read_parquet(relation.paths[0]), before)
    assert rows_on("2025-06-30") == [("A", "bình")]


def test_repairs_are_handed_out_as_they_were_handed_in(add, store):
    repairs = pl.DataFrame([{"sheet": "S", "row_number": 7, "column": "pupil_code", "kind": "so_0_dau"}])
    added = add("2025-06-30", [("A", "an")], repairs=repairs)
    assert added.batch.repair_count == 1
    assert_frame_equal(store.repairs(added.batch), repairs)


def test_file_without_rows_is_kept_and_counts_for_nothing(add, store, rows_on):
    assert add("2025-06-30", []).is_new
    assert rows_on("2025-06-30") == []
    assert store.relation(TABLES["pupil"], as_of=date(2025, 6, 30)).batches == ()


def test_frame_that_differs_from_its_table_is_refused_with_every_difference(add, store):
    frame = pl.DataFrame({"school_code": ["A"], "grade": ["5"], "tên": ["an"]})
    with pytest.raises(ValueError, match="pupil") as told:
        add("2025-06-30", [], tables={"pupil": frame})
    for difference in ("pupil.full_name is missing", "pupil.tên is not declared", "pupil.grade is String"):
        assert difference in str(told.value)
    assert store.batches() == ()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"tables": {"hoc_sinh": pl.DataFrame()}}, "not declared: hoc_sinh"),
        ({"family": "../x"}, "snake case"),
        ({"sha256": "ABC"}, "hexadecimal"),
        ({"recorded_at": datetime(2025, 8, 1)}, "time zone"),
    ],
)
def test_key_that_cannot_be_kept_is_refused(add, store, changed, reason):
    with pytest.raises(ValueError, match=reason):
        add("2025-06-30", [("A", "an")], **changed)
    assert store.batches() == ()


def test_two_files_with_one_key_are_never_taken_for_each_other(add, store):
    add("2025-06-30", [("A", "an")], sha256="0123456789ab" + "0" * 52)
    with pytest.raises(ValueError, match="share the key"):
        add("2025-06-30", [("A", "bình")], sha256="0123456789ab" + "1" * 52)


def test_place_that_may_not_be_written_is_told_to_the_officer(monkeypatch, tmp_path):
    def refuse(path, **options):
        raise PermissionError(13, "no", str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(NotPermitted, match="không có quyền"):
        Store.open(tmp_path / "kho")
