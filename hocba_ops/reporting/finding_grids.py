"""Findings in sum: by rule, by school, and by the two schools that settle one together; open and explained apart.

No value of any row stands here, and no word of an explanation: it is free text and may name a child.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from hocba_ops.reporting.cells import Grid, Head
from hocba_ops.reporting.formats import count, day
from hocba_ops.reporting.labels import Labels
from hocba_ops.tables import Answer, Finding

Place = tuple[str, str]


def rules_grid(answer: Answer, labels: Labels) -> Grid:
    """One row a rule that gave findings: severity, how many, what it means, how to mend.

    How many are closed by an explanation, and the first day that is due, stand there when any finding has such.
    """
    by_code: dict[str, list[Finding]] = {}
    for finding in answer.findings:
        by_code.setdefault(finding.code, []).append(finding)
    has_closed, has_due = _has_closed(answer), any(finding.due_on for finding in answer.findings)
    heads = (
        Head(labels("column.code")),
        Head(labels("column.severity")),
        Head(labels("column.findings"), is_number=True),
        *((Head(labels("column.closed"), is_number=True),) if has_closed else ()),
        Head(labels("column.schools"), is_number=True),
        *((Head(labels("column.first_due")),) if has_due else ()),
        Head(labels("column.meaning")),
        Head(labels("column.mend")),
    )
    rows = [
        (
            code,
            labels(f"severity.{found[0].severity}"),
            count(len(found), labels),
            *((count(_count_closed(found), labels),) if has_closed else ()),
            count(len({one.unit_id for one in found}), labels),
            *((_first_due(found, labels),) if has_due else ()),
            labels(f"rule.{code}"),
            found[0].mend,
        )
        for code, found in sorted(by_code.items())
    ]
    return Grid(labels("report.findings_by_rule"), heads, tuple(rows))


def finding_schools_grid(answer: Answer, labels: Labels, names: Mapping[str, str]) -> Grid:
    """One row a school with findings, in the order of their codes: how many to mend, to mend or explain, explained."""
    counts = Counter((finding.unit_id, _kind(finding)) for finding in answer.findings)
    kinds = ("error", "query", *(("closed",) if _has_closed(answer) else ()))
    heads = (
        Head(labels("column.unit_id")),
        *(Head(_kind_label(kind, labels), is_number=True) for kind in kinds),
        Head(labels("column.total"), is_number=True),
    )
    rows = [
        (
            names.get(unit) or labels("view.unknown_school", code=unit),
            *(count(counts[unit, kind], labels) for kind in kinds),
            count(sum(counts[unit, kind] for kind in kinds), labels),
        )
        for unit in sorted({unit for unit, _ in counts})
    ]
    return Grid(labels("report.findings_by_school"), heads, tuple(rows))


def shared_grid(answer: Answer, labels: Labels, names: Mapping[str, str]) -> Grid:
    """One row two schools that have to settle findings together: how many are open, and the first day that is due."""
    heads = (
        Head(labels("column.unit_id")),
        Head(labels("column.other_unit_id")),
        Head(labels("column.open"), is_number=True),
        Head(labels("column.first_due")),
    )
    rows = [
        (
            names.get(one, one),
            names.get(other, other),
            count(len(found) - _count_closed(found), labels),
            _first_due(found, labels),
        )
        for (one, other), found in shared_findings(answer.findings)
    ]
    return Grid(labels("report.findings_shared"), heads, tuple(rows))


def shared_findings(found: Sequence[Finding]) -> list[tuple[Place, list[Finding]]]:
    """The findings that two schools settle together, by the school of the row and the other one."""
    by_pair: dict[Place, list[Finding]] = {}
    for finding in found:
        if finding.other_unit_id:
            by_pair.setdefault((finding.unit_id, finding.other_unit_id), []).append(finding)
    return sorted(by_pair.items())


def _kind(finding: Finding) -> str:
    return str(finding.severity) if finding.is_open else "closed"


def _kind_label(kind: str, labels: Labels) -> str:
    return labels("column.closed") if kind == "closed" else labels(f"severity.{kind}")


def _has_closed(answer: Answer) -> bool:
    return any(not finding.is_open for finding in answer.findings)


def _count_closed(found: Sequence[Finding]) -> int:
    return sum(not finding.is_open for finding in found)


def _first_due(found: Sequence[Finding], labels: Labels) -> str:
    days = [finding.due_on for finding in found if finding.due_on and finding.is_open]
    return day(min(days, default=None), labels)
