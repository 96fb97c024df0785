"""Small cells: counts of persons so small that neighbours know who is meant, and those that would give them away.

Measures of one name form a table, schools by groups with totals at both ends, in which every line adds up. A hidden
cell can be computed again exactly when it is a bridge: the only way between two parts of the graph whose nodes are the
lines and whose edges are the hidden cells. So cells are hidden with it until there is no bridge left. What stands on
no line (the groups of a single school) hangs on one common node, the ground.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from hocba_ops.tables import Answer, Counted, Measure

PERSONS = frozenset({Counted.PUPILS, Counted.CARDS, Counted.STAFF, Counted.SIGNATURES})
HIDDEN = "suppressed"
"""The note of a measure whose numbers are hidden."""

GROUND = "ground"

Cell = tuple[str, str]
"""A unit and a group, as text: the row and the column of a measure in its table."""


def without_small_cells(answer: Answer, *, minimum: int) -> Answer:
    """The answer for those who may not see rows: small counts hidden, no findings, no frames of single schools."""
    tables: dict[str, list[Measure]] = {}
    for measure in answer.measures:
        tables.setdefault(measure.name, []).append(measure)
    hidden = {id(one) for table in tables.values() for one in _hidden_of(table, answer.unit_id, minimum)}
    measures = tuple(_covered(one) if id(one) in hidden else replace(one, excluded=()) for one in answer.measures)
    return replace(answer, measures=measures, findings=(), frames={})


def is_small(measure: Measure, minimum: int) -> bool:
    """Whether a count of persons, of those in it, or of those left over, is from 1 to below the minimum."""
    if measure.counted not in PERSONS:
        return False
    part, whole = measure.numerator or 0, measure.denominator or 0
    return any(0 < count < minimum for count in (part, whole, whole - part))


def bridges(edges: Iterable[Cell], *, row_lines: bool = True, column_lines: bool = True) -> set[Cell]:
    """The hidden cells that can be computed again, as every line adds up; `…_lines`: whether there are such lines."""
    around: dict[str, list[tuple[str, Cell]]] = {}
    for edge in edges:
        row = f"r{edge[0]}" if row_lines else GROUND
        column = f"c{edge[1]}" if column_lines else GROUND
        around.setdefault(row, []).append((column, edge))
        around.setdefault(column, []).append((row, edge))
    seen: dict[str, int] = {}
    found: set[Cell] = set()
    for start in around:
        if start not in seen:
            _walk(start, around, seen, found)
    return found


def _walk(start: str, around: Mapping[str, Sequence[tuple[str, Cell]]], seen: dict[str, int], found: set[Cell]) -> None:
    """Depth first without recursion: an edge is a bridge when nothing beyond it leads back before it."""
    low: dict[str, int] = {}
    stack: list[tuple[str, Cell | None, int]] = [(start, None, 0)]
    seen[start] = low[start] = len(seen)
    while stack:
        node, came, place = stack.pop()
        if place < len(around[node]):
            stack.append((node, came, place + 1))
            other, edge = around[node][place]
            if edge == came:
                continue
            if other in seen:
                low[node] = min(low[node], seen[other])
            else:
                seen[other] = low[other] = len(seen)
                stack.append((other, edge, 0))
        elif came is not None:
            parent = stack[-1][0]
            low[parent] = min(low[parent], low[node])
            if low[node] > seen[parent]:
                found.add(came)


def _hidden_of(table: Sequence[Measure], unit: str, minimum: int) -> list[Measure]:
    """The measures to hide of one name; each way of grouping is a table of its own, and they share their totals."""
    cells = {_cell(one): one for one in table}
    ways = {tuple(key for key, _ in one.group) for one in table if one.group} or {()}
    hidden, before = {cell for cell, one in cells.items() if is_small(one, minimum)}, set[Cell]()
    while hidden != before:
        before = set(hidden)
        for way in sorted(ways):
            of_way = {c: one for c, one in cells.items() if not one.group or tuple(k for k, _ in one.group) == way}
            hidden |= _closed(hidden & of_way.keys(), of_way, unit)
    return [cells[cell] for cell in hidden]


def _closed(small: set[Cell], cells: Mapping[Cell, Measure], unit: str) -> set[Cell]:
    """The small cells and as many beside them as it takes until none can be computed again."""
    hidden, alone = set(small), set[Cell]()
    has_rows = len({cell[1] for cell in cells}) > 1
    has_columns = len({cell[0] for cell in cells}) > 1
    while open_ones := bridges(hidden, row_lines=has_rows, column_lines=has_columns) - alone:
        cell = min(open_ones)
        beside = _beside(cell, hidden, cells, unit)
        if beside is None:
            alone.add(cell)
        else:
            hidden.add(beside)
    return hidden


def _beside(cell: Cell, hidden: set[Cell], cells: Mapping[Cell, Measure], unit: str) -> Cell | None:
    """The cell to hide as well: of the same row or column, a part before a total, the smallest first."""
    near = [one for one in cells if one not in hidden and (one[0] == cell[0] or one[1] == cell[1])]
    key: Callable[[Cell], tuple[int, int, Cell]] = lambda one: (  # noqa: E731 - a key, used once
        (one[0] == unit) + (one[1] == ""),
        cells[one].denominator or 0,
        one,
    )
    return min(near, key=key, default=None)


def _cell(measure: Measure) -> Cell:
    return measure.unit_id, ";".join(f"{key}={value}" for key, value in measure.group)


def _covered(measure: Measure) -> Measure:
    return replace(measure, numerator=None, denominator=None, excluded=(), latest_on=None, note=HIDDEN)
