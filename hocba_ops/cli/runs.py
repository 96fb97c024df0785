"""`hocba runs list|notebook`: the reports that were run, and the notebook of one, ready to be run again."""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from hocba_ops.cli.words import words
from hocba_ops.reporting.formats import day
from hocba_ops.runs.filled import filled_notebook, name_of
from hocba_ops.runs.listing import Made, list_made
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.runs.schedule.telling import clock
from hocba_ops.runs.telling import came_out, made_by, made_from
from hocba_ops.workbench import Workbench

SHOWN = 40
FOLDER = "notebooks-mo"
"""Where a filled notebook is put, unless it is said where."""


def main(asked: argparse.Namespace) -> int:
    """Do what was asked with the reports of the workspace."""
    WORKS[asked.work](Workbench.open(asked.workspace), asked)
    return 0


def _list(bench: Workbench, asked: argparse.Namespace) -> None:
    unit = bench.known_unit(asked.unit) if asked.unit else "*"
    made = list_made(bench.settings.path(bench.settings.reports), unit)
    made = [one for one in made if asked.step in (None, one.step)]
    if asked.json:
        json.dump([asdict(one) for one in made], sys.stdout, ensure_ascii=False, indent=1, default=str)
        print()
        return
    if not made:
        print(words()["cli.runs.none"])
        return
    Console(highlight=False).print(_table(bench, made[:SHOWN]))
    if len(made) > SHOWN:
        print(words()["cli.runs.more"].format(count=len(made) - SHOWN))


def _table(bench: Workbench, made: list[Made]) -> Table:
    table, labels = Table(), bench.labels
    for column in ("step", "unit", "as_of", "made_at", "by", "data", "came_out"):
        table.add_column(words()[f"cli.runs.column_{column}"], overflow="fold")
    for one in made:
        from_what = made_from(one, rulebook=bench.rulebook.sha256, held=bench.store.state(one.as_of), labels=labels)
        table.add_row(
            labels(f"step.{one.step}"),
            one.unit,
            day(one.as_of, labels),
            clock(one.started_at),
            made_by(one, labels),
            from_what,
            came_out(one, labels),
        )
    return table


def _notebook(bench: Workbench, asked: argparse.Namespace) -> None:
    names = ("unit", "school_year", "as_of", "anchor")
    parameters = RunParameters.check(bench, {name: getattr(asked, name) for name in names})
    text = filled_notebook(bench.notebook_of(asked.step), parameters)
    path = Path(asked.out) if asked.out else bench.settings.path(Path(FOLDER)) / name_of(asked.step, parameters)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    print(words()["cli.runs.filled"].format(file=path, workspace=bench.settings.root))


WORKS: dict[str, Callable[[Workbench, argparse.Namespace], None]] = {"list": _list, "notebook": _notebook}
