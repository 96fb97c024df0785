"""What a work pack is: leaves (sheets) of lines, each cell open to the school or locked, and how each is filled in."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

ID_LENGTH = 16
"""Letters of a pack's id."""


class Input(StrEnum):
    """How a cell is filled in."""

    TEXT = "text"
    NUMBER_CODE = "number_code"
    """A number that names something: digits kept as text, zeros in front included."""
    DAY = "day"
    """Day/month/year."""
    CHOICE = "choice"
    """One of the listed words."""
    SUGGESTED = "suggested"
    """One of the listed words, or another."""
    WHOLE = "whole"
    """A whole number between `low` and `high`."""
    TENTHS = "tenths"
    """A number between `low` and `high` with at most one decimal."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a leaf: its id, the words above it, and how it is filled in. `choices`: word and code of each."""

    name: str
    head: str
    input: Input = Input.TEXT
    choices: tuple[tuple[str, str], ...] = ()
    low: int = 0
    high: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """What stood in a cell when the pack was made. `reasons`: why it is at fault, one sentence a finding.

    `is_open`: the school may change it. `target`: the cell of another leaf that it leads to, as `HocSinh!F7`.
    """

    text: str = ""
    is_open: bool = False
    reasons: tuple[str, ...] = ()
    is_error: bool = False
    target: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a leaf. `origin` says what it stands for: a row of the store, a finding or a pair; `key` names it."""

    key: str
    origin: Mapping[str, str]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A sheet: `kind` is what its lines are (`tasks`, `pairs`, or a declared table), `name` what the school reads."""

    kind: str
    name: str
    title: str
    fields: tuple[Field, ...]
    lines: tuple[Line, ...]

    def place(self, name: str) -> int:
        """Where a field stands, from 0. Raises `ValueError` for one that the leaf does not have."""
        return [field.name for field in self.fields].index(name)


@dataclass(frozen=True, slots=True)
class Pack:
    """The work of one school: whom it is from and for, as of which day, what is due when, and its leaves."""

    unit_id: str
    unit_name: str
    school_code: str
    school_name: str
    school_year: str
    as_of: date
    dues: tuple[tuple[str, date], ...]
    contact: str
    leaves: tuple[Leaf, ...]

    @property
    def pack_id(self) -> str:
        """The name of the pack, made of everything in it: the same content is the same pack."""
        return checksum(self)[:ID_LENGTH]

    def leaf(self, kind: str) -> Leaf | None:
        """The leaf of a kind; None when the pack has no such work."""
        return next((leaf for leaf in self.leaves if leaf.kind == kind), None)


def checksum(pack: Pack) -> str:
    """A digest of everything that stands in a pack."""
    return hashlib.sha256(canonical(pack)).hexdigest()


def canonical(pack: Pack) -> bytes:
    """The pack as bytes that are the same whenever its content is the same."""
    return json.dumps(to_json(pack), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def line_key(origin: Mapping[str, str]) -> str:
    """The name of a line, made of what it stands for."""
    told = json.dumps(dict(origin), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:ID_LENGTH]


def to_json(pack: Pack) -> dict[str, Any]:
    """The pack as plain JSON values."""
    told = asdict(pack)
    told["as_of"] = pack.as_of.isoformat()
    told["dues"] = [[what, day.isoformat()] for what, day in pack.dues]
    return told


def from_json(told: Mapping[str, Any]) -> Pack:
    """The pack that `to_json` told."""
    return Pack(
        **{
            **told,
            "as_of": date.fromisoformat(told["as_of"]),
            "dues": tuple((what, date.fromisoformat(day)) for what, day in told["dues"]),
            "leaves": tuple(_leaf(leaf) for leaf in told["leaves"]),
        }
    )


def _leaf(told: Mapping[str, Any]) -> Leaf:
    fields = (
        Field(**{**field, "input": Input(field["input"]), "choices": tuple(map(tuple, field["choices"]))})
        for field in told["fields"]
    )
    lines = (Line(line["key"], line["origin"], tuple(map(_cell, line["cells"]))) for line in told["lines"])
    return Leaf(told["kind"], told["name"], told["title"], tuple(fields), tuple(lines))


def _cell(told: Mapping[str, Any]) -> Cell:
    return Cell(**{**told, "reasons": tuple(told["reasons"])})
