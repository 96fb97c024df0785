"""What may stand in a string of the package: no Vietnamese but at its three places, no SQL, no machine's paths."""

import ast
import re
import subprocess
from pathlib import Path

from tests.house.house import PACKAGE, ROOT, list_files, parse, place_of, strings_of

VIETNAMESE = re.compile(r"[À-ÖØ-öø-ɏḀ-ỹĐđ]")
SQL = re.compile(
    r"\bselect\b.+\bfrom\b|\binsert\s+into\b|\bdelete\s+from\b|\bcreate\s+(or\s+replace\s+)?(temp\s+)?(table|view)\b",
    re.IGNORECASE | re.DOTALL,
)
MACHINE = re.compile(r"(?<![\w.])/(home|root|Users)/\w|\b[A-Z]:\\+Users\b")


def names_of(node: ast.stmt) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def may_be_vietnamese(path: Path, statement: ast.stmt) -> bool:
    """Errors speak to officers; text.py knows the alphabet; a source knows the headings that it looks for."""
    place = place_of(path)
    return (
        place.startswith("hocba_ops/errors/")
        or place == "hocba_ops/text.py"
        or (place.startswith("hocba_ops/sources/") and any(name.endswith("HEADERS") for name in names_of(statement)))
    )


def test_a_module_holds_no_vietnamese_words_outside_their_places():
    found = [
        f"{place_of(path)}:{string.lineno}: {string.value}"
        for path in list_files(PACKAGE, ".py")
        for statement in parse(path).body
        if not may_be_vietnamese(path, statement)
        for string in strings_of(ast.Module([statement], []))
        if VIETNAMESE.search(string.value)
    ]
    assert found == [], "words for readers stand in rulebook/data/labels"


def test_text_knows_letters_and_no_words():
    words = [string.value for string in strings_of(parse(PACKAGE / "text.py")) if VIETNAMESE.search(string.value)]
    assert [word for word in words if " " in word] == []


def test_a_module_holds_no_sql():
    found = [
        f"{place_of(path)}:{string.lineno}"
        for path in list_files(PACKAGE, ".py")
        for string in strings_of(parse(path))
        if SQL.search(string.value)
    ]
    assert found == [], "SQL stands in .sql files and in rules"


def committed_texts() -> dict[str, str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    texts: dict[str, str] = {}
    for name in filter(None, listed.decode().split("\0")):
        path = ROOT / name
        if path.is_file() and b"\0" not in (data := path.read_bytes()):
            texts[name] = data.decode("utf-8", errors="replace")
    return texts


def test_no_committed_file_names_a_place_of_a_machine():
    own = "tests/house/test_language.py"
    here = re.compile(rf"{re.escape(str(ROOT))}\b") if len(ROOT.parts) > 2 else MACHINE
    texts = {name: text for name, text in committed_texts().items() if name != own}
    assert [name for name, text in texts.items() if MACHINE.search(text) or here.search(text)] == []
