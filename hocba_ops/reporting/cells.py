"""How a value of a frame reads in a table: codes become words, numbers and days get the reader's form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import polars as pl

from hocba_ops.reporting.formats import count, day, percent, show_percent
from hocba_ops.reporting.labels import Labels

CODED = {
    "cutoff_class": "class",
    "class": "class",
    "exclusion": "exclusion",
    "state": "state",
    "severity": "severity",
    "measure": "measure",
    "counted": "counted",
    "requirement": "requirement",
    "item": "requirement",
    "table": "table",
    "step": "step",
    "card_state": "card_state",
    "receipt_state": "receipt_state",
    "actor_kind": "actor_kind",
    "evidence": "evidence",
    "line": "line",
    "ownership": "ownership",
    "school_kind": "school_kind",
    "position": "position",
    "trust_root": "trust_root",
    "device": "device",
    "kind": "repair",
    "seen_in": "seen_in",
    "code": "rule",
    "weekday": "weekday",
    "term": "term",
    "judged": "judged",
    "standing": "standing",
    "first_reading": "standing",
    "second_reading": "standing",
    "number_state": "number_state",
    "rule_group": "rule_group",
    "locked_field": "field",
    "export_field": "field",
    "verdict": "verdict",
    "office_level": "office_level",
    "roadmap_act": "roadmap_act",
    "roadmap_state": "roadmap_state",
    "paper_kind": "paper_kind",
    "paper_state": "paper_state",
    "confidence": "confidence",
    "succession": "succession",
    "chain_part": "chain.part",
    "chain_column": "chain.column",
    "ledger_mark": "chain.ledger",
    "lock_mark": "chain.lock",
    "sync_kind": "class",
    "sync_reason": "class",
    "outcome": "gap.outcome",
    "delivered_column": "delivered_column",
    "file_state": "file_state",
    "signature": "signature",
    "signing_role": "signing_role",
    "outlook": "outlook",
    "runs_out": "runs_out",
    "pace_source": "pace_source",
    "trail_event": "trail",
}
"""Columns that hold codes, and the family of labels that has the words for them."""

RULE = "code"
"""The column of rules: it tells the id too, by which `hocba rules` shows one in full."""

NAMED = ("unit_id", "school_code", "other_school_code", "actor_id", "parent_id", "office_id", "duty", "next_duty",
         "holder_code", "office_then", "office_now")  # fmt: skip
"""Columns that hold ids whose words come from the rulebook or the school list, not from the labels."""

PERSONAL = (
    "full_name", "person_id", "pupil_code", "birth_date", "birth_date_text", "holder_name", "father_name",
    "mother_name", "guardian_name",
)  # fmt: skip
"""Columns that say who a person is: a frame with one of them is rows of persons and is refused by every report."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table column: its words, and whether numbers stand below it (right-aligned)."""

    text: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it will be read: a caption, heads, rows of finished text, and perhaps a line below."""

    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def refuse_persons(frame: pl.DataFrame) -> None:
    """ValueError when a frame holds rows of persons: reports show aggregates (ARCHITECTURE, privacy)."""
    found = [name for name in frame.columns if name in PERSONAL]
    if found:
        raise ValueError(f"a report shows no rows of persons, but the frame has {', '.join(found)}")


def frame_grid(frame: pl.DataFrame, caption: str, labels: Labels, names: Mapping[str, str]) -> Grid:
    """A frame as a table: heads and codes in words, and after each denominator the rates that it makes."""
    refuse_persons(frame)
    pairs = rate_pairs(frame.columns)
    heads = [
        head for name in frame.columns for head in (column_head(frame, name, labels), *_rate_heads(name, pairs, labels))
    ]
    rows = [
        tuple(
            text
            for name in frame.columns
            for text in (
                value_text(row[name], name, labels, names_for(name, frame.columns, names)),
                *_rates(row, name, pairs, labels),
            )
        )
        for row in frame.iter_rows(named=True)
    ]
    return Grid(caption, tuple(heads), tuple(rows))


def column_head(frame: pl.DataFrame, name: str, labels: Labels) -> Head:
    """The head of one column of a frame."""
    return Head(labels(f"column.{head_of(name, frame.columns)}"), frame.schema[name].is_numeric())


def head_of(column: str, columns: Sequence[str]) -> str:
    """The column whose label stands above: a school is told by its name, unless the name has its own column."""
    return "school_name" if column == "school_code" and "school_name" not in columns else column


def names_for(column: str, columns: Sequence[str], names: Mapping[str, str]) -> Mapping[str, str]:
    """The names that replace the ids of a column: none for a school's code that has the name in a column beside it."""
    return {} if column == "school_code" and "school_name" in columns else names


def value_text(value: object, column: str, labels: Labels, names: Mapping[str, str]) -> str:
    """One value as it is read; a code that the labels do not know is a KeyError, an id without a name stays an id."""
    if value is None:
        return labels("format.nothing")
    if column in NAMED:
        return names.get(str(value), str(value))
    if column in CODED and isinstance(value, str | int):
        words = labels(f"{CODED[column]}.{value}")
        return f"{value} {words}" if column == RULE else words
    if column == "school_name" and str(value).isdigit():
        return labels("view.unknown_school", code=value)
    return plain_text(value, labels)


def plain_text(value: object, labels: Labels) -> str:
    """A value that is no code: yes or no, number, day, or the text itself."""
    if isinstance(value, bool):
        return labels("format.yes" if value else "format.no")
    if isinstance(value, int):
        return count(value, labels)
    if isinstance(value, datetime):
        return f"{day(value.date(), labels)} {value:%H:%M}"
    if isinstance(value, date):
        return day(value, labels)
    if isinstance(value, float | Decimal):
        return f"{value}".replace(".", labels("format.decimal_mark"))
    return str(value)


def rate_pairs(columns: list[str]) -> dict[str, tuple[str, str]]:
    """Which numerator and denominator make which rate column: `numerator_x` with `denominator_x` or `denominator`.

    >>> rate_pairs(["numerator_late", "denominator"])
    {'rate_late': ('numerator_late', 'denominator')}
    """
    found = {}
    for name in columns:
        stem, _, rest = name.partition("numerator")
        own = f"denominator{rest}"
        if not stem and name.startswith("numerator") and (own in columns or "denominator" in columns):
            found[f"rate{rest}"] = (name, own if own in columns else "denominator")
    return found


def _after(name: str, pairs: Mapping[str, tuple[str, str]]) -> list[tuple[str, tuple[str, str]]]:
    """The rates that stand right after a denominator."""
    return [(head, pair) for head, pair in pairs.items() if pair[1] == name]


def _rate_heads(name: str, pairs: Mapping[str, tuple[str, str]], labels: Labels) -> list[Head]:
    return [Head(labels(f"column.{head}"), is_number=True) for head, _ in _after(name, pairs)]


def _rates(row: Mapping[str, object], name: str, pairs: Mapping[str, tuple[str, str]], labels: Labels) -> list[str]:
    return [_rate_text(row[top], row[below], labels) for _, (top, below) in _after(name, pairs)]


def _rate_text(numerator: object, denominator: object, labels: Labels) -> str:
    if not isinstance(numerator, int) or not isinstance(denominator, int) or denominator == 0:
        return labels("format.no_denominator" if denominator in (0, None) else "format.nothing")
    return show_percent(percent(numerator, denominator), labels)
