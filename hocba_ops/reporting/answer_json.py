"""An answer as plain JSON for other programs: days ISO, percentages as text, always beside their two counts."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from hocba_ops.reporting.cells import PERSONAL, refuse_persons
from hocba_ops.reporting.formats import percent_of
from hocba_ops.reporting.origin import figure_key
from hocba_ops.tables import Answer, Finding, Measure
from hocba_ops.tables.changes import Changes

_encode = json.JSONEncoder(ensure_ascii=False).encode
NAMING_FIELDS = (*PERSONAL, "birth_date_text", "sex", "sex_text", "ethnicity")
"""Fields whose value tells about a child: a finding about one is printed without what the file said."""


def answer_json(answer: Answer) -> dict[str, Any]:
    """The answer as a dictionary that `json.dumps` takes, keys in a fixed order.

    It names no child: the value of a finding about a personal field is null, an explanation is told without its words,
    and a frame with rows of persons is a ValueError.
    """
    return {
        "step": answer.step,
        "unit_id": answer.unit_id,
        "school_year": answer.school_year,
        "as_of": answer.as_of.isoformat(),
        "anchor": _plain(answer.anchor),
        "held": answer.held,
        "measures": [{**_measure(one), "key": figure_key(answer, one)} for one in answer.measures],
        "findings": [_finding(finding) for finding in answer.findings],
        "frames": {name: _rows(answer, name) for name in sorted(answer.frames)},
        "sources": [
            {
                "table": line.table,
                "source": line.source,
                "as_of": line.as_of.isoformat(),
                "file": line.file,
                "sha256": line.sha256,
                "rows": line.rows,
            }
            for line in answer.sources
        ],
        "notes": list(answer.notes),
    }


def answer_text(answer: Answer) -> str:
    """The answer as the text of a JSON file, one line an item of its lists.

    Breaking lines everywhere would take the slow way of the standard library: seven times as long for a city.
    """
    told = answer_json(answer)
    values = {name: _listed(value) if isinstance(value, list) else _encode(value) for name, value in told.items()}
    parts = [f" {_encode(name)}: {value}" for name, value in values.items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _listed(items: list[Any]) -> str:
    return "[\n  " + ",\n  ".join(map(_encode, items)) + "\n ]" if items else "[]"


def changes_json(changes: Changes) -> dict[str, Any]:
    """What changed as a dictionary that `json.dumps` takes: counts only. `since` null: there was nothing to compare."""
    since = changes.since
    return {
        "unit_id": changes.unit_id,
        "school_year": changes.school_year,
        "as_of": changes.as_of.isoformat(),
        "since": {"as_of": _plain(since.as_of), "loaded_at": _plain(since.loaded_at)} if since else None,
        "files": _plain_rows(changes.files),
        "rows": _plain_rows(changes.rows),
        "measures": _plain_rows(changes.measures),
        "findings": _plain_rows(changes.findings),
    }


def _measure(measure: Measure) -> dict[str, Any]:
    return {
        "name": measure.name,
        "unit_id": measure.unit_id,
        "as_of": measure.as_of.isoformat(),
        "counted": str(measure.counted),
        "group": dict(measure.group),
        "numerator": measure.numerator,
        "denominator": measure.denominator,
        "rate_percent": _plain(percent_of(measure, digits=2)),
        "published_rate_percent": _plain(measure.published_rate),
        "excluded": dict(measure.excluded),
        "latest_on": _plain(measure.latest_on),
        "note": measure.note,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "unit_id": finding.unit_id,
        "subject": finding.subject,
        "field": finding.field,
        "value": None if finding.field in NAMING_FIELDS else finding.value,
        "message": finding.message,
        "mend": finding.mend,
        "as_of": finding.as_of.isoformat(),
        "source_file": finding.source_file,
        "sheet": finding.sheet,
        "row_number": finding.row_number,
        "other_unit_id": finding.other_unit_id or None,
        "due_on": _plain(finding.due_on),
        "is_open": finding.is_open,
        **_explained(finding),
    }


def _explained(finding: Finding) -> dict[str, Any]:
    """That a school explained it, by whom and when; not its words, which may name a child."""
    explained = finding.explained
    return {
        "is_explained": explained is not None,
        "explained_by": explained.by if explained else None,
        "explained_on": _plain(explained.on) if explained else None,
    }


def _rows(answer: Answer, name: str) -> list[dict[str, Any]]:
    return _plain_rows(answer.frames[name])


def _plain_rows(frame: pl.DataFrame) -> list[dict[str, Any]]:
    refuse_persons(frame)
    return [{column: _plain(value) for column, value in row.items()} for row in frame.iter_rows(named=True)]


def _plain(value: object) -> object:
    """A value as JSON has it: days and percentages as text, the rest as it is."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
