"""What a room may reach for, beyond the import contracts: domain the standard library alone, no room below the
workbench the clock, the locale or the environment; and what things may be called.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.house.house import PACKAGE, ROOT, list_files, parse, place_of

BELOW = (
    *("errors", "domain", "rulebook", "tables", "sources", "store", "engine", "steps", "reporting", "linkage"),
    "documents",
    "rehearsal",
)
"""Rooms that are told the time and the place instead of asking for them."""
ASKS = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time"),
    ("os", "environ"), ("os", "getenv"), ("os", "getcwd"), ("Path", "cwd"), ("Path", "home"),
}  # fmt: skip
SHAPELESS = {"utils", "helpers", "common", "misc", "manager", "util", "helper"}


def test_domain_knows_the_standard_library_and_itself_alone():
    allowed = set(sys.stdlib_module_names) | {"hocba_ops.domain"}
    found = {
        f"{place_of(path)}: {name}"
        for path in list_files(PACKAGE / "domain", ".py")
        for name in imports_of(path)
        if not any(name == one or name.startswith(f"{one}.") for one in allowed)
    }
    assert found == set()


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_nothing_below_the_workbench_asks_for_the_clock_the_locale_or_the_environment():
    files = [path for room in BELOW for path in list_files(PACKAGE / room, ".py")]
    files += [PACKAGE / f"{word}.py" for word in ("settings", "text")]
    found = [
        f"{place_of(path)}:{node.lineno}"
        for path in files
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and (node.value.id, node.attr) in ASKS
    ]
    found += [place_of(path) for path in files if "locale" in imports_of(path)]
    assert found == []


def test_no_room_has_a_shapeless_name():
    files = [path for folder in (PACKAGE, ROOT / "tests", ROOT / "data_samples") for path in list_files(folder, ".py")]
    assert len(files) > 200
    assert [place_of(path) for path in files if SHAPELESS & {part.removesuffix(".py") for part in path.parts}] == []


def test_no_fault_is_swallowed_in_silence():
    """`except …: pass` hides a bug; contextlib.suppress names what is let go."""
    silent = [
        f"{place_of(path)}:{node.lineno}"
        for path in list_files(PACKAGE, ".py")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.ExceptHandler) and all(isinstance(statement, ast.Pass) for statement in node.body)
    ]
    assert silent == []


def test_a_test_is_named_for_a_thing_a_circumstance_and_an_outcome():
    short = [
        f"{place_of(path)}:{node.lineno}: {node.name}"
        for path in list_files(ROOT / "tests", ".py")
        if path.name.startswith("test_")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and len(node.name.split("_")) < 5
    ]
    assert short == []


def test_a_test_file_stands_where_the_module_that_it_tests_stands():
    apart = {"answer_key", "benchmarks", "house", "spec", "properties", "notebooks", "browser", "samples"}
    stray = [
        place_of(path)
        for path in list_files(ROOT / "tests", ".py")
        if path.name.startswith("test_") and path.parts[len(ROOT.parts) + 1] not in apart
        if not (PACKAGE / path.parent.relative_to(ROOT / "tests")).is_dir()
    ]
    assert stray == []
