"""What a declared table is: its columns, their kinds, and how its batches make a history."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of value that a column may hold."""

    TEXT = "text"
    INTEGER = "integer"
    DATE = "date"
    TIME = "time"
    """A day and a time of day, as the file says it (Viet Nam time, no zone)."""
    FLAG = "flag"


class History(StrEnum):
    """How the batches of a table add up to what was known on a day."""

    SNAPSHOT = "snapshot"
    """A newer export of a school replaces its older one."""
    LOG = "log"
    """Every row that was ever handed in counts."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name (lower snake case), and the kind of value in it."""

    name: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """A declared table: what one row is, its columns, and how its batches add up."""

    name: str
    row_is: str
    history: History
    columns: tuple[Column, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the declared columns, in order, without the origin columns."""
        return tuple(column.name for column in self.columns)


ORIGIN = (Column("source_file"), Column("sheet"), Column("row_number", Kind.INTEGER))
"""Where a row was read: file as the officer named it, sheet, and row as Excel numbers it (from 1). On every table."""


def columns(text: str) -> tuple[Column, ...]:
    """Columns from a compact list; a kind follows its name after a colon, text where none does.

    >>> columns("pupil_code grade:integer")[1].kind
    <Kind.INTEGER: 'integer'>
    """
    parts = [part.partition(":") for part in text.split()]
    return tuple(Column(name, Kind(kind or "text")) for name, _, kind in parts)
