"""For a sheet that no layout fits: which heading is likely which field, by its words and by what stands below it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from hocba_ops.errors import UnknownHeading
from hocba_ops.sources.content import ENOUGH, FITTING, TELLING, holds_data, shapes, share
from hocba_ops.sources.family import FAMILIES
from hocba_ops.sources.headings import (
    DEEPEST,
    FEWEST_CELLS,
    SEARCHED_ROWS,
    Header,
    clean_rows,
    column_paths,
    header_of,
    likeliest_heading,
)
from hocba_ops.sources.layout import Family, Grid, Layout
from hocba_ops.sources.mapping import HeadingMap, column_names, fingerprint
from hocba_ops.sources.rows import ORDINAL
from hocba_ops.text import heading_key

LOOKED_AT = 200
SURE = 0.75
"""A proposal at least this good is taken where nobody is asked."""
WORTH_SHOWING = 0.5
BY_CONTENT, BY_BOTH = 0.8, 0.15
AGAINST = 0.5
"""What a heading is still worth when the values below it speak against it."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A column of an unknown sheet, the shapes of its first values, and the field that it likely holds ("": none)."""

    heading: str
    shapes: tuple[str, ...]
    field: str = ""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Draft:
    """What a sheet could be: family and layout, where its heading stands, and a proposal for each column."""

    name: str
    sheet: str
    family: str
    layout: str
    fingerprint: str
    proposals: tuple[Proposal, ...]

    def mapping(self, columns: Mapping[str, str], *, name: str) -> HeadingMap:
        """The mapping that gives these fields to the headings of the sheet."""
        chosen = {heading: field for heading, field in columns.items() if field}
        return HeadingMap(name, self.family, self.layout, self.fingerprint, chosen)


def draft(grids: Sequence[Grid], *, path: str, sheet: str = "", family: str = "") -> Draft:
    """The likeliest reading of one sheet (of the fullest, unless one is named) as a family (of any, unless one is).

    Raises `UnknownHeading` where there is no such sheet or nothing on it that could be a heading.
    """
    asked = [grid for grid in grids if not sheet or grid.sheet == sheet]
    full = [(grid, header) for grid in asked if (header := _header(grid)) is not None]
    if not full:
        raise UnknownHeading(path, sheet, [])
    grid, header = max(full, key=lambda pair: pair[0].cells.height)
    values = _values(grid, header)
    families = [FAMILIES[family]] if family else list(FAMILIES.values())
    drafts = [
        (_rank(found, layout), owner, layout, found)
        for owner in families
        for layout in owner.layouts
        for found in [_proposals(header, values, layout)]
    ]
    _, owner, layout, found = max(drafts, key=lambda one: one[0])
    return Draft(path, grid.sheet, owner.name, layout.name, fingerprint(header), tuple(found))


def fields_of(family: str, layout: str) -> dict[str, str]:
    """Every field of a layout that a column can be given, with the heading that offices use for it first."""
    return {field: names[0] for field, names in layout_of(FAMILIES[family], layout).headers.items()}


def layout_of(family: Family, name: str) -> Layout:
    """A layout of a family by its name."""
    return next(layout for layout in family.layouts if layout.name == name)


def _header(grid: Grid) -> Header | None:
    """The heading as a reader would see it: the fullest row of words near the top, with merged rows above and below."""
    rows = clean_rows(grid.cells.head(SEARCHED_ROWS + DEEPEST))
    counts = [_count_words(row) for row in rows[:SEARCHED_ROWS]]
    if not counts or max(counts) < 1 or sum(map(bool, likeliest_heading(rows))) < 1:
        return None
    bottom = top = counts.index(max(counts))
    while top > 0 and bottom - top < DEEPEST - 1 and counts[top - 1] >= FEWEST_CELLS:
        top -= 1
    while bottom + 1 < len(rows) and bottom - top < DEEPEST - 1 and _is_below(rows[bottom], rows[bottom + 1]):
        bottom += 1
    return header_of(top, bottom - top + 1, column_paths(rows[top : bottom + 1]))


def _count_words(row: Sequence[str]) -> int:
    """Cells of a row that could be headings: none of them in a row of data."""
    return 0 if holds_data(row) else sum(bool(cell) and not any(map(str.isdigit, cell)) for cell in row)


def _is_below(row: Sequence[str], following: Sequence[str]) -> bool:
    """Whether a row continues a merged heading: words only, and some of them where the row above is empty."""
    filled = [bool(cell) for cell in following]
    beside = any(below and not above for above, below in zip(row, following, strict=True))
    return any(filled) and beside and sum(filled) < sum(map(bool, row)) and _count_words(following) == sum(filled)


def _values(grid: Grid, header: Header) -> list[list[str]]:
    """The first values of each column, as cleaned text."""
    rows = clean_rows(grid.cells.slice(header.top + header.depth, LOOKED_AT))
    return [[row[place] for row in rows if row[place]] for place in range(len(header.paths))]


def _proposals(header: Header, values: Sequence[Sequence[str]], layout: Layout) -> list[Proposal]:
    """The best field for each column, every field once, the surest first."""
    names = column_names(header)
    scored = sorted(
        (-score, place, field)
        for place, (path, below) in enumerate(zip(header.paths, values, strict=True))
        for field, score in _scores(path, below, layout)
        if score >= WORTH_SHOWING
    )
    taken: dict[int, tuple[str, float]] = {}
    for score, place, field in scored:
        if place not in taken and field not in (one for one, _ in taken.values()):
            taken[place] = (field, -score)
    return [
        Proposal(name, shapes(below), *taken.get(place, ("", 0.0)))
        for place, (name, below) in enumerate(zip(names, values, strict=True))
        if name
    ]


def _scores(path: tuple[str, ...], values: Sequence[str], layout: Layout) -> Iterator[tuple[str, float]]:
    if layout.name_of and (field := layout.name_of(path)):
        yield field, 1.0
    for field, spellings in layout.headers.items():
        by_name = max((_likeness(name, spelling) for name in _called(path) for spelling in spellings), default=0.0)
        yield field, _weighed(field, by_name, values)


def _weighed(field: str, by_name: float, values: Sequence[str]) -> float:
    """What heading and values together say; values that are not the field's kind speak against its heading."""
    if field == ORDINAL and values[:2] == ["1", "2"]:
        return max(by_name, BY_CONTENT)
    if field in TELLING and share(values, TELLING[field]) >= ENOUGH:
        return min(1.0, max(by_name, BY_CONTENT) + BY_BOTH * by_name)
    if field in FITTING and values:
        is_fitting = share(values, FITTING[field]) >= ENOUGH
        return min(1.0, by_name + BY_BOTH * by_name) if is_fitting else by_name * AGAINST
    return by_name


def _called(path: tuple[str, ...]) -> tuple[str, ...]:
    """The ways to read a column's headings: the lowest alone, and all of them together."""
    return tuple(dict.fromkeys((path[-1], " ".join(path)))) if path else ()


@lru_cache(maxsize=65_536)
def _likeness(one: str, other: str) -> float:
    """How like two headings are, from 0 to 1: words shared, or letters shared once the words are sorted."""
    first, second = heading_key(one), heading_key(other)
    if first == second:
        return 1.0
    words, others = first.split(), second.split()
    shared = 2 * len(set(words) & set(others)) / (len(words) + len(others) or 1)
    return 0.95 * max(shared, SequenceMatcher(None, " ".join(sorted(words)), " ".join(sorted(others))).ratio())


def _rank(found: Sequence[Proposal], layout: Layout) -> tuple[float, float]:
    """How well a layout accounts for a sheet: the part of its required fields found, then all that was found."""
    scores = {one.field: one.score for one in found if one.field}
    return sum(field in scores for field in layout.required) / len(layout.required), sum(scores.values())
