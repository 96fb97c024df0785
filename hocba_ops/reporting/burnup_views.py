"""The burn-up with its table: cards sealed on each day of data, what the plan asks, and what is foreseen."""

from collections.abc import Sequence
from datetime import date

import polars as pl

from hocba_ops.reporting.burnup_charts import Work, burnup
from hocba_ops.reporting.cuts import total
from hocba_ops.reporting.show import Show, Shown
from hocba_ops.reporting.views import nothing
from hocba_ops.tables import Answer

DONE = "card.sealed"
"""The rung up to which signing is foreseen: all signatures and the seal."""
COLUMNS = {"as_of": pl.Date, "numerator": pl.Int64, "denominator": pl.Int64}


def over_days(show: Show, answers: Sequence[Answer], forecast: pl.DataFrame | None) -> Shown:
    """`answers` of coverage, one a day, oldest first; `forecast` of readiness as of the last of them.

    Days on which nothing had to be done are left out.
    """
    found = [measure for answer in answers if (measure := total(answer, DONE)) and measure.denominator]
    if not found:
        return nothing(show)
    points = [(one.as_of, one.numerator or 0) for one in found]
    as_of = points[-1][0]
    works, asked = _works(forecast), _asked(answers[-1], forecast)
    twin = pl.DataFrame([(one.as_of, one.numerator, one.denominator) for one in found], schema=COLUMNS, orient="row")
    title = show.labels("burnup.title")
    return show.chart(burnup(points, asked, works, show.labels, as_of=as_of), twin=twin, title=title)


def _works(forecast: pl.DataFrame | None) -> list[Work]:
    if forecast is None:
        return []
    columns = ("left_seal", "finish_early", "finish_late")
    return [Work(*row) for row in forecast.filter(pl.col("left_seal") > 0).select(columns).rows() if None not in row]


def _asked(answer: Answer, forecast: pl.DataFrame | None) -> list[tuple[date, int]]:
    """By each last day of the plan, the pupils of the grades that are due by then."""
    if forecast is None or forecast.is_empty():
        return []
    by_grade = {int(row["grade"]): row["expected"] for row in answer.frames["by_grade"].to_dicts() if row["grade"]}
    spans = forecast.select("sign_by", "first_grade", "last_grade").unique().sort("sign_by").rows()
    days: dict[date, set[int]] = {}
    for when, first, last in spans:
        days.setdefault(when, set()).update(range(first, last + 1))
    asked, so_far = [], set[int]()
    for when, grades in days.items():
        so_far |= grades
        asked.append((when, sum(by_grade.get(grade, 0) for grade in so_far)))
    return asked
