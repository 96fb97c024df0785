"""Two runs laid side by side: which figures and findings differ, and what each was made from that the other was not."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hocba_ops.errors import NoReportFolder


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure that the two runs tell otherwise: n and N of each, None where a run does not tell it."""

    name: str
    unit_id: str
    group: Mapping[str, str]
    before: tuple[int | None, int | None] | None
    after: tuple[int | None, int | None] | None


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs between two runs, and why: parameters, input files gone and come, rules, programs."""

    figures: tuple[Changed, ...]
    findings: Mapping[str, tuple[int, int]]
    parameters: Mapping[str, tuple[str, str]]
    files_gone: tuple[str, ...]
    files_come: tuple[str, ...]
    is_rulebook_same: bool
    versions: Mapping[str, tuple[str, str]]

    @property
    def is_same(self) -> bool:
        """Whether both tell the same figures and findings."""
        return not self.figures and not self.findings


def compare_runs(before: Path, after: Path) -> Compared:
    """Two report folders of the same step; `NoReportFolder` for a folder that is none."""
    (first, told), (second, told_then) = _read(before), _read(after)
    gone, come = _files(first), _files(second)
    return Compared(
        figures=tuple(_figures(first, second)),
        findings=_both(_counts(first), _counts(second)),
        parameters=_both(told["parameters"], told_then["parameters"], missing=""),
        files_gone=tuple(sorted(gone - come)),
        files_come=tuple(sorted(come - gone)),
        is_rulebook_same=told["rulebook_sha256"] == told_then["rulebook_sha256"],
        versions=_both(told["versions"], told_then["versions"], missing=""),
    )


def _read(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        return json.loads((folder / f"{manifest['step']}.json").read_text(encoding="utf-8")), manifest
    except (OSError, ValueError, KeyError) as fault:
        raise NoReportFolder(str(folder)) from fault


def _figures(first: Mapping[str, Any], second: Mapping[str, Any]) -> list[Changed]:
    old, new = ({_figure(one): one for one in told["measures"]} for told in (first, second))
    found = []
    for key in dict.fromkeys((*old, *new)):
        before, after = _ratio(old.get(key)), _ratio(new.get(key))
        if before != after:
            told = new.get(key) or old[key]
            found.append(Changed(told["name"], told["unit_id"], told["group"], before, after))
    return found


def _figure(measure: Mapping[str, Any]) -> str:
    return json.dumps([measure["name"], measure["unit_id"], measure["group"]], sort_keys=True)


def _ratio(measure: Mapping[str, Any] | None) -> tuple[int | None, int | None] | None:
    return None if measure is None else (measure["numerator"], measure["denominator"])


def _counts(answer: Mapping[str, Any]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for finding in answer["findings"]:
        counts[finding["code"]] = counts.get(finding["code"], 0) + 1
    return counts


def _files(answer: Mapping[str, Any]) -> set[str]:
    return {f"{line['file']} ({line['as_of']}, {line['sha256'][:12]})" for line in answer["sources"]}


def _both(first: Mapping[str, Any], second: Mapping[str, Any], *, missing: Any = 0) -> dict[str, tuple[Any, Any]]:
    names = dict.fromkeys((*first, *second))
    pairs = {name: (first.get(name, missing), second.get(name, missing)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
