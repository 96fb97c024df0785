"""The scorecard as a notebook shows it: a line a school; for a school asked about alone, its card in plain words."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl

from hocba_ops.reporting.cells import Grid, Head
from hocba_ops.reporting.change_views import absent
from hocba_ops.reporting.formats import NO_BREAK, count, day, percent, show_percent
from hocba_ops.reporting.labels import Labels
from hocba_ops.reporting.score_charts import open_by_group
from hocba_ops.reporting.show import Show, Shown
from hocba_ops.reporting.templating import render
from hocba_ops.tables import Answer

TOP_RULES = 8
"""Rules that a card names; the rest stands in the annex."""
COLUMNS = ("school_name", "pupils", "identity_clean", "results_clean", "lacking", "errors", "queries", "since_before")
Row = Mapping[str, Any]


def cards(show: Show, answer: Answer) -> Shown:
    """A line a school; where the question was about one school, its card: where it stands, what to mend, by when."""
    frame, title = answer.frames["cards"], show.labels("view.cards")
    if frame["school_code"].to_list() == [answer.unit_id]:
        return _card(show, answer, frame.row(0, named=True))
    has_pairs = frame["pairs_waiting"].null_count() < frame.height
    heads = (*COLUMNS, "pairs_waiting") if has_pairs else COLUMNS
    rows = tuple(tuple(_texts(row, show.labels)[name] for name in heads) for row in frame.iter_rows(named=True))
    listed = tuple(Head(show.labels(f"column.{name}"), is_number=name != "school_name") for name in heads)
    grid = Grid(title, listed, rows)
    return Shown(title, render("table.html.j2", grid=grid), grids=(grid,))


def due(show: Show, answer: Answer) -> Shown:
    """Who answers for each school, how many duties it is behind with, and what comes next by when."""
    named = ("school_code", "answers_to_name", "overdue_duties", "next_duty", "next_day", "next_office")
    frame = answer.frames["cards"].select(named)
    if frame["overdue_duties"].null_count() == frame.height or frame.height < 2:
        return absent()
    unknown = {code: _school(code, name, show.labels) for code, name in _called(answer) if code == name}
    return replace(show, names={**show.names, **unknown}).table(frame, show.labels("view.due"))


def groups(show: Show, answer: Answer) -> Shown:
    """Schools by groups of rules: how much is still open, and where; nothing for a school asked about alone."""
    frame = answer.frames["groups"]
    if frame["school_code"].n_unique() < 2:
        return absent()
    title = show.labels("view.groups")
    names = {code: _school(code, name, show.labels) for code, name in _called(answer)}
    twin = show.square(frame, title, rows="school_code", columns="rule_group", values="open_now")
    return show.chart(open_by_group(frame, show.labels, names=names), twin=twin, title=title)


def _called(answer: Answer) -> list[tuple[str, str]]:
    """Code and name of each school of the scorecard; a code that no school list knows stands in both places."""
    return answer.frames["cards"].select("school_code", "school_name").rows()


def _texts(row: Row, labels: Labels) -> dict[str, str]:
    """What stands in each column of a school's line; counts of what is open, and beside queries those explained."""
    explained = row["explained_now"]
    beside = f" (+{count(explained, labels)})" if explained else ""
    moved = [count(row[name], labels) for name in ("findings_new", "findings_gone")]
    return {
        "school_name": _school(row["school_code"], row["school_name"], labels),
        "pupils": count(row["pupils"], labels),
        "identity_clean": _ratio(row, "identity", labels),
        "results_clean": _ratio(row, "results", labels),
        "lacking": count(row["lacking"], labels),
        "errors": count(row["errors"], labels),
        "queries": f"{count(row['queries'], labels)}{beside}",
        "since_before": f"{NO_BREAK}/{NO_BREAK}".join(moved),
        "pairs_waiting": count(row["pairs_waiting"], labels),
    }


def _school(code: str, name: str, labels: Labels) -> str:
    """What a school is called; a code that no school list knows says so (a bare number would be no row of a chart)."""
    return labels("view.unknown_school", code=code) if name == code else name


def _ratio(row: Row, part: str, labels: Labels) -> str:
    numerator, denominator = row[f"numerator_{part}"], row[f"denominator_{part}"]
    if not denominator:
        return labels("format.nothing")
    rate = show_percent(percent(numerator, denominator), labels)
    return f"{count(numerator, labels)}/{count(denominator, labels)} ({rate})"


def _card(show: Show, answer: Answer, row: Row) -> Shown:
    words = show.labels
    texts = _texts(row, words)
    named = {name: text for name, text in texts.items() if name != "school_name" and text != words("format.nothing")}
    next_duty = show.names.get(row["next_duty"], row["next_duty"]) or words("view.no_duty")
    facts = [
        (words("column.answers_to_name"), row["answers_to_name"] or words("format.nothing")),
        *((words(f"column.{name}"), text) for name, text in named.items()),
        (words("column.overdue_duties"), count(row["overdue_duties"], words)),
        (words("column.next_duty"), next_duty),
        (words("column.next_day"), day(row["next_day"], words)),
        *([(words("column.next_office"), row["next_office"])] if row["next_office"] else []),
    ]
    owed = answer.frames["to_mend"]
    told = [_sentence(line, words, as_of=answer.as_of) for line in owed.head(TOP_RULES).iter_rows(named=True)]
    html = render("card.html.j2", facts=facts, title=words("view.mend_list"), sentences=told, rest=_rest(owed, words))
    return Shown(words("view.card"), html)


def _rest(owed: pl.DataFrame, labels: Labels) -> str:
    """The line below the list: how many rules more there are, or that there is nothing to do."""
    if owed.is_empty():
        return labels("view.all_clear")
    return labels("view.more_rules", count=owed.height - TOP_RULES) if owed.height > TOP_RULES else ""


def _sentence(row: Row, labels: Labels, *, as_of: date) -> str:
    return labels(
        "sentence.mend_error" if row["severity"] == "error" else "sentence.mend_query",
        title=labels(f"rule.{row['code']}"),
        count=count(row["open_now"], labels),
        code=row["code"],
        mend=row["mend"],
        when=_until(row["last_day"], labels, as_of=as_of),
    )


def _until(last: date | None, labels: Labels, *, as_of: date) -> str:
    if last is None:
        return labels("view.no_day")
    return labels("view.past_day" if last < as_of else "view.by_day", day=day(last, labels))
