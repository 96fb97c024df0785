"""The table that ends a run: each step with its head figures as n/N = %, and the pages to open."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from hocba_ops.cli.words import words
from hocba_ops.reporting.formats import day
from hocba_ops.runs.execute import Run
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.workbench import Workbench

COLUMNS = ("step", "measure", "figure", "findings")


def print_summary(console: Console, bench: Workbench, parameters: RunParameters, runs: Sequence[Run]) -> None:
    """Print the head figures of the runs, then the path of every page."""
    if not runs:
        return
    say = words()
    title = say["cli.run.title"].format(
        unit=bench.name_of(parameters.unit),
        school_year=parameters.school_year,
        as_of=day(parameters.day, bench.labels),
    )
    table = Table(title=title, title_justify="left")
    for column in COLUMNS:
        table.add_column(say[f"cli.run.column_{column}"], overflow="fold", no_wrap=column == "figure")
    for run in runs:
        for row in _rows(bench, run):
            table.add_row(*row)
    if table.row_count:
        console.print(table)
    console.print(say["cli.run.open"])
    for run in runs:
        console.print(f"  {_shown(run.page)}", markup=False, soft_wrap=True)


def _rows(bench: Workbench, run: Run) -> list[tuple[str, str, str, str]]:
    heads = bench.head_figures(run.step, run.answer)
    still_open = [finding["severity"] for finding in run.answer["findings"] if finding["is_open"]]
    counts = f"{still_open.count('error')} / {still_open.count('query')}"
    step = bench.labels(f"step.{run.step}")
    return [
        (step if first else "", name, figure, counts if first else "")
        for first, (name, figure) in ((place == 0, head) for place, head in enumerate(heads))
    ]


def _shown(path: Path) -> str:
    """A path as short as it can be told from here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)
