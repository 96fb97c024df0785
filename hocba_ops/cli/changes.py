"""`hocba changes`: what changed since the last load, or since a day: files, head figures, findings new and gone."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date

import polars as pl
from rich.console import Console
from rich.table import Table

from hocba_ops.cli.words import words
from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.reporting.answer_json import changes_json
from hocba_ops.reporting.cells import Grid, frame_grid
from hocba_ops.reporting.change_views import figures_grid, told_since
from hocba_ops.reporting.formats import day
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.tables.changes import Changes, sum_by_rule
from hocba_ops.workbench import Workbench


def main(asked: argparse.Namespace) -> int:
    """Print what changed in a unit in short tables, or all of it as JSON."""
    bench = Workbench.open(asked.workspace)
    given = {"unit": asked.unit, "school_year": asked.school_year, "as_of": asked.as_of}
    parameters = RunParameters.check(bench, given)
    changes = bench.changes(**parameters.values(), since=_since(asked.since))
    if asked.json:
        json.dump(changes_json(changes), sys.stdout, ensure_ascii=False, indent=1)
        print()
        return 0
    _print(Console(highlight=False), bench, changes)
    return 0


def _since(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise BadParameter("since", text, ParameterProblem.NOT_A_DAY) from fault


def _print(console: Console, bench: Workbench, changes: Changes) -> None:
    title = words()["cli.run.title"].format(
        unit=bench.name_of(changes.unit_id),
        school_year=changes.school_year,
        as_of=day(changes.as_of, bench.labels),
    )
    console.print(title, markup=False)
    for line in told_since(changes, bench.labels):
        console.print(line, markup=False)
    for grid in _grids(bench, changes):
        console.print(table_of(grid))


def _grids(bench: Workbench, changes: Changes) -> Sequence[Grid]:
    rules = sum_by_rule(changes.findings).filter(pl.col("findings_gone") + pl.col("findings_new") > 0)
    frames = {"changed_files": changes.files, "changed_rules": rules.drop("severity", "explained_now")}
    listed = [
        frame_grid(frame, bench.labels(f"frame.{name}"), bench.labels, {})
        for name, frame in frames.items()
        if not frame.is_empty()
    ]
    return [*listed, figures_grid(changes.measures.filter(pl.col("unit_id") == changes.unit_id), bench.labels)]


def table_of(grid: Grid) -> Table:
    """A finished table as the terminal shows it."""
    table = Table(title=grid.caption, title_justify="left")
    for head in grid.heads:
        table.add_column(head.text, justify="right" if head.is_number else "left", overflow="fold")
    for row in grid.rows:
        table.add_row(*row)
    return table
