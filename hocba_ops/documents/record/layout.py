"""The layout of a record as data: fields in order, their kinds and lengths, and what may be missing.

Fields, lengths and what is required are those of the exchange layout, which the rulebook has once for all. The
ministry's XML profile is not public, so elements and namespace are our own (`profile.toml`) until it is.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from hocba_ops.rulebook.exchange import LayoutField, LayoutTable, standard_layout

HERE = files("hocba_ops.documents.record")
KINDS = {"double": "decimal", "int": "decimal"}
"""Kinds of the exchange layout that a record does not tell from others."""


class Kind(StrEnum):
    """Which paper form a record belongs to."""

    TIEU_HOC = "tieu_hoc"
    THCS = "thcs"
    THPT = "thpt"


@dataclass(frozen=True, slots=True)
class Field:
    """A field. `kind`: varchar | date | decimal | boolean. `is_required`: by the exchange layout; `is_needed`: by us.

    `unless`: the flag that waives what the layout requires. `fits`: the room that our own files have, if it is more.
    """

    name: str
    kind: str
    length: int | None
    is_required: bool
    is_needed: bool
    fits: int | None
    unless: str = ""

    @property
    def longest(self) -> int | None:
        """How many characters our own files allow."""
        return self.fits or self.length


@dataclass(frozen=True, slots=True)
class Layout:
    """The layout of one kind of record: its table, its own fields, and the fields of each child table, in order."""

    kind: Kind
    table: str
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
    """The layout of a kind of record; child tables by what stands behind the name of its table."""
    layout = standard_layout()
    table = layout.tables[_told()["kind"][kind]["table"]]
    children = {one.id.removeprefix(f"{table.id}_"): _fields(one) for one in layout.children(table.id)}
    return Layout(kind, table.id, _fields(table), children)


def kind_of_grade(grade: int) -> Kind:
    """The form on which a grade is written.

    >>> kind_of_grade(5).value, kind_of_grade(12).value
    ('tieu_hoc', 'thpt')
    """
    return next(Kind(name) for name, told in _told()["kind"].items() if grade in told["grades"])


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(HERE.joinpath("profile.toml").read_text(encoding="utf-8"))


def _fields(table: LayoutTable) -> tuple[Field, ...]:
    return tuple(_field(table, one) for one in table.fields)


def _field(table: LayoutTable, one: LayoutField) -> Field:
    needed, fits = _told()["needed"], _told()["fits"]
    return Field(
        name=one.name,
        kind=KINDS.get(one.type, one.type),
        length=one.length if one.type == "varchar" else None,
        is_required=one.required,
        is_needed=one.name in needed["row" if table.parent else "record"],
        fits=fits.get(f"{table.id}.{one.name}"),
        unless=one.unless,
    )
