"""`hocba export`: cards for the Sở or the Bộ in the exchange layout; what was held back and why, never who."""

import argparse
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from hocba_ops.cli.lock import read_grades
from hocba_ops.cli.words import grouped, words
from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.exporting import FORMATS, RECIPIENTS, Exported, Order, export, record_export

STANDARD = "xml,json"


def main(asked: argparse.Namespace) -> int:
    """Export what is new for the recipient, and tell counts."""
    bench = Workbench.open(asked.workspace)
    order, formats = _order(bench, asked), _formats(asked.format)
    out = Path(asked.out) if asked.out else None
    console = Console(highlight=False, soft_wrap=True)
    done = export(bench, order, formats=formats, now=datetime.now(UTC), by=asked.by or "", out=out)
    _tell(bench, done, console)
    if asked.record:
        told = record_export(bench, order, by=asked.by or "", now=datetime.now(UTC))
        console.print(words()["cli.export.recorded"].format(**told), markup=False)
    return 0


def _order(bench: Workbench, asked: argparse.Namespace) -> Order:
    if asked.to not in RECIPIENTS:
        raise BadParameter("to", asked.to, ParameterProblem.UNKNOWN_RECIPIENT)
    given = {"unit": asked.unit, "school_year": asked.school_year, "as_of": asked.as_of}
    told = RunParameters.check(bench, given)
    grades = read_grades(asked.grades) if asked.grades else ()
    return Order(asked.to, told.unit, told.school_year, grades, told.as_of)


def _formats(text: str | None) -> tuple[str, ...]:
    asked = [part.strip().lower() for part in (text or STANDARD).split(",")]
    if unknown := [part for part in asked if part not in FORMATS]:
        raise BadParameter("format", ",".join(unknown), ParameterProblem.UNKNOWN_FORMAT)
    return tuple(name for name in FORMATS if name in asked)


def _tell(bench: Workbench, done: Exported, console: Console) -> None:
    say, order, labels = words(), done.order, bench.labels
    title = say["cli.export.title"].format(
        recipient=labels(f"recipient.{order.recipient}"),
        unit=bench.name_of(order.unit),
        school_year=order.school_year,
        as_of=f"{date.fromisoformat(order.as_of):%d/%m/%Y}",
    )
    console.print(title, markup=False)
    counts = {"ready": done.ready, "issued": done.issued, "held": done.issued - done.ready}
    console.print(say["cli.export.ready"].format(**{name: grouped(n) for name, n in counts.items()}), markup=False)
    if done.held:
        rows = [(code, labels(f"rule.{code}"), grouped(n)) for code, n in sorted(done.held.items())]
        console.print(_table(("code", "why", "cards"), rows))
        console.print(say["cli.export.more"], markup=False)
    found = [(labels(f"decision.{one.value}"), grouped(n)) for one, n in done.decisions.items() if n]
    if found:
        console.print(_table(("decision", "cards"), found))
    _tell_folder(done, console)


def _tell_folder(done: Exported, console: Console) -> None:
    say = words()
    if done.made is None:
        console.print(say["cli.export.nothing"], markup=False)
        return
    told = say["cli.export.done" if done.is_new else "cli.export.again"]
    console.print(told.format(number=done.made.number, folder=done.folder), markup=False)
    console.print(say["cli.export.private"], markup=False)


def _table(columns: Iterable[str], rows: Iterable[tuple[str, ...]]) -> Table:
    table = Table()
    for column in columns:
        table.add_column(words()[f"cli.export.column_{column}"], justify="right" if column == "cards" else "left")
    for row in rows:
        table.add_row(*row)
    return table
