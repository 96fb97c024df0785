"""`hocba copy make|log`: a copy given out of a paper form, and the book of all that were."""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from hocba_ops.cli.words import words
from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.copying import copies_given, copy_order, give_copy

COLUMNS = ("happened_at", "state", "document", "school_code", "reason")


def main(asked: argparse.Namespace) -> int:
    """Do what was asked with copies."""
    bench = Workbench.open(asked.workspace)
    console = Console(highlight=False, soft_wrap=True)
    return {"make": _make, "log": _log}[asked.work](bench, asked, console)


def _make(bench: Workbench, asked: argparse.Namespace, console: Console) -> int:
    for name in ("by", "reason", "body"):
        if not getattr(asked, name).strip():
            raise BadParameter(name, getattr(asked, name), ParameterProblem.EMPTY)
    order = copy_order(
        path=Path(asked.file),
        out=Path(asked.out),
        form=asked.form,
        body=asked.body.strip(),
        by=asked.by.strip(),
        reason=asked.reason.strip(),
        number=asked.number or "",
        place=asked.place or "",
        years=tuple(asked.year or ()),
    )
    given = give_copy(bench, order, now=datetime.now(UTC))
    say = words()
    console.print(say["cli.copy.given"].format(file=given.path, sequence=given.sequence), markup=False)
    console.print(say["cli.copy.digest"].format(digest=given.digest), markup=False)
    console.print(say[f"cli.copy.next_{order.form}"])
    return 0


def _log(bench: Workbench, asked: argparse.Namespace, console: Console) -> int:
    rows = copies_given(bench, card=asked.card or "")
    if asked.json:
        shown = rows.select(*COLUMNS, "card_id", "content_hash", "source", "sequence", "digest")
        json.dump(shown.to_dicts(), sys.stdout, ensure_ascii=False, indent=1, default=str)
        print()
        return 0
    say = words()
    if rows.is_empty():
        console.print(say["cli.copy.none"])
        return 0
    table = Table()
    for name in COLUMNS:
        table.add_column(say[f"cli.copy.column_{name}"])
    for at, form, number, school, reason in rows.select(COLUMNS).iter_rows():
        table.add_row(f"{at:%d/%m/%Y %H:%M}", bench.labels(f"copy.form.{form}"), number or "", school, reason)
    console.print(table)
    console.print(say["cli.copy.sound"].format(count=rows.height))
    return 0
