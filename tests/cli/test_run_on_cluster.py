"""One setting changed: the command computes on a cluster of two workers, and says the same."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hocba_ops.workbench import Workbench
from tests.sail import Sail, free_port, start_sail

ASKED = {"unit": "phuong-sai-gon", "school_year": "2024-2025", "as_of": "2025-08-20"}
SETTINGS = """
unit = "phuong-sai-gon"
school_year = "2024-2025"
store = "{store}"
engine = "{engine}"
"""


@pytest.fixture
def sail(tmp_path: Path) -> Iterator[Sail]:
    started = start_sail(tmp_path)
    yield started
    started.stop()


def workspace_on(engine: str, sample_workspace: Path, folder: Path) -> Path:
    """A workspace of its own on the store of the samples."""
    store = (sample_workspace / "kho").as_posix()
    (folder / "hocba.toml").write_text(SETTINGS.format(store=store, engine=engine), encoding="utf-8")
    return folder


def run(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hocba_ops", "run", "coverage", "--json", "--as-of", ASKED["as_of"]]
    return subprocess.run([*command, "--workspace", folder], capture_output=True, text=True, timeout=120)


def test_coverage_computed_on_the_cluster_is_the_answer_of_this_machine(
    sail: Sail, sample_bench: Workbench, sample_workspace: Path, tmp_path: Path
):
    done = run(workspace_on(sail.address, sample_workspace, tmp_path))
    here = sample_bench.to_json(sample_bench.run("coverage", **ASKED))
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == json.loads(json.dumps(here))
    assert len(sail.workers()) == 2


def test_cluster_that_is_not_there_stops_the_command_with_one_sentence(sample_workspace: Path, tmp_path: Path):
    done = run(workspace_on(f"sc://127.0.0.1:{free_port()}", sample_workspace, tmp_path))
    assert done.returncode == 16
    assert done.stderr.startswith("Cụm máy sc://127.0.0.1:")
    assert "Traceback" not in done.stderr
