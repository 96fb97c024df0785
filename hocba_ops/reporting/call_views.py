"""What an office has to do now: which last days come next, which schools to call about what, how much is missing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

from hocba_ops.reporting.cells import Grid, Head
from hocba_ops.reporting.formats import count, day, short_of
from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.show import Show, Shown
from hocba_ops.reporting.templating import render
from hocba_ops.reporting.views import nothing
from hocba_ops.tables import Answer
from hocba_ops.text import sort_key

OPEN = ("due", "overdue")
NEXT = 3
"""How many coming last days are told; the others stand on the page of milestones."""
OUTLOOKS = ("xong", "kip", "sat_han", "khong_kip", "qua_han")
Row = Mapping[str, Any]


def next_deadlines(show: Show, milestones: Answer, forecast: pl.DataFrame | None) -> Shown:
    """The coming last days: what is due, how many have done it, how many days are left, and what is foreseen."""
    frame = milestones.frames["duties"]
    coming = frame.filter(pl.col("last_day") >= milestones.as_of, pl.col("due") > 0).sort("last_day", "duty")
    if coming.is_empty():
        return Shown(show.labels("calls.deadlines"), render("notes.html.j2", notes=[show.labels("calls.no_deadline")]))
    cards = [
        (_when(row, show.labels), _done(row, show.labels), _left(row, milestones.as_of, forecast, show.labels))
        for row in coming.head(NEXT).iter_rows(named=True)
    ]
    return Shown(show.labels("calls.deadlines"), render("figures.html.j2", cards=cards))


def schools_to_call(show: Show, milestones: Answer) -> Shown:
    """The schools that are behind or still owe something by the next last day, in alphabetical order, each with what.

    A duty that is done, and one that is due only after the next last day, is not told here.
    """
    rows = _owed(milestones)
    title = show.labels("calls.schools")
    if not rows:
        return Shown(title, render("notes.html.j2", notes=[show.labels("calls.nobody")]))
    heads = tuple(Head(show.labels(f"column.{name}")) for name in ("school_name", "answers_to_name", "needs"))
    told = [(name, office, needs) for name, office, needs in _by_school(rows, show, milestones.as_of)]
    body = tuple((name, office, "; ".join(needs)) for name, office, needs in told)
    html = render("calls.html.j2", schools=told, title=title)
    return Shown(title, html, grids=(Grid(title, heads, body),))


def still_needed(show: Show, milestones: Answer) -> Shown:
    """Of each measured duty with its last day: counts of all schools, the threshold of the plan, how many are missing.

    Each school has to reach the threshold by itself, so what is missing is added up school by school.
    """
    frame = milestones.frames["duty_states"]
    owed = frame.filter(pl.col("evidence") == "measure", pl.col("state") != "not_applicable", pl.col("denominator") > 0)
    if owed.is_empty():
        return nothing(show)
    lacking = pl.Series("needed", [_short(row) for row in owed.iter_rows(named=True)], dtype=pl.Int64)
    sums = (
        owed.with_columns(lacking)
        .group_by("duty", "last_day", "threshold_percent")
        .agg(pl.col("numerator", "denominator", "needed").sum())
        .sort("last_day", "duty")
    )
    columns = ("duty", "last_day", "numerator", "denominator", "threshold_percent", "needed")
    return show.table(sums.select(columns), show.labels("calls.needed"))


def _owed(milestones: Answer) -> list[Row]:
    """What schools owe: everything overdue, and what is due on the next last day."""
    states = milestones.frames["duty_states"].filter(
        pl.col("state").is_in(OPEN), pl.col("actor_kind") == "school", pl.col("school_name").is_not_null()
    )
    coming = states.filter(pl.col("state") == "due")["last_day"]
    until = coming.min() if coming.len() else milestones.as_of
    return states.filter(pl.col("last_day") <= until).sort("last_day", "duty").to_dicts()


def _by_school(rows: Iterable[Row], show: Show, as_of: date) -> Iterator[tuple[str, str, Sequence[str]]]:
    schools: dict[str, list[Row]] = {}
    for row in rows:
        schools.setdefault(row["school_name"], []).append(row)
    for name in sorted(schools, key=sort_key):
        owed = schools[name]
        office = owed[0]["answers_to_name"] or show.labels("format.nothing")
        yield name, office, [_need(row, show, as_of) for row in owed]


def _need(row: Row, show: Show, as_of: date) -> str:
    words = show.labels
    key = "calls.need_overdue" if row["last_day"] < as_of else "calls.need_due"
    when = day(row["last_day"], words)
    told = words(key, duty=show.names.get(row["duty"], row["duty"]), day=when)
    if not row["denominator"]:
        return told
    counts = {name: count(row[name], words) for name in ("numerator", "denominator")}
    return f"{told} {words('calls.counts', needed=count(_short(row), words), **counts)}"


def _short(row: Row) -> int:
    return short_of(row["numerator"] or 0, row["denominator"] or 0, row["threshold_percent"] or 0)


def _when(row: Row, labels: Labels) -> str:
    weekday = labels(f"weekday.{row['weekday']}")
    return labels("calls.when", weekday=weekday, day=day(row["last_day"], labels), title=row["title"])


def _done(row: Row, labels: Labels) -> str:
    done = (row["done"] or 0) + (row["done_late"] or 0)
    owed = done + (row["due"] or 0) + (row["overdue"] or 0)
    return labels("calls.done", done=count(done, labels), owed=count(owed, labels))


def _left(row: Row, as_of: date, forecast: pl.DataFrame | None, labels: Labels) -> str:
    told = labels("calls.days_left", days=count((row["last_day"] - as_of).days, labels), work_by=day(row["work_by"], labels))
    foreseen = [] if forecast is None else forecast.filter(pl.col("sign_by") == row["last_day"])["outlook"].to_list()
    if not foreseen:
        return told
    parts = [f"{labels(f'outlook.{kind}')} {foreseen.count(kind)}" for kind in OUTLOOKS if kind in foreseen]
    return f"{told} {labels('calls.foreseen', parts=' · '.join(parts))}"
