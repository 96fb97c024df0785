"""Small counts of persons are hidden, and nothing that is left gives them away."""

from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from hocba_ops.access.small_cells import HIDDEN, is_small, without_small_cells
from hocba_ops.tables import Answer, Counted, Measure
from hocba_ops.tables.measures import with_totals

MINIMUM = 5
DAY = date(2025, 6, 30)


def measure(unit: str, grade: str, part: int, whole: int, *, counted: Counted = Counted.PUPILS) -> Measure:
    return Measure("x", unit, DAY, counted, part, whole, group=(("grade", grade),))


def answer(parts: list[Measure], unit: str = "q") -> Answer:
    return Answer("step", unit, "2024-2025", DAY, measures=tuple(with_totals(parts, unit)))


def shown(found: Answer) -> dict[tuple[str, str], tuple[int | None, int | None]]:
    return {(one.unit_id, one.part("grade") or ""): (one.numerator, one.denominator) for one in found.measures}


def test_a_count_left_over_that_is_small_is_hidden_like_a_small_count():
    assert is_small(measure("a", "1", 2, 100), MINIMUM)
    assert is_small(measure("a", "1", 98, 100), MINIMUM)
    assert not is_small(measure("a", "1", 0, 100), MINIMUM)
    assert not is_small(measure("a", "1", 100, 100), MINIMUM)


def test_counts_of_schools_and_duties_are_never_hidden():
    found = without_small_cells(answer([measure("a", "1", 1, 2, counted=Counted.SCHOOLS)]), minimum=MINIMUM)
    assert shown(found)["a", "1"] == (1, 2)


def test_one_small_cell_of_a_school_alone_takes_a_second_one_with_it():
    parts = [measure("a", "1", 2, 30), measure("a", "2", 20, 40), measure("a", "3", 25, 50)]
    found = shown(without_small_cells(answer(parts, "a"), minimum=MINIMUM))
    assert found["a", "1"] == (None, None)
    assert found["a", "2"] == (None, None)
    assert found["a", "3"] == (25, 50)
    assert found["a", ""] == (47, 120)


def test_hidden_measures_say_so_and_findings_and_frames_are_left_out():
    found = without_small_cells(answer([measure("a", "1", 2, 30), measure("a", "2", 9, 40)], "a"), minimum=MINIMUM)
    assert {one.note for one in found.measures if one.numerator is None} == {HIDDEN}
    assert (found.findings, found.frames) == ((), {})


tables = st.lists(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=3, max_size=3), min_size=1, max_size=4
)


@settings(max_examples=60, deadline=None)
@given(tables)
def test_no_hidden_cell_follows_from_the_cells_that_are_shown(table: list[list[tuple[int, int]]]):
    parts = [
        measure(f"s{row}", str(column), part, part + rest)
        for row, cells in enumerate(table)
        for column, (part, rest) in enumerate(cells)
    ]
    unit = "q" if len(table) > 1 else "s0"
    found = shown(without_small_cells(answer(parts, unit), minimum=MINIMUM))
    assert all(value == (None, None) or not is_small(measure("", "", *value), MINIMUM) for value in found.values())
    assert not determined({cell for cell, value in found.items() if value[0] is None}, set(found))


def determined(hidden: set[tuple[str, str]], cells: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Slow reference: the unknowns of the equations (every line adds up) that have one solution, by elimination."""
    unknown = sorted(hidden)
    units, groups = {unit for unit, _ in cells}, {group for _, group in cells}
    lines = [[cell for cell in cells if cell[0] == unit] for unit in units if len(groups) > 1]
    lines += [[cell for cell in cells if cell[1] == group] for group in groups if len(units) > 1]
    rows = [[sign(cell, line) if cell in line else Fraction(0) for cell in unknown] for line in lines]
    solved = reduced(rows)
    return {unknown[next(i for i, v in enumerate(row) if v)] for row in solved if sum(1 for v in row if v) == 1}


def sign(cell: tuple[str, str], line: list[tuple[str, str]]) -> Fraction:
    along_row = len({unit for unit, _ in line}) == 1
    is_total = cell[1] == "" if along_row else cell[0] == "q"
    return Fraction(-1 if is_total else 1)


def reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    rows, place = [row[:] for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((i for i in range(place, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[place], rows[pivot] = rows[pivot], rows[place]
        rows[place] = [value / rows[place][column] for value in rows[place]]
        for i, row in enumerate(rows):
            if i != place and row[column]:
                rows[i] = [a - row[column] * b for a, b in zip(row, rows[place], strict=True)]
        place += 1
    return rows
