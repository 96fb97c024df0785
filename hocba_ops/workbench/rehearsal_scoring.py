"""How the reviews fare on a ground of which the answers are known: planted, found, right, missed, too many."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl

from hocba_ops.errors import NothingLoaded
from hocba_ops.rehearsal import Ground
from hocba_ops.rehearsal.ground import figures
from hocba_ops.steps import STEPS
from hocba_ops.store import Store
from hocba_ops.tables import Answer
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.rehearsing import CLASSES, KEY, PLACE, read_ground

SCORED = ("identity_review", "results_review", "readiness", "cutoff")
"""The steps of which faults are planted."""
MADE = "tap-duot-"
"""What the names of the maker's files begin with; other files are what people handed in."""
RULES = {
    "as_of": pl.Date(),
    "code": pl.String(),
    **dict.fromkeys(
        ("numerator_recall", "denominator_recall", "numerator_precision", "denominator_precision"), pl.Int64()
    ),
    **dict.fromkeys(("missed", "too_many"), pl.Int64()),
}
"""A row a day and rule. `rate_recall`: right of those planted; `rate_precision`: right of those found."""
STANDS = {"as_of": pl.Date(), "class": pl.String(), **dict.fromkeys(("keyed", "tallied", "differing"), pl.Int64())}
"""A row a day and class of the reconciliation; `differing`: pupils counted in a school and grade where they are not."""


@dataclass(frozen=True, slots=True)
class ToolScore:
    """What the reviews said against the key: rules, classes, and the rules of which nothing is planted."""

    rules: pl.DataFrame
    classes: pl.DataFrame
    unplanted: pl.DataFrame

    @property
    def faults(self) -> int:
        """How often the tool missed something, told of something that is not there, or counted a pupil elsewhere."""
        return int(self.rules.select(pl.sum_horizontal(pl.col("missed", "too_many").sum())).item() or 0) + int(
            self.classes["differing"].sum()
        )


def score_tool(bench: Workbench, days: Sequence[date] = ()) -> ToolScore:
    """The score on some days, or on all that came in so far; of the maker's files alone, whatever others handed in.

    `NothingLoaded` when none of the days asked for has come.
    """
    ground, key, standing = read_answers(bench.settings.root)
    made = replace(bench, store=made_store(bench.store))
    known = made.store.days()
    told = [score_day(made, ground, key, standing, day) for day in days or ground.days if day in known]
    if not told:
        raise NothingLoaded([bench.labels("table.pupil")], f"{days[0]:%d/%m/%Y}")
    return ToolScore(
        pl.concat(one.rules for one in told),
        pl.concat(one.classes for one in told),
        pl.concat(one.unplanted for one in told).group_by("code").agg(pl.col("found").max()).sort("code"),
    )


def score_day(bench: Workbench, ground: Ground, key: pl.DataFrame, standing: pl.DataFrame, day: date) -> ToolScore:
    """The score of one day."""
    answers = [bench.run(step, unit=ground.unit, school_year=figures()["school_year"], as_of=day) for step in SCORED]
    due = due_on(key, day)
    planted = Counter(due.select("code", "key").rows())
    found = Counter((one.code, one.key) for answer in answers for one in answer.findings)
    codes = {code for step in SCORED for code in bench.rulebook.rules_in_force(day, STEPS[step].rules)}
    planned = set(key["code"])
    rows = [_row(day, code, planted, found) for code in sorted(planned & codes)]
    others = [
        (code, sum(count for (one, _), count in found.items() if one == code)) for code in sorted(codes - planned)
    ]
    return ToolScore(
        pl.DataFrame([row for row in rows if row[3] or row[5]], schema=RULES, orient="row"),
        _classes(answers[-1], standing.filter(pl.col("as_of") == day), day),
        pl.DataFrame(others, schema={"code": pl.String, "found": pl.Int64}, orient="row"),
    )


def read_answers(folder: Path) -> tuple[Ground, pl.DataFrame, pl.DataFrame]:
    """The ground of a rehearsal's folder, its key, and where every pupil stands."""
    ground = read_ground(folder)
    key, standing = (pl.read_parquet(folder / PLACE / name / "*.parquet") for name in (KEY, CLASSES))
    return ground, key, standing


def due_on(key: pl.DataFrame, day: date) -> pl.DataFrame:
    """The rows of a key that must be found on a day."""
    is_over = (pl.col("to_on") < day).fill_null(value=False)
    return key.filter((pl.col("from_on") <= day) & ~is_over)


def made_store(store: Store) -> Store:
    """The store as the maker wrote it: without what people handed in."""
    return replace(store, listed=tuple(one for one in store.batches() if one.name.startswith(MADE)))


def _row(
    day: date, code: str, planted: Counter[tuple[str, str]], found: Counter[tuple[str, str]]
) -> tuple[object, ...]:
    meant, seen = _of(code, planted), _of(code, found)
    right = (meant & seen).total()
    return day, code, right, meant.total(), right, seen.total(), meant.total() - right, seen.total() - right


def _of(code: str, told: Counter[tuple[str, str]]) -> Counter[str]:
    return Counter({key: count for (one, key), count in told.items() if one == code})


def _classes(answer: Answer, standing: pl.DataFrame, day: date) -> pl.DataFrame:
    """Pupils by class, counted from the measures of each school and grade against where they stand."""
    rows = [
        (one.unit_id, int(one.part("grade") or 0), one.name.removeprefix("cutoff."), one.numerator)
        for one in answer.measures
        if one.name.startswith("cutoff.") and one.part("grade") and one.unit_id != answer.unit_id
    ]
    counted = pl.DataFrame(rows, schema=["school_code", "grade", "class", "tallied"], orient="row")
    at = ["school_code", "grade", "class"]
    known = counted.filter(pl.col("class") != "thua").cast({"tallied": pl.Int64, "grade": pl.Int64})
    joined = known.join(standing.select(*at, keyed="pupils"), on=at, how="full", coalesce=True).fill_null(0)
    summed = joined.group_by("class").agg(
        pl.col("keyed").sum(),
        pl.col("tallied").sum(),
        (pl.col("keyed") - pl.col("tallied")).abs().sum().alias("differing"),
    )
    kept = summed.filter((pl.col("keyed") > 0) | (pl.col("tallied") > 0)).sort("class")
    return kept.select(pl.lit(day).alias("as_of"), *STANDS.keys() - {"as_of"}).select(*STANDS).cast(pl.Schema(STANDS))
