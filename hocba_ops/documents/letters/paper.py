"""An official document as values: everything that stands on its pages, in words, before anybody sets them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class PartKind(StrEnum):
    """What a part of the body is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    BLANK = "blank"
    """A dotted line to be filled in by hand; its text stands before the dots."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the body: a text, or a table of texts with its caption.

    `numeric`: columns set to the right; `widths`: of the columns, one to another.
    """

    kind: PartKind
    text: str
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    numeric: tuple[int, ...] = ()
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """Somebody who signs: the lines above, how they sign, the name, and the field of the signature (empty: on paper).

    `has_seal`: the seal of the office stands over this signature.
    """

    lines: tuple[str, ...]
    how: str
    name: str
    field: str = ""
    has_seal: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A document. `form`: named | letter | minutes. `block`: from the superior body to the issuing one.

    `number`: number and sign as printed. `mark`: what stands across each page. `dated`: the day that it bears, ISO.
    `layout`: figures of the page by name (letters.toml); `words`: the fixed words of every document by name.
    """

    form: str
    block: tuple[str, ...]
    number: str
    place_and_day: str
    dated: str
    title: str
    subject: str
    addressees: tuple[str, ...]
    body: tuple[Part, ...]
    recipients: tuple[str, ...]
    signers: tuple[Column, ...]
    layout: Mapping[str, int]
    words: Mapping[str, str]
    mark: str = ""
    seals: bool = field(default=True)

    def plain(self) -> dict[str, Any]:
        """The document as JSON values."""
        return asdict(self)
