"""A gap between two totals in words: what may make it up, how sure that is, and what stays unexplained."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import polars as pl

from hocba_ops.reporting.formats import count, day
from hocba_ops.reporting.labels import Labels
from hocba_ops.tables import Answer

Row = Mapping[str, Any]
CLOSES, UNEXPLAINED, NO_COLUMN = "khop", "khong_giai_thich_duoc", "khong_ro_cot"
MANY = 100
"""From so many equal combinations on nobody counted any further."""


def told_lines(answer: Answer, labels: Labels, names: Mapping[str, str]) -> list[str]:
    """A line a total that somebody told, and below it what may explain the gap."""
    terms = answer.frames["sync_terms"]
    lines = []
    for row in answer.frames["sync_told"].iter_rows(named=True):
        mine = terms.filter(pl.col("place") == row["place"])
        lines.append(
            " ".join([_told(row, labels, names), *gap_lines(row, list(mine.iter_rows(named=True)), labels, names)])
        )
    return lines or [labels("gap.none")]


def gap_lines(row: Row, terms: Sequence[Row], labels: Labels, names: Mapping[str, str]) -> list[str]:
    """What may make up a gap. `row`: gap, outcome, ties, remainder. `terms`: choice, the group's values, cards."""
    if row["outcome"] in (CLOSES, NO_COLUMN):
        return []
    if row["outcome"] == UNEXPLAINED:
        return [labels("gap.nothing")]
    whole = labels("gap.all_counted" if row["gap"] < 0 else "gap.all_others")
    chosen = [list(way) for _, way in groupby(terms, lambda term: term["choice"])]
    ways = [" + ".join(_groups(way, whole, labels, names)) for way in chosen]
    if row["remainder"]:
        return [labels("gap.nearest", groups=ways[0], remainder=count(row["remainder"], labels))]
    side = "gap.theirs_less" if row["gap"] < 0 else "gap.theirs_more"
    return [
        labels(side, gap=count(abs(row["gap"]), labels)),
        *(labels("gap.choice", choice=place, groups=way) + ";" for place, way in enumerate(ways, start=1)),
        _sureness(row["ties"], labels),
    ]


def _told(row: Row, labels: Labels, names: Mapping[str, str]) -> str:
    unit = names.get(row["unit_id"], row["unit_id"])
    about = {
        "unit": unit,
        "day": day(row["figure_date"], labels),
        "said_by": row["said_by"],
        "theirs": count(row["theirs"], labels),
    }
    if row["outcome"] == NO_COLUMN:
        return labels("gap.unclear", **about)
    grades = labels("gap.told_grades", grades=row["grades_text"]) if row["grades_text"] else ""
    column = labels(f"chain.column.{row['chain_column']}").lower()
    told = labels("gap.told", column=column, grades=grades, ours=count(row["ours"], labels), **about)
    return f"{told} {labels('gap.outcome.khop')}." if row["outcome"] == CLOSES else told


def _sureness(ties: int, labels: Labels) -> str:
    if ties == 1:
        return labels("gap.one")
    return labels("gap.ties_many" if ties >= MANY else "gap.ties", ties=count(ties, labels))


def _groups(way: Sequence[Row], whole: str, labels: Labels, names: Mapping[str, str]) -> Iterator[str]:
    for term in way:
        named = ", ".join(_named(term, labels, names)) or whole
        yield labels("gap.group", named=named, cards=count(term["cards"], labels))


def _named(term: Row, labels: Labels, names: Mapping[str, str]) -> Iterator[str]:
    """The values that a group fixes, in words; what it leaves open is not told."""
    for part in ("sync_kind", "sync_reason"):
        if term[part] is not None:
            yield labels(f"class.{term[part]}").lower()
    if term["school_code"] is not None:
        yield names.get(term["school_code"], term["school_code"])
    if term["grade"] is not None:
        yield labels("gap.grade", grade=term["grade"]) if term["grade"] else labels("gap.no_grade")
    if term["lock_mark"] is not None:
        yield labels(f"chain.lock.{term['lock_mark']}").lower()
