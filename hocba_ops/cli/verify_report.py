"""`hocba verify-report`: does a report still say what its own sources say? Cell by cell."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from hocba_ops.cli.words import grouped, words
from hocba_ops.errors import ReportDiffers
from hocba_ops.reporting.read_back import Place
from hocba_ops.runs.verify_report import Checked, verify_report
from hocba_ops.workbench import Workbench

SHOWN = 20
LONG = 90


def main(asked: argparse.Namespace) -> int:
    """Check every file; 0 when all are the same, 18 when one differs."""
    bench = Workbench.open(asked.workspace)
    checked = [verify_report(bench, Path(name)) for name in asked.files]
    if asked.json:
        json.dump([_plain(one) for one in checked], sys.stdout, ensure_ascii=False, indent=1, default=str)
        print()
    else:
        for one in checked:
            _print(bench, one)
    differing = next((one for one in checked if not one.is_same), None)
    if differing is not None:
        raise ReportDiffers(str(differing.path), len(differing.differences) + len(differing.altered))
    return 0


def _print(bench: Workbench, checked: Checked) -> None:
    say, console = words(), Console(highlight=False)
    told = {"file": checked.path, "step": bench.labels(f"step.{checked.origin.step}"), "as_of": checked.origin.as_of}
    if checked.is_same:
        console.print(say["cli.verify-report.same"].format(**told), markup=False)
        return
    console.print(say["cli.verify-report.differs"].format(**told), style="bold red", markup=False)
    if checked.differences:
        console.print(_differences(checked))
    if len(checked.differences) > SHOWN:
        console.print(say["cli.verify-report.more"].format(count=grouped(len(checked.differences) - SHOWN)))
    _print_why(console, checked)


def _differences(checked: Checked) -> Table:
    table = Table()
    for column in ("place", "said", "computed"):
        table.add_column(words()[f"cli.verify-report.column_{column}"], overflow="fold")
    for one in checked.differences[:SHOWN]:
        table.add_row(place_text(one.place), *_where_apart(one.said or "–", one.computed or "–"))
    return table


def _where_apart(said: str, computed: str) -> tuple[str, str]:
    """Both texts; of long ones what stands around the first letter in which they differ."""
    if max(len(said), len(computed)) <= LONG:
        return said, computed
    first = next((at for at, pair in enumerate(zip(said, computed, strict=False)) if pair[0] != pair[1]), 0)
    begin = max(0, first - LONG // 3)
    return f"…{said[begin : begin + LONG]}…", f"…{computed[begin : begin + LONG]}…"


def _print_why(console: Console, checked: Checked) -> None:
    say = words()
    if checked.altered:
        listed = ", ".join(checked.altered[:SHOWN])
        console.print(say["cli.verify-report.altered"].format(files=listed), style="red", markup=False)
    if not checked.is_rulebook_same:
        console.print(say["cli.verify-report.rulebook"], markup=False)


def place_text(place: Place) -> str:
    """A place in words: table, row, column; or which sentence."""
    if place.column:
        return words()["cli.verify-report.cell"].format(table=place.table, row=place.row, column=place.column)
    told = {"table": place.table, "row": place.row}
    return words()["cli.verify-report.data" if place.table else "cli.verify-report.words"].format(**told)


def _plain(checked: Checked) -> dict[str, object]:
    return {
        "file": str(checked.path),
        "same": checked.is_same,
        "origin": checked.origin.told(),
        "differences": _rows(checked),
        "altered": list(checked.altered),
        "same_rulebook": checked.is_rulebook_same,
    }


def _rows(checked: Checked) -> Sequence[dict[str, object]]:
    return [{**asdict(one.place), "said": one.said, "computed": one.computed} for one in checked.differences]
