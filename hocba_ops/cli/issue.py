"""`hocba issue`: the XML and the paper form of each card of a unit, told school by school, with what they lack."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from hocba_ops.cli.lock import read_grades
from hocba_ops.cli.words import grouped, words
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.issuing import LABELLED as LABELLED_FIELDS
from hocba_ops.workbench.issuing import Composed, Issued, Order, Outcome, compose, count_lacks, issue, look_of

SHOWN = 25
"""So many of the lacking fields are shown; the rest are counted."""


def main(asked: argparse.Namespace) -> int:
    """Make what was asked for; 0 when every card was made or kept, 1 when some could not be."""
    bench = Workbench.open(asked.workspace)
    order = _order(bench, asked)
    composed = compose(bench, order)
    console = Console(highlight=False, soft_wrap=True, stderr=asked.json)
    done = _tracked(bench, order, composed, console)
    if asked.json:
        told = {"out": str(order.out), "outcomes": Counter(one.outcome for one in done), "lacks": count_lacks(composed)}
        json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        _tell(bench, order, composed, done, console)
    return int(any(one.outcome not in (Outcome.MADE, Outcome.KEPT) for one in done))


def _order(bench: Workbench, asked: argparse.Namespace) -> Order:
    given = RunParameters.check(
        bench, {"unit": asked.unit, "school_year": asked.school_year, "as_of": asked.as_of}
    ).values()
    return Order(
        unit=given["unit"],
        school_year=given["school_year"],
        as_of=date.fromisoformat(given["as_of"]),
        out=Path(asked.out),
        look=look_of(is_tagged=not asked.compact, has_cover=not asked.no_cover, look_up=asked.look_up),
        schools=tuple(bench.known_unit(school) for school in asked.school or ()),
        cards=tuple(asked.cards),
        grades=read_grades(asked.grades) if asked.grades else (),
    )


def _tracked(bench: Workbench, order: Order, composed: Sequence[Composed], console: Console) -> list[Issued]:
    what, done = words()["cli.issue.making"], []
    with Progress(TextColumn(what), BarColumn(), MofNCompleteColumn(), console=console, transient=True) as progress:
        task = progress.add_task("", total=len(composed))
        for one in issue(bench, order, composed, now=datetime.now(UTC)):
            progress.advance(task)
            done.append(one)
    return done


def _tell(
    bench: Workbench, order: Order, composed: Sequence[Composed], done: Sequence[Issued], console: Console
) -> None:
    say = words()
    console.print(_schools(bench, done))
    lacks = count_lacks(composed)
    if lacks:
        console.print(_lacks(bench, lacks[:SHOWN], len(composed)))
        if len(lacks) > SHOWN:
            console.print(say["cli.issue.more"].format(count=len(lacks) - SHOWN))
        console.print(say["cli.issue.lacking"])
    for error, count in Counter(one.error for one in done if one.error).items():
        console.print(say["cli.issue.failed"].format(count=count, error=error), markup=False, style="bold red")
    made = sum(one.outcome is Outcome.MADE for one in done)
    console.print(say["cli.issue.done"].format(made=grouped(made), folder=order.out), markup=False)
    console.print(say["cli.issue.unsigned"])


def _schools(bench: Workbench, done: Sequence[Issued]) -> Table:
    """A row a school, a column an outcome that occurs."""
    counts = Counter((one.composed.school_code, one.outcome) for one in done)
    shown = [outcome for outcome in Outcome if any(key[1] is outcome for key in counts)]
    table = Table()
    table.add_column(words()["cli.issue.column_school"], min_width=22)
    for outcome in shown:
        table.add_column(bench.labels(f"issue.outcome.{outcome}"), justify="right")
    for school in sorted({key[0] for key in counts}):
        table.add_row(bench.name_of(school), *(grouped(counts[school, outcome]) for outcome in shown))
    return table


def _lacks(bench: Workbench, lacks: Sequence[tuple[str, str, int]], total: int) -> Table:
    say = words()
    table = Table(title=say["cli.issue.lacks"].format(total=grouped(total)), title_justify="left")
    for name in ("field", "lack"):
        table.add_column(say[f"cli.issue.column_{name}"])
    table.add_column(say["cli.issue.column_cards"], justify="right")
    for field, kind, count in lacks:
        last = field.rpartition(".")[2]
        shown = f"{bench.labels(f'record_field.{last}')} ({last})" if last in LABELLED_FIELDS else last
        table.add_row(shown, bench.labels(f"lack.{kind}"), grouped(count))
    return table
