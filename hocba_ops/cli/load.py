"""`hocba load`: read files into the store, telling of each what became of it."""

import argparse
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from hocba_ops.cli.snapshot import keep_states
from hocba_ops.cli.words import words
from hocba_ops.errors import BadParameter, OpsError, ParameterProblem, SeveralFaults
from hocba_ops.workbench import Loaded, Workbench
from hocba_ops.workbench.states import is_large


def main(asked: argparse.Namespace) -> int:
    """Load the folders asked for, or the inbox. 0 when every file is in the store; else the code of what was wrong."""
    bench = Workbench.open(asked.workspace)
    as_of = _day(asked.as_of)
    console = Console(highlight=False, soft_wrap=True)
    count, outcomes = bench.load([Path(folder) for folder in asked.folders], as_of=as_of, now=datetime.now(UTC))
    done: list[Loaded] = []
    with Progress(
        TextColumn(words()["cli.load.reading"]), BarColumn(), MofNCompleteColumn(), console=console, transient=True
    ) as progress:
        task = progress.add_task("", total=count)
        for loaded in outcomes:
            done.append(loaded)
            progress.advance(task)
            _tell(console, loaded)
    _summarise(console, bench, done)
    if any(loaded.is_new for loaded in done) and is_large(bench, day := bench.newest_day()):
        keep_states(bench, [day], console)
    return _exit_code([error for loaded in done for error in _errors(loaded)])


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise BadParameter("as-of", text, ParameterProblem.NOT_A_DAY) from fault


def _errors(loaded: Loaded) -> Sequence[OpsError]:
    return [*([loaded.error] if loaded.error else []), *loaded.faults]


def _tell(console: Console, loaded: Loaded) -> None:
    say = words()
    if loaded.batch is not None:
        rows = sum(table.rows for table in loaded.batch.tables)
        state = say["cli.load.new" if loaded.is_new else "cli.load.known"]
        told = [say["cli.load.rows"].format(rows=rows)]
        if loaded.is_new and loaded.repairs:
            told.append(say["cli.load.repairs"].format(repairs=sum(loaded.repairs.values())))
        console.print(f"{state:<14} {loaded.batch.as_of:%d/%m/%Y}  {loaded.name}  ({', '.join(told)})", markup=False)
    for error in _errors(loaded):
        console.print(f"{say['cli.load.failed']:<14} {error}", markup=False, style="bold red")


def _summarise(console: Console, bench: Workbench, done: Sequence[Loaded]) -> None:
    kinds: Counter[str] = Counter()
    for loaded in done:
        kinds.update(loaded.repairs if loaded.is_new else {})
    if kinds:
        console.print("\n" + words()["cli.load.repairs_title"])
        for kind, number in kinds.most_common():
            console.print(f"  {number:>6}  {bench.labels(f'repair.{kind}')}", markup=False)
    summary = words()["cli.load.summary"].format(
        new=sum(loaded.is_new for loaded in done),
        known=sum(loaded.batch is not None and not loaded.is_new for loaded in done),
        failed=sum(loaded.error is not None for loaded in done),
    )
    console.print("\n" + summary)


def _exit_code(errors: Sequence[OpsError]) -> int:
    codes = {error.exit_code for error in errors}
    if len(codes) > 1:
        return SeveralFaults.exit_code
    return codes.pop() if codes else 0
