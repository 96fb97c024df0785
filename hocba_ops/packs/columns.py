"""The columns of the declared tables that a school may fill in: how each is shown, and what a filled cell changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hocba_ops.domain.school_year import GRADES
from hocba_ops.packs.filling import DAY_FORM, Filled, Value
from hocba_ops.packs.pack import Field, Input

YES, NO = "yes", "no"
HIGHEST_SCORE = 10
"""A periodic test and an average have ten as their highest score (TT 27/2020, Điều 7; TT 22/2021, Điều 9)."""
YEARS = (1900, 2100)
DAYS_OF_A_YEAR = 366
FIRST_GRADE, LAST_GRADE = min(map(min, GRADES.values())), max(map(max, GRADES.values()))

Choices = Mapping[str, Sequence[tuple[str, str]]]
"""Word and code of each choice, by the name of the vocabulary."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a school fills in. `twin`: the column that keeps the words as they were written, if there is one.

    `is_key`: it says whose row it is, so it opens only where a finding points at it. `is_fixed`: it never opens.
    `other`: the column that is empty when this one is filled, for both keep their words in the same twin.
    """

    name: str
    input: Input = Input.TEXT
    vocabulary: str = ""
    twin: str = ""
    low: int = 0
    high: int = 0
    is_key: bool = False
    is_fixed: bool = False
    other: str = ""

    def field(self, head: str, choices: Choices) -> Field:
        """The column as a field of a leaf."""
        listed = tuple(choices.get(self.vocabulary, ())) if self.vocabulary else ()
        return Field(self.name, head, self.input, listed, self.low, self.high)

    def show(self, row: Mapping[str, object], field: Field) -> str:
        """What stands in the column of a row, as the school reads it: what could be read, else the words themselves."""
        value, said = row.get(self.name), row.get(self.twin) if self.twin else None
        if self.other and row.get(self.other) is not None:
            return ""
        if isinstance(value, date):
            return value.strftime(DAY_FORM)
        if said is not None:
            return str(said)
        if isinstance(value, bool):
            value = YES if value else NO
        if value is None:
            return ""
        words = {code: word for word, code in field.choices}
        return words.get(str(value), str(value))

    def changed(self, filled: Filled) -> dict[str, Value]:
        """The columns that a filled cell changes, with their new values."""
        value: Value = filled.value
        if self.vocabulary == "flag" and value is not None:
            value = value == YES
        beside = {self.twin: filled.text or None} if self.twin else {}
        return {self.name: value, **beside, **({self.other: None} if self.other and value is not None else {})}


def _key(name: str, given: Input = Input.TEXT) -> Column:
    return Column(name, given, is_key=True)


def _fixed(name: str) -> Column:
    return Column(name, is_fixed=True)


def _flag(name: str) -> Column:
    return Column(name, Input.CHOICE, "flag")


DROP = Column("drop_row", Input.CHOICE, "drop_row", is_key=True)
"""Whether a row goes: for a pupil or a result that stands twice or is of nobody here. It is no column of a table."""

PUPIL = (
    _key("pupil_code", Input.NUMBER_CODE),
    Column("full_name"),
    Column("class_name", Input.SUGGESTED, "class_name"),
    Column("grade", Input.WHOLE, low=FIRST_GRADE, high=LAST_GRADE),
    Column("birth_date", Input.DAY, twin="birth_date_text"),
    Column("sex", Input.CHOICE, "sex", "sex_text"),
    Column("person_id", Input.NUMBER_CODE),
    Column("no_number_reason", Input.SUGGESTED, "no_number_reason"),
    Column("ethnicity", Input.SUGGESTED, "ethnicity"),
    Column("nationality", Input.SUGGESTED, "nationality"),
    Column("pupil_status", Input.CHOICE, "pupil_status", "status_text"),
    Column("status_date", Input.DAY),
    Column("disability_text"),
    _flag("is_not_assessed"),
    Column("birth_place"),
    Column("province_text"),
    Column("district_text"),
    Column("commune_text"),
    Column("father_name"),
    Column("father_birth_year", Input.WHOLE, low=YEARS[0], high=YEARS[1]),
    Column("mother_name"),
    Column("mother_birth_year", Input.WHOLE, low=YEARS[0], high=YEARS[1]),
    Column("guardian_name"),
    Column("other_school"),
    DROP,
)
RESULT = (
    _key("pupil_code", Input.NUMBER_CODE),
    _fixed("full_name"),
    Column("class_name", Input.SUGGESTED, "class_name"),
    _flag("is_completed"),
    _flag("is_promoted"),
    Column("rating", Input.CHOICE, "rating", "rating_text"),
    DROP,
)
SECONDARY_RESULT = (
    _key("pupil_code", Input.NUMBER_CODE),
    _fixed("full_name"),
    Column("class_name", Input.SUGGESTED, "class_name"),
    Column("term", Input.CHOICE, "term", is_fixed=True),
    Column("learning", Input.CHOICE, "secondary_level", "learning_text"),
    Column("conduct", Input.CHOICE, "secondary_level", "conduct_text"),
    Column("absences", Input.WHOLE, high=DAYS_OF_A_YEAR * 2),
    Column("award", Input.CHOICE, "award", "award_text"),
    _flag("is_promoted"),
)
SCORE = (
    _key("pupil_code", Input.NUMBER_CODE),
    _fixed("full_name"),
    Column("class_name", is_fixed=True),
    Column("subject", Input.CHOICE, "subject", "subject_text", is_fixed=True),
    Column("term", Input.CHOICE, "term", is_fixed=True),
    Column("kind", Input.CHOICE, "score_kind", is_fixed=True),
    _fixed("place"),
    Column("tenths", Input.TENTHS, twin="value_text", high=HIGHEST_SCORE, other="level"),
    Column("level", Input.CHOICE, "score_level", "value_text", other="tenths"),
)
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "pupil": PUPIL,
    "result": RESULT,
    "secondary_result": SECONDARY_RESULT,
    "score": SCORE,
}
"""The columns of each table that packs show, in order; a table that is not here is told about, never filled in."""

KEYS = frozenset(column.name for listed in COLUMNS.values() for column in listed if column.is_key) - {DROP.name}
"""The columns that say whose row it is."""

ITEM_TABLE, ITEM_OWNER = "result_item", "result"
"""The rows of items stand beside the row of their pupil, each item with its columns."""
LEVEL, SCORED = "level", "score"


@dataclass(frozen=True, slots=True)
class Item:
    """A subject, competence or quality in a grade, as the rulebook has it."""

    grade: int
    kind: str
    item: str
    name: str
    has_score: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its fields: its level, and its score where it has one."""
        parts = (LEVEL, SCORED) if self.has_score else (LEVEL,)
        return tuple(f"{self.kind}.{self.item}.{part}" for part in parts)


def item_column(name: str) -> Column:
    """The column behind the field of an item, e.g. of `mon_hoc.toan.score`; `level_mon_hoc` is its vocabulary."""
    kind, _, part = name.split(".")
    if part == LEVEL:
        return Column(name, Input.CHOICE, f"level_{kind}", f"{name}_text")
    return Column(name, Input.WHOLE, twin=f"{name}_text", high=HIGHEST_SCORE)


def column_of(kind: str, name: str) -> Column:
    """The column of a table behind a field. Raises `KeyError` for a field that no pack has."""
    if kind == ITEM_OWNER and "." in name:
        return item_column(name)
    return {column.name: column for column in COLUMNS[kind]}[name]
