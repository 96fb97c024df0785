"""A report folder is published whole or not at all, and equal runs give equal bytes."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import nbformat
import pytest

from hocba_ops.errors import NotebookFailed, NothingLoaded
from hocba_ops.runs.execute import Run, execute
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.runs.warm import Kernel
from hocba_ops.workbench import Workbench

STARTED = datetime(2025, 7, 1, 6, tzinfo=UTC)
LATER = datetime(2025, 7, 2, 6, tzinfo=UTC)
JUNE = RunParameters("quan-1", "2024-2025", "2025-06-30")
FILES = {"readiness.html", "readiness.ipynb", "readiness.json", "readiness.xlsx", "manifest.json"}


@pytest.fixture(scope="module")
def bench(sample_bench: Workbench, tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """The loaded samples, with reports of the test's own."""
    return _with(sample_bench, reports=tmp_path_factory.mktemp("bao-cao"))


@pytest.fixture(scope="module")
def run(bench: Workbench) -> Run:
    return execute(bench, "readiness", JUNE, started_at=STARTED)


def _with(bench: Workbench, **settings: Path) -> Workbench:
    return replace(bench, settings=bench.settings.model_copy(update=settings))


def _write_readiness(folder: Path, *cells: str) -> None:
    """A notebook that passes for that of the step, with the cells of the test."""
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    declared = "\n".join(f'{name} = ""' for name in ("unit", "school_year", "as_of", "workspace", "output"))
    parameters = nbformat.v4.new_code_cell(declared, metadata={"tags": ["parameters"]})
    made = [parameters, *map(nbformat.v4.new_code_cell, cells)]
    nbformat.write(nbformat.v4.new_notebook(cells=made, metadata=kernel), folder / "10_readiness.ipynb")


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_report_of_a_step_stands_under_unit_year_day_and_step_complete(bench, run):
    assert run.folder == bench.settings.reports / "quan-1" / "2024-2025" / "2025-06-30" / "readiness"
    assert {path.name for path in run.folder.iterdir()} == FILES
    assert run.page.read_text(encoding="utf-8").startswith('<!doctype html>\n<html lang="vi"')
    assert [path.name for path in run.folder.parent.iterdir()] == ["readiness"]


def test_the_manifest_says_by_what_from_what_and_of_what(run, bench):
    manifest = json.loads((run.folder / "manifest.json").read_text(encoding="utf-8"))

    assert manifest["parameters"] == {"unit": "quan-1", "school_year": "2024-2025", "as_of": "2025-06-30"}
    assert manifest["rulebook_sha256"] == bench.rulebook.sha256
    assert set(manifest["outputs"]) == FILES - {"manifest.json"}
    assert {line["file"] for line in manifest["inputs"]} >= {"2025-06-30/chung-thu-so.xlsx"}
    assert all(len(line["sha256"]) == 64 for line in manifest["inputs"])
    assert manifest["held"] == bench.store.state(date(2025, 6, 30))
    assert set(manifest["run"]) == {"started_at", "seconds", "by", "last"}


def test_a_second_run_in_a_kernel_used_before_gives_the_same_bytes_but_for_when_it_ran(bench, run):
    first = _bytes(run.folder)

    with Kernel() as kernel:
        execute(bench, "lock", JUNE, started_at=STARTED, kernel=kernel)
        second = _bytes(execute(bench, "readiness", JUNE, started_at=LATER, kernel=kernel).folder)

    manifests = [json.loads(found.pop("manifest.json")) for found in (first, second)]
    assert first == second
    assert manifests[0].pop("run") != manifests[1].pop("run")
    assert manifests[0] == manifests[1]


def test_a_cell_that_fails_leaves_the_report_that_was_there_and_says_what_failed(bench, run, tmp_path):
    before = _bytes(run.folder)
    _write_readiness(tmp_path, 'raise LookupError("cột không có")')

    with pytest.raises(NotebookFailed, match="cột không có"):
        execute(_with(bench, notebooks=tmp_path), "readiness", JUNE, started_at=LATER)

    failed = run.folder.with_name("readiness.loi")
    assert _bytes(run.folder) == before
    assert "LookupError: cột không có" in (failed / "LOI.txt").read_text(encoding="utf-8")
    assert (failed / "readiness.ipynb").is_file()


def test_a_cell_that_kills_its_kernel_is_told_with_its_place_and_the_half_run_copy_is_kept(bench, run, tmp_path):
    before = _bytes(run.folder)
    _write_readiness(tmp_path, "print('tới đây')", "import os; os._exit(9)", "print('không tới')")

    with pytest.raises(NotebookFailed, match="ô thứ 3: nhân Jupyter đã tắt"):
        execute(_with(bench, notebooks=tmp_path), "readiness", JUNE, started_at=LATER)

    assert _bytes(run.folder) == before
    kept = nbformat.read(run.folder.with_name("readiness.loi") / "readiness.ipynb", as_version=4)
    assert "tới đây" in str(kept.cells)


def test_a_day_without_data_starts_no_kernel(bench, monkeypatch):
    monkeypatch.setattr("papermill.execute_notebook", lambda *_, **__: pytest.fail("a kernel was started"))

    with pytest.raises(NothingLoaded):
        execute(bench, "readiness", RunParameters("quan-1", "2024-2025", "2024-01-01"), started_at=STARTED)


def test_a_report_moved_aside_by_a_killed_run_is_put_back(bench, run, monkeypatch):
    before = _bytes(run.folder)
    run.folder.rename(run.folder.with_name(".readiness-old"))
    monkeypatch.setattr("hocba_ops.runs.execute._run_notebook", _killed)

    with pytest.raises(KeyboardInterrupt):
        execute(bench, "readiness", JUNE, started_at=LATER)

    assert _bytes(run.folder) == before
    assert not [path.name for path in run.folder.parent.iterdir() if path.name.startswith(".")]


def _killed(*_: object) -> None:
    raise KeyboardInterrupt
