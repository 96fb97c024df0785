"""`hocba access grant|revoke|list`: which login holds which role in which unit."""

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime

from rich.console import Console
from rich.table import Table

from hocba_ops.access.grants import Grant
from hocba_ops.cli.words import words
from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.granting import grant_role, grants_held, revoke_role

COLUMNS = ("who", "role", "unit", "staff_code", "valid_from", "valid_to")


def main(asked: argparse.Namespace) -> int:
    """Do what was asked with the grants of the workspace."""
    bench = Workbench.open(asked.workspace)
    console = Console(highlight=False, soft_wrap=True)
    return {"grant": _grant, "revoke": _revoke, "list": _list}[asked.work](bench, asked, console)


def _grant(bench: Workbench, asked: argparse.Namespace, console: Console) -> int:
    days = {"valid_from": _day("from", asked.since), "valid_to": _day("to", asked.until)}
    grant = Grant(who=asked.who, role=asked.role, unit=asked.unit, staff_code=asked.staff_code or "", **days)
    done = grant_role(bench, grant, by=asked.by, now=datetime.now(UTC))
    _tell(console, words()["cli.access.granted"], bench, done)
    return 0


def _revoke(bench: Workbench, asked: argparse.Namespace, console: Console) -> int:
    role, unit = asked.role or "", asked.unit or ""
    for one in revoke_role(bench, who=asked.who, role=role, unit=unit, by=asked.by, now=datetime.now(UTC)):
        _tell(console, words()["cli.access.revoked"], bench, one)
    return 0


def _list(bench: Workbench, asked: argparse.Namespace, console: Console) -> int:
    held, say = grants_held(bench), words()
    if asked.json:
        print(json.dumps([asdict(one) for one in held], ensure_ascii=False, default=str))
        return 0
    rows = [(one.who, one.role, one.unit, one.staff_code, _said(one.valid_from), _said(one.valid_to)) for one in held]
    console.print(_table(COLUMNS, rows) if rows else say["cli.access.none"])
    console.print(say["cli.access.roles"])
    viewers, labels = bench.rulebook.access.viewers.values(), bench.labels
    reaches = {
        "office": say["cli.access.reach_office"],
        "school": say["cli.access.reach_school"],
        "own_class": say["cli.access.reach_own_class"],
        "own_subject": say["cli.access.reach_own_subject"],
        "figures": say["cli.access.reach_figures"],
    }
    told = [(one.id, labels(f"viewer.{one.id}"), reaches[one.reach]) for one in viewers]
    console.print(_table(("role", "label", "reach"), told))
    return 0


def _tell(console: Console, sentence: str, bench: Workbench, grant: Grant) -> None:
    role = bench.labels(f"viewer.{grant.role}")
    console.print(sentence.format(who=grant.who, role=role, unit=grant.unit), markup=False)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table()
    for name in columns:
        table.add_column(words()[f"cli.access.column_{name}"])
    for row in rows:
        table.add_row(*row)
    return table


def _day(name: str, text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise BadParameter(name, text, ParameterProblem.NOT_A_DAY) from fault


def _said(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
