"""What the step `handover` is told beside the lists: until when cards are returned, and faults settled."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from hocba_ops.rulebook import Plan
from hocba_ops.rulebook.calendar import add_working_days
from hocba_ops.workbench.asking import PRIMARY, Asking

RETURN = "return"
"""How a plan marks the duty of returning cards (`act`)."""
LISTS = ("card_return", "enrolment")
DUE = {"due": pl.Date, "settle_by": pl.Date}


def return_tables(asking: Asking, *, settle_days: int) -> Mapping[str, pl.DataFrame]:
    """`return_due`, one row: the last day of the plan's duty (none without one), and the day to settle faults by."""
    days = [batch.as_of for name in LISTS for batch in asking.relations[name].batches]
    due = due_day(asking.plan)
    settle_by = settle_day(max(days, default=asking.question.as_of), due, settle_days=settle_days)
    return {"return_due": pl.DataFrame([(due, settle_by)], schema=DUE, orient="row")}


def due_day(plan: Plan | None) -> date | None:
    """The last day by which the plan has the cards of the last grade returned, as the plan reads its own words."""
    duties = plan.duties if plan else ()
    days = [duty.last_day for duty in duties if duty.act == RETURN and PRIMARY.stop - 1 in duty.grades]
    return max(days, default=None)


def settle_day(seen_on: date, due: date | None, *, settle_days: int) -> date:
    """While the day of the plan is ahead that day, afterwards so many working days after the newest list."""
    return due if due and seen_on <= due else add_working_days(seen_on, settle_days)
