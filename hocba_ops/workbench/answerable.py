"""Who answers for each school and office from which day to which: a duty still open is with whoever answers then."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby, pairwise

import polars as pl

from hocba_ops.domain.org_unit import UnitKind, UnitTree

SCHOOL_OFFICE = pl.Schema(
    {
        "actor_id": pl.String(),
        "office_id": pl.String(),
        "office_name": pl.String(),
        "valid_from": pl.Date(),
        "valid_to": pl.Date(),
    }
)
"""One row an actor and span of days, both ends included; spans follow each other without a gap.

Of a school the office above it (above its heir, once it has ended). Of an office itself, and once it has ended its
successors, told together without an id when there are several.
"""
FIRST, LAST = date(1900, 1, 1), date(9999, 12, 31)


def school_office_frame(tree: UnitTree, actors: Iterable[str]) -> pl.DataFrame:
    """`SCHOOL_OFFICE` of schools and offices."""
    cuts = [FIRST, *(day for day in tree.turns() if FIRST < day < LAST)]
    rows = [row for actor in sorted(set(actors)) for row in _spans(tree, actor, cuts)]
    return pl.DataFrame(rows, schema=SCHOOL_OFFICE, orient="row")


def _spans(tree: UnitTree, actor: str, cuts: list[date]) -> Iterator[tuple[object, ...]]:
    told = [(_answering(tree, actor, day), day) for day in cuts]
    runs = [(answer, next(days)[1]) for answer, days in groupby(told, key=lambda pair: pair[0])]
    for (answer, first), (_, after) in pairwise([*runs, (None, LAST)]):
        if answer:
            yield (actor, *answer, first, after - timedelta(days=1) if after < LAST else LAST)


def _answering(tree: UnitTree, actor: str, day: date) -> tuple[str | None, str] | None:
    unit = tree.units.get(actor)
    if unit is None:
        return None
    if unit.kind == UnitKind.TRUONG:
        office = tree.answers_to(actor, day)
        return (office.id, office.short_name) if office else None
    if unit.valid_to is None or day <= unit.valid_to:
        return unit.id, unit.short_name
    heirs = [tree.units[one] for one in unit.successors if one in tree.units]
    return (heirs[0].id if len(heirs) == 1 else None, "; ".join(one.short_name for one in heirs)) if heirs else None
