"""Probabilistic linkage of pupil rows by Splink on a DuckDB of its own: candidate pairs with their evidence.

Fellegi–Sunter with parameters that are data (model.toml); nothing is trained on the list and nothing is merged.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING, Any

import polars as pl

from hocba_ops.linkage.model import MILLION, Comparison, Model, splink_settings

if TYPE_CHECKING:
    from splink import DuckDBAPI

SESSION, QUIET = (
    files("hocba_ops.linkage").joinpath(f"{name}.sql").read_text(encoding="utf-8") for name in ("session", "quiet")
)
"""What the DuckDB of a linkage may not do; and that it draws no bar, which in a notebook it refuses to be told."""
NOTEBOOK = "ipykernel"
SCORE = 1000
"""A score of 1000 is certainty."""
COLUMNS = (
    "row_id", "name_key", "name_text", "name_sorted", "given_key", "family_key", "stem_key", "has_marks", "birth_date",
    "birth_year", "birth_month_day", "sex", "mother_key", "mother_birth_year", "father_key", "father_birth_year",
    "number", "number_tail", "number_end", "pupil_status", "has_left", "address_key", "ethnicity_key",
)  # fmt: skip
"""The features that the model looks at; no other column of a pupil goes into the DuckDB of a linkage."""


def find_pairs(rows: pl.DataFrame, model: Model, *, threshold: int | None = None) -> pl.DataFrame:
    """Pairs of rows that may be one child, the closest first where they are listed by `weight`.

    `rows` as `features.read_features` makes them. One row a pair: `row_id_l` < `row_id_r`, `weight` in hundredths of a
    bit, `score` in thousandths, and for each comparison the code of the level that the two rows reach.
    """
    least = model.threshold if threshold is None else threshold
    if rows.height < 2:
        return _shaped(None, model)
    with _own_duckdb() as api:
        needed = dict.fromkeys([*COLUMNS, *chain.from_iterable(model.blocks)])
        return _shaped(_predict(api, rows.select(*needed), model, least), model)


@contextmanager
def _own_duckdb() -> Iterator["DuckDBAPI"]:
    """A DuckDB in memory for one linkage, closed with everything in it."""
    from splink import DuckDBAPI

    api = DuckDBAPI(":memory:")
    try:
        api.duckdb_con.execute(SESSION)
        if NOTEBOOK not in sys.modules:
            api.duckdb_con.execute(QUIET)
        yield api
    finally:
        api.duckdb_con.close()


def _predict(api: "DuckDBAPI", rows: pl.DataFrame, model: Model, least: int) -> pl.DataFrame:
    from splink import Linker

    table = api.register(rows.to_arrow(), table_name="pupil_row")
    settings = splink_settings(model, rows=rows.height)
    linker = Linker(table, settings, log_level=None, validate_settings=False)
    for name, shared in model.counted_columns.items():
        known = api.register(_frequencies(rows, name, model.known_rows, shared).to_arrow(), table_name=f"tf_{name}")
        linker.table_management.register_term_frequency_lookup(known, name)
    found = linker.inference.predict(threshold_match_weight=least / 100, warning_mode="never")
    return pl.DataFrame(found.as_pyarrow_table())  # type: ignore[no-untyped-call]


def _frequencies(rows: pl.DataFrame, name: str, known_rows: int, shared: int) -> pl.DataFrame:
    """How common each value of a column is among the other rows, drawn towards what is known of all names.

    In a short list a name that two rows share would seem to be everybody's: two of eight rows bear it.
    """
    values = rows.select(pl.col(name).drop_nulls())
    others = pl.len() - 1 + known_rows * shared / MILLION
    return values.group_by(name).agg((others / (values.height - 1 + known_rows)).alias(f"tf_{name}")).sort(name)


def _shaped(found: pl.DataFrame | None, model: Model) -> pl.DataFrame:
    schema = {"row_id_l": pl.Int64, "row_id_r": pl.Int64, "weight": pl.Int64, "score": pl.Int64}
    if found is None:
        return pl.DataFrame(schema={**schema, **{one.name: pl.String for one in model.comparisons}})
    return found.select(
        pl.min_horizontal("row_id_l", "row_id_r").cast(pl.Int64).alias("row_id_l"),
        pl.max_horizontal("row_id_l", "row_id_r").cast(pl.Int64).alias("row_id_r"),
        (pl.col("match_weight") * 100).round().cast(pl.Int64).alias("weight"),
        (pl.col("match_probability") * SCORE).floor().cast(pl.Int64).alias("score"),
        *(_codes(one) for one in model.comparisons),
    ).sort("row_id_l", "row_id_r")


def _codes(one: Comparison) -> pl.Expr:
    codes: dict[Any, str] = {place: one.code(place) for place in range(-1, len(one.levels))}
    return pl.col(f"gamma_{one.name}").cast(pl.Int64).replace_strict(codes, return_dtype=pl.String).alias(one.name)
