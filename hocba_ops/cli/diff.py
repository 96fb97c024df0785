"""`hocba diff`: two runs side by side, what changed between them and why."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from hocba_ops.cli.words import grouped, words
from hocba_ops.runs.compare import Compared, compare_runs
from hocba_ops.workbench import Workbench

Ratio = tuple[int | None, int | None]


def main(asked: argparse.Namespace) -> int:
    """Print what differs between two report folders; 0 either way, for a difference is no fault."""
    bench = Workbench.open(asked.workspace)
    found = compare_runs(Path(asked.before), Path(asked.after))
    if asked.json:
        json.dump(asdict(found), sys.stdout, ensure_ascii=False, indent=1)
        print()
        return 0
    console = Console(highlight=False)
    console.print(words()["cli.diff.same" if found.is_same else "cli.diff.differs"])
    if found.figures:
        console.print(_figures(bench, found))
    for code, (before, after) in sorted(found.findings.items()):
        console.print(f"{code}: {grouped(before)} → {grouped(after)}")
    _print_why(console, found)
    return 0


def _figures(bench: Workbench, found: Compared) -> Table:
    table = Table()
    for column in ("figure", "unit", "group", "before", "after"):
        table.add_column(words()[f"cli.diff.column_{column}"], overflow="fold")
    for one in found.figures:
        group = ", ".join(f"{key}={value}" for key, value in one.group.items())
        name = bench.labels(f"measure.{one.name}")
        table.add_row(name, bench.name_of(one.unit_id), group, _ratio(one.before), _ratio(one.after))
    return table


def _ratio(pair: Ratio | None) -> str:
    return "–" if pair is None else "/".join("–" if one is None else grouped(one) for one in pair)


def _print_why(console: Console, found: Compared) -> None:
    say = words()
    console.print(say["cli.diff.why"])
    for key, (before, after) in (*found.parameters.items(), *found.versions.items()):
        console.print(f"  {key}: {before or '–'} → {after or '–'}", markup=False)
    for sign, files in (("-", found.files_gone), ("+", found.files_come)):
        for name in files:
            console.print(f"  {sign} {name}", markup=False)
    console.print(f"  {say['cli.diff.same_rules' if found.is_rulebook_same else 'cli.diff.other_rules']}")
