"""Packs of all schools of the sample, half of them corrected as a school would, merged, and everything asked again."""

import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from hocba_ops.packs.applying import MENDED
from hocba_ops.store import Batch
from hocba_ops.tables import TABLES, Finding, History
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.loading import repair_rows
from hocba_ops.workbench.merging import FAMILY, Merged, Return, merge_packs
from hocba_ops.workbench.packing import Order, Sent, make_packs
from hocba_ops.workbench.school_rows import read_relation
from tests.workbench.returning import fill_in, save_with_libreoffice

UNIT, YEAR = "quan-1", "2024-2025"
REVIEWED = ("identity_review", "results_review")
MADE_ON, BACK_ON = date(2025, 8, 1), date(2025, 8, 10)
MADE_AT, MERGED_AT = datetime(2025, 8, 2, 8, tzinfo=UTC), datetime(2025, 8, 10, 8, tzinfo=UTC)
Open = Mapping[str, Finding]
Rows = Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Round:
    """What was before, what was done, and what is after."""

    bench: Workbench
    sent: list[Sent]
    done: dict[str, dict[str, int]]
    merged: list[Merged]
    before: Open
    after: Open
    rows_before: Rows
    rows_after: Rows
    batches_before: tuple[Batch, ...]
    untouched: Path
    again: Path


@pytest.fixture(scope="module")
def trip(sample_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Round:
    root = tmp_path_factory.mktemp("phieu") / "quan-mau"
    shutil.copytree(sample_workspace, root)
    bench = Workbench.open(root)
    before, rows_before, held = ask(bench, MADE_ON), read_all(bench, MADE_ON), bench.store.batches()
    order = Order(UNIT, YEAR, MADE_ON, steps=REVIEWED)
    untouched, again = root.parent / "nguyen", root.parent / "lan-nua"
    sent = list(make_packs(bench, order, now=MADE_AT)[1])
    shutil.copytree(sent[0].workbook.parent, untouched)
    list(make_packs(bench, replace(order, out=again), now=MADE_AT)[1])
    corrected = sent[::2]
    done = {one.pack.school_code: fill_in(one.workbook) for one in corrected}
    by_excel = [one.workbook for one in corrected[::2]]
    by_libreoffice = save_with_libreoffice([one.workbook for one in corrected[1::2]], root.parent)
    merged = list(merge_packs(bench, [*by_excel, *by_libreoffice], Return(BACK_ON, "", MERGED_AT)))
    after, rows_after = ask(bench, BACK_ON), read_all(bench, BACK_ON)
    return Round(bench, sent, done, merged, before, after, rows_before, rows_after, held, untouched, again)


def ask(bench: Workbench, day: date) -> Open:
    answers = (bench.run(step, unit=UNIT, school_year=YEAR, as_of=day) for step in REVIEWED)
    return {f"{one.code} {one.key}": one for answer in answers for one in answer.findings if one.is_open}


def read_all(bench: Workbench, day: date) -> Rows:
    tables = (table for table in TABLES.values() if table.history is History.SNAPSHOT)
    return {table.name: read_relation(bench.store.relation(table, as_of=day), table) for table in tables}


def split(rows: pl.DataFrame, schools: set[str], *, inside: bool) -> pl.DataFrame:
    own = pl.col("school_code").is_in(sorted(schools)).fill_null(value=False)
    place = ("source_file", "sheet", "row_number", *(name for name in ("kind", "item") if name in rows.columns))
    return rows.filter(own if inside else ~own).sort(*place, "batch_id", maintain_order=True)


def test_every_returned_pack_is_merged_whoever_saved_it_last(trip):
    assert [one.error for one in trip.merged] == [None] * len(trip.done)
    assert len(trip.done) >= 7
    assert all(one.receipt.counts.get("invalid", 0) == 0 for one in trip.merged)
    assert all(one.receipt.counts.get("conflict", 0) == 0 for one in trip.merged)


def test_corrected_findings_are_gone_and_no_other_is(trip):
    gone = Counter(finding.unit_id for key, finding in trip.before.items() if key not in trip.after)
    assert gone == {school: sum(codes.values()) for school, codes in trip.done.items()}
    codes = Counter(finding.code for key, finding in trip.before.items() if key not in trip.after)
    mended = sum_codes(trip.done)
    assert Counter({code: count for code, count in codes.items() if code in mended}) == mended


def sum_codes(done: Mapping[str, Mapping[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for told in done.values():
        total.update({code: n for code, n in told.items() if code != "explained"})
    return total


def test_no_new_finding_comes_of_it(trip):
    assert [finding for key, finding in trip.after.items() if key not in trip.before] == []


def test_rows_of_schools_that_returned_nothing_are_the_same_to_the_byte(trip):
    for name, before in trip.rows_before.items():
        if "school_code" in before.columns:
            untouched = [
                split(rows[name], set(trip.done), inside=False) for rows in (trip.rows_before, trip.rows_after)
            ]
            assert untouched[0].equals(untouched[1]), name


def test_in_corrected_schools_only_the_corrected_cells_differ(trip):
    changed = 0
    for name in ("pupil", "result", "result_item"):
        before, after = (
            split(rows[name], set(trip.done), inside=True).drop("batch_id")
            for rows in (trip.rows_before, trip.rows_after)
        )
        key = [one for one in ("source_file", "sheet", "row_number", "kind", "item") if one in before.columns]
        kept = before.join(after.select(key), on=key, how="semi", nulls_equal=True, maintain_order="left")
        assert kept.height == after.height
        own = [one for one in kept.columns if not one.endswith("_text")]
        changed += sum(int(kept[one].ne_missing(after[one]).sum()) for one in own)
    dropped = sum(codes.get(code, 0) for codes in trip.done.values() for code in ("HB-ID-09", "HB-KQ-02"))
    assert changed == sum(one.receipt.counts.get("applied", 0) for one in trip.merged) - dropped > 0


def test_the_merge_is_new_batches_and_the_old_ones_are_as_they_were(trip):
    batches = trip.bench.store.batches()
    assert [one for one in batches if one.family != FAMILY] == list(trip.batches_before)
    new = [one for one in batches if one.family == FAMILY]
    assert len(new) == len(trip.done)
    assert {school for one in new for _, school in one.in_place_of} == set(trip.done) - only_explained(trip)


def only_explained(trip: Round) -> set[str]:
    return {school for school, codes in trip.done.items() if set(codes) == {"explained"}}


def test_the_day_of_the_pack_still_gives_the_rows_of_that_day(trip):
    again = read_all(trip.bench, MADE_ON)
    assert [name for name, rows in trip.rows_before.items() if not rows.equals(again[name])] == []


def test_every_applied_cell_stands_in_the_log_of_repairs(trip):
    log = repair_rows(trip.bench.store).filter(pl.col("kind") == MENDED)
    assert log.height == sum(one.receipt.counts.get("applied", 0) for one in trip.merged)
    assert log["row_number"].null_count() == 0


def test_an_explanation_closes_its_query_with_who_and_when(trip):
    answers = (trip.bench.run(step, unit=UNIT, school_year=YEAR, as_of=BACK_ON) for step in REVIEWED)
    explained = [one for answer in answers for one in answer.findings if one.explained]
    assert len(explained) == sum(codes.get("explained", 0) for codes in trip.done.values()) > 0
    assert {(one.explained.by, one.explained.on) for one in explained if one.explained} == {("Lê Thị Thử", BACK_ON)}


def test_the_same_order_makes_the_same_bytes_once_more(trip):
    for one in trip.sent:
        for path in (one.workbook, one.page):
            assert (trip.again / path.name).read_bytes() == (trip.untouched / path.name).read_bytes()
