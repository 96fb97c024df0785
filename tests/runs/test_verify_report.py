"""A report that says what its sources say is the same; one changed anywhere, or made from other rows, is found out."""

import json
import re
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from hocba_ops.cli import main as command
from hocba_ops.errors import NoOrigin, NoReportFolder, ReportDiffers, StateLost, UnknownFigure
from hocba_ops.reporting.origin import figure_key
from hocba_ops.reporting.read_back import Place, read_report
from hocba_ops.runs.checking import Verdict, check_apart
from hocba_ops.runs.compare import compare_runs
from hocba_ops.runs.execute import execute
from hocba_ops.runs.explain import explain
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.runs.verify_report import compare, verify_report
from hocba_ops.tables import TABLES
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.school_rows import read_relation

DAY = date(2025, 6, 30)
LOADED_AT = datetime(2025, 8, 2, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def bench(sample_bench: Workbench, tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """A workspace with the school list, the duties done and the readiness forms of the samples: small, and real."""
    root = tmp_path_factory.mktemp("bao-cao")
    (root / "hocba.toml").write_text('unit = "quan-1"\nschool_year = "2024-2025"\n', encoding="utf-8")
    small = Workbench.open(root)
    tables = ("school", "school_parent", "readiness_item", "attestation", "training", "staff")
    frames = {
        name: read_relation(sample_bench.store.relation(TABLES[name], as_of=DAY), TABLES[name]) for name in tables
    }
    add(small, {name: rows.drop("batch_id", "as_of") for name, rows in frames.items()}, "1", LOADED_AT)
    return small


def rows_of(bench: Workbench, name: str) -> pl.DataFrame:
    """The rows of a table on the day, as a source hands them over."""
    return read_relation(bench.store.relation(TABLES[name], as_of=DAY), TABLES[name]).drop("batch_id", "as_of")


def add(bench: Workbench, tables: dict[str, pl.DataFrame], digit: str, moment: datetime) -> None:
    columns = ("sheet", "row_number", "column", "kind", "before", "after")
    bench.store.add(
        family="by_hand",
        name=f"{digit}.xlsx",
        as_of=DAY,
        sha256=digit * 64,
        tables=tables,
        repairs=pl.DataFrame(schema=dict.fromkeys(columns, pl.String)),
        recorded_at=moment,
    )


@pytest.fixture(scope="module")
def report(bench: Workbench) -> Path:
    """The folder of the report on the duties, made by its notebook."""
    parameters = RunParameters("quan-1", "2024-2025", DAY.isoformat())
    return execute(bench, "milestones", parameters, started_at=LOADED_AT).folder


@pytest.fixture
def book(report: Path, tmp_path: Path) -> Path:
    """A copy of the Excel annex, sent elsewhere."""
    return Path(shutil.copy(report / "milestones.xlsx", tmp_path / "gui-di.xlsx"))


@pytest.fixture
def page(report: Path, tmp_path: Path) -> Path:
    """A copy of the page."""
    return Path(shutil.copy(report / "milestones.html", tmp_path / "gui-di.html"))


def test_an_annex_that_was_sent_away_is_computed_again_to_the_cell(bench: Workbench, book: Path):
    checked = verify_report(bench, book)
    assert checked.is_same
    assert checked.is_rulebook_same
    assert (checked.origin.step, checked.origin.unit, checked.origin.as_of) == ("milestones", "quan-1", "2025-06-30")


def test_one_cell_changed_in_the_annex_is_named_with_both_values(bench: Workbench, book: Path):
    opened = openpyxl.load_workbook(book)
    sheet = opened.worksheets[1]
    row, column = next(
        (cell.row, cell.column) for line in sheet.iter_rows(min_row=4) for cell in line if cell.value == 1
    )
    sheet.cell(row, column).value = 2
    opened.save(book)
    (found,) = verify_report(bench, book).differences
    assert found.place == Place(sheet.title, row, column)
    assert (found.said, found.computed) == ("2", "1")


def test_one_character_changed_in_a_table_of_the_page_is_named(bench: Workbench, page: Path):
    says = read_report(page)
    assert says is not None
    text = next(text for place, text in says.says.items() if place.column and re.match(r"\d+/\d+", text))
    changed = page.read_text(encoding="utf-8").replace(f">{text}<", f">{text.replace('/', '1/', 1)}<", 1)
    page.write_text(changed, encoding="utf-8")
    checked = verify_report(bench, page)
    assert not checked.is_same
    assert text.replace("/", "1/", 1) in {one.said for one in checked.differences}
    assert text in {one.computed for one in checked.differences}
    assert all(re.search(r"\d/\d", one.computed or "") for one in checked.differences)


def test_a_file_loaded_later_does_not_make_an_old_report_wrong(bench: Workbench, book: Path):
    add(bench, {"attestation": rows_of(bench, "attestation").head(0)}, "2", datetime(2025, 8, 3, 8, tzinfo=UTC))
    assert verify_report(bench, book).is_same


def test_a_stored_row_changed_behind_our_back_is_found_by_its_bytes(bench: Workbench, book: Path, tmp_path: Path):
    shutil.copytree(bench.settings.root, tmp_path / "khac")
    other = Workbench.open(tmp_path / "khac")
    (path,) = [one for one in (tmp_path / "khac" / "store").rglob("attestation.parquet") if pl.read_parquet(one).height]
    rows = pl.read_parquet(path)
    rows.filter(pl.col("duty") != rows["duty"][0]).write_parquet(path)
    checked = verify_report(other, book)
    assert not checked.is_same
    assert len(checked.altered) == 1
    assert checked.altered[0].endswith("attestation")


def test_a_store_that_never_had_the_files_says_so_instead_of_guessing(bench: Workbench, book: Path, tmp_path: Path):
    (tmp_path / "hocba.toml").write_text('unit = "quan-1"\nschool_year = "2024-2025"\n', encoding="utf-8")
    with pytest.raises(StateLost):
        verify_report(Workbench.open(tmp_path), book)


@pytest.mark.parametrize("kind", ["other.xlsx", "other.html", "other.pdf", "missing.html"])
def test_a_file_that_names_no_origin_is_refused_and_not_called_wrong(bench: Workbench, tmp_path: Path, kind: str):
    path = tmp_path / kind
    if kind == "other.xlsx":
        openpyxl.Workbook().save(path)
    elif kind != "missing.html":
        path.write_text("<html><body><p>97,6 %</p></body></html>", encoding="utf-8")
    with pytest.raises(NoOrigin):
        verify_report(bench, path)


def test_the_command_ends_with_its_own_code_and_names_the_table(
    bench: Workbench, book: Path, capsys: pytest.CaptureFixture[str]
):
    asked = ["verify-report", str(book), "--workspace", str(bench.settings.root), "--json"]
    assert command(asked) == 0
    opened = openpyxl.load_workbook(book)
    opened.worksheets[0].cell(1, 1).value = "Báo cáo khác"
    opened.save(book)
    capsys.readouterr()
    assert command(asked) == ReportDiffers.exit_code
    (told,) = json.loads(capsys.readouterr().out)
    assert [(one["row"], one["column"], one["said"]) for one in told["differences"]] == [(1, 1, "Báo cáo khác")]


def test_places_that_only_one_of_the_two_has_are_differences_too():
    one, two = Place("a", 1, 1), Place("a", 2, 1)
    found = compare({one: "x", two: "y"}, {one: "x"})
    assert [(each.place, each.said, each.computed) for each in found] == [(two, "y", None)]


def test_a_key_of_the_annex_leads_to_its_texts_and_files(bench: Workbench, report: Path):
    answer = bench.run("milestones", unit="quan-1", school_year="2024-2025", as_of=DAY)
    measure = answer.measures[-1]
    found = explain(bench, figure_key(answer, measure)[:8])
    assert (found.measure["name"], found.measure["numerator"]) == (measure.name, measure.numerator)
    assert next(iter(found.texts)).startswith("milestones")
    assert {line["table"] for line in found.answer["sources"]} == {"attestation"}


def test_a_key_that_no_report_has_is_told(bench: Workbench, report: Path):
    with pytest.raises(UnknownFigure):
        explain(bench, "0123456789ab")


def test_a_key_stays_when_the_number_changes_and_differs_for_another_unit(bench: Workbench):
    answer = bench.run("milestones", unit="quan-1", school_year="2024-2025", as_of=DAY)
    one = answer.measures[0]
    assert figure_key(answer, one) == figure_key(answer, replace(one, numerator=(one.numerator or 0) + 1))
    assert figure_key(answer, one) != figure_key(answer, replace(one, unit_id="khac"))


def test_two_runs_compared_name_the_figure_and_the_file_that_came(report: Path, tmp_path: Path):
    later = tmp_path / "sau"
    shutil.copytree(report, later)
    told = json.loads((later / "milestones.json").read_text(encoding="utf-8"))
    told["measures"][0]["numerator"] += 1
    told["sources"].append({**told["sources"][0], "file": "moi.xlsx"})
    (later / "milestones.json").write_text(json.dumps(told), encoding="utf-8")
    found = compare_runs(report, later)
    assert [(one.before, one.after) for one in found.figures] == [
        ((told["measures"][0]["numerator"] - 1, told["measures"][0]["denominator"]),
         (told["measures"][0]["numerator"], told["measures"][0]["denominator"]))
    ]  # fmt: skip
    assert (len(found.files_gone), len(found.files_come)) == (0, 1)
    assert compare_runs(report, report).is_same


def test_a_folder_that_is_no_report_is_told_as_one_and_not_as_a_page(report: Path, tmp_path: Path):
    with pytest.raises(NoReportFolder) as refusal:
        compare_runs(report, tmp_path)
    assert "manifest.json" in str(refusal.value)


def test_a_check_in_a_process_of_its_own_says_the_same_as_the_command(bench: Workbench, tmp_path: Path):
    answer = bench.run("readiness", unit="quan-1", school_year="2024-2025", as_of=DAY)
    bench.export(answer, tmp_path)
    assert check_apart(bench.settings.root, tmp_path / "readiness.xlsx") == Verdict(is_same=True)
