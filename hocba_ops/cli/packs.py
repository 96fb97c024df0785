"""`hocba packs make|merge|status`: what each school has to mend, sent out, taken back, and where that stands."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from hocba_ops.cli.words import words
from hocba_ops.errors import BadParameter, OpsError, ParameterProblem, SeveralFaults
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.merging import Merged, Return, list_returned, merge_packs
from hocba_ops.workbench.pack_status import PackState, pack_states
from hocba_ops.workbench.packing import Order, make_packs

T = TypeVar("T")
COUNTED = ("findings", "cells", "returned", "applied", "explained", "invalid", "conflict", "open")
RARE = ("returned", "applied", "explained", "invalid", "conflict")
SCHOOL_WIDTH = 22


def main(asked: argparse.Namespace) -> int:
    """Do what was asked with the packs of the workspace."""
    bench = Workbench.open(asked.workspace)
    console = Console(highlight=False, soft_wrap=True)
    return {"make": _make, "merge": _merge, "status": _status}[asked.work](bench, asked, console)


def _make(bench: Workbench, asked: argparse.Namespace, console: Console) -> int:
    say = words()
    given = RunParameters.check(
        bench, {"unit": asked.unit, "school_year": asked.school_year, "as_of": asked.as_of}
    ).values()
    order = Order(
        unit=given["unit"],
        school_year=given["school_year"],
        as_of=date.fromisoformat(given["as_of"]),
        steps=tuple(asked.step or ()),
        schools=tuple(bench.known_unit(school) for school in asked.school or ()),
        out=Path(asked.out) if asked.out else None,
        contact=asked.contact or "",
    )
    count, packs = make_packs(bench, order, now=datetime.now(UTC))
    made = list(_tracked(packs, count, say["cli.packs.making"], console))
    rows = [(one.pack.school_name, one.findings, one.cells, one.workbook.name) for one in made]
    console.print(_table(("school", "findings", "cells", "file"), rows))
    folder = made[0].workbook.parent
    findings = sum(one.findings for one in made)
    console.print(say["cli.packs.made"].format(packs=len(made), findings=findings, folder=folder), markup=False)
    console.print(say["cli.packs.private"])
    return 0


def _merge(bench: Workbench, asked: argparse.Namespace, console: Console) -> int:
    say = words()
    paths = list_returned([Path(place) for place in asked.files])
    now = datetime.now(UTC)
    given = Return(_day(asked.as_of) or now.astimezone().date(), asked.by or "", now)
    done = list(_tracked(merge_packs(bench, paths, given), len(paths), say["cli.packs.merging"], console))
    rows = [_merged_row(one) for one in done if one.receipt]
    if rows:
        console.print(_table(("school", "applied", "explained", "invalid", "conflict", "file"), rows))
    for one in done:
        _tell(console, one)
    batches = sum(bool(one.is_new and one.receipt and one.receipt.batch_id) for one in done)
    if batches:
        console.print(say["cli.packs.batch"].format(batches=batches))
    return _exit_code([one.error for one in done if one.error])


def _merged_row(one: Merged) -> tuple[object, ...]:
    counts = one.receipt.counts if one.receipt else {}
    shown = (counts.get(name, 0) for name in ("applied", "explained", "invalid", "conflict"))
    return one.school_name, *shown, one.name if one.is_new else f"{one.name} ({words()['cli.packs.known']})"


def _tell(console: Console, one: Merged) -> None:
    say = words()
    if one.report:
        console.print(say["cli.packs.conflicts"].format(file=one.report), markup=False)
    if one.error:
        console.print(f"{say['cli.packs.refused']:<12} {one.error}", markup=False, style="bold red")


def _status(bench: Workbench, _asked: argparse.Namespace, console: Console) -> int:
    say = words()
    count, states = pack_states(bench)
    if not count:
        console.print(say["cli.packs.none"])
        return 0
    rows = [_state_row(state) for state in _tracked(states, count, say["cli.packs.status"], console)]
    columns = (
        "school", "made_at", "findings", "returned", "applied", "explained", "invalid", "conflict", "open", "state",
    )  # fmt: skip
    console.print(_table(columns, rows))
    return 0


def _state_row(state: PackState) -> tuple[object, ...]:
    say = words()
    word = say["cli.packs.returned"] if state.returned else say["cli.packs.waiting"]
    return (
        state.school_name,
        f"{state.made_at:%d/%m/%Y}",
        state.findings,
        state.returned,
        state.applied,
        state.explained,
        state.invalid,
        state.conflicts,
        state.still_open,
        say["cli.packs.stale"] if state.is_stale else word,
    )


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """The rows as a table; what happened to no pack has no column, so that the rest can be read."""
    listed = list(rows)
    shown = [place for place, name in enumerate(columns) if name not in RARE or any(row[place] for row in listed)]
    table = Table()
    for name in (columns[place] for place in shown):
        is_count = name in COUNTED
        width = SCHOOL_WIDTH if name == "school" else None
        table.add_column(words()[f"cli.packs.column_{name}"], justify="right" if is_count else "left", min_width=width)
    for row in listed:
        table.add_row(*(str(row[place]) for place in shown))
    return table


def _tracked(items: Iterator[T], count: int, what: str, console: Console) -> Iterator[T]:
    """The items, with a bar that says how many are done."""
    with Progress(TextColumn(what), BarColumn(), MofNCompleteColumn(), console=console, transient=True) as progress:
        task = progress.add_task("", total=count)
        for item in items:
            progress.advance(task)
            yield item


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise BadParameter("as-of", text, ParameterProblem.NOT_A_DAY) from fault


def _exit_code(errors: Sequence[OpsError]) -> int:
    codes = {error.exit_code for error in errors}
    if len(codes) > 1:
        return SeveralFaults.exit_code
    return codes.pop() if codes else 0
