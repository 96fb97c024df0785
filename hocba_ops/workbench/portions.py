"""A review of many schools asked a portion of them at a time: memory is that of a portion, not of a province.

Only for steps of which every row hangs on the rows of one school; the answer is the same, whatever the portions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from hocba_ops.steps import Question, Step
from hocba_ops.tables import Answer
from hocba_ops.tables.measures import with_totals
from hocba_ops.tables.review import in_order
from hocba_ops.workbench.asking import Asking

SCHOOLS = 50
"""Schools in a portion: some 35.000 pupils of primary schools."""


def answer_in_portions(step: Step, asking: Asking, extra: Mapping[str, pl.DataFrame]) -> Answer:
    """What a step answers; a portion of schools at a time where the step allows it and there are many."""
    question = asking.question
    if not step.is_by_school or question.schools.height <= SCHOOLS:
        return step.answer(asking.rows(step, extra), question)
    answers = []
    for first in range(0, question.schools.height, SCHOOLS):
        portion = replace(question, schools=question.schools.slice(first, SCHOOLS))
        answers.append(step.answer(asking.narrowed(portion).rows(step, extra), portion))
    return _join(answers, question)


def _join(answers: Sequence[Answer], question: Question) -> Answer:
    """The answers about portions as one about all: parts side by side, totals over all of them made once."""
    parts = [one for answer in answers for one in answer.measures if one.group and one.unit_id != question.unit_id]
    return replace(
        answers[0],
        measures=tuple(with_totals(parts, question.unit_id)),
        findings=in_order(finding for answer in answers for finding in answer.findings),
        frames={name: pl.concat(answer.frames[name] for answer in answers) for name in answers[0].frames},
    )
