"""The three-way merge: only what a school changed counts, nothing is overwritten that changed meanwhile."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from hocba_ops.packs.merge import Outcome, compare, settle
from hocba_ops.packs.pack import Cell, Field, Input, Leaf, Line, Pack

TEXTS = st.text(alphabet="ab", max_size=2)


def after(base: str, ours: str, theirs: str) -> str:
    """What stands in the store after a merge."""
    return theirs if settle(base, ours, theirs) is Outcome.APPLIED else ours


@given(TEXTS, TEXTS, TEXTS)
def test_what_the_school_left_alone_never_changes_the_store(base, ours, theirs):
    assert after(base, ours, base) == ours
    assert (settle(base, ours, theirs) is Outcome.UNCHANGED) == (theirs == base)


@given(TEXTS, TEXTS)
def test_what_nobody_else_changed_becomes_what_the_school_says(base, theirs):
    assert after(base, base, theirs) == theirs


@given(TEXTS, TEXTS, TEXTS)
def test_merging_the_same_return_twice_changes_nothing_the_second_time(base, ours, theirs):
    once = after(base, ours, theirs)
    assert after(base, once, theirs) == once
    assert settle(base, once, theirs) is not Outcome.APPLIED


@given(TEXTS, TEXTS, TEXTS)
def test_of_two_different_returns_of_one_pack_the_first_stands_and_the_second_is_told(base, first, second):
    stands = after(base, base, first)
    assert after(base, stands, second) == (second if first == base else stands)
    if len({base, first, second}) == 3:
        assert settle(base, stands, second) is Outcome.CONFLICT


def pack_of(field: Field, *cells: Cell) -> Pack:
    lines = tuple(Line(str(number), {}, (cell,)) for number, cell in enumerate(cells))
    leaf = Leaf("pupil", "HocSinh", "", (field,), lines)
    return Pack("quan-1", "", "A", "", "2024-2025", date(2025, 8, 1), (), "", (leaf,))


def outcomes(field: Field, cells: list[Cell], ours: list[str], theirs: list[str]) -> list[Outcome]:
    pack = pack_of(field, *cells)
    returned = {"pupil": {str(number): {field.name: text} for number, text in enumerate(theirs)}}
    changes = compare(pack, returned, lambda _leaf, line, _field: ours[int(line.key)])
    return [change.outcome for change in changes]


def test_the_same_day_in_another_form_is_no_change():
    cells = [Cell("05/03/2016", is_open=True)]
    day = Field("birth_date", "", Input.DAY)
    assert outcomes(day, cells, ["05/03/2016"], ["2016-03-05 00:00:00"]) == [Outcome.UNCHANGED]
    assert outcomes(day, cells, ["05/03/2016"], ["5/3/2016"]) == [Outcome.UNCHANGED]


def test_a_fault_that_was_left_as_it_was_is_unchanged_and_a_new_fault_is_invalid():
    cells = [Cell("00/00/2018", is_open=True), Cell("00/00/2018", is_open=True)]
    day = Field("birth_date", "", Input.DAY)
    told = outcomes(day, cells, ["00/00/2018"] * 2, ["00/00/2018", "31/02/2018"])
    assert told == [Outcome.UNCHANGED, Outcome.INVALID]


def test_a_locked_cell_is_not_compared_at_all():
    assert outcomes(Field("full_name", ""), [Cell("a")], ["a"], ["b"]) == []
