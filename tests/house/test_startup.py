"""`hocba --help` answers at once: nothing heavy is loaded before a sub-command is chosen."""

import json
import subprocess
import sys

import pytest

NOT_FOR_STATUS = (
    "duckdb",
    "pyspark",
    "grpc",
    "sqlglot",
    "xlsxwriter",
    "lxml",
    "jinja2",
    "plotly",
    "papermill",
    "pyhanko",
)
"""What tells nothing of a store: engines, writers of workbooks and XML, pages, notebooks, signatures."""
HEAVY = ("polars", "duckdb", "pyarrow", "papermill", "plotly", "pydantic", "nbconvert", "fastexcel", "rich", "jinja2")
PROGRAM = """
import contextlib, io, json, sys
from hocba_ops.cli import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main(sys.argv[1:])
print(json.dumps(sorted(name.partition(".")[0] for name in sys.modules)))
"""


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["--version"]], ids=" ".join)
def test_help_loads_nothing_heavy(arguments):
    done = subprocess.run([sys.executable, "-c", PROGRAM, *arguments], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout))
    assert "hocba_ops" in loaded
    assert loaded & set(HEAVY) == set()


@pytest.mark.parametrize("module", ["hocba_ops.workbench", "hocba_ops.reporting.page", "hocba_ops.runs.parameters"])
def test_neither_a_workspace_nor_a_page_compiles_a_grammar_that_only_exports_and_notebooks_need(module):
    program = f"import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout))
    assert module in loaded
    assert loaded & {"jsonschema", "rfc3987_syntax"} == set()


def test_status_starts_no_engine_and_loads_nothing_that_writes(tmp_path):
    settings = 'unit = "quan-1"\nschool_year = "2024-2025"\nengine = "sc://127.0.0.1:1"\n'
    (tmp_path / "hocba.toml").write_text(settings, encoding="utf-8")
    command = [sys.executable, "-c", PROGRAM, "status", "--workspace", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout))
    assert "polars" in loaded
    assert loaded & set(NOT_FOR_STATUS) == set()
