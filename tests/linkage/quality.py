"""How well pairs are found on a labelled set: the texts of `pair_review` and Splink together, as in a real run."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from hocba_ops.engine import Engine
from hocba_ops.linkage import Model, find_pairs, read_features, select_linkable
from hocba_ops.steps import text_of
from tests.linkage.labelled import DAY, Labelled

LOWEST = -1000
"""Evidence below which no threshold is of interest."""


@dataclass(frozen=True)
class Quality:
    """What a threshold finds: right, wrong, and missed pairs."""

    evidence: int
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)


def measure(labelled: Labelled, model: Model, engine: Engine, thresholds: Sequence[int]) -> list[Quality]:
    """The quality at each of some thresholds; the certain rules count at every one."""
    rows, pairs = compare(labelled.pupils, model, threshold=min(*thresholds, model.threshold))
    above = {evidence: pairs.filter(pl.col("weight") >= evidence) for evidence in thresholds}
    found = [(evidence, told_codes(rows, told, engine)) for evidence, told in above.items()]
    return [
        Quality(evidence, len(told & labelled.pairs), len(told - labelled.pairs), len(labelled.pairs - told))
        for evidence, told in found
    ]


def compare(pupils: pl.DataFrame, model: Model, *, threshold: int | None = None) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows as they are compared, and the candidates from a threshold on."""
    stored = pupils.with_columns(pl.lit("lo").alias("batch_id"), pl.lit(DAY).alias("as_of"))
    rows = select_linkable(read_features(stored))
    return rows, find_pairs(rows, model, threshold=threshold)


def told_pairs(rows: pl.DataFrame, pairs: pl.DataFrame, engine: Engine) -> pl.DataFrame:
    """The pairs that the step would tell, with everything that its text says of them."""
    tables = {"pupil_key": rows, "linked_pair": pairs}
    exact = engine.run(text_of("pair_exact"), tables)
    return engine.run(text_of("pair_found"), {**tables, "pair_exact": exact})


def told_codes(rows: pl.DataFrame, pairs: pl.DataFrame, engine: Engine) -> frozenset[tuple[str, str]]:
    """The pairs that the step would tell, by pupil code."""
    told = told_pairs(rows, pairs, engine)
    code = dict(rows.select("row_id", "pupil_code").rows())
    return frozenset(
        (min(code[left], code[right]), max(code[left], code[right]))
        for left, right in told.select("row_id_l", "row_id_r").rows()
    )
