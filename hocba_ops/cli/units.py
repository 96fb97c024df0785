"""`hocba units`: who answers for which schools on a day, what has ended and into what, what is wrong with the lists."""

import argparse
import json
import sys
from datetime import date

from rich.console import Console

from hocba_ops.cli.changes import table_of
from hocba_ops.cli.words import words
from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.reporting.cells import frame_grid
from hocba_ops.reporting.formats import day as told_day
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.unit_listing import UnitListing, list_units


def main(asked: argparse.Namespace) -> int:
    """Print the offices of a unit's schools on a day in short tables, or all of it as JSON."""
    bench = Workbench.open(asked.workspace)
    unit = bench.known_unit(asked.unit or bench.settings.unit)
    listing = list_units(bench, unit=unit, day=_day(asked.as_of) or bench.settings.as_of or bench.newest_day())
    if asked.json:
        json.dump(_plain(listing), sys.stdout, ensure_ascii=False, indent=1)
        print()
        return 0
    _print(Console(highlight=False), bench, listing)
    return 0


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise BadParameter("as_of", text, ParameterProblem.NOT_A_DAY) from fault


def _print(console: Console, bench: Workbench, listing: UnitListing) -> None:
    say = words()
    title = say["cli.units.title"].format(unit=bench.name_of(listing.unit_id), day=told_day(listing.day, bench.labels))
    console.print(title, markup=False)
    for name, frame in (("answering_offices", listing.offices), ("ended_units", listing.ended)):
        if not frame.is_empty():
            grid = frame_grid(frame, bench.labels(f"frame.{name}"), bench.labels, listing.names)
            console.print(table_of(grid))
    for fault in listing.faults:
        console.print(say["cli.units.fault"].format(fault=fault), style="bold red", markup=False)
    if not listing.faults:
        console.print(say["cli.units.sound"], markup=False)


def _plain(listing: UnitListing) -> dict[str, object]:
    ended = [row | {"ended_on": row["ended_on"].isoformat()} for row in listing.ended.iter_rows(named=True)]
    return {
        "unit_id": listing.unit_id,
        "as_of": listing.day.isoformat(),
        "offices": listing.offices.to_dicts(),
        "ended": ended,
        "faults": list(listing.faults),
    }
