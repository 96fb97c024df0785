"""`hocba explain KEY`: what a figure counts, by which texts, from which files."""

import argparse
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from hocba_ops.cli.words import grouped, words
from hocba_ops.runs.explain import Explained, about_text, explain
from hocba_ops.workbench import Workbench


def main(asked: argparse.Namespace) -> int:
    """Print the way from a figure to the files it was counted from."""
    bench = Workbench.open(asked.workspace)
    found = explain(bench, asked.key)
    console = Console(highlight=False)
    for line in _heading(bench, found):
        console.print(line, markup=False)
    console.print(_texts(found))
    console.print(_sources(bench, found))
    if asked.sql:
        for name, text in found.texts.items():
            console.print(f"\n-- {name}.sql\n{text}", markup=False)
    return 0


def _heading(bench: Workbench, found: Explained) -> list[str]:
    say, one, answer = words(), found.measure, found.answer
    group = ", ".join(f"{bench.labels(f'column.{key}')} {value}" for key, value in one["group"].items())
    ratio = f"{_number(one['numerator'])}/{_number(one['denominator'])}"
    return [
        say["cli.explain.figure"].format(
            name=bench.labels(f"measure.{one['name']}"), unit=bench.name_of(one["unit_id"]), group=group or "–"
        ),
        say["cli.explain.value"].format(ratio=ratio, counted=bench.labels(f"counted.{one['counted']}")),
        say["cli.explain.report"].format(report=found.report, as_of=answer["as_of"]),
    ]


def _number(value: int | None) -> str:
    return "–" if value is None else grouped(value)


def _texts(found: Explained) -> Table:
    table = Table(title=words()["cli.explain.texts"])
    for column in ("text", "about"):
        table.add_column(words()[f"cli.explain.column_{column}"], overflow="fold")
    for name, text in found.texts.items():
        table.add_row(f"steps/{name}.sql", about_text(text))
    return table


def _sources(bench: Workbench, found: Explained) -> Table:
    table = Table(title=words()["cli.explain.sources"])
    for column in ("table", "file", "rows", "sha256"):
        table.add_column(words()[f"cli.explain.column_{column}"], overflow="fold")
    lines: list[Mapping[str, Any]] = found.answer["sources"]
    for line in lines:
        name = bench.labels(f"table.{line['table']}")
        table.add_row(name, f"{line['file']} ({line['as_of']})", grouped(line["rows"]), line["sha256"][:12])
    return table
