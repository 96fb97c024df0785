"""The exchange layout toward Sở and Bộ: tables, fields, code lists and the envelope, read from an unofficial copy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal

from pydantic import Field, model_validator

from hocba_ops.rulebook.entry import Cited, Entry, Flag, Grade, Whole, Words, refuse
from hocba_ops.rulebook.faults import DATA, Faults
from hocba_ops.rulebook.files import DataFile, Located, by_id, entries, read_files, refuse_unknown

HEADS = ("table", "envelope", "event", "codes", "subject", "level")
Kind = Literal["varchar", "date", "datetime", "decimal", "double", "boolean", "int"]
Form = Literal["person_id", "uuid", "school_year", "month", "year"]


class LayoutField(Entry):
    """A field: `length` is the most characters, `source` the column of the store that it comes from.

    `unless`: the field whose being 1 waives the duty to fill this one. `choice`: exactly one of the neighbours with the
    same word stands. `zero_is_empty`: nothing is written for 0.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    title: Words
    type: Kind
    length: Whole | None = None
    scale: Whole = 0
    required: Flag = False
    unless: str = ""
    choice: str = ""
    codes: str = ""
    form: Form | None = None
    low: Whole | None = None
    high: Whole | None = None
    zero_is_empty: Flag = False
    constant: str = ""
    source: str = ""


class LayoutTable(Cited):
    """A table of the layout; one with a `parent` hangs below a record of it, and `key` tells its rows apart."""

    id: Words
    level: Literal["tieu_hoc", "trung_hoc"]
    grades: tuple[Grade, ...]
    parent: str = ""
    key: tuple[str, ...] = ()
    fields: tuple[LayoutField, ...]

    @model_validator(mode="after")
    def _names_are_single(self) -> "LayoutTable":
        names = [field.name for field in self.fields]
        if len(set(names)) < len(names):
            raise refuse("duplicate", first=self.id)
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the fields, in the order of the layout."""
        return tuple(field.name for field in self.fields)


class EnvelopeField(Cited):
    """A field of the envelope that stands before every row."""

    id: Words
    title: Words
    type: Kind
    length: Whole | None = None
    codes: str = ""
    low: Whole | None = None


class EventWord(Cited):
    """How an event (new, update, cancel) is written, letter by letter."""

    id: Literal["new", "update", "cancel"]
    wire: Words


class LevelWord(Cited):
    """How a level of the secondary circular is written."""

    id: Words
    wire: Words


class CodeList(Cited):
    """A code list: what is written, and what it means; `catalogue` is the list of identity data behind it."""

    id: Words
    values: Mapping[str, str]
    catalogue: str = ""


class SubjectCode(Cited):
    """How a subject is written: its code, its name, and the shorter name where the field has no room for it."""

    id: Words
    code: Annotated[str, Field(min_length=1, max_length=3)]
    name: Words
    short_name: str = ""


@dataclass(frozen=True, slots=True)
class ExchangeEntries:
    """The entries of the files `exchange/*.toml`, each with its place."""

    tables: list[Located[LayoutTable]]
    envelope: list[Located[EnvelopeField]]
    events: list[Located[EventWord]]
    codes: list[Located[CodeList]]
    subjects: list[Located[SubjectCode]]
    levels: list[Located[LevelWord]]

    def cited(self) -> tuple[Located[Cited], ...]:
        """Every entry, for what is said of papers."""
        return (*self.tables, *self.envelope, *self.events, *self.codes, *self.subjects, *self.levels)

    def layout(self, faults: Faults) -> "ExchangeLayout":
        """The layout of all entries; ids that stand twice are noted."""
        return ExchangeLayout(
            tables=by_id(self.tables, faults),
            envelope=by_id(self.envelope, faults),
            events={word.id: word.wire for word in by_id(self.events, faults).values()},
            codes=by_id(self.codes, faults),
            subjects=by_id(self.subjects, faults),
            levels={word.id: word.wire for word in by_id(self.levels, faults).values()},
        )


@dataclass(frozen=True, slots=True)
class ExchangeLayout:
    """The whole layout. Mappings are by id, in the order of the files; `events` gives the wire word of each event."""

    tables: Mapping[str, LayoutTable]
    envelope: Mapping[str, EnvelopeField]
    events: Mapping[str, str]
    codes: Mapping[str, CodeList]
    subjects: Mapping[str, SubjectCode]
    levels: Mapping[str, str]

    def records(self) -> tuple[LayoutTable, ...]:
        """The tables of which a row is a học bạ."""
        return tuple(table for table in self.tables.values() if not table.parent)

    def children(self, table: str) -> tuple[LayoutTable, ...]:
        """The tables below a table."""
        return tuple(one for one in self.tables.values() if one.parent == table)

    def titles(self) -> Mapping[str, str]:
        """The words of every field by name; fields of the same name have the same words."""
        fields = {field.name: field.title for table in self.tables.values() for field in table.fields}
        return fields | {name: field.title for name, field in self.envelope.items()}


def read_exchange(files: Sequence[DataFile], faults: Faults) -> ExchangeEntries:
    """The entries of the files `exchange/*.toml`."""
    for file in files:
        refuse_unknown(file, HEADS, faults)
    return ExchangeEntries(
        [one for file in files for one in entries(LayoutTable, file, faults, table="table")],
        [one for file in files for one in entries(EnvelopeField, file, faults, table="envelope")],
        [one for file in files for one in entries(EventWord, file, faults, table="event")],
        [one for file in files for one in entries(CodeList, file, faults, table="codes")],
        [one for file in files for one in entries(SubjectCode, file, faults, table="subject")],
        [one for file in files for one in entries(LevelWord, file, faults, table="level")],
    )


@cache
def standard_layout() -> ExchangeLayout:
    """The layout of the package alone, for who reads a file without a workspace."""
    faults = Faults()
    return read_exchange(read_files(DATA / "exchange", faults, shown="exchange/"), Faults()).layout(faults)
