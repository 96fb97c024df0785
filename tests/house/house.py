"""The files of the project as the house tests look at them."""

import ast
import json
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "hocba_ops"
LABELS = PACKAGE / "rulebook" / "data" / "labels"
LANGUAGES = ("vi", "en")
GROWN = {
    ".git",
    ".ipynb_checkpoints",
    ".hocba",
    ".hypothesis",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".uv",
    ".venv",
    "__pycache__",
}
"""Folders that tools make: nobody wrote what stands in them."""


def list_files(folder: Path, *suffixes: str) -> list[Path]:
    """Every file that somebody wrote below a folder, with one of the endings."""
    found = (path for suffix in suffixes for path in folder.rglob(f"*{suffix}"))
    return sorted(path for path in found if not GROWN & set(path.parts))


def place_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def strings_of(tree: ast.AST) -> Iterator[ast.Constant]:
    """String constants that the program uses: prose of docstrings is none of them."""
    prose = {
        id(statement.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node


def read_notebook(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def code_of(notebook: dict[str, Any]) -> str:
    """The code of a notebook as one text."""
    cells = (cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    return "\n".join("".join(cell["source"]) for cell in cells)


@cache
def read_labels(path: Path) -> Mapping[str, str]:
    """The labels of one file or of a whole language, by dotted key."""
    files = [path] if path.is_file() else sorted(path.glob("*.toml"))
    return {key: text for file in files for key, text in flatten(tomllib.loads(file.read_text(encoding="utf-8")))}


def flatten(table: dict[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flatten(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value
