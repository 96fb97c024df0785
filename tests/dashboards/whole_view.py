"""The whole workbench as a view, for tests of pages: everybody's scope, nothing masked, nothing written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.reporting.labels import Labels
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.notes import rulebook_labels


def in_language(bench: Workbench, language: str) -> Workbench:
    """The same workspace speaking a language, with answers of its own."""
    labels = Labels({**rulebook_labels(bench.rulebook), **bench.rulebook.labels(language)})
    return replace(bench, labels=labels, answered={}, linked={})


@dataclass(frozen=True)
class WholeView:
    bench: Workbench
    person_name: str = ""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.bench, name)

    @property
    def purposes(self) -> Mapping[str, str]:
        return {one.id: one.label for one in self.bench.rulebook.access.purposes.values()}

    def units(self, day: date) -> Sequence[Any]:
        return list(self.bench.tree(day).units.values())

    def classes(self, unit: str, day: date) -> Sequence[str]:
        frame = self._rows("pupil", unit, day)
        return sorted(frame["class_name"].drop_nulls().unique())

    def rows(self, table: str, *, unit: str, as_of: date, purpose: str, class_name: str = "") -> pl.DataFrame:
        if purpose not in self.purposes:
            raise BadParameter("purpose", purpose, ParameterProblem.UNKNOWN)
        frame = self._rows(table, unit, as_of)
        return frame.filter(pl.col("class_name") == class_name) if class_name and "class_name" in frame.columns else frame

    def marked(self, what: str, *, unit: str, as_of: date) -> Sequence[str]:
        return [f"{what} · {unit} · {as_of}"]

    def _rows(self, table: str, unit: str, day: date) -> pl.DataFrame:
        from hocba_ops.workbench.units import school_rows

        return school_rows(self.bench.store, table, day).filter(pl.col("school_code") == unit)
