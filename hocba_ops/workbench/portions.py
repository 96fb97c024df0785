"""A question about many schools asked a portion of them at a time: memory is that of a portion, not of a province.

Only where every row hangs on the rows of one school; the answer is the same, whatever the portions.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from hocba_ops.steps import Question, Step
from hocba_ops.tables import Answer
from hocba_ops.tables.measures import with_totals
from hocba_ops.tables.review import in_order
from hocba_ops.workbench.asking import Asking

SCHOOLS = 50
"""Schools in a portion of a review, where the step does not say how many rows it takes at once."""
SCHOOLS_OF_TEXTS = 400
"""Schools in a portion where texts run on a row a pupil."""

Tables = Mapping[str, pl.DataFrame]


def answer_in_portions(step: Step, asking: Asking, extra: Tables) -> Answer:
    """What a step answers; a portion of schools at a time where the step allows it and there are many."""
    question = asking.question
    if step.is_by_school and len(parts := _cut(step, asking)) > 1:
        return _join(step, [_answer(step, one, extra) for one in asking.portions(parts)], question)
    if step.by_school and question.schools.height > SCHOOLS_OF_TEXTS:
        return step.answer(_rows_in_portions(step, asking, extra), question)
    return _answer(step, asking, extra)


def _answer(step: Step, asking: Asking, extra: Tables) -> Answer:
    return step.answer(asking.rows(step, extra, passing=step.passing), asking.question)


def _cut(step: Step, asking: Asking) -> Sequence[pl.DataFrame]:
    """The schools in their order, cut where there are as many rows as the step takes at once, if it says how many."""
    schools = asking.question.schools
    if not step.rows_at_once:
        return list(schools.iter_slices(SCHOOLS))
    held = _rows_of_schools(step, asking)
    rows = pl.Series([held[code] for code in schools["school_code"]], dtype=pl.Int64)
    numbered = schools.with_columns(portion=(rows.cum_sum() - rows) // step.rows_at_once)
    return numbered.partition_by("portion", maintain_order=True, include_key=False)


def _rows_of_schools(step: Step, asking: Asking) -> Counter[str | None]:
    """About how many rows each school has in the tables that a step reads: its file's, shared out evenly."""
    rows: Counter[str | None] = Counter()
    for name in asking.named(step) & asking.relations.keys():
        for batch in asking.relations[name].batches:
            held = batch.table(name)
            rows.update({code: held.rows // len(held.schools) for code in held.schools} if held else {})
    return rows


def _rows_in_portions(step: Step, asking: Asking, extra: Tables) -> Tables:
    """The rows of a step's texts, those by school put together from portions; rows that only pass are dropped."""
    before, after = _around(step)
    given = {**extra, **asking.rows_of(step, before, extra)}
    kept = [name for name in step.by_school if name not in step.passing]
    parts = []
    for one in asking.portions(asking.question.schools.iter_slices(SCHOOLS_OF_TEXTS)):
        tables = {**given, "event": one.own_events()}
        rows = one.rows_of(step, step.by_school, tables, passing=step.passing)
        parts.append({name: rows[name] for name in kept})
    given |= {name: pl.concat(part[name] for part in parts) for name in kept}
    return {**given, **asking.rows_of(step, after, given)}


def _around(step: Step) -> tuple[Sequence[str], Sequence[str]]:
    """The texts of a step before those by school, and those after."""
    first = step.texts.index(step.by_school[0])
    return step.texts[:first], step.texts[first + len(step.by_school) :]


def _join(step: Step, answers: Sequence[Answer], question: Question) -> Answer:
    """The answers about portions as one about all: parts side by side, totals over all of them made once."""
    parts = [one for answer in answers for one in answer.measures if one.group and one.unit_id != question.unit_id]
    places = {name: place for place, name in enumerate(dict.fromkeys(one.name for one in parts))}
    frames = {name: pl.concat(answer.frames[name] for answer in answers) for name in answers[0].frames}
    return replace(
        answers[0],
        measures=tuple(with_totals(sorted(parts, key=lambda one: places[one.name]), question.unit_id)),
        findings=in_order(finding for answer in answers for finding in answer.findings),
        frames=frames | {name: _add(frames[name]) for name in step.added},
    )


def _add(counts: pl.DataFrame) -> pl.DataFrame:
    """Rows of the same words as one: their numbers added up."""
    words = [name for name, kind in counts.schema.items() if not kind.is_integer()]
    return counts.group_by(words).sum().sort(words)
