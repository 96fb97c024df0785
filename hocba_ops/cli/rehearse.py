"""`hocba rehearse`: a ground to train and to measure on, made with faults of which the answers are known."""

import argparse
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from hocba_ops.cli.words import grouped, words
from hocba_ops.workbench.rehearsing import Written, make_ground, order_ground


def main(asked: argparse.Namespace) -> int:
    """Do what was asked with the folder of the rehearsal."""
    return {"make": _make}[asked.work](Path(asked.folder), asked, Console(highlight=False, soft_wrap=True))


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
