"""What a step is: the texts it runs, the tables it needs, and how their rows become an answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import polars as pl

from hocba_ops.rulebook import Rule
from hocba_ops.tables import Answer

Rows = Mapping[str, pl.DataFrame]
"""What the texts of a step gave, by the name of the text."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a step is asked: which unit, which school year, as of which day, under which rules.

    `schools` has one row a school of the unit: school_code, school_name, answers_to (the office that answered for it
    on that day), answers_to_name, ownership, school_kind, is_known_school. `known_on`: what was written into the
    registry later (a day of UTC) is left out.
    """

    unit_id: str
    school_year: str
    as_of: date
    schools: pl.DataFrame
    rules: Mapping[str, Rule] = field(default_factory=dict)
    known_on: date = date.max

    def answered(self, step: str, **parts: Any) -> Answer:
        """The answer of a step to this question; `parts` are the fields of `Answer` that the step fills."""
        return Answer(step, self.unit_id, self.school_year, self.as_of, **parts)


@dataclass(frozen=True, slots=True)
class Step:
    """A rollout step. `texts` run in order and each may read the rows of those before it by name.

    `needs`: one of these tables must have rows on the day; `headline`: the measures by which the step is told in one
    line; `rules`: what the ids of its rules begin with, one beginning or several.
    """

    name: str
    texts: tuple[str, ...]
    needs: tuple[str, ...]
    headline: tuple[str, ...]
    answer: Callable[[Rows, Question], Answer]
    rules: str | tuple[str, ...] = ""
    is_by_school: bool = False
    """Whether every row of its texts and frames hangs on the rows of one school: it is answered in portions of them."""
    added: tuple[str, ...] = ()
    """Of a step by school the frames that count over schools: those of portions are added up, words by words."""
    rows_at_once: int = 0
    """About how many rows of the tables that it reads a portion has; 0: it has a fixed number of schools."""
    by_school: tuple[str, ...] = ()
    """Some of its texts, next to each other, where every row hangs on the rows of one school and on what the texts
    before them gave: they run in portions."""
    passing: tuple[str, ...] = ()
    """Texts that give a row a pupil to the texts after them; the answer needs none of these rows."""
