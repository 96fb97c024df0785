"""The tables of one sheet: one, or several below each other, or the same one in halves side by side.

A heading printed again in the same order belongs to the table above it. One in another order, or of another kind,
begins a table of its own, with the lines right above it; what the sheet says above its first heading holds for all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import polars as pl

from hocba_ops.sources.headings import (
    DEEPEST,
    FEWEST_CELLS,
    Match,
    best_match,
    clean_rows,
    count_named,
    header_of,
    heading_names,
    match,
    possible_headers,
)
from hocba_ops.sources.layout import Family, Grid, Layout
from hocba_ops.sources.rows import FEWEST_REPEATED
from hocba_ops.sources.titles import MOST_CELLS, is_titled, title_lines


@dataclass(frozen=True, slots=True)
class Section:
    """A table of a sheet: its part of the grid, its heading, the family that reads it."""

    family: Family
    grid: Grid
    match: Match


@dataclass(frozen=True, slots=True)
class Found:
    """The tables of a sheet, and headings below the first that belong to no known table (row, its words)."""

    sections: tuple[Section, ...]
    strange: tuple[tuple[int, list[str]], ...] = ()


def sections_of(grid: Grid, first: Match, family: Family, families: Sequence[Family]) -> Found:
    """Every table of a sheet whose first heading was read as a layout of `family`."""
    starts = [(family, first)]
    strange: list[tuple[int, list[str]]] = []
    ends: list[int] = []
    for at, rows in _candidates(grid, first, families):
        current = starts[-1][1]
        is_behind_strange = bool(strange) and strange[-1][0] > current.header.top
        if at < current.header.top + current.header.depth:
            continue
        if _is_word_for_word(rows[0], current) and not is_behind_strange:
            continue
        following = _following(at, rows, starts[-1], families)
        is_again = _is_same(following[1], current) if following else _is_repeated(rows[0], current)
        if is_again and not (following and is_behind_strange):
            continue
        if following:
            starts.append(following)
        else:
            strange.append((at, [cell for cell in rows[0] if cell]))
        ends.append(at)
    bounds = [_above(grid, at) for at in ends] + [grid.cells.height]
    parts = [
        part for owner, found in starts for part in _halves(_cut(grid, first, found, _end_of(found, bounds)), owner)
    ]
    return Found(tuple(parts), tuple(strange))


def fits(grid: Grid, found: Match) -> bool:
    """Whether a sheet whose headings fit also has what the layout wants beside them: lines that name classes."""
    titled = found.layout.titled
    if titled is None:
        return True
    headed = sum(map(bool, found.header.paths))
    return 2 * len(found.columns) >= headed and is_titled(grid, titled)


def _candidates(grid: Grid, first: Match, families: Sequence[Family]) -> Iterator[tuple[int, list[list[str]]]]:
    """Places of rows below a heading that could be headings themselves: no digit where the table needs a value."""
    start = first.header.top + first.header.depth
    needed = [f"c{first.columns[field]}" for field in first.layout.required if field in first.columns]
    said = pl.concat_str(needed, ignore_nulls=True).fill_null("")
    odd = ~said.str.contains(r"\d") & (_filled(grid) >= FEWEST_CELLS)
    places = grid.cells.with_row_index("at").slice(start).filter(odd)["at"].to_list()
    known = heading_names([layout for family in families for layout in family.layouts])
    for at in places:
        rows = clean_rows(grid.cells.slice(at, DEEPEST))
        named = count_named(rows[0], known)
        if named >= FEWEST_CELLS and 2 * named >= sum(map(bool, rows[0])):
            yield at, rows


def _is_word_for_word(row: Sequence[str], found: Match) -> bool:
    """Whether a row says of every column what its heading says: no need to look closer."""
    return all(
        cell in path if cell else place not in found.columns.values() or found.header.depth > 1
        for place, (cell, path) in enumerate(zip(row, found.header.paths, strict=False))
    )


def _is_repeated(row: Sequence[str], found: Match) -> bool:
    """Whether cells of a row say what stands above them: the heading again, in the same order."""
    same = sum(bool(cell) and cell in path for cell, path in zip(row, found.header.paths, strict=False))
    return same >= FEWEST_REPEATED


def _following(
    at: int, rows: list[list[str]], current: tuple[Family, Match], families: Sequence[Family]
) -> tuple[Family, Match] | None:
    """The heading that begins at a row, read as a layout: of the family above it first, then of any other."""
    family, above = current
    headers = [header for header in possible_headers(rows) if header.top == 0]
    for owners in ((family,), families):
        matches = [
            (owner, found)
            for owner in owners
            for layout in owner.layouts
            if layout.titled is None or layout == above.layout
            if (found := best_match(headers, layout))
        ]
        if matches:
            owner, found = max(matches, key=lambda pair: len(pair[1].columns))
            return owner, replace(found, header=replace(found.header, top=at))
    return None


def _is_same(following: Match, current: Match) -> bool:
    return following.layout == current.layout and following.columns == current.columns


def _above(grid: Grid, at: int) -> int:
    """The first of the lines right above a heading that hold few cells: they are its own."""
    full = grid.cells.with_row_index("at").head(at).filter(_filled(grid) > MOST_CELLS)["at"]
    return int(full[-1]) + 1 if len(full) else 0


def _filled(grid: Grid) -> pl.Expr:
    """How many cells of a row hold something."""
    cells = [name for name in grid.cells.columns if name != "row_number"]
    return pl.sum_horizontal([pl.col(name).is_not_null().cast(pl.Int32) for name in cells])


def _end_of(found: Match, bounds: Sequence[int]) -> int:
    return next(bound for bound in bounds if bound > found.header.top)


def _cut(grid: Grid, first: Match, found: Match, end: int) -> tuple[Grid, Match]:
    """A table's part of the sheet: what the sheet says first, the lines above its heading, its rows."""
    if found is first:
        return replace(grid, cells=grid.cells.head(end)), found
    start = _above(grid, found.header.top)
    above = grid.cells.head(start if found.layout.titled else first.header.top)
    top = above.filter(_filled(grid) <= MOST_CELLS)
    cells = pl.concat([top, grid.cells.slice(start, end - start)])
    header = replace(found.header, top=top.height + found.header.top - start)
    return replace(grid, cells=cells, repairs=grid.repairs.clear()), replace(found, header=header)


def _halves(part: tuple[Grid, Match], family: Family) -> list[Section]:
    """The table itself, or its parts side by side when its first heading stands there again and each part is whole."""
    grid, found = part
    spans = _spans(found)
    matches = [_part_match(found, first, last) for first, last in spans]
    if len(spans) < 2 or not all(_is_whole(one, found.layout) for one in matches):
        return [Section(family, grid, found)]
    cells = [_with_shared_titles(_columns(grid.cells, first, last), grid, found.layout) for first, last in spans]
    repairs = [grid.repairs, *[grid.repairs.clear()] * (len(spans) - 1)]
    return [
        Section(family, replace(grid, cells=one, repairs=mended), half)
        for one, mended, half in zip(cells, repairs, matches, strict=True)
    ]


def _with_shared_titles(half: pl.DataFrame, grid: Grid, layout: Layout) -> pl.DataFrame:
    """A part that has no line of a class of its own shares the lines of the whole sheet."""
    if layout.titled is None or not title_lines(half, layout.titled).is_empty():
        return half
    lines = title_lines(grid.cells, layout.titled).select("row_number", "text")
    shared = half.join(lines, on="row_number", how="left", maintain_order="left")
    return shared.with_columns(c0=pl.coalesce("c0", "text")).drop("text")


def _spans(found: Match) -> list[tuple[int, int]]:
    paths = found.header.paths
    leftmost = min(found.columns.values())
    starts = [place for place, path in enumerate(paths) if path == paths[leftmost]]
    starts = [place for place in starts if place == 0 or paths[place - 1] != paths[leftmost]]
    return list(zip(starts, [*starts[1:], len(paths)], strict=True))


def _part_match(found: Match, first: int, last: int) -> Match:
    header = header_of(found.header.top, found.header.depth, found.header.paths[first:last])
    return match(header, found.layout)


def _is_whole(found: Match, layout: Layout) -> bool:
    return set(layout.required) <= set(found.columns)


def _columns(cells: pl.DataFrame, first: int, last: int) -> pl.DataFrame:
    names = {f"c{place}": f"c{place - first}" for place in range(first, last)}
    return cells.select("row_number", *(pl.col(old).alias(new) for old, new in names.items()))
