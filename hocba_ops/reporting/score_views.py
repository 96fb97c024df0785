"""The scorecard as a notebook shows it: a line a school; for a school asked about alone, its card in plain words."""

from collections.abc import Mapping
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
    return Shown(title, render("table.html.j2", grid=Grid(title, listed, rows)))


def due(show: Show, answer: Answer) -> Shown:
    """Who answers for each school, how many duties it is behind with, and what comes next by when."""
    frame = answer.frames["cards"].select("school_code", "answers_to_name", "overdue_duties", "next_duty", "next_day")
    if frame["overdue_duties"].null_count() == frame.height or frame.height < 2:
        return absent()
    return show.table(frame, show.labels("view.due"))


def groups(show: Show, answer: Answer) -> Shown:
    """Schools by groups of rules: how much is still open, and where; nothing for a school asked about alone."""
    frame = answer.frames["groups"]
    if frame["school_code"].n_unique() < 2:
        return absent()
    title = show.labels("view.groups")
    names = dict(answer.frames["cards"].select("school_code", "school_name").rows())
    twin = show.square(frame, title, rows="school_code", columns="rule_group", values="open_now")
    return show.chart(open_by_group(frame, show.labels, names=names), twin=twin, title=title)


def _texts(row: Row, labels: Labels) -> dict[str, str]:
    """What stands in each column of a school's line; counts of what is open, and beside queries those explained."""
    explained = row["explained_now"]
    beside = f" (+{count(explained, labels)})" if explained else ""
    moved = [count(row[name], labels) for name in ("findings_new", "findings_gone")]
    return {
        "school_name": row["school_name"],
        "pupils": count(row["pupils"], labels),
        "identity_clean": _ratio(row, "identity", labels),
        "results_clean": _ratio(row, "results", labels),
        "lacking": count(row["lacking"], labels),
        "errors": count(row["errors"], labels),
        "queries": f"{count(row['queries'], labels)}{beside}",
        "since_before": f"{NO_BREAK}/{NO_BREAK}".join(moved),
        "pairs_waiting": count(row["pairs_waiting"], labels),
    }


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
    ]
    sentences = _mend_list(answer.frames["to_mend"], words, as_of=answer.as_of)
    title = words("view.card")
    return Shown(title, render("card.html.j2", facts=facts, title=words("view.mend_list"), sentences=sentences))


def _mend_list(frame: pl.DataFrame, labels: Labels, *, as_of: date) -> list[str]:
    """What to mend first, a sentence a rule, and how many rules more there are."""
    told = [_sentence(row, labels, as_of=as_of) for row in frame.head(TOP_RULES).iter_rows(named=True)]
    rest = frame.height - len(told)
    more = [labels("view.more_rules", count=rest)] if rest else []
    return [*told, *more] or [labels("view.all_clear")]


def _sentence(row: Row, labels: Labels, *, as_of: date) -> str:
    last: date | None = row["last_day"]
    known = "past_day" if last and last < as_of else "by_day"
    when = labels(f"view.{known}", day=day(last, labels)) if last else labels("view.no_day")
    return labels(
        f"sentence.mend_{row['severity']}",
        title=labels(f"rule.{row['code']}"),
        count=count(row["open_now"], labels),
        code=row["code"],
        mend=row["mend"],
        when=when[:1].upper() + when[1:],
    )
