"""`hocba status`: what the store holds and as of which days, which reports there are, which units are known."""

import argparse
from collections import defaultdict
from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from hocba_ops.cli.words import words
from hocba_ops.workbench import Batch, Workbench
from hocba_ops.workbench.noting import Event, check_trail, note


def main(asked: argparse.Namespace) -> int:
    """Print the store's sources by day, the reports, and the units."""
    bench = Workbench.open(asked.workspace)
    if asked.repairs:
        check_trail(bench)
        count = bench.export_repairs(Path(asked.repairs))
        note(
            bench,
            Event.EXPORTED,
            by="",
            now=datetime.now(UTC),
            target="status.repairs",
            about_unit=bench.settings.unit,
            rows=count,
        )
        print(words()["cli.status.repairs_done"].format(count=count, file=asked.repairs))
        return 0
    console = Console(highlight=False)
    batches = bench.store.current()
    console.print(_sources(bench, batches) if batches else words()["cli.status.empty"])
    _reports(console, bench)
    _units(console, bench)
    return 0


def _sources(bench: Workbench, batches: tuple[Batch, ...]) -> Table:
    say = words()
    held: dict[str, list[Batch]] = defaultdict(list)
    for batch in batches:
        for table in batch.tables:
            held[table.name].append(batch)
    shown = Table()
    for column in ("source", "days", "files", "rows"):
        shown.add_column(say[f"cli.status.column_{column}"], justify="right" if column in ("files", "rows") else "left")
    for name in sorted(held):
        days = ", ".join(f"{day:%d/%m/%Y}" for day in sorted({batch.as_of for batch in held[name]}))
        rows = sum(table.rows for batch in held[name] for table in batch.tables if table.name == name)
        shown.add_row(bench.labels(f"table.{name}"), days, str(len(held[name])), f"{rows:,}".replace(",", "."))
    return shown


def _reports(console: Console, bench: Workbench) -> None:
    root = bench.settings.path(bench.settings.reports)
    found = sorted(path.parent for path in root.glob("*/*/*/*/manifest.json"))
    console.print("\n" + words()["cli.status.reports" if found else "cli.status.no_reports"])
    for folder in found:
        console.print(f"  {folder.relative_to(root)}", markup=False)


def _units(console: Console, bench: Workbench) -> None:
    tree = bench.tree(date.max)
    console.print("\n" + words()["cli.status.units"])
    for unit in sorted(tree.units.values(), key=lambda unit: (unit.kind, unit.id)):
        ended = f" (–{unit.valid_to:%d/%m/%Y})" if unit.valid_to else ""
        console.print(f"  {unit.id:<22} {unit.name}{ended}", markup=False)
