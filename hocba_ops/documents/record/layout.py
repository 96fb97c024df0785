"""The layout of a record as data: fields in order, their kinds and lengths, and what may be missing.

The names are those of an unofficial copy of the exchange layout (`fields.tsv`); the ministry's XML profile is not
public, so elements and namespace are our own (`profile.toml`) until it is.
"""

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

HERE = files("hocba_ops.documents.record")


class Kind(StrEnum):
    """Which paper form a record belongs to."""

    TIEU_HOC = "tieu_hoc"
    THCS = "thcs"
    THPT = "thpt"


@dataclass(frozen=True, slots=True)
class Field:
    """A field. `kind`: varchar | date | decimal | boolean. `required`: by the exchange layout; `needed`: by us."""

    name: str
    kind: str
    length: int | None
    is_required: bool
    is_needed: bool
    fits: int | None

    @property
    def longest(self) -> int | None:
        """How many characters our own files allow."""
        return self.fits or self.length


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout of one kind of record: its table, its own fields, and the fields of each child table, in order."""

    kind: Kind
    table: str
    circular: str
    level_code: str
    fields: tuple[Field, ...]
    children: Mapping[str, tuple[Field, ...]]


@dataclass(frozen=True, slots=True)
class Profile:
    """Under which namespace and version records are written, and how sure that is."""

    namespace: str
    version: str
    document: str
    clause: str
    confidence: str
    note: str


@cache
def read_profile() -> Profile:
    """The profile of our XML."""
    return Profile(**_told()["profile"])


def read_placement() -> str:
    """Where signatures on records stand: enveloped | detached."""
    placement: str = _told()["signature"]["placement"]
    return placement


@cache
def read_layout(kind: Kind) -> Layout:
    """The layout of a kind of record."""
    told, tables = _told()["kind"][kind], _tables()
    table = told["table"]
    children = {name: tables[f"{table}_{name}"] for name in told["children"]}
    return Layout(kind, table, told["circular"], told["level_code"], tables[table], children)


def kind_of_grade(grade: int) -> Kind:
    """The form on which a grade is written.

    >>> kind_of_grade(5).value, kind_of_grade(12).value
    ('tieu_hoc', 'thpt')
    """
    return next(Kind(name) for name, told in _told()["kind"].items() if grade in told["grades"])


def read_codes(name: str) -> Mapping[str, str]:
    """What the layout writes for our own words: `sex`, `standing` (levels of grades 6 to 12)."""
    codes: Mapping[str, str] = _told()["code"][name]
    return codes


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(HERE.joinpath("profile.toml").read_text(encoding="utf-8"))


@cache
def _tables() -> dict[str, tuple[Field, ...]]:
    lines = HERE.joinpath("fields.tsv").read_text(encoding="utf-8").splitlines()
    found: dict[str, list[Field]] = {}
    for row in csv.DictReader(lines, delimiter="\t"):
        found.setdefault(row["table"], []).append(_field(row))
    return {table: tuple(listed) for table, listed in found.items()}


def _field(row: Mapping[str, str]) -> Field:
    length, fits = (int(row[name]) if row[name] else None for name in ("length", "fits"))
    return Field(row["field"], row["kind"], length, row["required"] == "yes", row["needed"] == "yes", fits)
