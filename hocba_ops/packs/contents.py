"""What goes into a pack: of the findings of one school its tasks, and of its rows only those with a fault."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from hocba_ops.packs.columns import COLUMNS, DROP, ITEM_OWNER, KEYS, Column, item_column
from hocba_ops.packs.pack import Cell, Field, Leaf, Line, Pack, line_key
from hocba_ops.packs.pointing import Book, fields_at, rows_at
from hocba_ops.packs.rows import Row, SchoolRows, origin_of
from hocba_ops.packs.tasks import task_leaf
from hocba_ops.tables import Finding, Severity


@dataclass(frozen=True, slots=True)
class Head:
    """Whom a pack is from and for, and what is due when."""

    unit_id: str
    unit_name: str
    school_code: str
    school_name: str
    school_year: str
    as_of: date
    dues: tuple[tuple[str, date], ...] = ()
    contact: str = ""


@dataclass
class _Draft:
    """A row on its way into a leaf, with the findings that point at each of its fields."""

    row: Row
    faults: dict[str, list[Finding]] = field(default_factory=dict)


def build_pack(
    head: Head,
    findings: Sequence[Finding],
    rows: SchoolRows,
    book: Book,
    pairs: Leaf | None = None,
    beside: Sequence[Finding] = (),
) -> Pack:
    """The pack of a school: every open finding as a task, the rows that they point at, and the pairs to settle.

    `beside`: findings at rows of other schools which this one has to settle with them.
    """
    drafts = {kind: _draft(kind, findings, rows, book) for kind in COLUMNS}
    leaves = [_row_leaf(kind, list(found.values()), rows, book) for kind, found in drafts.items() if found]
    leaves += [pairs] if pairs else []
    tasks = task_leaf(findings, rows, leaves, book, beside)
    return Pack(
        head.unit_id,
        head.unit_name,
        head.school_code,
        head.school_name,
        head.school_year,
        head.as_of,
        head.dues,
        head.contact,
        (tasks, *leaves),
    )


def _draft(kind: str, findings: Iterable[Finding], rows: SchoolRows, book: Book) -> dict[str, _Draft]:
    """The rows of a table with a fault in a column that a school can fill in, by the key of their line."""
    drafts: dict[str, _Draft] = {}
    known = {column.name for column in COLUMNS[kind] if not column.is_fixed}
    for finding in findings:
        pointed = book.rules.get(finding.code)
        if pointed is None or pointed.kind != kind:
            continue
        for row in rows_at(finding, pointed, rows, book):
            for name in fields_at(finding, row, pointed):
                if name in known or "." in name:
                    draft = drafts.setdefault(line_key(origin_of(kind, row)), _Draft(row))
                    draft.faults.setdefault(name, []).append(finding)
    return drafts


def _row_leaf(kind: str, drafts: Sequence[_Draft], rows: SchoolRows, book: Book) -> Leaf:
    columns = _shown_columns(kind, drafts, rows, book)
    choices = {**book.choices, "class_name": [(name, name) for name in rows.values("pupil", "class_name")]}
    fields = tuple(column.field(_head(column, book), choices) for column in columns)
    lines = tuple(_row_line(kind, draft, columns, fields) for draft in drafts)
    return Leaf(kind, book.labels[f"pack.leaf.{kind}"], book.labels[f"pack.title.{kind}"], fields, lines)


def _shown_columns(kind: str, drafts: Sequence[_Draft], rows: SchoolRows, book: Book) -> list[Column]:
    """The columns in which the school's file says anything, or at which a finding points; then the items."""
    pointed = {name for draft in drafts for name in draft.faults}
    pointed |= {DROP.name} if pointed & {column.name for column in COLUMNS[kind] if column.is_key} else set()
    own = [column for column in COLUMNS[kind] if column.name in pointed or rows.has(kind, column.name)]
    held = {name for draft in drafts for name in draft.row}
    items = dict.fromkeys(name for item in book.items for name in item.names if name in held)
    return own + [item_column(name) for name in items] if kind == ITEM_OWNER else own


def _head(column: Column, book: Book) -> str:
    if "." not in column.name:
        return book.labels[f"pack.field.{column.name}"]
    kind, item, part = column.name.split(".")
    name = next(one.name for one in book.items if (one.kind, one.item) == (kind, item))
    return book.labels[f"pack.item.{kind}_{part}"].format(name=name)


def _row_line(kind: str, draft: _Draft, columns: Sequence[Column], fields: Sequence[Field]) -> Line:
    origin = origin_of(kind, draft.row)
    cells = (_row_cell(draft, column, field) for column, field in zip(columns, fields, strict=True))
    return Line(line_key(origin), origin, tuple(cells))


def _row_cell(draft: _Draft, column: Column, field: Field) -> Cell:
    faults = draft.faults.get(column.name, [])
    is_there = "." not in column.name or column.name in draft.row
    opens = bool(faults) if column is not DROP else any(name in draft.faults for name in KEYS)
    return Cell(
        text=column.show(draft.row, field),
        is_open=is_there and not column.is_fixed and (opens or not column.is_key),
        reasons=tuple(f"{finding.code}: {finding.message} {finding.mend}" for finding in faults),
        is_error=any(finding.severity is Severity.ERROR for finding in faults),
    )
