"""The sheet of findings in the Excel annex: one row a finding, where it was read, and what its school said to it.

The annex stands on the desk of the officer who has to judge an explanation, so it is the one report with its words; a
line above says that they may name a child. The page, the notebook and the JSON have only that, by whom and when.
"""

from collections.abc import Mapping, Sequence

from hocba_ops.reporting.finding_grids import shared_findings
from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.sheets import Sheet
from hocba_ops.tables import Answer, Finding

WHAT = ("code", "meaning", "severity", "school_code", "school_name", "subject", "field", "value", "message", "mend")
SETTLED = ("other_unit_id", "due_on")
"""Only where a finding has to be settled with another school or by a day."""
EXPLAINED = ("is_open", "explanation", "explained_by", "explained_on")
"""Only where any finding was explained."""
PLACE = ("source_file", "sheet", "row_number")


def findings_sheet(answer: Answer, labels: Labels, names: Mapping[str, str]) -> Sheet:
    """The findings of an answer in the order in which they were read."""
    columns = _columns(answer.findings)
    cells = [_cells(finding, labels, names) for finding in answer.findings]
    rows = [tuple(cell[name] for name in columns) for cell in cells]
    heads = [labels(f"column.{name}") for name in columns]
    return Sheet(labels("sheet.findings"), labels("report.findings"), heads, rows, _lines(answer.findings, labels))


def shared_sheet(answer: Answer, labels: Labels, names: Mapping[str, str]) -> Sheet:
    """What two schools settle together, by the school of the row and the other: how many are open, the first day."""
    heads = [labels(f"column.{name}") for name in ("unit_id", "other_unit_id", "open", "first_due")]
    rows = [
        (
            names.get(one, one),
            names.get(other, other),
            sum(finding.is_open for finding in found),
            min((finding.due_on for finding in found if finding.due_on and finding.is_open), default=None),
        )
        for (one, other), found in shared_findings(answer.findings)
    ]
    return Sheet(labels("report.findings_shared"), labels("report.findings_shared"), heads, rows)


def _columns(found: Sequence[Finding]) -> tuple[str, ...]:
    settled = SETTLED if any(one.other_unit_id or one.due_on for one in found) else ()
    explained = EXPLAINED if any(one.explained for one in found) else ()
    return (*WHAT, *settled, *explained, *PLACE)


def _cells(finding: Finding, labels: Labels, names: Mapping[str, str]) -> Mapping[str, object]:
    explained = finding.explained
    return {
        "code": finding.code,
        "meaning": labels(f"rule.{finding.code}"),
        "severity": labels(f"severity.{finding.severity}"),
        "school_code": finding.unit_id,
        "school_name": names.get(finding.unit_id),
        "subject": finding.subject,
        "field": labels(f"field.{finding.field}"),
        "value": finding.value,
        "message": finding.message,
        "mend": finding.mend,
        "other_unit_id": names.get(finding.other_unit_id, finding.other_unit_id) or None,
        "due_on": finding.due_on,
        "is_open": labels("format.yes" if finding.is_open else "format.no"),
        "explanation": explained.text if explained else None,
        "explained_by": explained.by if explained else None,
        "explained_on": explained.on if explained else None,
        "source_file": finding.source_file,
        "sheet": finding.sheet,
        "row_number": finding.row_number,
    }


def _lines(found: Sequence[Finding], labels: Labels) -> list[tuple[str, object]]:
    lines: list[tuple[str, object]] = [(labels("column.findings"), len(found))]
    if any(one.explained for one in found):
        lines.append((labels("column.open"), sum(one.is_open for one in found)))
        lines.append((labels("column.note"), labels("report.explanations_private")))
    return lines
