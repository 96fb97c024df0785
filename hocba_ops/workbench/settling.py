"""What two schools settle together: until when, and the words for a number that stands in several schools."""

from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from hocba_ops.reporting.labels import Labels
from hocba_ops.rulebook import Plan
from hocba_ops.rulebook.calendar import add_working_days
from hocba_ops.rulebook.plans import MeasureEvidence
from hocba_ops.workbench.asking import Asking

MEASURE = "identity.clean"
"""The measure whose duty in the plan says by when what is doubtful about persons has to be settled."""
WORDS = {"spread": pl.String, "words": pl.String}


def settle_tables(asking: Asking, labels: Labels, *, settle_days: int) -> Mapping[str, pl.DataFrame]:
    """The further tables of `identity_review`: the day by which each day's list is settled, and the words of it."""
    days = {batch.as_of for batch in asking.relations["pupil"].batches}
    return {
        "settle_due": due_frame(days, asking.plan, settle_days=settle_days),
        "settle_label": word_frame(labels, settle_days=settle_days),
    }


def due_frame(days: Iterable[date], plan: Plan | None, *, settle_days: int) -> pl.DataFrame:
    """By when something has to be settled, by the day of the newest list that shows it (`seen_on`).

    By the last day of the plan's duty while that is ahead, afterwards within so many working days.
    """
    last = _last_day(plan)
    rows = [(day, last if last and day <= last else add_working_days(day, settle_days)) for day in sorted(days)]
    return pl.DataFrame(rows, schema={"seen_on": pl.Date, "due_on": pl.Date}, orient="row")


def word_frame(labels: Labels, *, settle_days: int) -> pl.DataFrame:
    """How a shared number is spread over schools (`{count}`: how many hold it), in words; and where the day is from."""
    words = {
        "note": labels("note.settle_shared", days=settle_days),
        "same_school": labels("settling.same_school"),
        "two_schools": labels("settling.two_schools"),
        "many_schools": labels("settling.many_schools", count="{count}"),
    }
    return pl.DataFrame(list(words.items()), schema=WORDS, orient="row")


def _last_day(plan: Plan | None) -> date | None:
    days = [
        duty.last_day
        for duty in (plan.duties if plan else ())
        if isinstance(duty.evidence, MeasureEvidence) and duty.evidence.measure == MEASURE
    ]
    return max(days, default=None)
