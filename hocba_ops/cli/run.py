"""`hocba run`: the notebook of a step, or of all, and where to read what it made."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from rich.console import Console

from hocba_ops.cli.fan_out import fan_out_main
from hocba_ops.cli.summary import print_summary
from hocba_ops.cli.words import words
from hocba_ops.errors import NotebookFailed, NothingLoaded, OpsError
from hocba_ops.reporting.formats import day
from hocba_ops.runs.execute import Run, execute
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.runs.warm import Kernel
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.composing import ALL_STEPS

ALL = "all"


def main(asked: argparse.Namespace) -> int:
    """Run the step for every day asked. A step that fails, or has nothing to answer from, does not stop the others."""
    bench = Workbench.open(asked.workspace)
    steps = ALL_STEPS if asked.step == ALL else (asked.step,)
    for step in steps:
        bench.notebook_of(step)
    if asked.json:
        return _print_json(bench, asked, steps)
    if asked.each:
        return fan_out_main(bench, asked, steps, _parameters(bench, asked))
    console = Console(highlight=False)
    told: list[OpsError] = []
    done = 0
    with Kernel() as kernel:
        for parameters in _parameters(bench, asked):
            runs = list(_run_each(bench, steps, parameters, console, told, kernel))
            print_summary(console, bench, parameters, runs)
            done += len(runs)
    return _exit_code(told, done)


def _exit_code(told: Sequence[OpsError], done: int) -> int:
    """The code of the first notebook that failed; of a step without data only where no step could answer."""
    serious = [error for error in told if done == 0 or not isinstance(error, NothingLoaded)]
    return serious[0].exit_code if serious else 0


def _parameters(bench: Workbench, asked: argparse.Namespace) -> list[RunParameters]:
    """The parameters of each day asked, all checked before the first run."""
    given = {"unit": asked.unit, "school_year": asked.school_year, "anchor": asked.anchor}
    return [RunParameters.check(bench, {**given, "as_of": day}) for day in asked.as_of or [None]]


def _run_each(
    bench: Workbench,
    steps: tuple[str, ...],
    parameters: RunParameters,
    console: Console,
    told: list[OpsError],
    kernel: Kernel,
) -> Iterator[Run]:
    for number, step in enumerate(steps, start=1):
        on = day(parameters.day, bench.labels)
        running = words()["cli.run.running"].format(step=bench.labels(f"step.{step}"), as_of=on)
        with console.status(f"[{number}/{len(steps)}] {running}"):
            try:
                run = execute(bench, step, parameters, started_at=datetime.now(UTC), kernel=kernel)
            except (NotebookFailed, NothingLoaded) as fault:
                told.append(fault)
                console.print(str(fault), style="bold red", markup=False)
                continue
        console.print(f"[{number}/{len(steps)}] {running}", markup=False)
        yield run


def _print_json(bench: Workbench, asked: argparse.Namespace, steps: tuple[str, ...]) -> int:
    answers = [
        bench.to_json(bench.run(step, **parameters.asked()))
        for parameters in _parameters(bench, asked)
        for step in steps
    ]
    json.dump(answers[0] if len(answers) == 1 else answers, sys.stdout, ensure_ascii=False, indent=1)
    print()
    return 0
