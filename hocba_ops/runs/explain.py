"""From a figure back to the rows: its report, the texts that counted it, the tables they read, the files behind."""

import json
from collections.abc import Iterator, Mapping
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
        answer = json.loads(path.read_text(encoding="utf-8"))
        found = next((one for one in answer.get("measures", ()) if _is_meant(one.get("key", ""), key)), None)
        if found is not None:
            return Explained(path, answer, found, bench.texts_of(answer["step"]))
    raise UnknownFigure(key)


def _reports(bench: Workbench) -> Iterator[Path]:
    root = bench.settings.path(bench.settings.reports)
    manifests = sorted(root.glob("*/*/*/*/manifest.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for manifest in manifests:
        answer = manifest.parent / f"{manifest.parent.name}.json"
        if answer.is_file():
            yield answer


def _is_meant(key: str, asked: str) -> bool:
    return key == asked or (len(asked) >= 8 and key.startswith(asked))
