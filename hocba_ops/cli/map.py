"""`hocba map`: say which column of an unknown file is which field, once; loads then read such files by it."""

import argparse
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.prompt import Prompt
from rich.table import Table

from hocba_ops.cli.words import words
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.mapping import (
    SURE,
    Draft,
    draft_mapping,
    fields_of,
    keep_mapping,
    propose_mapping,
)

NONE = "-"
SCHOOL_FIELDS = frozenset({"school_code", "school_name"})


def main(asked: argparse.Namespace) -> int:
    """Show what a file's columns could be, ask the officer, and keep the mapping in the workspace.

    `--yes` takes every sure proposal without asking. Where nobody can be asked, the proposals are written to be edited.
    """
    say = words()
    bench = Workbench.open(asked.workspace)
    found = draft_mapping(bench.settings, Path(asked.file), sheet=asked.sheet or "", family=asked.family or "")
    console = Console(highlight=False)
    console.print(_table(found, bench))
    out = Path(asked.out) if asked.out else None
    if not asked.yes and not sys.stdin.isatty():
        place = propose_mapping(bench.settings, found, notes=say["cli.map.note_proposed"], out=out)
        console.print(say["cli.map.proposed"].format(file=place), markup=False)
        return 0
    columns = _sure(found) if asked.yes else _asked(console, found)
    place = keep_mapping(
        bench.settings,
        found,
        columns,
        notes=say["cli.map.note_confirmed"],
        by=asked.by or (say["cli.map.by_program"] if asked.yes else ""),
        on=datetime.now(UTC).date(),
        constants=_constants(asked, console, found, columns),
        out=out,
    )
    console.print(say["cli.map.kept"].format(file=place, count=sum(map(bool, columns.values()))), markup=False)
    return 0


def _table(found: Draft, bench: Workbench) -> Table:
    """Headings, the shapes of what stands below them, and what each likely is; no value is shown."""
    say = words()
    title = say["cli.map.title"].format(sheet=found.sheet, table=bench.labels(f"family.{found.family}"))
    table = Table(title=title, title_justify="left")
    for column in ("heading", "shapes", "field", "score"):
        table.add_column(say[f"cli.map.column_{column}"], overflow="fold")
    known = fields_of(found.family, found.layout)
    for one in found.proposals:
        named = f"{known.get(one.field, '')} ({one.field})".strip() if one.field else NONE
        table.add_row(one.heading, "\n".join(one.shapes), named, _sureness(one.score) if one.field else "")
    return table


def _sureness(score: float) -> str:
    say = words()
    return say["cli.map.sure"] if score >= SURE else say["cli.map.unsure"]


def _sure(found: Draft) -> Mapping[str, str]:
    return {one.heading: one.field if one.score >= SURE else "" for one in found.proposals}


def _asked(console: Console, found: Draft) -> Mapping[str, str]:
    """The field of each column as the officer confirms or changes it."""
    say = words()
    known = fields_of(found.family, found.layout)
    console.print(say["cli.map.how"].format(none=NONE), markup=False)
    console.print(", ".join(f"{field} ({heading})" for field, heading in known.items()), markup=False)
    answers: dict[str, str] = {}
    for one in found.proposals:
        while True:
            answer = Prompt.ask(one.heading.replace("[", r"\["), default=one.field or NONE, console=console).strip()
            if answer == NONE or answer in known or "." in answer:
                break
            console.print(say["cli.map.unknown_field"].format(field=answer), markup=False)
        answers[one.heading] = "" if answer == NONE else answer
    return answers


def _constants(
    asked: argparse.Namespace, console: Console, found: Draft, columns: Mapping[str, str]
) -> Mapping[str, str]:
    """The school of every row, where the file has no column for it and the officer says one."""
    known = fields_of(found.family, found.layout)
    if "school_code" not in known or SCHOOL_FIELDS & set(columns.values()):
        return {}
    code = asked.school_code or ""
    if not code and not asked.yes:
        code = Prompt.ask(words()["cli.map.school_code"], default="", show_default=False, console=console).strip()
    return {"school_code": code} if code else {}
