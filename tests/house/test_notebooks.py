"""A notebook is thin: no outputs kept, one cell of parameters, no functions of its own, few imports."""

import ast
import sys
from typing import Any

import pytest

from hocba_ops.workbench.composing import ALL_STEPS
from tests.house.house import ROOT, code_of, list_files, read_notebook

NOTEBOOKS = list_files(ROOT / "notebooks", ".ipynb")
PARAMETERS = {"unit", "school_year", "as_of", "workspace", "output"}
ALLOWED = set(sys.stdlib_module_names) | {"polars", "hocba_ops"}


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request) -> dict[str, Any]:
    return read_notebook(request.param)


def code_cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def parameter_cells(notebook: dict[str, Any]) -> list[str]:
    return [
        "".join(cell["source"]) for cell in code_cells(notebook) if "parameters" in cell["metadata"].get("tags", [])
    ]


def imported(tree: ast.Module) -> set[str]:
    plain = (name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names)
    taken_from = (node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return {name.partition(".")[0] for name in (*plain, *taken_from)}


def test_every_step_has_its_notebook_and_every_notebook_its_step():
    assert [path.stem.partition("_")[2] for path in NOTEBOOKS] == list(ALL_STEPS)


def test_a_notebook_is_committed_without_outputs(notebook):
    assert [cell["outputs"] for cell in code_cells(notebook) if cell["outputs"]] == []
    assert {cell["execution_count"] for cell in code_cells(notebook)} == {None}


def test_a_notebook_has_one_cell_of_parameters_which_only_assigns(notebook):
    (source,) = parameter_cells(notebook)
    statements = ast.parse(source).body
    assert all(isinstance(statement, ast.Assign) for statement in statements)
    assert {target.id for statement in statements for target in statement.targets} - {"anchor"} == PARAMETERS


def test_a_notebook_defines_nothing(notebook):
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
    assert [node.lineno for node in ast.walk(ast.parse(code_of(notebook))) if isinstance(node, kinds)] == []


def test_a_notebook_imports_only_the_standard_library_polars_and_the_package(notebook):
    assert imported(ast.parse(code_of(notebook))) - ALLOWED == set()


def test_a_notebook_begins_with_a_title_and_the_question_that_it_answers(notebook):
    first = notebook["cells"][0]
    assert first["cell_type"] == "markdown"
    assert "".join(first["source"]).startswith("# ")
