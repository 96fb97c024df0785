"""`hocba rehearse`: a ground with faults of which the answers are known, its days walked, and how all fared."""

import argparse
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from polars import DataFrame
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from hocba_ops.cli.words import grouped, words
from hocba_ops.errors import BadParameter, ParameterProblem, ToolErred
from hocba_ops.reporting.rehearsal_page import in_words
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.rehearsal_report import names_of, tool_frames, trainee_frames, write_diary, write_score
from hocba_ops.workbench.rehearsal_scoring import score_tool
from hocba_ops.workbench.rehearsal_walk import Told, Walked, walk
from hocba_ops.workbench.rehearsing import Written, make_ground, open_rehearsal, order_ground
from hocba_ops.workbench.trainee_scoring import score_trainee

MOST = 80
"""A longer table than this is for the page and the workbook, not for a terminal."""


def main(asked: argparse.Namespace) -> int:
    """Do what was asked with the folder of the rehearsal."""
    works = {"make": _make, "run": _run, "score": _score}
    return works[asked.work](Path(asked.folder), asked, Console(highlight=False, soft_wrap=True))


def _make(folder: Path, asked: argparse.Namespace, console: Console) -> int:
    say, ground = words(), order_ground(asked.pupils, seed=asked.seed)
    pupils = new_files = 0
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task(say["cli.rehearse.making"], total=ground.pupils)
        for one in make_ground(folder, ground):
            pupils, new_files = pupils + one.pupils, new_files + one.new_files
            progress.update(task, completed=pupils, description=_part(one))
    told = say["cli.rehearse.made" if new_files else "cli.rehearse.kept"]
    console.print(told.format(pupils=grouped(pupils), files=grouped(new_files), folder=folder), markup=False)
    return 0


def _part(one: Written) -> str:
    return words()["cli.rehearse.part"].format(number=one.number, parts=one.parts)


def _run(folder: Path, asked: argparse.Namespace, console: Console) -> int:
    bench = open_rehearsal(folder)
    say, done = words(), list[Walked]()
    for one in walk(
        bench,
        since=_day("since", asked.since),
        until=_day("until", asked.until),
        by=asked.by or say["cli.rehearse.nobody"],
        makes_papers=not asked.no_papers,
    ):
        done.append(one)
        for line in _lines(bench, one):
            console.print(line, markup=False)
        if asked.step_by_step and not _goes_on(console):
            break
    if not done:
        raise BadParameter("until", asked.until, ParameterProblem.NOT_A_DAY)
    console.print(say["cli.rehearse.diary"].format(page=write_diary(bench, done).page), markup=False)
    return 0


def _goes_on(console: Console) -> bool:
    """Whether somebody asks for the next day; the end of the input stops the walk."""
    try:
        return console.input(words()["cli.rehearse.next"]).strip().lower() not in words()["cli.rehearse.stop"]
    except EOFError:
        return False


def _lines(bench: Workbench, one: Walked) -> Iterator[str]:
    """What a day brought: one line, and one more for each duty that is due and each thing that was left."""
    say = words()
    told = [
        say["cli.rehearse.came" if one.came.files else "cli.rehearse.nothing"].format(
            files=grouped(one.came.files), rows=grouped(one.came.rows)
        ),
        *(_told(bench, step, found) for step, found in one.told.items()),
        say["cli.rehearse.recorded"].format(count=grouped(one.events)) if one.events else "",
        say["cli.rehearse.locked"].format(count=grouped(one.locked)) if one.locked else "",
        say["cli.rehearse.packs"].format(count=grouped(one.packs)) if one.packs else "",
        say["cli.rehearse.letters"].format(count=grouped(len(one.papers))) if one.papers else "",
    ]
    weekday = bench.labels(f"weekday.{one.day.isoweekday()}")
    yield say["cli.rehearse.day"].format(day=f"{one.day:%d/%m/%Y}", weekday=weekday, told="; ".join(filter(None, told)))
    for due in one.dues:
        told_as = say["cli.rehearse.due" if due.day == due.last_day else "cli.rehearse.due_before"]
        yield told_as.format(title=due.title, last_day=f"{due.last_day:%d/%m/%Y}")
    yield from (say["cli.rehearse.left"].format(said=said) for said in one.left)


def _told(bench: Workbench, step: str, found: Told) -> str:
    """What a step found; where it finds nothing by its nature, its first measure."""
    if found.findings or not found.measures:
        return words()["cli.rehearse.told"].format(step=bench.labels(f"step.{step}"), count=grouped(found.findings))
    name, (part, whole) = next(iter(found.measures.items()))
    return f"{bench.labels(f'measure.{name}')} {grouped(part or 0)}/{grouped(whole or 0)}"


def _score(folder: Path, asked: argparse.Namespace, console: Console) -> int:
    bench = open_rehearsal(folder)
    days = [day for text in asked.as_of or () if (day := _day("as_of", text))]
    with console.status(words()["cli.rehearse.scoring"]):
        tool, trainee = score_tool(bench, days), score_trainee(bench)
    report = write_score(bench, tool, trainee)
    for sentence in report.verdict:
        console.print(sentence, markup=False)
    whole = {**trainee_frames(bench, trainee), **tool_frames(bench, tool)}
    for table in _tables(bench, whole if tool.faults else trainee_frames(bench, trainee)):
        console.print(table)
    console.print(words()["cli.rehearse.read"].format(page=report.page), markup=False)
    if tool.faults:
        raise ToolErred(tool.faults, str(report.page))
    return 0


def _tables(bench: Workbench, frames: Mapping[str, DataFrame]) -> Iterator[Table]:
    short = {caption: frame for caption, frame in frames.items() if frame.height <= MOST}
    for caption, (heads, *rows) in in_words(short, bench.labels, names_of(bench)).items():
        table = Table(*heads, title=caption, title_justify="left")
        for row in rows:
            table.add_row(*row)
        yield table


def _day(name: str, text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise BadParameter(name, text, ParameterProblem.NOT_A_DAY) from fault
