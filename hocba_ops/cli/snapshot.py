"""`hocba snapshot`: the state of every pupil's card kept for the days asked, so that large units answer at once."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from rich.console import Console
from rich.progress import Progress

from hocba_ops.cli.words import grouped, words
from hocba_ops.errors import BadParameter, ParameterProblem, SnapshotDiffers
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.states import Told, differing_schools, kept_states, take_states


def main(asked: argparse.Namespace) -> int:
    """Keep the state of each day asked for, or hold what is kept against the batches. 0: all of it holds."""
    bench = Workbench.open(asked.workspace)
    days = [_day(text) for text in asked.as_of] if asked.as_of else [bench.newest_day()]
    days = list(bench.days) if asked.every_day else days
    (_check if asked.check else keep_states)(bench, days, Console(highlight=False, soft_wrap=True))
    return 0


def keep_states(bench: Workbench, days: list[date], console: Console) -> None:
    """Keep the state of each day, and say for how many schools it was worked out."""
    for day in days:
        with _showing(console, day) as tell:
            taken = take_states(bench, day, tell=tell)
        told = words()["cli.snapshot.taken"]
        computed, kept = grouped(taken.computed), grouped(taken.taken_over)
        console.print(told.format(day=f"{day:%d/%m/%Y}", computed=computed, taken_over=kept), markup=False)


def _check(bench: Workbench, days: list[date], console: Console) -> None:
    wrong: dict[date, int] = {}
    for day in days:
        snapshot = kept_states(bench, day)
        if snapshot is None:
            console.print(words()["cli.snapshot.none"].format(day=f"{day:%d/%m/%Y}"), markup=False)
            continue
        with _showing(console, day) as tell:
            wrong[day] = len(differing_schools(bench, snapshot, tell=tell))
        if not wrong[day]:
            console.print(words()["cli.snapshot.holds"].format(day=f"{day:%d/%m/%Y}"), markup=False)
    if any(wrong.values()):
        raise SnapshotDiffers({day: count for day, count in wrong.items() if count})


@contextmanager
def _showing(console: Console, day: date) -> Iterator[Told]:
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task(words()["cli.snapshot.doing"].format(day=f"{day:%d/%m/%Y}"), total=None)
        yield lambda done, every: progress.update(task, completed=done, total=every)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise BadParameter("as-of", text, ParameterProblem.NOT_A_DAY) from fault
