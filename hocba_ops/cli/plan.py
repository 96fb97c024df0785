"""`hocba plan read`: a plan's paper into proposed duties for review; nothing is put in force."""

import argparse
from pathlib import Path

from rich.console import Console
from rich.table import Table

from hocba_ops.cli.words import words
from hocba_ops.errors import PlanUncertain
from hocba_ops.workbench.catalogue import Catalogue
from hocba_ops.workbench.plan_book import duty_row, file_notes, head_lines, write_plan_book
from hocba_ops.workbench.planning import PlanRead, finding_words, read_plan_paper, write_draft

COLUMNS = ("clause", "duty", "actors", "grades", "named_day", "last_day", "sureness")
NARROW_COLUMNS = ("duty", "actors", "last_day", "sureness")
WIDE = {"duty": 5, "clause": 2, "actors": 2}
"""The columns that share what the narrow ones leave, and how."""
SHOWN_LETTERS = 72
NARROW = 110
"""Below this many letters a line holds four columns; the workbook has them all."""


def main(asked: argparse.Namespace) -> int:
    """Read the paper, show what it says and what is odd, write the draft and the workbook that were asked for."""
    catalogue = Catalogue.open(asked.workspace)
    limits = catalogue.limits
    read = read_plan_paper(
        catalogue, Path(asked.file), unit=asked.unit or "", school_year=asked.school_year or "", limits=limits
    )
    console = Console(highlight=False)
    _show(console, catalogue, read)
    written = _write(catalogue, read, asked)
    for key, place in written.items():
        console.print(
            words()["cli.plan.wrote_draft" if key == "draft" else "cli.plan.wrote_book"].format(file=place),
            markup=False,
            soft_wrap=True,
        )
    if read.guessed or read.findings:
        draft = str(written.get("draft", ""))
        raise PlanUncertain(read.file.name, guessed=read.guessed, findings=len(read.findings), draft=draft)
    return 0


def _write(catalogue: Catalogue, read: PlanRead, asked: argparse.Namespace) -> dict[str, Path]:
    written = {}
    if asked.xlsx:
        written["book"] = write_plan_book(catalogue, read, Path(asked.xlsx))
    if asked.out:
        written["draft"] = write_draft(catalogue, read, Path(asked.out))
    return written


def _show(console: Console, catalogue: Catalogue, read: PlanRead) -> None:
    say = words()
    grid = Table.grid(padding=(0, 2))
    for name, value in head_lines(catalogue, read):
        grid.add_row(name, _text(value))
    console.print(grid)
    for line in file_notes(catalogue, read):
        console.print(line, markup=False)
    console.print(_duties(catalogue, read, console.width))
    if read.findings:
        console.print(_findings(catalogue, read))
    counts = {"duties": read.draft.duties, "undated": read.draft.undated, "skipped": read.draft.skipped}
    told = {name: len(listed) for name, listed in counts.items()}
    told |= {"guessed": read.guessed, "findings": len(read.findings)}
    console.print(say["cli.plan.counted"].format(**told), markup=False)


def _duties(catalogue: Catalogue, read: PlanRead, width: int) -> Table:
    columns = COLUMNS if width >= NARROW else NARROW_COLUMNS
    table = Table(title=catalogue.labels("plan.title"), title_justify="left", expand=True)
    for column in columns:
        wide = WIDE.get(column)
        table.add_column(catalogue.labels(f"plan.column.{column}"), overflow="fold", ratio=wide)
    for turn, task in enumerate(read.tasks, start=1):
        row = duty_row(catalogue, task, turn)
        row["duty"] = _short(str(row["duty"]))
        table.add_row(*(_text(row[column]) for column in columns))
    return table


def _findings(catalogue: Catalogue, read: PlanRead) -> Table:
    table = Table(title=catalogue.labels("plan.findings"), title_justify="left")
    for column in ("rule", "found"):
        table.add_column(catalogue.labels(f"plan.column.{column}"), overflow="fold")
    for found in read.findings:
        table.add_row(found.rule, _text(finding_words(catalogue, found)))
    return table


def _short(title: str) -> str:
    """A title as the screen shows it; the workbook has it whole."""
    return title if len(title) <= SHOWN_LETTERS else f"{title[:SHOWN_LETTERS].rsplit(' ', 1)[0]}…"


def _text(value: object) -> str:
    """A value as the screen shows it; a bracket that a paper holds is no markup."""
    shown = value.strftime("%d/%m/%Y") if hasattr(value, "strftime") else "" if value is None else str(value)
    return shown.replace("[", r"\[")
