"""What a report was made from: parameters, inputs, rulebook, versions, outputs — the same bytes for the same run.

Only the `run` part (when it began, how long it took) differs between two runs of the same inputs.
"""

import hashlib
import json
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from hocba_ops.runs.parameters import RunParameters
from hocba_ops.workbench import Workbench

PACKAGES = ("hocba-ops", "polars", "duckdb", "plotly", "papermill", "nbconvert", "xlsxwriter")
BEGUN_BY: ContextVar[str] = ContextVar("begun_by", default="")
"""The scheduled run within which notebooks run; empty: somebody's own command."""
PLACES = ("workspace", "output")
"""Parameters that say where, not what: they differ from machine to machine and are kept out of the executed copy."""


def build_manifest(
    workbench: Workbench,
    step: str,
    parameters: RunParameters,
    folder: Path,
    answer: Mapping[str, object],
    *,
    started_at: datetime,
    seconds: float,
    before: Path | None = None,
) -> str:
    """The manifest of a finished report folder as JSON text; `before`: the report in whose place it will stand."""
    outputs = {path.name: _sha256(path) for path in sorted(folder.iterdir()) if path.name != "manifest.json"}
    manifest = {
        "step": step,
        "parameters": parameters.asked(),
        "inputs": answer["sources"],
        "held": answer["held"],
        **made_by(workbench, step),
        "outputs": outputs,
        "run": {
            "started_at": started_at.isoformat(timespec="seconds"),
            "seconds": round(seconds, 1),
            "by": BEGUN_BY.get(),
            "last": _last(before, f"{step}.json", outputs),
        },
    }
    return json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"


def _last(before: Path | None, name: str, outputs: Mapping[str, str]) -> dict[str, object] | None:
    """When the report before was made, and whether it told the same; None where there is none, or one that is torn."""
    try:
        told = json.loads((before / "manifest.json").read_text(encoding="utf-8")) if before else None
        return told and {
            "started_at": told["run"]["started_at"],
            "is_same": told["outputs"].get(name) == outputs.get(name),
        }
    except (OSError, ValueError, KeyError):
        return None


def made_by(workbench: Workbench, step: str) -> dict[str, object]:
    """By which rules, which notebook and which programs a report of a step is made here."""
    return {
        "rulebook_sha256": workbench.rulebook.sha256,
        "notebook_sha256": _sha256(workbench.notebook_of(step)),
        "versions": {package: version(package) for package in PACKAGES},
    }


def strip_run_times(notebook: Path) -> None:
    """Take times, durations and machine paths out of an executed copy, so that equal runs give equal bytes."""
    node = json.loads(notebook.read_text(encoding="utf-8"))
    node["metadata"].pop("papermill", None)
    for cell in node["cells"]:
        cell["metadata"].pop("papermill", None)
        cell["metadata"].pop("execution", None)
        if "injected-parameters" in cell["metadata"].get("tags", []):
            cell["id"] = "injected-parameters"
            cell["source"] = _without_places(cell["source"])
    notebook.write_text(json.dumps(node, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _without_places(source: str | list[str]) -> str:
    lines = source.splitlines() if isinstance(source, str) else [line.rstrip("\n") for line in source]
    return "\n".join(line for line in lines if line.partition(" = ")[0] not in PLACES)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
