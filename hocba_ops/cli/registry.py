"""`hocba registry import|verify|status|history`: the ledger of events filled, checked, and asked."""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from rich.console import Console
from rich.table import Table

from hocba_ops.cli.words import grouped, words
from hocba_ops.errors import BadParameter, NothingLoaded, ParameterProblem
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.registering import Registered, register
from hocba_ops.workbench.registry_told import history_of, standing, verified

HISTORY = ("sequence", "happened_at", "state", "version", "actor_unit", "role", "reason", "source")


def main(asked: argparse.Namespace) -> int:
    """Do what was asked with the ledger of the workspace."""
    bench = Workbench.open(asked.workspace)
    console = Console(highlight=False, soft_wrap=True)
    works = {"import": _import, "verify": _verify, "status": _status, "history": _history}
    return works[asked.work](bench, asked, console)


def _import(bench: Workbench, asked: argparse.Namespace, console: Console) -> int:
    as_of = _day("as_of", asked.as_of) or bench.settings.as_of or bench.newest_day()
    done: list[Registered] = []
    for one in register(bench, as_of=as_of, now=datetime.now(UTC), by=asked.by or ""):
        done.append(one)
        if not asked.json:
            _tell_day(console, one)
    if not done:
        raise NothingLoaded([bench.labels("table.card"), bench.labels("table.receipt")], f"{as_of:%d/%m/%Y}")
    if asked.json:
        _print_json([{"day": one.day, "added": one.added, "refused": one.refused} for one in done])
        return 0
    _tell_refused(bench, console, done[-1].refused)
    return 0


def _tell_day(console: Console, one: Registered) -> None:
    counts = {"day": f"{one.day:%d/%m/%Y}", "added": grouped(sum(one.added.values()))}
    console.print(words()["cli.registry.day"].format(**counts, refused=grouped(sum(one.refused.values()))))


def _tell_refused(bench: Workbench, console: Console, refused: Mapping[str, int]) -> None:
    say = words()
    if not refused:
        console.print(say["cli.registry.no_refused"])
        return
    rows = [(code, bench.labels(f"rule.{code}"), grouped(count)) for code, count in refused.items()]
    console.print(_table(("rule", "why", "refused"), rows))
    console.print(say["cli.registry.refused"])


def _verify(bench: Workbench, asked: argparse.Namespace, console: Console) -> int:
    events, head = verified(bench), bench.ledger.head()
    if asked.json:
        _print_json({"events": events, "head": head})
        return 0
    console.print(words()["cli.registry.sound"].format(events=grouped(events), head=head))
    return 0


def _status(bench: Workbench, asked: argparse.Namespace, console: Console) -> int:
    known_on = _day("known_on", asked.known_on)
    as_of = _day("as_of", asked.as_of) or bench.settings.as_of or bench.newest_day()
    found = standing(bench, as_of=as_of, known_on=known_on or date.max)
    if asked.json:
        told = {"in_use": found.in_use, "ended": found.ended, "events": found.events, "head": found.head}
        _print_json({"as_of": as_of, "known_on": known_on, **told})
        return 0
    say = words()
    console.print(say["cli.registry.head"].format(events=grouped(found.events), head=found.head))
    day = f"{known_on:%d/%m/%Y}" if known_on else say["cli.registry.today"]
    console.print(say["cli.registry.standing"].format(as_of=f"{as_of:%d/%m/%Y}", known_on=day))
    states = [*found.in_use.items(), *found.ended.items()]
    console.print(_table(("state", "versions"), [(bench.labels(f"card_state.{s}"), grouped(n)) for s, n in states]))
    return 0


def _history(bench: Workbench, asked: argparse.Namespace, console: Console) -> int:
    events = history_of(bench, asked.card)
    if asked.json:
        _print_json(events.to_dicts())
        return 0
    first = events.row(0, named=True)
    about = {name: first[name] for name in ("school_code", "grade", "pupil_code")}
    console.print(words()["cli.registry.about_card"].format(**about))
    rows = [tuple(_shown(bench, name, row[name]) for name in HISTORY) for row in events.iter_rows(named=True)]
    console.print(_table(HISTORY, rows))
    return 0


def _shown(bench: Workbench, name: str, value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M:%S}"
    return bench.labels(f"card_state.{value}") if name == "state" else "" if value is None else str(value)


def _day(name: str, text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise BadParameter(name, text, ParameterProblem.NOT_A_DAY) from fault


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table()
    for column in columns:
        is_number = column in ("refused", "versions", "sequence", "version")
        table.add_column(words()[f"cli.registry.column_{column}"], justify="right" if is_number else "left")
    for row in rows:
        table.add_row(*row)
    return table


def _print_json(told: object) -> None:
    json.dump(told, sys.stdout, ensure_ascii=False, indent=1, default=str)
    print()
