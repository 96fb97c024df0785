"""What may make up a gap, against a search that tries everything."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hocba_ops.domain.gap import Combination, Group, Part, explain, group_parts

SOME = settings(max_examples=60, deadline=None, derandomize=True)
PARTS = st.lists(
    st.builds(
        lambda school, grade, reason, size: Part((("school", school), ("grade", grade), ("reason", reason)), size),
        st.sampled_from("AB"),
        st.sampled_from("45"),
        st.sampled_from(["late", "lost"]),
        st.integers(0, 9),
    ),
    max_size=6,
    unique_by=lambda part: part.of,
)


def apart(groups: tuple[Group, ...]) -> bool:
    return all(not one.mask & other.mask for one, other in combinations(groups, 2))


def everything(parts: list[Part], gap: int, terms: int) -> list[tuple[Group, ...]]:
    """Every choice of so many groups that share no part and are no larger than the gap."""
    found = [group for group in group_parts(parts) if 0 < group.size <= gap]
    return [some for some in combinations(found, terms) if apart(some)]


def size(groups: tuple[Group, ...]) -> int:
    return sum(group.size for group in groups)


def fixed(groups: tuple[Group, ...]) -> int:
    return sum(len(group.fixed) for group in groups)


@SOME
@given(parts=PARTS, gap=st.integers(1, 40))
def test_what_is_found_is_what_a_search_of_everything_finds_in_the_same_order(parts, gap):
    right: list[tuple[Group, ...]] = []
    for terms in (1, 2, 3):
        right = sorted((some for some in everything(parts, gap, terms) if size(some) == gap), key=fixed)
        if right:
            break
    found = explain(parts, gap, choices=5)
    assert [one.groups for one in found.exact] == right[:5]
    assert found.ties == sum(fixed(some) == fixed(right[0]) for some in right)


@SOME
@given(parts=PARTS, gap=st.integers(1, 60))
def test_where_nothing_adds_up_the_nearest_leaves_the_least_that_two_groups_can(parts, gap):
    found = explain(parts, gap)
    tried = [*everything(parts, gap, 1), *everything(parts, gap, 2)]
    left = [gap - size(some) for some in tried if size(some) <= gap]
    if found.exact:
        assert found.nearest is None
        assert all(one.remainder == 0 and size(one.groups) == gap and apart(one.groups) for one in found.exact)
    elif found.nearest is None:
        assert left == []
    else:
        assert apart(found.nearest.groups)
        assert found.nearest.remainder == min(left) == gap - size(found.nearest.groups) > 0


@SOME
@given(parts=PARTS, gap=st.integers(1, 40), chance=st.randoms())
def test_the_order_of_the_parts_changes_nothing_that_is_told(parts, gap, chance):
    shuffled = list(parts)
    chance.shuffle(shuffled)

    def told(some: list[Part]) -> list[list[tuple[tuple[str, str], ...]]]:
        found = explain(some, gap)
        ways = (*found.exact, *filter(None, [found.nearest]))
        return [[group.fixed for group in way.groups] for way in ways]

    assert told(parts) == told(shuffled)


def test_a_whole_school_comes_before_the_same_number_pieced_together():
    parts = [
        Part((("school", "A"), ("grade", "4")), 30),
        Part((("school", "A"), ("grade", "5")), 12),
        Part((("school", "B"), ("grade", "4")), 42),
        Part((("school", "B"), ("grade", "5")), 3),
    ]
    assert names(explain(parts, 42).exact) == [[{"school": "A"}], [{"school": "B", "grade": "4"}]]


def test_two_groups_are_sought_only_where_one_does_not_do():
    parts = [Part((("school", name),), size) for name, size in (("A", 10), ("B", 7), ("C", 5))]
    assert names(explain(parts, 17).exact) == [[{"school": "A"}, {"school": "B"}]]
    assert names(explain(parts, 10).exact) == [[{"school": "A"}]]


def test_groups_that_share_a_part_are_never_added():
    parts = [Part((("school", "A"), ("grade", "5")), 4), Part((("school", "A"), ("grade", "4")), 3)]
    found = explain(parts, 11)
    assert found.exact == ()
    assert (found.nearest.size, found.nearest.remainder) == (7, 4)


@pytest.mark.parametrize("parts", [[], [Part((("school", "A"),), 9)], [Part((("school", "A"),), 0)]])
def test_a_gap_smaller_than_every_group_has_no_explanation_at_all(parts):
    found = explain(parts, 5)
    assert (found.exact, found.nearest, found.groups) == ((), None, 0)


def test_many_equal_ways_are_counted_up_to_the_bound_and_few_are_shown():
    parts = [Part((("school", f"{number:03}"), ("grade", "5")), 2) for number in range(150)]
    found = explain(parts, 2, choices=5)
    assert (len(found.exact), found.ties) == (5, 100)


def names(ways: tuple[Combination, ...]) -> list[list[dict[str, str]]]:
    return [[dict(group.fixed) for group in way.groups] for way in ways]
