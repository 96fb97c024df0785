"""A question about many schools asked a portion of them at a time: memory is that of a portion, not of a province.

Only where every row hangs on the rows of one school; the answer is the same, whatever the portions.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

import polars as pl

from hocba_ops.steps import Question, Step
from hocba_ops.tables import Answer
from hocba_ops.tables.measures import with_totals
from hocba_ops.tables.review import in_order
from hocba_ops.workbench.asking import Asking

SCHOOLS = 50
"""Schools in a portion of a review: some 35.000 pupils of primary schools, each with a dozen results."""
SCHOOLS_OF_TEXTS = 400
"""Schools in a portion where texts run on a row a pupil."""

Tables = Mapping[str, pl.DataFrame]


def answer_in_portions(step: Step, asking: Asking, extra: Tables) -> Answer:
    """What a step answers; a portion of schools at a time where the step allows it and there are many."""
    question, schools = asking.question, asking.question.schools.height
    if step.is_by_school and schools > SCHOOLS:
        return _join([_answer(step, one, extra) for one in _portions(asking, SCHOOLS)], question)
    if step.by_school and schools > SCHOOLS_OF_TEXTS:
        return step.answer(_rows_in_portions(step, asking, extra), question)
    return _answer(step, asking, extra)


def _answer(step: Step, asking: Asking, extra: Tables) -> Answer:
    return step.answer(asking.rows(step, extra, passing=step.passing), asking.question)


def _portions(asking: Asking, size: int) -> Iterator[Asking]:
    for part in asking.question.schools.iter_slices(size):
        yield asking.narrowed(replace(asking.question, schools=part))


def _rows_in_portions(step: Step, asking: Asking, extra: Tables) -> Tables:
    """The rows of a step's texts, those by school put together from portions; rows that only pass are dropped."""
    kept = [name for name in step.by_school if name not in step.passing]
    parts = []
    for one in _portions(asking, SCHOOLS_OF_TEXTS):
        tables = {**extra, "event": one.own_events()}
        rows = one.rows_of(step, step.by_school, tables, passing=step.passing)
        parts.append({name: rows[name] for name in kept})
    given = {name: pl.concat(part[name] for part in parts) for name in kept}
    return {**given, **asking.rows_of(step, _rest(step), {**extra, **given})}


def _rest(step: Step) -> Collection[str]:
    return [name for name in step.texts if name not in step.by_school]


def _join(answers: Sequence[Answer], question: Question) -> Answer:
    """The answers about portions as one about all: parts side by side, totals over all of them made once."""
    parts = [one for answer in answers for one in answer.measures if one.group and one.unit_id != question.unit_id]
    return replace(
        answers[0],
        measures=tuple(with_totals(parts, question.unit_id)),
        findings=in_order(finding for answer in answers for finding in answer.findings),
        frames={name: pl.concat(answer.frames[name] for answer in answers) for name in answers[0].frames},
    )
