"""What an office has to do now: which last days come next, which schools to call about what, how much is missing."""

from collections.abc import Mapping
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

NEXT = 3
"""How many coming last days are told; the others stand on the page of milestones."""
DUE = ("school_name", "counted_so_far", "needed", "outlook", "duty", "answers_to_name")
"""What is told of a school that owes something of the next last day; the duty only where there are several."""
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


def due_next(show: Show, milestones: Answer, forecast: pl.DataFrame | None) -> Shown:
    """The schools that still owe something of the next last day, in alphabetical order: what, how much, the outlook."""
    states = _schools(milestones).filter(pl.col("state") == "due")
    if states.is_empty():
        return Shown(show.labels("calls.due_next"), render("notes.html.j2", notes=[show.labels("calls.none_due")]))
    last: date = min(states["last_day"].to_list())
    owed = states.filter(pl.col("last_day") == last)
    outlooks = {} if forecast is None else _outlooks(forecast.filter(pl.col("sign_by") == last))
    duties = [show.names.get(duty, duty) for duty in owed["duty"].unique().sort()]
    told = [name for name in DUE if name != "duty" or len(duties) > 1]
    heads = tuple(Head(show.labels(f"column.{name}"), name == "needed") for name in told)
    lines = [_due_line(row, show, outlooks) for row in _in_order(owed)]
    schools = owed["actor_id"].n_unique()
    title = show.labels("calls.due_by", day=day(last, show.labels), duties="; ".join(duties), count=schools)
    grid = Grid(title, heads, tuple(tuple(line[name] for name in told) for line in lines))
    return Shown(title, render("table.html.j2", grid=grid), grids=(grid,))


def overdue(show: Show, milestones: Answer) -> Shown:
    """The schools with duties whose last day is over, in alphabetical order, each with all of them."""
    title = show.labels("calls.overdue")
    rows = _in_order(_schools(milestones).filter(pl.col("state") == "overdue"))
    if not rows:
        return Shown(title, render("notes.html.j2", notes=[show.labels("calls.none_overdue")]))
    told: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        office = row["answers_to_name"] or show.labels("format.nothing")
        told.setdefault((row["school_name"], office), []).append(_need(row, show))
    schools = [(name, office, needs) for (name, office), needs in told.items()]
    heads = tuple(Head(show.labels(f"column.{name}")) for name in ("school_name", "answers_to_name", "needs"))
    grid = Grid(title, heads, tuple((name, office, "; ".join(needs)) for name, office, needs in schools))
    return Shown(title, render("calls.html.j2", schools=schools, title=title), grids=(grid,))


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


def _schools(milestones: Answer) -> pl.DataFrame:
    """The states of the duties of schools that a school list names."""
    frame = milestones.frames["duty_states"]
    return frame.filter(pl.col("actor_kind") == "school", pl.col("school_name").is_not_null())


def _in_order(states: pl.DataFrame) -> list[Row]:
    """By the name of the school as Vietnamese sorts it, then by last day; nobody is ranked."""
    return sorted(states.to_dicts(), key=lambda row: (sort_key(row["school_name"]), row["last_day"], row["duty"]))


def _outlooks(forecast: pl.DataFrame) -> Mapping[str, str]:
    return dict(forecast.select("school_code", "outlook").rows())


def _due_line(row: Row, show: Show, outlooks: Mapping[str, str]) -> Mapping[str, str]:
    words, has_counts = show.labels, bool(row["denominator"])
    nothing_known, outlook = words("format.nothing"), outlooks.get(row["actor_id"])
    return {
        "school_name": row["school_name"],
        "counted_so_far": f"{count(row['numerator'], words)}/{count(row['denominator'], words)}"
        if has_counts
        else nothing_known,
        "needed": count(_short(row), words) if has_counts else nothing_known,
        "outlook": words(f"outlook.{outlook}") if outlook else nothing_known,
        "duty": show.names.get(row["duty"], row["duty"]),
        "answers_to_name": row["answers_to_name"] or nothing_known,
    }


def _need(row: Row, show: Show) -> str:
    """A duty with its last day; of one that counts more than a single thing, also how many are missing."""
    words = show.labels
    told = words("calls.need", duty=show.names.get(row["duty"], row["duty"]), day=day(row["last_day"], words))
    if (row["denominator"] or 0) <= 1:
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
    days = (row["last_day"] - as_of).days
    told = labels("calls.days_left", days=days, work_by=day(row["work_by"], labels)) if days else labels("calls.today")
    foreseen = [] if forecast is None else forecast.filter(pl.col("sign_by") == row["last_day"])["outlook"].to_list()
    if not foreseen:
        return told
    parts = [f"{labels(f'outlook.{kind}')} {foreseen.count(kind)}" for kind in OUTLOOKS if kind in foreseen]
    return f"{told} {labels('calls.foreseen', parts=' · '.join(parts))}"
