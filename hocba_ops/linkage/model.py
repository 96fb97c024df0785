"""The model of linkage as data: comparisons with their levels, how often each is seen, blocks, threshold."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

MILLION = 1_000_000
UNKNOWN = "khong_ro"
"""The level of a comparison of which one of the two rows says nothing."""


@dataclass(frozen=True, slots=True)
class Level:
    """One way in which two rows can agree or not. `m`, `u`: in how many of a million pairs of one child, of two.

    `frequency` names the column whose commonness in the list itself says how much the agreement is worth.
    """

    code: str
    holds: str
    m: int
    u: int
    frequency: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared, its levels from the closest to none, and when nothing can be said (`unknown`)."""

    name: str
    unknown: str
    levels: tuple[Level, ...]

    def code(self, place: int) -> str:
        """The level that Splink numbers so: -1 is unknown, 0 the last, upwards to the closest."""
        return UNKNOWN if place < 0 else self.levels[len(self.levels) - 1 - place].code


@dataclass(frozen=True, slots=True)
class Model:
    """All that is assumed before a list is seen. `threshold`: from how much evidence on, in hundredths of a bit.

    `known_rows`: how common a name is in the list counts as if so many rows had been seen before it.
    """

    pairs_per_10000: int
    threshold: int
    known_rows: int
    comparisons: tuple[Comparison, ...]
    blocks: tuple[tuple[str, ...], ...]

    def prior(self, rows: int) -> float:
        """How likely any two of so many rows are one child, before anything is compared."""
        return min(0.5, 2 * self.pairs_per_10000 / 10_000 / max(1, rows - 1))

    @property
    def counted_columns(self) -> dict[str, int]:
        """Columns whose commonness counts, and in how many of a million pairs of two children they agree anyway."""
        levels = [level for one in self.comparisons for level in one.levels if level.frequency]
        return {
            name: sum(one.u for one in levels if one.frequency == name) for name in (one.frequency for one in levels)
        }


@cache
def read_model() -> Model:
    """The model that stands beside this module."""
    return build_model(read_data("model.toml"))


def read_data(name: str) -> dict[str, Any]:
    """A TOML file that stands beside this module."""
    return tomllib.loads(files("hocba_ops.linkage").joinpath(name).read_text(encoding="utf-8"))


def build_model(told: Mapping[str, Any]) -> Model:
    """The model that a file tells. TypeError for a key that no level has."""
    return Model(
        pairs_per_10000=told["model"]["pairs_per_10000"],
        threshold=told["model"]["threshold"],
        known_rows=told["model"]["known_rows"],
        comparisons=tuple(
            Comparison(one["name"], one["unknown"], tuple(Level(**level) for level in one["level"]))
            for one in told["comparison"]
        ),
        blocks=tuple(tuple(block["columns"]) for block in told["block"]),
    )


def splink_settings(model: Model, *, rows: int) -> dict[str, Any]:
    """The model in the words of Splink, for a list of so many rows."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "row_id",
        "linker_uid": "hocba",
        "probability_two_random_records_match": model.prior(rows),
        "retain_matching_columns": True,
        "comparisons": [_comparison(one) for one in model.comparisons],
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": " and ".join(f"l.{name} = r.{name}" for name in block), "sql_dialect": "duckdb"}
            for block in model.blocks
        ],
    }


def _comparison(one: Comparison) -> dict[str, Any]:
    unknown = {"sql_condition": one.unknown, "label_for_charts": UNKNOWN, "is_null_level": True}
    return {"output_column_name": one.name, "comparison_levels": [unknown, *map(_level, one.levels)]}


def _level(level: Level) -> dict[str, Any]:
    told = {
        "sql_condition": level.holds,
        "label_for_charts": level.code,
        "m_probability": level.m / MILLION,
        "u_probability": level.u / MILLION,
    }
    if not level.frequency:
        return told
    return {
        **told,
        "tf_adjustment_column": level.frequency,
        "tf_minimum_u_value": 1 / MILLION,
        "disable_tf_exact_match_detection": True,
    }
