"""Files of about 110 lines, bodies of about 8: the largest are shown, and beyond the caps nothing passes."""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.house.house import ROOT, list_files, parse, place_of

FILE_CAP, TEST_CAP, BODY_CAP = 400, 600, 50
SHOWN = 6
CODE = (".py", ".sql", ".js", ".css", ".j2")
Sized = tuple[int, str]


def written() -> list[Path]:
    folders = ("hocba_ops", "data_samples", "tests")
    return [path for folder in folders for path in list_files(ROOT / folder, *CODE)]


def file_sizes() -> list[Sized]:
    sizes = [(len(path.read_text(encoding="utf-8").splitlines()), place_of(path)) for path in written()]
    return sorted(sizes, reverse=True)


def body_sizes() -> list[Sized]:
    python = [path for path in written() if path.suffix == ".py"]
    return sorted((body for path in python for body in bodies_of(path)), reverse=True)


def bodies_of(path: Path) -> Iterator[Sized]:
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            if body:
                yield (body[-1].end_lineno or 0) - body[0].lineno + 1, f"{place_of(path)}: {node.name}"


def table_of(title: str, sizes: Sequence[Sized]) -> str:
    middle = sizes[len(sizes) // 2][0]
    rows = [f"{size:>6}  {place}" for size, place in sizes[:SHOWN]]
    return "\n".join([f"\n{title}: {len(sizes)}, median {middle} lines, largest:", *rows])


def test_no_file_is_longer_than_its_cap(capsys):
    sizes = file_sizes()
    with capsys.disabled():
        print(table_of("Files", sizes))
    assert [one for one in sizes if one[0] > (TEST_CAP if one[1].startswith("tests/") else FILE_CAP)] == []


def test_no_function_body_is_longer_than_its_cap(capsys):
    sizes = body_sizes()
    with capsys.disabled():
        print(table_of("Function bodies", sizes))
    assert [one for one in sizes if one[0] > BODY_CAP] == []
