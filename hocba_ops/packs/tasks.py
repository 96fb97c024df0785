"""The tasks of a pack: one line a finding, where it leads, and room for an answer where an answer is enough."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from hocba_ops.packs.columns import COLUMNS
from hocba_ops.packs.layout import cell_name
from hocba_ops.packs.pack import Cell, Field, Leaf, Line, line_key
from hocba_ops.packs.pairs import DECISION, PAIR_TABLE, PAIRS
from hocba_ops.packs.pointing import Book, Pointed, fields_at, place_of_finding, rows_at
from hocba_ops.packs.rows import Row, SchoolRows, origin_of
from hocba_ops.tables import Finding, Severity

TASKS = "tasks"
NAME = "full_name"
ANSWER, ANSWERED_BY = "explanation", "explained_by"
TASK_FIELDS = (
    "number", "code", "severity", "who", "field", "message", "value", "mend", "cell", "place", "explanation",
    "explained_by",
)  # fmt: skip


def task_leaf(findings: Sequence[Finding], rows: SchoolRows, leaves: Sequence[Leaf], book: Book) -> Leaf:
    """Every finding as a line, with the cell of the other leaves that it leads to; a query may be answered."""
    fields = tuple(Field(name, book.labels[f"pack.task.{name}"]) for name in TASK_FIELDS)
    targets = dict(_targets(leaves))
    lines = (_task_line(number, finding, rows, targets, book) for number, finding in enumerate(findings, start=1))
    return Leaf(TASKS, book.labels["pack.leaf.tasks"], book.labels["pack.title.tasks"], fields, tuple(lines))


def _targets(leaves: Iterable[Leaf]) -> Iterator[tuple[tuple[str, str, str], str]]:
    """Cells at fault as `HocSinh!F7`, by kind of leaf, key of the line and field; a pair leads to its decision."""
    for leaf in leaves:
        for at, line in enumerate(leaf.lines):
            for place, (one, cell) in enumerate(zip(leaf.fields, line.cells, strict=True)):
                target = f"{leaf.name}!{cell_name(at, place)}"
                if cell.reasons:
                    yield (leaf.kind, line.key, one.name), target
                if leaf.kind == PAIRS and one.name == DECISION:
                    yield (PAIRS, line.origin["pair_key"], DECISION), target


def _task_line(
    number: int, finding: Finding, rows: SchoolRows, targets: Mapping[tuple[str, str, str], str], book: Book
) -> Line:
    pointed = book.rules.get(finding.code)
    held = rows_at(finding, pointed, rows, book) if pointed and pointed.kind in COLUMNS else []
    leading = _leading(finding, held, pointed, targets) if pointed else iter(())
    target = next(leading, targets.get((PAIRS, finding.key, DECISION), ""))
    told = {
        "number": str(number),
        "code": finding.code,
        "severity": book.labels[f"severity.{finding.severity}"],
        "who": _who(held or rows.at("pupil", place_of_finding(finding)), finding),
        "field": book.labels.get(f"field.{finding.field}", finding.field),
        "message": finding.message,
        "value": finding.value,
        "mend": finding.mend,
        "cell": target,
        "place": _where(finding, book),
    }
    is_answered = finding.severity is Severity.QUERY and not (pointed and pointed.table == PAIR_TABLE)
    cells = (
        Cell(told.get(name, ""), is_answered and name not in told, target=target if name == "cell" else "")
        for name in TASK_FIELDS
    )
    origin = {
        "code": finding.code,
        "finding_key": finding.key,
        "fingerprint": finding.fingerprint,
        "number": str(number),
    }
    return Line(line_key(origin), origin, tuple(cells))


def _leading(
    finding: Finding, held: Sequence[Row], pointed: Pointed, targets: Mapping[tuple[str, str, str], str]
) -> Iterator[str]:
    """The cells of the other leaves that a finding leads to."""
    for row in held:
        key = line_key(origin_of(pointed.kind, row))
        for name in fields_at(finding, row, pointed):
            if found := targets.get((pointed.kind, key, name)):
                yield found


def _who(held: Sequence[Row], finding: Finding) -> str:
    """The child as its school knows it; without a row, what the finding says of it."""
    named = [(row.get(NAME), row.get("class_name")) for row in held if row.get(NAME)]
    return ", ".join(str(part) for part in named[0] if part) if named else finding.subject


def _where(finding: Finding, book: Book) -> str:
    if not finding.source_file:
        return ""
    return book.labels["pack.place"].format(file=finding.source_file, sheet=finding.sheet, row=finding.row_number)
