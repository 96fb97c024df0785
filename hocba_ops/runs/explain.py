"""From a figure back to the rows: its report, the texts that counted it, the tables they read, the files behind."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hocba_ops.errors import UnknownFigure
from hocba_ops.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Explained:
    """A figure and its path: `measure` and `sources` as in the report's JSON, `texts` the SQL by name, in order."""

    report: Path
    answer: Mapping[str, Any]
    measure: Mapping[str, Any]
    texts: Mapping[str, str]


def explain(bench: Workbench, key: str) -> Explained:
    """The figure of a key in the newest report that has it; `UnknownFigure` when none has.

    A key may be shortened to its first eight signs.
    """
    for path in _reports(bench):
        found = explain_in(path, key, texts_of=bench.texts_of)
        if found is not None:
            return found
    raise UnknownFigure(key)


def explain_in(report: Path, key: str, *, texts_of: Callable[[str], Mapping[str, str]]) -> Explained | None:
    """The figure of a key in the JSON of a report; None where it has none of that key."""
    answer = json.loads(report.read_text(encoding="utf-8"))
    found = next((one for one in answer.get("measures", ()) if _is_meant(one.get("key", ""), key)), None)
    return Explained(report, answer, found, texts_of(answer["step"])) if found else None


def about_text(text: str) -> str:
    """What a SQL text says of itself in its head."""
    return " ".join(line.removeprefix("--").strip() for line in text.splitlines() if line.startswith("--"))


def _reports(bench: Workbench) -> Iterator[Path]:
    root = bench.settings.path(bench.settings.reports)
    manifests = sorted(root.glob("*/*/*/*/manifest.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for manifest in manifests:
        answer = manifest.parent / f"{manifest.parent.name}.json"
        if answer.is_file():
            yield answer


def _is_meant(key: str, asked: str) -> bool:
    return key == asked or (len(asked) >= 8 and key.startswith(asked))
