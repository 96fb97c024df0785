"""Texts of steps put to two engines, and what each of them gave."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from hocba_ops.engine import AnyEngine
from hocba_ops.steps import STEPS
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.further import further_tables


@dataclass(frozen=True)
class Case:
    """Some steps asked about a unit as of a day."""

    bench: Workbench
    unit: str
    school_year: str
    day: date
    steps: tuple[str, ...]

    def asked(self, other: AnyEngine) -> "Iterator[Compared]":
        """Every text of the steps on the engine of the workbench and on another one."""
        bench, question = self.bench, self.bench.question(self.unit, self.school_year, self.day)
        for step in (STEPS[name] for name in self.steps):
            rules = bench.rulebook.rules_in_force(self.day, step.rules) if step.rules else {}
            asking = bench._asking(bench.tree(self.day), replace(question, rules=rules))
            extra = further_tables(bench, step, asking)
            here, there = asking.rows(step, extra), replace(asking, engine=other).rows(step, extra)
            for text in step.texts:
                yield Compared(self, step.name, text, here[text], there[text])


@dataclass(frozen=True)
class Compared:
    """What a text gave here and there."""

    case: Case
    step: str
    text: str
    here: pl.DataFrame
    there: pl.DataFrame

    @property
    def is_same(self) -> bool:
        return self.here.schema == self.there.schema and fingerprint(self.here) == fingerprint(self.there)

    def __str__(self) -> str:
        """For the one who reads a failure; no row is shown."""
        return f"{self.text} ({self.case.unit}, {self.case.day}): {self.here.shape} here, {self.there.shape} there"


def fingerprint(rows: pl.DataFrame) -> str:
    """SHA-1 of the rows as a set: no engine promises an order among rows that a text orders alike.

    >>> one = pl.DataFrame({"a": [1, 2], "b": ["x", None]})
    >>> fingerprint(one) == fingerprint(one.reverse()), fingerprint(one) == fingerprint(one.head(1))
    (True, False)
    """
    return hashlib.sha1("\n".join(sorted(map(repr, rows.rows()))).encode()).hexdigest()
