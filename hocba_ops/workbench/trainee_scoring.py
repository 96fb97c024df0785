"""What a trainee made of the planted faults: corrected rightly, wrongly, not touched; and what was broken anew.

Returned work packs and corrected files are all that is looked at: rows that others than the maker put into the store.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

import polars as pl

from hocba_ops.rehearsal import Ground
from hocba_ops.rehearsal.comparing import ROW_COUNT
from hocba_ops.rehearsal.key import with_truth
from hocba_ops.rehearsal.listing import sound_list
from hocba_ops.rehearsal.parts import Lists
from hocba_ops.rehearsal.pupils import build_people
from hocba_ops.rehearsal.results import build_cells, graded, sound_rows
from hocba_ops.rehearsal.schools import build_schools
from hocba_ops.store import Store, narrow
from hocba_ops.tables import TABLES
from hocba_ops.tables.columns import Kind
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.rehearsal_scoring import MADE, due_on, made_store, read_answers
from hocba_ops.workbench.rehearsing import read_lists
from hocba_ops.workbench.school_rows import read_relation

ROW = ("school_code", "pupil_code")
CELL = (*ROW, "kind", "item")
KEYS: Mapping[str, tuple[str, ...]] = {"pupil": ROW, "result": ROW, "result_item": CELL}
"""The tables that schools correct, and what tells their rows apart."""
OUTCOMES = ("right", "wrong", "untouched")
CODE = "pupil_code"


@dataclass(frozen=True, slots=True)
class TraineeScore:
    """What became of faults and of right values, without anybody's name.

    `cells`: a row a planted fault that is there on the newest day: code, school_code, outcome. `broken`: a row a value
    that was right and is not any more: school_code, table, field.
    """

    cells: pl.DataFrame
    broken: pl.DataFrame

    def by(self, column: str) -> pl.DataFrame:
        """How many faults, by rule (`code`) or by school, and what became of them; in their order."""
        counted = [(pl.col("outcome") == one).sum().cast(pl.Int64).alias(one) for one in OUTCOMES]
        planted = pl.len().cast(pl.Int64).alias("planted")
        table = self.cells.group_by(column).agg(planted, *counted)
        if column != "school_code":
            return table.sort(column)
        broken = self.broken.group_by(column).agg(pl.len().cast(pl.Int64).alias("broken"))
        both = table.join(broken, on=column, how="full", coalesce=True)
        return both.with_columns(pl.exclude(column).fill_null(0)).sort(column)


def score_trainee(bench: Workbench) -> TraineeScore:
    """What became of the planted faults of the list and the results since the ground was made."""
    ground, key, _ = read_answers(bench.settings.root)
    last = made_store(bench.store).days()[-1]
    lasting = due_on(key, last).filter(pl.col("column").is_not_null())
    lists = read_lists(bench.rulebook, ground)
    cells, broken = [], []
    for table in KEYS:
        touched = touched_schools(bench.store, table)
        of_table = lasting.filter(pl.col("table") == table)
        is_touched = pl.col("school_code").is_in(sorted(touched))
        now = rows_of(bench.store, table, touched)
        cells.append(of_table.filter(~is_touched).with_columns(outcome=pl.lit("untouched")))
        cells.append(judge(of_table.filter(is_touched), now, table))
        if touched:
            made = rows_of(made_store(bench.store), table, touched)
            broken.append(find_broken(table, made, now, truth_of(ground, lists, table, touched), of_table))
    shape = {"school_code": pl.String(), "table": pl.String(), "field": pl.String()}
    told = pl.concat(cells).select("code", "school_code", "outcome").sort(pl.all())
    return TraineeScore(told, pl.concat([pl.DataFrame(schema=shape), *broken]).sort(pl.all()))


def touched_schools(store: Store, table: str) -> Set[str]:
    """The schools of which somebody other than the maker handed in rows of a table."""
    others = [batch.table(table) for batch in store.current() if not batch.name.startswith(MADE)]
    return {school for held in others if held for school in held.schools if school}


def rows_of(store: Store, table: str, schools: Set[str]) -> pl.DataFrame:
    """The rows of some schools that count in the end."""
    relation = narrow(store.relation(TABLES[table], as_of=date.max), table, {*schools})
    rows = read_relation(relation, TABLES[table])
    return rows.filter(pl.col("school_code").is_in(sorted(schools)))


def judge(key: pl.DataFrame, now: pl.DataFrame, table: str) -> pl.DataFrame:
    """The rows of a key with `outcome`: what stands in each cell now against what was planted and what is right."""
    groups = key.partition_by("column", maintain_order=True)
    told = [_outcomes(one, _values(one, now, table), is_flag(table, one["column"][0])) for one in groups]
    return pl.concat([key.head(0).with_columns(outcome=pl.lit(None, pl.String)), *told])


def is_flag(table: str, column: str) -> bool:
    """Whether a column says yes or no; an empty cell says no."""
    return any(one.name == column and one.kind is Kind.FLAG for one in TABLES[table].columns)


def _values(key: pl.DataFrame, now: pl.DataFrame, table: str) -> pl.DataFrame:
    """The key with `value`: the cell as it is now, as text."""
    column = key["column"][0]
    named = key.with_columns(pupil_code="subject", item="field")
    if column == ROW_COUNT:
        counts = now.group_by(ROW).agg(pl.len().cast(pl.String).alias("value"))
        return named.join(counts, on=ROW, how="left").with_columns(pl.col("value").fill_null("0"))
    if column == CODE:
        codes = now.select("school_code", "pupil_code", value="pupil_code").unique()
        kept = named.join(codes, on=ROW, how="left")
        right = codes.select("school_code", correct="pupil_code", mended="value")
        joined = kept.join(right, on=["school_code", "correct"], how="left")
        return joined.with_columns(value=pl.coalesce("mended", "value")).drop("mended")
    at = [name for name in KEYS[table] if name != "kind"]
    held = now.unique(at, keep="first", maintain_order=True).select(*at, value=pl.col(column).cast(pl.String))
    return named.join(held, on=at, how="left")


def _outcomes(key: pl.DataFrame, values: pl.DataFrame, flags: bool) -> pl.DataFrame:
    value, wrong, correct = (pl.col(name) for name in ("value", "wrong", "correct"))
    if flags:
        value, wrong, correct = (one.fill_null("false") for one in (value, wrong, correct))
    outcome = (
        pl.when(value.eq_missing(correct))
        .then(pl.lit("right"))
        .when(value.eq_missing(wrong))
        .then(pl.lit("untouched"))
        .otherwise(pl.lit("wrong"))
    )
    return values.with_columns(outcome=outcome).select(*key.columns, "outcome")


def truth_of(ground: Ground, lists: Lists, table: str, schools: Set[str]) -> pl.DataFrame:
    """The rows of some schools as they should be, from the maker's own rule."""
    asked = build_schools(ground).filter(pl.col("school_code").is_in(sorted(schools)))
    people = build_people(ground, asked, 0, ground.pupils)
    if table == "pupil":
        return with_truth(sound_list(people))
    pupils = graded(people)
    if table == "result":
        return sound_rows(pupils)
    return build_cells(pupils.with_columns(fault=pl.lit(None, pl.String)), lists.items)


def find_broken(
    table: str, made: pl.DataFrame, now: pl.DataFrame, truth: pl.DataFrame, key: pl.DataFrame
) -> pl.DataFrame:
    """Values that were right when the ground was made and are different now; a row that is gone counts once."""
    at, placed = list(KEYS[table]), ["school_code", "row_number", *KEYS[table][2:]]
    columns = [name for name in _told_columns(table, truth) if name not in at]
    first = made.unique(at, keep="first", maintain_order=True)
    held = now.unique(at, keep="first", maintain_order=True).select(*at, *columns, is_there=pl.lit(value=True))
    right = truth.select(*placed, *columns)
    joined = first.join(right, on=placed, suffix="_right").join(held, on=at, how="left", suffix="_now")
    planted = key.select("school_code", pl.col("subject").alias(CODE), "column", pl.col("field").alias("item"))
    is_gone = pl.col("is_there").is_null()
    cells = [_broken_in(joined.filter(~is_gone), name, planted, table) for name in columns]
    gone = joined.filter(is_gone).join(planted, on=list(ROW), how="anti")
    rows = gone.select("school_code", table=pl.lit(table), field=pl.lit(CODE))
    return pl.concat([*cells, rows])


def _broken_in(joined: pl.DataFrame, column: str, planted: pl.DataFrame, table: str) -> pl.DataFrame:
    was, right, now = (pl.col(name) for name in (column, f"{column}_right", f"{column}_now"))
    at = [*ROW, *(["item"] if table == "result_item" else [])]
    spoiled = joined.filter(was.eq_missing(right) & now.ne_missing(was))
    anew = spoiled.join(planted.filter(pl.col("column") == column), on=at, how="anti")
    return anew.select("school_code", table=pl.lit(table), field=pl.lit(column))


def _told_columns(table: str, truth: pl.DataFrame) -> Sequence[str]:
    """The declared columns that the maker fills; what the file said in words stands beside and is not counted twice."""
    return [one.name for one in TABLES[table].columns if one.name in truth.columns and not one.name.endswith("_text")]
