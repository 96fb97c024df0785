"""Why two totals differ: few natural groups whose sizes add up to the gap, or the nearest that do not exceed it.

A hypothesis, never a proof: other groups may have the same sizes. The search is bounded and says so. Among the groups
that it looks at it misses nothing: one or two of any of them, three of the `FOR_THREE` most natural ones.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, islice

MOST_TERMS = 3
FOR_THREE = 250
"""Of so many groups, the most natural first, every three are tried: at most 2.573.000 combinations."""
COUNTED = 100
"""So many combinations of equal standing are counted, then no more."""

Fixed = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A smallest part of a total: what it is (dimension and value, one a dimension), and how many are in it."""

    of: Fixed
    size: int


@dataclass(frozen=True, slots=True)
class Group:
    """Everything that shares some values, e.g. one school, or one grade of a school.

    `mask`: which parts it holds. `places`: which dimensions it fixes, by their places in the parts.
    """

    fixed: Fixed
    size: int
    mask: int
    places: tuple[int, ...]

    @property
    def order(self) -> tuple[int, tuple[int, ...], Fixed]:
        """The most natural first: few values fixed, of the dimensions that come first; then by name."""
        return len(self.fixed), self.places, self.fixed


@dataclass(frozen=True, slots=True)
class Combination:
    """Groups without a common part, their size together, and what of the gap they leave."""

    groups: tuple[Group, ...]
    size: int
    remainder: int

    @property
    def standing(self) -> tuple[int, int]:
        """By what combinations are ranked: how many groups, then how many values they fix."""
        return len(self.groups), sum(len(group.fixed) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What may make up a gap.

    `exact`: combinations of its very size, the best first; `ties`: how many share the first one's standing (counted up
    to `COUNTED`); `nearest`: where none is exact. `groups`: how many were looked at.
    """

    gap: int
    exact: tuple[Combination, ...]
    ties: int
    nearest: Combination | None
    groups: int


def group_parts(parts: Sequence[Part]) -> tuple[Group, ...]:
    """Every group of parts that share values, the most natural first; of two with the same parts only the better.

    >>> [group.fixed for group in group_parts([Part((("school", "A"), ("grade", "5")), 3)])]
    [()]
    """
    masks: dict[tuple[Fixed, tuple[int, ...]], int] = defaultdict(int)
    sizes: dict[tuple[Fixed, tuple[int, ...]], int] = defaultdict(int)
    for number, part in enumerate(parts):
        for places in _subsets(range(len(part.of))):
            key = (tuple(part.of[place] for place in places), places)
            masks[key] |= 1 << number
            sizes[key] += part.size
    found = (Group(fixed, sizes[fixed, places], mask, places) for (fixed, places), mask in masks.items())
    groups = sorted(found, key=lambda group: group.order)
    return tuple(_first_of_each(groups))


def explain(parts: Sequence[Part], gap: int, *, choices: int = 5) -> Explanation:
    """The best combinations of groups that add up to a gap (a whole number above 0), at most `choices` of them.

    Of as few groups as possible; nobody asks for two where one will do.
    """
    search = _Search(tuple(group for group in group_parts(parts) if 0 < group.size <= gap), gap)
    exact = next(filter(None, map(search.exact, range(1, MOST_TERMS + 1))), [])
    ties = sum(one.standing == exact[0].standing for one in exact)
    return Explanation(gap, tuple(exact[:choices]), ties, None if exact else search.nearest(), len(search.groups))


def _subsets(of: Sequence[int]) -> Iterator[tuple[int, ...]]:
    for count in range(len(of) + 1):
        yield from combinations(of, count)


def _first_of_each(groups: Iterable[Group]) -> Iterator[Group]:
    seen: set[int] = set()
    for group in groups:
        if group.mask not in seen:
            seen.add(group.mask)
            yield group


@dataclass(frozen=True)
class _Search:
    """Groups in their order, and the gap that they are to fill."""

    groups: tuple[Group, ...]
    gap: int

    @cached_property
    def by_size(self) -> Mapping[int, list[int]]:
        """Places of the groups of each size, in order."""
        found: dict[int, list[int]] = defaultdict(list)
        for place, group in enumerate(self.groups):
            found[group.size].append(place)
        return found

    def exact(self, terms: int) -> list[Combination]:
        """The combinations of so many groups that add up, by standing, then in the order of the groups; `COUNTED`."""
        widest = max((len(group.fixed) for group in self.groups), default=0)
        adding = (places for fixed in range(terms * widest + 1) for places in self._adding(terms, fixed))
        return [self._combination(places) for places in islice(adding, COUNTED)]

    def _adding(self, terms: int, fixed: int) -> Iterator[tuple[int, ...]]:
        """Places of so many groups that fix so many values together, add up to the gap and share no part."""
        among = range(min(len(self.groups), FOR_THREE if terms == MOST_TERMS else len(self.groups)))
        for first in combinations(among, terms - 1):
            mask, size, told = self._sum(first)
            if size >= self.gap or told > fixed or mask is None:
                continue
            for last in self._of(self.gap - size, fixed - told):
                is_after = not first or first[-1] < last
                if is_after and last < among.stop and not mask & self.groups[last].mask:
                    yield (*first, last)

    @cached_property
    def by_kind(self) -> Mapping[tuple[int, int], list[int]]:
        """Places of the groups of each size and number of fixed values, in order."""
        found: dict[tuple[int, int], list[int]] = defaultdict(list)
        for place, group in enumerate(self.groups):
            found[group.size, len(group.fixed)].append(place)
        return found

    def _of(self, size: int, fixed: int) -> Sequence[int]:
        return self.by_kind.get((size, fixed), ())

    def _sum(self, places: tuple[int, ...]) -> tuple[int | None, int, int]:
        """Parts, size and fixed values of groups together; no parts where two of them share one."""
        mask = size = fixed = 0
        for place in places:
            group = self.groups[place]
            if mask & group.mask:
                return None, 0, 0
            mask, size, fixed = mask | group.mask, size + group.size, fixed + len(group.fixed)
        return mask, size, fixed

    def nearest(self) -> Combination | None:
        """One or two groups that come nearest to the gap from below: least remainder, fewest groups, best standing."""
        pairs = (pair for place in range(len(self.groups)) for pair in self._pairs(place))
        singles = ((place,) for place in range(len(self.groups)))
        found = (self._combination(places) for places in (*singles, *pairs))
        return min(found, key=lambda one: (one.remainder, *one.standing, _names(one)), default=None)

    def _pairs(self, place: int) -> Iterator[tuple[int, int]]:
        """The pairs of a group with those that bring it nearest to the gap."""
        group = self.groups[place]
        for size in sorted((one for one in self.by_size if one <= self.gap - group.size), reverse=True):
            fitting = [other for other in self.by_size[size] if not group.mask & self.groups[other].mask]
            if fitting:
                yield from ((min(place, other), max(place, other)) for other in fitting)
                return

    def _combination(self, places: tuple[int, ...]) -> Combination:
        groups = tuple(self.groups[place] for place in places)
        size = sum(group.size for group in groups)
        return Combination(groups, size, self.gap - size)


def _names(one: Combination) -> tuple[object, ...]:
    return tuple(group.order for group in one.groups)
