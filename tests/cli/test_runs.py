"""`hocba runs`: the reports that stand, the newest first, and a notebook with its parameters filled in."""

import json
from pathlib import Path

import pytest

from hocba_ops.cli import main as command
from hocba_ops.workbench import Workbench


@pytest.fixture
def workspace(tmp_path: Path) -> str:
    (tmp_path / "hocba.toml").write_text(
        'unit = "quan-1"\nschool_year = "2024-2025"\nas_of = 2025-05-29\n', encoding="utf-8"
    )
    for day, by in (("2025-05-20", ""), ("2025-05-29", "so-lieu-sang@20250529T230000.1")):
        folder = tmp_path / "reports" / "quan-1" / "2024-2025" / day / "coverage"
        folder.mkdir(parents=True)
        run = {"started_at": f"{day}T23:00:00+00:00", "seconds": 3, "by": by, "last": None}
        told = {"rulebook_sha256": Workbench.open(tmp_path).rulebook.sha256, "held": "x", "run": run}
        (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    (tmp_path / "reports" / "quan-1" / "2024-2025" / "2025-05-29" / "cutoff").mkdir()
    return str(tmp_path)


def test_the_list_has_every_report_that_stands_and_says_by_whom_and_from_what(workspace, capsys):
    assert command(["runs", "list", "--workspace", workspace, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(one["as_of"], one["by"][:12]) for one in told] == [("2025-05-29", "so-lieu-sang"), ("2025-05-20", "")]
    assert command(["runs", "list", "--workspace", workspace, "--step", "cutoff"]) == 0
    assert "hocba run all" in capsys.readouterr().out
    assert command(["runs", "list", "--workspace", workspace]) == 0
    said = " ".join(capsys.readouterr().out.replace("│", " ").split())
    assert "Ai chạy" in said


def test_a_filled_notebook_has_the_parameters_no_outputs_and_a_place_to_open_it(workspace, capsys):
    asked = ["--unit", "quan-1", "--school-year", "2024-2025", "--as-of", "2025-05-29"]
    assert command(["runs", "notebook", "coverage", *asked, "--workspace", workspace]) == 0
    path = Path(workspace) / "notebooks-mo" / "coverage-quan-1-2025-05-29.ipynb"
    assert f"jupyter lab {path}" in capsys.readouterr().out
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    injected = next(one for one in cells if "injected-parameters" in one["metadata"].get("tags", []))
    assert 'as_of = "2025-05-29"' in "".join(injected["source"])
    assert [cell for cell in cells if cell.get("outputs")] == []
