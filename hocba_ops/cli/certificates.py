"""`hocba certificates`: what is known of each school's certificates, and the public ones on the tokens plugged in."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
from rich.console import Console
from rich.table import Table

from hocba_ops.cli.words import words
from hocba_ops.reporting.cells import Grid, frame_grid
from hocba_ops.reporting.formats import day
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.tables import Answer
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.noting import Event, check_trail, note
from hocba_ops.workbench.tokens import OnToken, list_tokens, save_tokens

INVENTORY, TOKENS = "inventory", "tokens"
SEEN = ("shown_in_file", "shown_on_token", "shown_in_signature")
"""Columns that stand only where some school has something in them."""
FIRST_WIDTH = 22
TOKEN = {
    "holder": pl.String(),
    "school_code": pl.String(),
    "serial": pl.String(),
    "issuer": pl.String(),
    "valid_from": pl.Date(),
    "valid_to": pl.Date(),
}


def main(asked: argparse.Namespace) -> int:
    """Print the inventory, or the certificates on tokens; with `--save` write those into the inbox."""
    bench = Workbench.open(asked.workspace)
    if asked.token:
        return _tokens(bench, asked)
    given = {"unit": asked.unit, "school_year": asked.school_year, "as_of": asked.as_of}
    answer = bench.run("readiness", **RunParameters.check(bench, given).values())
    if asked.json:
        _dump({INVENTORY: answer.frames[INVENTORY].to_dicts()})
        return 0
    _print_inventory(Console(highlight=False), bench, answer)
    return 0


def _tokens(bench: Workbench, asked: argparse.Namespace) -> int:
    said = RunParameters.check(bench, {"as_of": asked.as_of}).values()["as_of"] if asked.as_of else None
    today = date.fromisoformat(said) if said else datetime.now(UTC).astimezone().date()
    found = list_tokens(bench, Path(asked.token), as_of=date.max)
    school = bench.known_unit(asked.school) if asked.school else ""
    inbox = bench.settings.path(bench.settings.inbox[0])
    saved = _saved(bench, found, inbox, today, school) if asked.save else []
    if asked.json:
        _dump({TOKENS: [one.told() for one in found], "files": [str(path) for path in saved]})
        return 0
    _print_tokens(Console(highlight=False, soft_wrap=True), bench, found)
    for path in saved:
        print(words()["cli.certificates.saved"].format(file=path))
    return 0


def _saved(bench: Workbench, found: Sequence[OnToken], inbox: Path, today: date, school: str) -> list[Path]:
    check_trail(bench)
    saved = list(save_tokens(found, inbox, as_of=today, school=school))
    note(
        bench,
        Event.RECORDED,
        by="",
        now=datetime.now(UTC),
        target="certificates",
        about_unit=school or bench.settings.unit,
        rows=len(saved),
    )
    return saved


def _print_inventory(console: Console, bench: Workbench, answer: Answer) -> None:
    frame = answer.frames[INVENTORY]
    known = int(frame["personal"].sum()) + int(frame["seals"].sum())
    told = words()["cli.certificates.known"]
    console.print(told.format(count=known, schools=frame.height, day=day(answer.as_of, bench.labels)))
    title = bench.labels(f"frame.{INVENTORY}")
    shown = frame.drop("school_code", *(name for name in SEEN if not frame[name].sum()))
    console.print(_table(frame_grid(shown, title, bench.labels, bench.names(answer))))


def _print_tokens(console: Console, bench: Workbench, found: Sequence[OnToken]) -> None:
    if not found:
        console.print(words()["cli.certificates.nothing"])
        return
    rows = [{**one.told(), "school_code": ", ".join(one.schools)} for one in found]
    frame = pl.DataFrame([{name: row[name] for name in TOKEN} for row in rows], schema=TOKEN)
    console.print(_table(frame_grid(frame, bench.labels(f"frame.{TOKENS}"), bench.labels, {})))


def _table(grid: Grid) -> Table:
    table = Table(title=grid.caption, title_justify="left")
    for place, head in enumerate(grid.heads):
        width = None if place else FIRST_WIDTH
        table.add_column(head.text, justify="right" if head.is_number else "left", overflow="fold", min_width=width)
    for row in grid.rows:
        table.add_row(*row)
    return table


def _dump(told: dict[str, object]) -> None:
    json.dump(told, sys.stdout, ensure_ascii=False, indent=1, default=str)
    print()
