"""Finding the heading of a table: by what the columns are called, never by where they stand.

A heading may fill up to three rows with merged cells. A merged cell holds its text in its first cell only, so an upper
heading is carried to the right as long as the cells above it are the same.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from hocba_ops.sources.content import holds_data
from hocba_ops.sources.layout import Grid, Layout
from hocba_ops.text import fold_spaces, heading_key, nfc

SEARCHED_ROWS = 15
DEEPEST = 3
FEWEST_CELLS = 3
LAST_RANK = 100
CACHED_PATHS = 16_384
BRACKETS = re.compile(r"\s*\([^()]*\)$")

Path = tuple[str, ...]
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Header:
    """A possible heading: its first row (from 0), how many rows it fills, and the headings above each column."""

    top: int
    depth: int
    paths: tuple[Path, ...]
    names: frozenset[str]
    """Everything that one of its columns could be called."""


@dataclass(frozen=True, slots=True)
class Match:
    """A heading read as a layout: which column (by its place in the grid) holds which field."""

    layout: Layout
    header: Header
    columns: Mapping[str, int]


_key = lru_cache(maxsize=8192)(heading_key)


def top_rows(grid: Grid) -> list[list[str]]:
    """The first rows of a sheet as cleaned text, empty cells as ""."""
    return clean_rows(grid.cells.head(SEARCHED_ROWS + DEEPEST))


def clean_rows(cells: pl.DataFrame) -> list[list[str]]:
    """Rows of a grid as cleaned text, empty cells as ""."""
    rows = cells.drop("row_number").iter_rows()
    return [[fold_spaces(nfc(cell)) if cell else "" for cell in row] for row in rows]


def possible_headers(rows: Rows) -> Iterator[Header]:
    """Every run of one to three rows near the top that could be a heading, shallow ones first."""
    for depth in range(1, DEEPEST + 1):
        for top in range(min(SEARCHED_ROWS, len(rows) - depth + 1)):
            if sum(map(bool, rows[top])) >= FEWEST_CELLS:
                yield header_of(top, depth, column_paths(rows[top : top + depth]))


def header_of(top: int, depth: int, paths: tuple[Path, ...]) -> Header:
    """A heading with everything that its columns could be called."""
    names = (name for path in paths for name in (*_names(path), *_bare_names(path)))
    return Header(top, depth, paths, frozenset(names))


def column_paths(rows: Rows) -> tuple[Path, ...]:
    """The headings above each column from top to bottom, merged cells carried to the columns they cover."""
    if not rows:
        return ()
    origins: list[tuple[int, ...]] = [() for _ in rows[0]]
    paths: list[list[str]] = [[] for _ in rows[0]]
    for level, row in enumerate(rows):
        above = list(origins)
        for place, cell in enumerate(row):
            covered = level < len(rows) - 1 and place > 0 and above[place] == above[place - 1]
            start = place if cell or not covered else origins[place - 1][level]
            origins[place] = (*above[place], start)
            text = row[start]
            if text and text not in paths[place]:
                paths[place].append(text)
    return tuple(map(tuple, paths))


def match(header: Header, layout: Layout) -> Match:
    """The columns of a heading that a layout knows; of two columns for one field, the preferred heading wins."""
    ranks = _ranks(layout.name, tuple(layout.headers.items()))
    best: dict[str, tuple[int, int]] = {}
    for place, path in enumerate(header.paths):
        if named := _named(path, ranks, layout):
            field, rank = named
            best[field] = min(best.get(field, (rank, place)), (rank, place))
    return Match(layout, header, {field: place for field, (_, place) in best.items()})


def best_match(headers: Sequence[Header], layout: Layout) -> Match | None:
    """The heading that names most columns of a layout, the shallowest of equals; None if it lacks a required one."""
    matches = (match(header, layout) for header in headers if _may_be(header, layout))
    whole = [found for found in matches if set(layout.required) <= set(found.columns)]
    return max(whole, key=lambda found: len(found.columns), default=None)


def _may_be(header: Header, layout: Layout) -> bool:
    """Whether every required column has one of its headings somewhere: a quick no for most layouts."""
    return not any(header.names.isdisjoint(map(_key, layout.headers[field])) for field in layout.required)


def missing_headings(headers: Sequence[Header], layouts: Sequence[Layout]) -> list[str]:
    """What a sheet lacks to be of the kind it comes nearest to; empty when it has too little of every kind."""
    near = [
        (len(lacking), -len(layout.required), lacking)
        for header in headers
        for layout in layouts
        if 0 < 2 * len(lacking := _lacking(header, layout)) < len(layout.required)
    ]
    return min(near, default=(0, 0, []))[2]


def _lacking(header: Header, layout: Layout) -> list[str]:
    """The required columns of which no heading stands there, each by the name that offices use first."""
    spellings = (layout.headers[field] for field in layout.required)
    return [names[0] for names in spellings if header.names.isdisjoint(map(_key, names))]


def _named(path: Path, ranks: Mapping[str, tuple[str, int]], layout: Layout) -> tuple[str, int] | None:
    """The field that a column's headings name and how well; a name without its brackets counts least."""
    for key in _names(path):
        if key in ranks:
            return ranks[key]
    if layout.name_of is not None and (field := layout.name_of(path)):
        return field, 0
    for key in _bare_names(path):
        if key in ranks:
            field, rank = ranks[key]
            return field, rank + LAST_RANK
    return None


def heading_names(layouts: Sequence[Layout]) -> frozenset[str]:
    """Every name, as a key, that some layout gives to a column."""
    return frozenset(_key(name) for layout in layouts for names in layout.headers.values() for name in names)


def count_named(row: Sequence[str], names: frozenset[str]) -> int:
    """How many cells of a row are the name of a column."""
    keys = (_key(cell) for cell in row if cell)
    return sum(key in names or BRACKETS.sub("", key) in names for key in keys)


def likeliest_heading(rows: Rows) -> list[str]:
    """The fullest of the first rows: what an officer would call the heading of a sheet that nobody recognised.

    Never a row of data, which could name a child on the screen.
    """
    fullest = max((row for row in rows if not holds_data(row)), key=lambda row: sum(map(bool, row)), default=[])
    return [cell for cell in fullest if cell]


@lru_cache(maxsize=CACHED_PATHS)
def _names(path: Path) -> tuple[str, ...]:
    """Ways to read a column's headings: the lowest, all of them joined, then each from the bottom up."""
    return tuple(map(_key, (path[-1], " ".join(path), *reversed(path[:-1])))) if path else ()


@lru_cache(maxsize=CACHED_PATHS)
def _bare_names(path: Path) -> tuple[str, ...]:
    return tuple(BRACKETS.sub("", key) for key in _names(path))


@lru_cache(maxsize=64)
def _ranks(_name: str, headers: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, tuple[str, int]]:
    return {heading_key(name): (field, rank) for field, names in headers for rank, name in enumerate(names)}
