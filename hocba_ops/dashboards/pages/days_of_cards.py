"""The burn-up of cards, asked day by day: only days on which a card register came in can change it."""

from dataclasses import replace

import polars as pl

from hocba_ops.dashboards.sections import Ask
from hocba_ops.dashboards.sections import ask as answer_of
from hocba_ops.reporting import burnup_views
from hocba_ops.reporting.show import Shown

CARDS = "card"
LAST = 8
"""How many days of data are drawn at most, the newest."""


def chart(ask: Ask, forecast: pl.DataFrame | None) -> Shown:
    """Cards that are signed and sealed, up to the day asked about, with the plan's days and the forecast."""
    days = [one for one in ask.view.days if ask.state.as_of and one < ask.state.as_of][-LAST:]
    asked = [answer_of(ask.view, "coverage", replace(ask.state, as_of=one)) for one in days]
    now = ask.answer if ask.answer.step == "coverage" else ask.other("coverage")
    told = [one for one in (*asked, now) if one is not None]
    return burnup_views.over_days(ask.show, told, forecast)
