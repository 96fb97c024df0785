"""`hocba verify PATH…`: what the signatures of files are worth, technically and in the work, and what to do next."""

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from hocba_ops.cli.words import words
from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.reporting.verdict_page import (
    files_text,
    letter_text,
    next_text,
    reason_text,
    signers_text,
    unnamed_text,
    verdict_page,
    workflow_text,
)
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.documents import INDICATIONS, FileVerdict, level_named, told_of, verify_paths
from hocba_ops.workbench.noting import Event, check_trail, note
from hocba_ops.workbench.verdict_rows import write_verdicts

SOUND, FORGED, OPEN = 0, 13, 19
"""Exit codes: everything is valid; something is not valid; nothing is invalid but something is not concluded."""


def main(asked: argparse.Namespace) -> int:
    """Verify what is named, tell each file as it is done, and what all of it comes to."""
    bench = Workbench.open(asked.workspace)
    check_trail(bench)
    count, verdicts = verify_paths(
        bench,
        [Path(path) for path in asked.paths],
        now=_moment(asked.at),
        cutoff=_day("cutoff", asked.cutoff),
        level=level_named(asked.level),
    )
    if asked.page and count != 1:
        raise BadParameter("page", count, ParameterProblem.ONE_FILE)
    done = list(_told_as_json(verdicts) if asked.json else verdicts)
    if not asked.json:
        _tell(bench, done, Console(highlight=False, soft_wrap=True))
    note(
        bench,
        Event.VERIFIED,
        by="",
        now=datetime.now(UTC),
        target="verify",
        about_unit=bench.settings.unit,
        rows=len(done),
    )
    _write(bench, asked, done)
    worst = max((INDICATIONS.index(verdict.indication) for verdict in done), default=0)
    return (SOUND, OPEN, FORGED)[worst]


def _told_as_json(verdicts: Iterator[FileVerdict]) -> Iterator[FileVerdict]:
    for verdict in verdicts:
        print(json.dumps(told_of(verdict), ensure_ascii=False), flush=True)
        yield verdict


def _tell(bench: Workbench, done: list[FileVerdict], console: Console) -> None:
    say, labels = words(), bench.labels
    table = Table()
    for name in ("file", "result", "workflow", "reason"):
        table.add_column(say[f"cli.verify.column_{name}"], overflow="fold")
    for verdict in done:
        reasons = [f"{reason_text(one, labels)}. {next_text(one, labels)}" for one in verdict.all_reasons]
        result = labels(f"verify.indication.{verdict.indication}")
        technical = " · ".join(filter(None, (verdict.indication, verdict.sub_indication)))
        told = told_of(verdict)
        unnamed = unnamed_text(told["signatures"], labels)
        letter = letter_text(told, labels), signers_text(told, labels)
        table.add_row(
            files_text(told),
            "\n".join(filter(None, (result, technical, labels(f"verify.pages.{verdict.pages}"), unnamed, *letter))),
            workflow_text(verdict.workflow, labels),
            "\n".join(reasons),
        )
    console.print(table)
    counts = [sum(verdict.indication == one for verdict in done) for one in INDICATIONS]
    console.print(say["cli.verify.summary"].format(files=len(done), passed=counts[0], open=counts[1], failed=counts[2]))


def _write(bench: Workbench, asked: argparse.Namespace, done: list[FileVerdict]) -> None:
    said = []
    if asked.page:
        Path(asked.page).write_text(verdict_page(told_of(done[0]), labels=bench.labels), encoding="utf-8")
        said.append(words()["cli.verify.page_done"].format(file=asked.page))
    if asked.table:
        write_verdicts(done, Path(asked.table))
        said.append(words()["cli.verify.table_done"].format(file=asked.table))
    if not asked.json:
        print("\n".join(said), end="\n" if said else "")


def _moment(told: str | None) -> datetime:
    day = _day("at", told)
    return datetime.combine(day, time(23, 59, 59), VIET_NAM) if day else datetime.now(UTC)


def _day(name: str, told: str | None) -> date | None:
    try:
        return date.fromisoformat(told) if told else None
    except ValueError as fault:
        raise BadParameter(name, told, ParameterProblem.NOT_A_DAY) from fault
