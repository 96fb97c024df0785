"""The reports that were run: of what, when, by whom, from which rules and files, and whether they told the same."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from hocba_ops.workbench.composing import ALL_STEPS

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Made:
    """A report that stands.

    `by`: the scheduled run within which it was made, empty for somebody's own command; None where the report does not
    say. `held`: the state of the store that it is of, empty where it does not say. `last_at`, `is_same`: when the
    report was made in whose place it stands, and whether that told the same; None for the first.
    """

    unit: str
    school_year: str
    as_of: date
    step: str
    folder: Path
    anchor: str
    started_at: datetime
    by: str | None
    rulebook: str
    held: str
    last_at: datetime | None
    is_same: bool | None


def list_made(reports: Path, unit: str = "*") -> list[Made]:
    """The reports of a unit, or of all, the last that was made first; a folder that a run left half done is none."""
    found = [made for path in reports.glob(f"{unit}/*/*/*/{MANIFEST}") for made in _made(path)]
    return sorted(found, key=lambda one: (one.started_at, one.unit, ALL_STEPS.index(one.step)), reverse=True)


def _made(path: Path) -> Iterator[Made]:
    """The report of a manifest; nothing for one that cannot be read."""
    unit, year, day, step = path.parts[-5:-1]
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        run, last = told["run"], told["run"].get("last")
        if step in ALL_STEPS:
            yield Made(
                unit=unit,
                school_year=year,
                as_of=date.fromisoformat(day),
                step=step,
                folder=path.parent,
                anchor=told.get("parameters", {}).get("anchor", ""),
                started_at=datetime.fromisoformat(run["started_at"]),
                by=run.get("by"),
                rulebook=told.get("rulebook_sha256", ""),
                held=told.get("held", ""),
                last_at=datetime.fromisoformat(last["started_at"]) if last else None,
                is_same=last["is_same"] if last else None,
            )
    except (OSError, ValueError, KeyError, TypeError):
        return
