"""The reviews on a ground of which the answers are known, and a trainee who mends, errs, and breaks something anew."""

from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import pytest

from hocba_ops.rehearsal.faults import PUPIL_FAULTS, SPOILED
from hocba_ops.tables import TABLES
from hocba_ops.tables.frames import build_schema
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.rehearsal_report import write_score
from hocba_ops.workbench.rehearsal_scoring import read_answers, score_day, score_tool
from hocba_ops.workbench.rehearsing import NO_REPAIRS, bring_in, make_ground, open_rehearsal, order_ground
from hocba_ops.workbench.school_rows import read_relation
from hocba_ops.workbench.trainee_scoring import score_trainee

PUPILS = "3000"
RETURNED = date(2025, 9, 1)


def opened(folder: Path) -> Workbench:
    ground = order_ground(PUPILS, seed=1)
    list(make_ground(folder, ground))
    bring_in(folder, ground.days[-1])
    return open_rehearsal(folder)


@pytest.fixture(scope="module")
def bench(tmp_path_factory) -> Workbench:
    return opened(tmp_path_factory.mktemp("nen") / "tap-duot")


def hand_in(bench: Workbench, table: str, rows: pl.DataFrame) -> None:
    """A corrected file of a school, as a trainee would load it."""
    schema = build_schema(TABLES[table])
    bench.store.add(
        family="pupil_export" if table == "pupil" else "result_export",
        name=f"da-sua-{table}.xlsx",
        as_of=RETURNED,
        sha256=f"{len(table):064x}",
        tables={table: rows.select(schema.names()).cast(schema)},
        repairs=NO_REPAIRS,
        recorded_at=datetime(2025, 9, 1, 3, tzinfo=UTC),
    )


def school_of(bench: Workbench, table: str, code: str) -> pl.DataFrame:
    rows = read_relation(bench.store.relation(TABLES[table], as_of=RETURNED), TABLES[table])
    return rows.filter(pl.col("school_code") == code)


def test_every_planted_fault_is_found_and_nothing_else_on_the_last_day(bench):
    ground, key, _ = read_answers(bench.settings.root)

    score = score_tool(bench, ground.days[-1:])

    assert score.faults == 0
    assert score.rules["numerator_recall"].to_list() == score.rules["denominator_recall"].to_list()
    assert score.rules["numerator_precision"].to_list() == score.rules["denominator_precision"].to_list()
    assert len(set(key["code"]) & set(PUPIL_FAULTS)) > 0.9 * len(SPOILED)
    assert {"khop_muon", "trung", "noi_dung_khac", "gui_chua_tiep_nhan"} <= set(score.classes["class"])


def test_a_fault_that_the_tool_misses_or_makes_up_shows_in_the_score(bench):
    ground, key, standing = read_answers(bench.settings.root)
    day, more = ground.days[-1], key.filter(pl.col("code") == "HB-ID-12").head(1).with_columns(key=pl.lit("nobody"))
    fewer = key.filter(pl.col("code") != "HB-ID-07").vstack(more)
    moved = standing.with_columns(pl.col("class").replace({"khop": "chua_gui"}))

    known = score_day(bench, ground, key.vstack(more), standing, day).rules.filter(pl.col("missed") > 0)
    unknown = score_day(bench, ground, fewer, moved, day)

    assert known.select("code", "missed").rows() == [("HB-ID-12", 1)]
    assert dict(unknown.unplanted.rows())["HB-ID-07"] > 0
    assert unknown.faults > 1


def test_what_a_trainee_mends_rightly_wrongly_not_at_all_or_breaks_is_told_apart(tmp_path):
    bench = opened(tmp_path / "nen")
    _, key, _ = read_answers(bench.settings.root)
    lasting = key.filter((pl.col("table") == "pupil") & pl.col("to_on").is_null())
    in_cells = lasting.filter(pl.col("column").is_in(["full_name", "ethnicity", "nationality", "person_id", "sex"]))
    by_school = in_cells.group_by("school_code").len().filter(pl.col("len") > 1).sort("school_code")
    school = by_school["school_code"][0]
    faults = in_cells.filter(pl.col("school_code") == school)
    rows = school_of(bench, "pupil", school)
    mended, spoiled = faults.row(0, named=True), faults.row(1, named=True)
    sound = rows.filter(~pl.col("pupil_code").is_in(lasting["subject"].to_list())).row(0, named=True)
    changes = {
        (mended["subject"], mended["column"]): mended["correct"],
        (spoiled["subject"], spoiled["column"]): "Không phải thế",
        (sound["pupil_code"], "full_name"): "Tên Khác Hẳn",
    }
    for (subject, column), value in changes.items():
        is_meant = pl.col("pupil_code") == subject
        rows = rows.with_columns(pl.when(is_meant).then(pl.lit(value)).otherwise(pl.col(column)).alias(column))
    before = score_trainee(bench)

    hand_in(bench, "pupil", rows)
    score = score_trainee(bench)

    assert set(before.cells["outcome"]) == {"untouched"}
    of_school = score.by("school_code").row(by_predicate=pl.col("school_code") == school, named=True)
    assert (of_school["right"], of_school["wrong"], of_school["broken"]) == (1, 1, 1)
    assert of_school["untouched"] == of_school["planted"] - 2
    assert score.broken.rows() == [(school, "pupil", "full_name")]
    mended_rule = score.by("code").row(by_predicate=pl.col("code") == mended["code"], named=True)
    assert mended_rule["right"] == 1


def test_rows_too_many_missing_and_mended_in_the_results_are_judged_by_their_number(tmp_path):
    bench = opened(tmp_path / "nen")
    _, key, _ = read_answers(bench.settings.root)
    stranger = key.filter(pl.col("code") == "HB-KQ-02").row(0, named=True)
    rows = school_of(bench, "result", stranger["school_code"])

    hand_in(bench, "result", rows.filter(pl.col("pupil_code") != stranger["subject"]))
    score = score_trainee(bench)

    told = score.cells.filter(pl.col("school_code") == stranger["school_code"])
    assert told.filter(pl.col("code") == "HB-KQ-02")["outcome"].to_list() == ["right"]
    assert set(told.filter(pl.col("code") != "HB-KQ-02")["outcome"]) <= {"untouched"}
    assert score.broken.is_empty()


def test_the_page_and_the_workbook_of_a_score_name_no_pupil(bench):
    ground, key, _ = read_answers(bench.settings.root)

    report = write_score(bench, score_tool(bench, ground.days[-1:]), score_trainee(bench))

    text = report.page.read_text(encoding="utf-8") + report.page.with_suffix(".json").read_text(encoding="utf-8")
    people = key.filter(pl.col("subject").str.starts_with("79"))["subject"].to_list()
    assert [code for code in people if code in text] == []
    assert report.page.with_suffix(".xlsx").is_file()
