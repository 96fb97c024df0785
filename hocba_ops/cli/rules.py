"""`hocba rules`: what is checked, how serious, by which paper, who mends it and how; no workspace needed."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from hocba_ops.cli.words import words
from hocba_ops.errors import BadParameter, NotPermitted, ParameterProblem
from hocba_ops.reporting.rule_facts import rule_facts, rule_json, sureness, validity
from hocba_ops.reporting.rules_page import rules_page
from hocba_ops.rulebook.catalogue import Wording
from hocba_ops.workbench.catalogue import Catalogue

COLUMNS = ("id", "severity", "message", "citation", "owner", "valid_from")
NARROW_COLUMNS = ("id", "severity", "message")
NARROW = 110
"""Below this many letters a line holds three columns; a rule named by its id is told in full."""


def main(asked: argparse.Namespace) -> int:
    """Print the rules as a table or as JSON, one in full when its id is named, or write the page of the docs."""
    catalogue = Catalogue.open(asked.workspace)
    if asked.page:
        every = sorted({rule.id for rule in catalogue.rulebook.rules})
        return _write_page(catalogue, catalogue.wordings(asked.ids or every, as_of=_day(asked.as_of)), Path(asked.page))
    found = catalogue.wordings(asked.ids, as_of=_day(asked.as_of))
    if asked.json:
        json.dump([rule_json(one, catalogue.labels) for one in found], sys.stdout, ensure_ascii=False, indent=1)
        print()
        return 0
    console = Console(highlight=False)
    if not found:
        console.print(words()["cli.rules.none"].format(as_of=asked.as_of), markup=False)
    elif asked.ids:
        _print_in_full(console, catalogue, found)
    else:
        console.print(_table(catalogue, found, COLUMNS if console.width >= NARROW else NARROW_COLUMNS))
    return 0


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise BadParameter("as-of", text, ParameterProblem.NOT_A_DAY) from fault


def _write_page(catalogue: Catalogue, found: Sequence[Wording], out: Path) -> int:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(rules_page(found, catalogue.labels, catalogue.steps), encoding="utf-8", newline="\n")
    except PermissionError as fault:
        raise NotPermitted(str(out)) from fault
    except (FileExistsError, IsADirectoryError, NotADirectoryError) as fault:
        raise BadParameter("page", out, ParameterProblem.NOT_A_FILE) from fault
    print(words()["cli.rules.page_done"].format(count=len({one.rule.id for one in found}), file=out))
    return 0


def _table(catalogue: Catalogue, found: Sequence[Wording], columns: Sequence[str]) -> Table:
    say = words()
    table = Table(
        caption=say["cli.rules.more" if "citation" in columns else "cli.rules.narrow"], caption_justify="left"
    )
    for column in columns:
        table.add_column(say[f"cli.rules.column_{column}"], overflow="fold", no_wrap=column == "id")
    for place, one in enumerate(found):
        texts = _texts(catalogue, one)
        is_last = place + 1 == len(found) or found[place + 1].group != one.group
        table.add_row(*(texts[column] for column in columns), end_section=is_last)
    return table


def _texts(catalogue: Catalogue, one: Wording) -> dict[str, str]:
    rule, labels = one.rule, catalogue.labels
    unsure = words()["cli.rules.unsure"] if sureness(one, labels) else ""
    return {
        "id": rule.id,
        "severity": labels(f"severity.{rule.severity}"),
        "message": rule.message,
        "citation": f"{one.citation}{unsure}",
        "owner": labels(f"owner.{rule.owner}"),
        "valid_from": validity(rule.valid_from, rule.valid_to, labels),
    }


def _print_in_full(console: Console, catalogue: Catalogue, found: Sequence[Wording]) -> None:
    for one in found:
        console.print(f"{one.rule.id}  {catalogue.labels(f'rule.{one.rule.id}')}", style="bold", markup=False)
        grid = Table.grid(padding=(0, 2))
        for word, text in rule_facts(one, catalogue.labels):
            grid.add_row(f"  {word}", text)
        console.print(grid, "")
