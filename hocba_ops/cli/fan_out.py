"""`hocba run … --each`: a report for each unit below, what became of each, and one workbook for the level above."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from hocba_ops.cli.words import words
from hocba_ops.errors import UnitsFailed
from hocba_ops.reporting.fan_out_book import UnitRow, write_fan_out
from hocba_ops.reporting.formats import day
from hocba_ops.runs.fan_out import Each, Item, Outcome, fan_out, for_units, units_of
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.workforce import workforce_of


def fan_out_main(
    bench: Workbench, asked: argparse.Namespace, steps: Sequence[str], days: Sequence[RunParameters]
) -> int:
    """Run each step for each unit on each day; a unit that fails stops none of the others."""
    failed = 0
    for parameters in days:
        units = units_of(bench, parameters, Each(asked.each))
        for step in steps:
            items = _run(bench, asked, step, parameters, units)
            failed += sum(item.outcome is Outcome.FAILED for item in items)
            _print(bench, step, parameters, items)
    if failed:
        raise UnitsFailed(failed)
    return 0


def _run(
    bench: Workbench, asked: argparse.Namespace, step: str, parameters: RunParameters, units: Sequence[str]
) -> list[Item]:
    done: dict[str, Item] = {}
    console = Console(highlight=False)
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task(bench.labels(f"step.{step}"), total=len(units))
        for item in fan_out(
            bench, step, for_units(parameters, units), over=workforce_of(bench.settings), again=asked.again
        ):
            done[item.unit] = item
            progress.advance(task)
            if item.outcome is Outcome.FAILED:
                progress.console.print(f"{bench.name_of(item.unit)}: {item.said}", style="bold red", markup=False)
    return [done[unit] for unit in units]


def _print(bench: Workbench, step: str, parameters: RunParameters, items: Sequence[Item]) -> None:
    say, console = words(), Console(highlight=False)
    on = day(parameters.day, bench.labels)
    title = say["cli.run.each_title"].format(step=bench.labels(f"step.{step}"), as_of=on)
    table = Table(title=title, title_justify="left")
    for outcome in Outcome:
        table.add_column(bench.labels(f"fan_out.{outcome}"), justify="right")
    table.add_row(*(str(sum(item.outcome is outcome for item in items)) for outcome in Outcome))
    console.print(table)
    console.print(say["cli.run.each_book"].format(file=_book(bench, step, parameters, items, title)), markup=False)


def _book(bench: Workbench, step: str, parameters: RunParameters, items: Sequence[Item], title: str) -> Path:
    rows = [
        UnitRow(bench.name_of(item.unit), bench.labels(f"fan_out.{item.outcome}"), item.said, item.figures or {})
        for item in items
    ]
    folder = bench.report_folder(step, **parameters.values()).parent
    folder.mkdir(parents=True, exist_ok=True)
    measures = bench.head_measures(step)
    out = folder / f"{step}-tung-don-vi.xlsx"
    return write_fan_out(rows, out, labels=bench.labels, title=title, measures=measures, as_of=parameters.day)
