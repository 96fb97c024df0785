"""The rows of one class, masked, for a purpose: the only place of the dashboards where persons appear."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from hocba_ops.dashboards.choices import Choices
from hocba_ops.dashboards.state import State
from hocba_ops.dashboards.templating import render
from hocba_ops.dashboards.view import View
from hocba_ops.errors import OpsError
from hocba_ops.reporting.cells import Head, value_text

COLUMNS: Mapping[str, Sequence[str]] = {
    "pupil": ("full_name", "birth_date", "person_id", "pupil_code", "status_text"),
    "card": ("pupil_code", "card_id", "state_text", "homeroom_signed_at", "head_signed_at", "sealed_at", "issued_at"),
    "result": ("full_name", "pupil_code", "rating_text", "award_text"),
}
"""What is shown of a class, table by table; a person's role may leave out some of it."""
KEY = "row_key"


@dataclass(frozen=True, slots=True)
class Reading:
    """Why rows are read, and which masked values were opened: by (table, row, column). It is no part of a link."""

    purpose: str = ""
    opened: Mapping[tuple[str, str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as it is read; `reveal`: the words by which the browser asks for it plainly, empty where it may not."""

    text: str
    reveal: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """A table of persons as it will be read."""

    caption: str
    heads: Sequence[Head]
    rows: Sequence[Sequence[Cell]]


def draw_rows(view: View, state: State, choices: Choices, reading: Reading) -> Markup:
    """The classes, the question for the purpose, and after it has been answered the rows."""
    shown: list[People] = []
    refused: list[str] = []
    if state.class_name and reading.purpose:
        for table in COLUMNS:
            try:
                shown += _people(view, table, state, reading)
            except OpsError as fault:
                refused.append(str(fault))
    return render(
        "people.html.j2",
        labels=view.labels,
        classes=choices.classes,
        state=state,
        purposes={one: view.labels(f"purpose.{one}") for one in view.purposes},
        purpose=reading.purpose,
        tables=shown,
        refused=list(dict.fromkeys(refused)) if not shown else [],
    )


def opened(view: View, state: State, reading: Reading, asked: tuple[str, str, str]) -> Reading:
    """The reading with one more masked value opened; raises OutOfScope where the role opens nothing."""
    assert state.as_of is not None
    table, key, column = asked
    value = view.reveal(table, key, column, unit=state.unit, as_of=state.as_of, purpose=reading.purpose)
    return Reading(reading.purpose, {**reading.opened, asked: value_text(value, column, view.labels, {})})


def _people(view: View, table: str, state: State, reading: Reading) -> list[People]:
    """The rows of a table; nothing where the table has none of the class."""
    assert state.as_of is not None
    frame = view.rows(table, unit=state.unit, as_of=state.as_of, purpose=reading.purpose, class_name=state.class_name)
    if frame.is_empty():
        return []
    words = view.labels
    told = [name for name in COLUMNS[table] if name in frame.columns and frame[name].null_count() < frame.height]
    masked = {name for name in told if view.opens(table, name)}
    heads = [Head(words(f"person.{name}")) for name in told]
    rows = [
        [_cell(view, reading, (table, row[KEY], name), row[name], is_masked=name in masked) for name in told]
        for row in frame.iter_rows(named=True)
    ]
    return [People(words("dash.class_taken", table=words(f"table.{table}"), count=len(rows)), heads, rows)]


def _cell(view: View, reading: Reading, place: tuple[str, str, str], value: object, *, is_masked: bool) -> Cell:
    if place in reading.opened:
        return Cell(reading.opened[place])
    words = " ".join(place) if is_masked and value is not None else ""
    return Cell(value_text(value, place[2], view.labels, {}), words)
