"""`hocba audit verify|list|drop`: the audit trail checked, read, and what is too old taken out of it."""

import argparse
import json
import sys
from datetime import UTC, date, datetime
from typing import Any, Literal

from rich.console import Console
from rich.table import Table

from hocba_ops.cli.words import grouped, words
from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.auditing import drop_old, list_entries, verify_journals

COLUMNS = ("n", "at", "event", "name", "about_unit", "target", "rows", "address")
WHOLE = ("n", "at", "rows")
SHOWN = 100
"""So many of the newest entries stand in the table; `--json` has them all."""


def main(asked: argparse.Namespace) -> int:
    """Do what was asked with the audit trail of the workspace."""
    bench = Workbench.open(asked.workspace)
    console = Console(highlight=False, soft_wrap=True)
    return {"verify": _verify, "list": _list, "drop": _drop}[asked.work](bench, asked, console)


def _verify(bench: Workbench, asked: argparse.Namespace, console: Console) -> int:
    found = verify_journals(bench, head=asked.head)
    if asked.json:
        told = {one.name: {"entries": one.entries, "head": one.head, "is_torn": one.is_torn} for one in found}
        return _print_json({**told, "head_held": True if asked.head else None})
    say = words()
    names = {"trail": say["cli.audit.journal_trail"], "grants": say["cli.audit.journal_grants"]}
    for one in found:
        name = names[one.name]
        console.print(say["cli.audit.sound"].format(name=name, entries=grouped(one.entries)), markup=False)
        console.print(say["cli.audit.note_head"].format(head=one.head), markup=False)
        if one.is_torn:
            console.print(say["cli.audit.torn"], style="bold", markup=False)
    if asked.head:
        console.print(say["cli.audit.held"].format(head=asked.head), markup=False)
    return 0


def _list(bench: Workbench, asked: argparse.Namespace, console: Console) -> int:
    rows = list_entries(bench, since=_day(asked.since), event=asked.event, person=asked.person, unit=asked.unit)
    if asked.json:
        return _print_json(rows.to_dicts())
    say = words()
    if rows.is_empty():
        console.print(say["cli.audit.none"])
        return 0
    table = Table()
    columns = [name for name in COLUMNS if name != "address" or any(rows[name])]
    for name in columns:
        justify: Literal["left", "right"] = "right" if name in ("n", "rows") else "left"
        table.add_column(say[f"cli.audit.column_{name}"], justify=justify, overflow="fold", no_wrap=name in WHOLE)
    for row in rows.tail(SHOWN).iter_rows(named=True):
        table.add_row(*(_shown(bench, name, row[name]) for name in columns))
    console.print(table)
    console.print(say["cli.audit.shown"].format(shown=min(rows.height, SHOWN), count=grouped(rows.height)))
    return 0


def _shown(bench: Workbench, column: str, value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    return bench.labels(f"trail.{value}") if column == "event" else str(value)


def _drop(bench: Workbench, asked: argparse.Namespace, console: Console) -> int:
    gone = drop_old(bench, asked.before, by=asked.by, now=datetime.now(UTC))
    if asked.json:
        return _print_json({"dropped": list(gone)})
    say = words()
    told = say["cli.audit.dropped" if gone else "cli.audit.nothing"]
    console.print(told.format(files=", ".join(gone), before=asked.before), markup=False)
    return 0


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise BadParameter("since", text, ParameterProblem.NOT_A_DAY) from fault


def _print_json(told: object) -> int:
    json.dump(told, sys.stdout, ensure_ascii=False, indent=1, default=str)
    print()
    return 0
