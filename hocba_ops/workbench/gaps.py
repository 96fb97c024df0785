"""Our totals beside those that others told: the gap, and the groups of ours that may make it up.

Our total is that of the day of theirs, from what was known on that day.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from hocba_ops.domain.gap import Combination, Explanation, Part, explain
from hocba_ops.domain.org_unit import UnitTree
from hocba_ops.steps import STEPS, Question
from hocba_ops.steps.sync import BREAKS, TIMINGS
from hocba_ops.workbench.asking import Asking
from hocba_ops.workbench.handing_over import handover_tables

if TYPE_CHECKING:
    from hocba_ops.workbench.bench import Workbench

STEP = "sync"
DIMENSIONS = ("school_code", "reason", "grade", "kind", "is_locked")
"""By what groups are made, the most telling first. A value nobody knows is empty; what a group leaves open is none."""
ANSWERS = "lan"
"""The kind of what is an answer and no card, and what the reasons of its parts begin with."""
CLOSES, EXPLAINED, PARTLY, UNEXPLAINED, NO_COLUMN = (
    "khop", "giai_thich_duoc", "giai_thich_mot_phan", "khong_giai_thich_duoc", "khong_ro_cot",
)  # fmt: skip
TOLD = pl.Schema(
    {
        "source_file": pl.String,
        "sheet": pl.String,
        "row_number": pl.Int64,
        "as_of": pl.Date,
        "place": pl.Int64,
        "ours": pl.Int64,
        "gap": pl.Int64,
        "outcome": pl.String,
        "ties": pl.Int64,
        "remainder": pl.Int64,
    }
)
TERM = pl.Schema(
    {
        "place": pl.Int64,
        "choice": pl.Int64,
        "term": pl.Int64,
        "school_code": pl.String,
        "grade": pl.String,
        "kind": pl.String,
        "reason": pl.String,
        "is_locked": pl.String,
        "cards": pl.Int64,
        "remainder": pl.Int64,
    }
)


SHOWN = {"kind": "sync_kind", "reason": "sync_reason", "is_locked": "lock_mark"}
"""How reports name the values of a group."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A total of ours and theirs. `explanation` None: there is no gap. A gap below 0: theirs is the smaller."""

    ours: int
    theirs: int
    explanation: Explanation | None

    @property
    def outcome(self) -> str:
        """What came of explaining it: closes, explained, explained in part, not explained."""
        if self.explanation is None:
            return CLOSES
        if self.explanation.exact:
            return EXPLAINED
        return PARTLY if self.explanation.nearest else UNEXPLAINED

    @property
    def combinations(self) -> tuple[Combination, ...]:
        """The exact combinations, or the nearest where none is exact."""
        if self.explanation is None:
            return ()
        nearest = self.explanation.nearest
        return self.explanation.exact or ((nearest,) if nearest else ())


def explain_total(
    bench: "Workbench", question: Question, theirs: int, *, column: str, grades: Sequence[int] = ()
) -> Gap:
    """The gap between a total that somebody told of a column and ours, and what may make it up."""
    return weigh_total(read_groups(bench, question), theirs, column=column, grades=grades)


def weigh_total(groups: pl.DataFrame, theirs: int, *, column: str, grades: Sequence[int] = ()) -> Gap:
    """The same on rows of `sync_group.sql`: what theirs lacks is sought among ours, what it has more outside."""
    told = groups.filter(pl.col("chain_column") == column)
    told = told.filter(pl.col("grade").is_in(list(grades))) if grades else told
    ours = int(told.filter(pl.col("side") == "trong")["cards"].sum())
    if theirs == ours:
        return Gap(ours, theirs, None)
    side = "trong" if theirs < ours else "ngoai"
    return Gap(ours, theirs, explain(_parts(told.filter(pl.col("side") == side)), abs(theirs - ours)))


def read_groups(bench: "Workbench", question: Question) -> pl.DataFrame:
    """The rows of `sync_group.sql` for a question."""
    return read_rows(bench, question)["sync_group"]


def read_rows(bench: "Workbench", question: Question) -> Mapping[str, pl.DataFrame]:
    """What the texts of the step give for a question where nobody told a total, row by row: they tell of persons."""
    asking = Asking(
        store=bench.store,
        engine=bench.engine,
        rulebook=bench.rulebook,
        question=question,
        lineage=bench.tree(question.as_of).lineage(question.unit_id, question.as_of),
        actors=pl.DataFrame(),
        calendar=pl.DataFrame(),
        events=bench.ledger.paths(),
    )
    return asking.rows(STEPS[STEP], {**handover_tables(asking), **gap_frames([])})


def told_tables(bench: "Workbench", asking: Asking) -> Mapping[str, pl.DataFrame]:
    """`told_gap` and `gap_term`: every total told of the unit or one of its schools up to the day, newest first."""
    told = _totals(bench, asking)
    groups: dict[tuple[str, date], pl.DataFrame] = {}
    weighed = []
    for row in told.iter_rows(named=True):
        key = (row["unit_id"], row["figure_date"])
        if row["chain_column"] is not None and key not in groups:
            groups[key] = read_groups(bench, bench.question(key[0], asking.question.school_year, key[1]))
        weighed.append((row, _weigh(row, groups.get(key))))
    return gap_frames(weighed)


def gap_frames(weighed: Sequence[tuple[Mapping[str, object], Gap | None]]) -> Mapping[str, pl.DataFrame]:
    """The gaps as tables: a row a total told, and a row a group of each combination."""
    told = [_told_row(place, row, gap) for place, (row, gap) in enumerate(weighed, start=1)]
    terms = [term for place, (_, gap) in enumerate(weighed, start=1) if gap for term in _term_rows(place, gap)]
    return {
        "told_gap": pl.DataFrame(told, schema=TOLD, orient="row"),
        "gap_term": pl.DataFrame(terms, schema=TERM, orient="row"),
    }


def told_json(gap: Gap) -> dict[str, Any]:
    """A gap as plain values: the totals, what came of it, and a row a group of each combination (`terms`)."""
    terms = pl.DataFrame(list(_term_rows(1, gap)), schema=TERM, orient="row")
    explanation = gap.explanation
    return {
        "ours": gap.ours,
        "theirs": gap.theirs,
        "gap": gap.theirs - gap.ours,
        "outcome": gap.outcome,
        "ties": explanation.ties if explanation else None,
        "groups": explanation.groups if explanation else 0,
        "remainder": gap.combinations[0].remainder if gap.combinations else abs(gap.theirs - gap.ours),
        "terms": terms.rename(SHOWN).drop("place").to_dicts(),
    }


def read_grade_list(text: str | None) -> tuple[int, ...]:
    """Grades as an officer lists them; none: all of them. ValueError for anything else.

    >>> read_grade_list("1-3, 5")
    (1, 2, 3, 5)
    """
    found: set[int] = set()
    for part in (text or "").replace(" ", "").split(",") if text else ():
        first, _, last = part.partition("-")
        found |= set(range(int(first), int(last or first) + 1))
    return tuple(sorted(found))


def _parts(rows: pl.DataFrame) -> list[Part]:
    kinds = pl.Series("kind", [_kind_of(*row) for row in rows.select("chain_column", "side", "reason").iter_rows()])
    named = rows.with_columns(kinds).select(
        *(pl.col(name).cast(pl.String).fill_null("") for name in DIMENSIONS), "cards"
    )
    summed = named.group_by(DIMENSIONS).agg(pl.col("cards").sum()).sort(DIMENSIONS)
    return [Part(tuple(zip(DIMENSIONS, of, strict=True)), cards) for *of, cards in summed.iter_rows()]


def _kind_of(column: str, side: str, reason: str) -> str:
    """The larger group that a reason belongs to: in the chain or beside it, at which column it broke, no card."""
    if side == "trong" and column != "roster":
        return "trong_chuoi" if reason in (*TIMINGS, "dot_bo_sung") else "phan_them"
    if reason.startswith(f"{ANSWERS}_"):
        return ANSWERS
    return next((f"dut_{name}" for name, classes in BREAKS.items() if reason in classes), reason)


def _totals(bench: "Workbench", asking: Asking) -> pl.DataFrame:
    """The totals told about the unit or a school of it, in the school year, of a day not later than the one asked."""
    question, relation = asking.question, asking.relations["counterpart_total"]
    held = [pl.read_parquet(path) for path in relation.paths]
    if not held:
        return pl.DataFrame(schema={"unit_id": pl.String})
    mine = {question.unit_id, *question.schools.filter(pl.col("is_counted") == 1)["school_code"]}
    rows = pl.concat(held, how="diagonal").filter(
        pl.col("unit_id").is_in(mine)
        & (pl.col("school_year").fill_null(question.school_year) == question.school_year)
        & (pl.col("figure_date") <= question.as_of)
        & pl.col("total").is_not_null()
    )
    tree = bench.tree(question.as_of)
    asked = [_is_asked(tree, unit, day) for unit, day in rows.select("unit_id", "figure_date").iter_rows()]
    order = ["figure_date", "unit_id", "chain_column", "source_file", "row_number"]
    return rows.filter(pl.Series(asked, dtype=pl.Boolean)).sort(order, descending=[True, False, False, False, False])


def _is_asked(tree: UnitTree, unit: str, day: date) -> bool:
    """Whether a unit was there on a day, so that it can be asked about as of it."""
    return unit in tree.units and (tree.units[unit].valid_from or day) <= day


def _weigh(row: Mapping[str, object], groups: pl.DataFrame | None) -> Gap | None:
    """None: it is not clear of which column or grades the total is."""
    if groups is None:
        return None
    try:
        grades = read_grade_list(str(row["grades_text"]) if row["grades_text"] else None)
    except ValueError:
        return None
    return weigh_total(groups, int(str(row["total"])), column=str(row["chain_column"]), grades=grades)


def _told_row(place: int, row: Mapping[str, object], gap: Gap | None) -> tuple[object, ...]:
    where = tuple(row[name] for name in ("source_file", "sheet", "row_number", "as_of"))
    if gap is None:
        return (*where, place, None, None, NO_COLUMN, None, None)
    explanation = gap.explanation
    left = gap.combinations[0].remainder if gap.combinations else abs(gap.theirs - gap.ours)
    ties = explanation.ties if explanation else None
    return (*where, place, gap.ours, gap.theirs - gap.ours, gap.outcome, ties, left)


def _term_rows(place: int, gap: Gap) -> Iterator[tuple[object, ...]]:
    for choice, combination in enumerate(gap.combinations, start=1):
        for term, group in enumerate(combination.groups, start=1):
            of = dict(group.fixed)
            named = (of.get(name) for name in ("school_code", "grade", "kind", "reason", "is_locked"))
            yield (place, choice, term, *named, group.size, combination.remainder)
