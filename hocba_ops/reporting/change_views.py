"""What changed since the last load or since a day, as a notebook cell shows it; nothing where nothing is to be said."""

from datetime import date, datetime

import polars as pl
from markupsafe import Markup

from hocba_ops.reporting.cells import Grid, Head
from hocba_ops.reporting.change_charts import before_and_now, moves_by_rule, then_and_now
from hocba_ops.reporting.formats import count, day
from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.show import Show, Shown
from hocba_ops.reporting.templating import render
from hocba_ops.tables import Answer
from hocba_ops.tables.changes import Changes, since_frame, sum_by_rule


def since(show: Show, answer: Answer) -> Shown:
    """With which earlier state the answer is compared, and in one sentence what became of the findings."""
    lines = _told(answer.frames["changed_since"], answer.frames["changed_rules"], show.labels)
    return Shown(show.labels("frame.changed_since"), render("notes.html.j2", notes=lines))


def told_since(changes: Changes, labels: Labels) -> list[str]:
    """The same in lines of text, from the changes themselves."""
    return _told(since_frame(changes.since), sum_by_rule(changes.findings), labels)


def moves(show: Show, answer: Answer) -> Shown:
    """Findings gone and new by rule, for an answer that has something to compare with; all rules stand in the table."""
    rules = answer.frames["changed_rules"]
    if answer.frames["changed_since"].is_empty() or rules.is_empty():
        return absent()
    moved = rules.filter(pl.sum_horizontal("findings_gone", "findings_new") > 0)
    if moved.is_empty():
        return Shown("", render("notes.html.j2", notes=[show.labels("view.nothing_changed")]))
    twin = show.table(rules, show.labels("frame.changed_rules"))
    return show.chart(moves_by_rule(moved, show.labels), twin=twin, title=show.labels("view.changes"))


def figures(show: Show, answer: Answer) -> Shown:
    """The head figures of the unit before and now."""
    frame = answer.frames["changed_measures"]
    told = frame.filter(pl.col("denominator").fill_null(0) > 0, pl.col("denominator_before").fill_null(0) > 0)
    if told.is_empty():
        return absent()
    title = show.labels("view.changed_measures")
    return show.chart(before_and_now(told, show.labels), twin=show.table(told.drop("unit_id"), title), title=title)


def figures_grid(frame: pl.DataFrame, labels: Labels) -> Grid:
    """The same as lines of text: measure, and its counts and rates before and now."""
    told = frame.filter(pl.col("denominator").fill_null(0) > 0, pl.col("denominator_before").fill_null(0) > 0)
    rows = [(labels(f"measure.{row['measure']}"), then_and_now(row, labels)) for row in told.iter_rows(named=True)]
    heads = (Head(labels("column.measure")), Head(labels("view.before_to_now")))
    return Grid(labels("frame.changed_measures"), heads, tuple(rows))


def rows(show: Show, answer: Answer) -> Shown:
    """Rows added, gone and changed by table, over all schools; by school they stand in the annex."""
    found = answer.frames["changed_rows"]
    if found.is_empty():
        return absent()
    sums = found.group_by("table", maintain_order=True).agg(
        pl.len().cast(pl.Int64).alias("schools"), *(pl.col(name).sum() for name in found.columns[2:])
    )
    return show.table(sums, show.labels("frame.changed_rows"))


def frame(show: Show, answer: Answer, name: str) -> Shown:
    """A frame of the answer as a table; nothing at all where the answer does not have it or it is empty."""
    found = answer.frames.get(name)
    return absent() if found is None or found.is_empty() else show.frame(answer, name)


def absent() -> Shown:
    """What stands where a report has nothing to say: nothing."""
    return Shown("", Markup())


def _told(since: pl.DataFrame, rules: pl.DataFrame, labels: Labels) -> list[str]:
    if since.is_empty():
        return [labels("view.nothing_before")]
    return [_compared_with(since.row(0), labels), told_moves(rules, labels)]


def _compared_with(since: tuple[date, datetime | None], labels: Labels) -> str:
    before, moment = since
    if moment is None:
        return labels("view.since_day", day=day(before, labels))
    return labels("view.since_load", moment=f"{day(moment.date(), labels)} {moment:%H:%M}", day=day(before, labels))


def told_moves(rules: pl.DataFrame, labels: Labels) -> str:
    """In one sentence what became of the findings, from their sums by rule."""
    sums = {name: count(int(rules[name].sum()), labels) for name in rules.columns if rules.schema[name].is_numeric()}
    return labels(
        "view.moved",
        before=sums["findings_before"],
        gone=sums["findings_gone"],
        new=sums["findings_new"],
        staying=sums["findings_staying"],
        open=sums["open_now"],
        explained=sums["explained_now"],
    )
