"""The tasks of a pack: one line a finding, where it leads, and room for an answer where an answer is enough."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from hocba_ops.packs.columns import COLUMNS
from hocba_ops.packs.filling import DAY_FORM
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
    "number", "code", "severity", "who", "field", "message", "value", "mend", "other_school", "due", "cell", "place",
    "explanation", "explained_by",
)  # fmt: skip
SETTLED = ("other_school", "due")
"""Fields that stand there only where a task has to be settled with another school or by a day."""


def task_leaf(
    findings: Sequence[Finding],
    rows: SchoolRows,
    leaves: Sequence[Leaf],
    book: Book,
    beside: Sequence[Finding] = (),
) -> Leaf:
    """Every finding as a line, with the cell of the other leaves that it leads to; a query may be answered.

    `beside`: findings at rows of other schools, to be settled with them; nothing of theirs is filled in here.
    """
    is_settled = any(finding.other_unit_id or finding.due_on for finding in (*findings, *beside))
    names = [name for name in TASK_FIELDS if is_settled or name not in SETTLED]
    targets = dict(_targets(leaves))
    own = [_task_line(number, finding, rows, targets, book) for number, finding in enumerate(findings, start=1)]
    theirs = [_beside_line(number, finding, book) for number, finding in enumerate(beside, start=len(own) + 1)]
    fields = tuple(Field(name, book.labels[f"pack.task.{name}"]) for name in names)
    lines = tuple(_shown(line, names) for line in (*own, *theirs))
    return Leaf(TASKS, book.labels["pack.leaf.tasks"], book.labels["pack.title.tasks"], fields, lines)


def _shown(line: Line, names: Sequence[str]) -> Line:
    """A line with the cells of these fields alone."""
    cells = zip(TASK_FIELDS, line.cells, strict=True)
    return replace(line, cells=tuple(cell for name, cell in cells if name in names))


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
        **_told(number, finding, book),
        "who": _who(held or rows.at("pupil", place_of_finding(finding)), finding),
        "other_school": book.schools.get(finding.other_unit_id, finding.other_unit_id),
        "cell": target,
        "place": _where(finding, book),
    }
    is_answered = finding.severity is Severity.QUERY and not (pointed and pointed.table == PAIR_TABLE)
    cells = (
        Cell(told.get(name, ""), is_answered and name not in told, target=target if name == "cell" else "")
        for name in TASK_FIELDS
    )
    origin = _origin(number, finding)
    return Line(line_key(origin), origin, tuple(cells))


def _beside_line(number: int, finding: Finding, book: Book) -> Line:
    """A finding at another school's row: of its pupil no more than the finding says, and nothing to fill in."""
    told = {
        **_told(number, finding, book),
        "who": finding.subject,
        "other_school": book.schools.get(finding.unit_id, finding.unit_id),
        "place": book.labels["pack.beside"],
    }
    origin = _origin(number, finding)
    return Line(line_key(origin), origin, tuple(Cell(told.get(name, "")) for name in TASK_FIELDS))


def _told(number: int, finding: Finding, book: Book) -> dict[str, str]:
    return {
        "number": str(number),
        "code": finding.code,
        "severity": book.labels[f"severity.{finding.severity}"],
        "field": book.labels.get(f"field.{finding.field}", finding.field),
        "message": finding.message,
        "value": finding.value,
        "mend": finding.mend,
        "due": finding.due_on.strftime(DAY_FORM) if finding.due_on else "",
    }


def _origin(number: int, finding: Finding) -> dict[str, str]:
    return {
        "code": finding.code,
        "finding_key": finding.key,
        "fingerprint": finding.fingerprint,
        "number": str(number),
    }


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
