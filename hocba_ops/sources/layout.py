"""The shapes that reading passes on: a sheet as text, a layout to look for, a block of rows under its heading."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

Headers = Mapping[str, tuple[str, ...]]
"""Our name of a column -> the headings that offices give it, the preferred one first."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet as text. `cells` has `row_number` (from 1, as Excel counts) and text columns `c0`, `c1`, …

    `is_1904`: the file counts its days from 1904, as Excel on a Macintosh did; a day kept as a plain number follows.
    """

    sheet: str
    cells: pl.DataFrame
    repairs: pl.DataFrame
    is_1904: bool = False


@dataclass(frozen=True, slots=True)
class Titled:
    """A field that a line of its own fills for the rows below it; `value_of` reads its cells (None: no such line)."""

    field: str
    kind: str
    """The kind of repair under which such a line is told."""
    value_of: Callable[[tuple[str, ...]], str | None]


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of sheet: its headings, and the columns without which a sheet is not of this kind.

    `name_of` names columns that no list can hold (a subject's level, a subject's score) from their merged headings.
    `titled`: lines between the rows (the name of a class) say what the rows below them share; a sheet without such a
    line is not of this kind.
    """

    name: str
    headers: Headers
    required: tuple[str, ...]
    name_of: Callable[[tuple[str, ...]], str | None] | None = None
    titled: Titled | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of a sheet that stand under a heading of a layout.

    `rows` has row_number and the text columns of the grid, without repeated headings and totals; `columns` says which
    of them holds which field; `paths` gives every column's merged headings from top to bottom; `preamble` the lines
    above, `said` the cells of those lines one by one.
    """

    layout: str
    sheet: str
    columns: Mapping[str, str]
    paths: Mapping[str, tuple[str, ...]]
    preamble: tuple[str, ...]
    rows: pl.DataFrame
    repairs: pl.DataFrame
    is_1904: bool = False
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """Typed rows by table (declared columns, sheet and row_number), and what was mended on the way."""

    tables: Mapping[str, pl.DataFrame]
    repairs: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Family:
    """A file family: the layouts of its sheets, and how their blocks become rows of the declared tables.

    `has_catalogues`: sheets of another kind stand beside the data on purpose and are passed over in silence.
    """

    name: str
    layouts: tuple[Layout, ...]
    read: Callable[[Sequence[Block]], Parsed]
    has_catalogues: bool = False
