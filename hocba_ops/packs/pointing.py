"""Where a finding points: the rows and the cells of a school that it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hocba_ops.packs.columns import ITEM_OWNER, ITEM_TABLE, Choices, Item
from hocba_ops.packs.rows import TOLD_APART, Place, Row, SchoolRows
from hocba_ops.tables import Finding

SCORES, SCORED_BY, COMMENTED_BY, AVERAGE = "score", "tenths", "level", "tb"
"""The table of scores, its columns for a number and for a comment, and its kind for the average of a term."""
SHOWN_AS = {ITEM_TABLE: ITEM_OWNER, "transfer": "pupil"}
"""Where the rows of a rule are shown whose table is not the one that its file fills: an item stands beside its result,
a transfer at the pupil's row."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """Where the findings of a rule point: the table, and the field of it."""

    table: str
    field: str

    @property
    def kind(self) -> str:
        """The table whose rows show it."""
        return SHOWN_AS.get(self.table, self.table)


@dataclass(frozen=True, slots=True)
class Book:
    """What every pack of a making is filled from: words, choices, the items of each grade, where each rule points.

    `schools`: the names of the schools that a finding may have to be settled with.
    """

    labels: Mapping[str, str]
    choices: Choices
    items: Sequence[Item]
    rules: Mapping[str, Pointed]
    schools: Mapping[str, str] = field(default_factory=dict)


def place_of_finding(finding: Finding) -> Place:
    """Where the row of a finding was read, as rows are found by it."""
    return finding.source_file, finding.sheet, str(finding.row_number or "")


def rows_at(finding: Finding, pointed: Pointed, rows: SchoolRows, book: Book) -> list[Row]:
    """The rows that a finding points at; a result comes with every item of its grade, also what its file lacks."""
    found = rows.at(pointed.kind, place_of_finding(finding))
    if pointed.kind in TOLD_APART:
        return _meant(finding, pointed, found)
    if pointed.kind != ITEM_OWNER:
        return found
    return [{**_wanted(row.get("grade"), book), **row} for row in found]


def fields_at(finding: Finding, row: Row, pointed: Pointed) -> list[str]:
    """The fields of a row that a finding points at: its own, or for an item the cells that say what it says."""
    if pointed.table == SCORES:
        return [SCORED_BY if row[COMMENTED_BY] is None else COMMENTED_BY]
    if pointed.table != ITEM_TABLE:
        return [pointed.field]
    named = [name for name in row if name.endswith(f".{finding.field}.{pointed.field}")]
    same = [name for name in named if str(row.get(f"{name}_text") or "") == finding.value]
    return same or named


def _meant(finding: Finding, pointed: Pointed, found: Sequence[Row]) -> list[Row]:
    """Of the rows of a pupil in grades 6-12 those that a finding means: by subject, term and kind, then by value."""
    named = [row for row in found if finding.field in _item_names(pointed, row)]
    column = f"{pointed.field}_text" if pointed.table != SCORES else "value_text"
    same = [row for row in named if str(row.get(column) or "") == finding.value]
    return same or named


def _item_names(pointed: Pointed, row: Row) -> tuple[str, ...]:
    """What a finding may call a row: a score by subject, term and kind, a result by its field, with the term or not."""
    if pointed.table != SCORES:
        return pointed.field, f"{pointed.field}.{row['term']}"
    average = f"{row['subject']}.{row['term']}"
    return (f"{average}.{row['kind']}", *([average] if row["kind"] == AVERAGE else []))


def _wanted(grade: object, book: Book) -> Row:
    return {name: None for item in book.items if item.grade == grade for name in item.names}
