"""`hocba notices show|send|history|example`: who would be told what by mail, sending it once, what was sent."""

import argparse
import json
import os
from collections.abc import Callable
from contextlib import closing, nullcontext
from dataclasses import asdict
from datetime import UTC, date, datetime
from importlib.resources import files

from rich.console import Console

from hocba_ops.cli.words import words
from hocba_ops.errors import NoticesBusy
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.runs.schedule.failing import failures_of
from hocba_ops.runs.schedule.tick import history_of
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.notice_history import notice_history
from hocba_ops.workbench.notice_sending import Asking, Done, Planned
from hocba_ops.workbench.notifying import (
    book_of,
    open_postman,
    plan_notices,
    recipients_of,
    send_again,
    send_notices,
)

SHOWN = 40


def main(asked: argparse.Namespace) -> int:
    """Do what was asked with the notices of the workspace."""
    if asked.work == "example":
        print(files("hocba_ops.notices").joinpath("example.toml").read_text(encoding="utf-8"), end="")
        return 0
    bench = Workbench.open(asked.workspace)
    WORKS[asked.work](bench, asked, Console(highlight=False, soft_wrap=True))
    return 0


def _show(bench: Workbench, asked: argparse.Namespace, console: Console) -> None:
    planned = list(plan_notices(bench, _asking(bench, asked), clock=_now)) if _has_people(bench, console) else []
    if asked.json:
        print(json.dumps([_plain(one) for one in planned], ensure_ascii=False, indent=1))
        return
    for one in planned:
        about = _about(bench, one.recipient, one.kind, one.slot.unit)
        console.print(f"{about}: {_told(bench, one)}", markup=False)


def _send(bench: Workbench, asked: argparse.Namespace, console: Console) -> None:
    asking, postman = _asking(bench, asked), open_postman(bench, os.environ)
    with closing(postman) if postman else nullcontext():
        if asked.again:
            _say(bench, console, send_again(bench, asked.again, asking, postman=postman, clock=_now))
            return
        if not _has_people(bench, console):
            return
        failures = failures_of(history_of(bench), now=_now())
        for done in send_notices(bench, asking, failures=failures, postman=postman, clock=_now):
            _say(bench, console, done)
    if postman is None:
        console.print(words()["cli.notices.outbox"].format(folder=book_of(bench).root / "outbox"), markup=False)


def _say(bench: Workbench, console: Console, done: Done) -> None:
    key = f"notice_state.{done.state}" if done.state else f"notice_reason.{done.why_not}"
    told = " ".join(filter(None, (bench.labels(key), done.notice, done.said)))
    console.print(f"{_about(bench, done.recipient, done.kind, done.unit)}: {told}", markup=False)


def _history(bench: Workbench, asked: argparse.Namespace, console: Console) -> None:
    book, say = book_of(bench), words()
    try:
        with book.turn():
            book.settle(now=_now())
    except NoticesBusy:
        console.print(say["cli.notices.sending_now"])
    told = notice_history(bench.settings)
    if asked.json:
        print(json.dumps([{**asdict(line), "at": line.at.isoformat()} for line in told], ensure_ascii=False, indent=1))
        return
    for line in told[-SHOWN:]:
        words_of = filter(None, (bench.labels(line.outcome), line.notice, line.said))
        about = _about(bench, line.recipient, line.kind, line.unit)
        console.print(f"{_clock(line.at)} · {about}: {' '.join(words_of)}", markup=False)
    if not told:
        console.print(say["cli.notices.no_history"])


def _has_people(bench: Workbench, console: Console) -> bool:
    found = recipients_of(bench)
    if not found.people and not found.maintainer:
        console.print(words()["cli.notices.none"].format(folder=book_of(bench).root), markup=False)
    return bool(found.people or found.maintainer)


def _asking(bench: Workbench, asked: argparse.Namespace) -> Asking:
    """The day of the figures; working days are counted from the day that was asked for, else from today."""
    day = RunParameters.check(bench, {"as_of": asked.as_of}).day
    is_told = asked.as_of is not None or bench.settings.as_of is not None
    today = day if is_told else _now().astimezone(VIET_NAM).date()
    return Asking(day, today, asked.to or "", getattr(asked, "by", None) or "")


def _told(bench: Workbench, planned: Planned) -> str:
    """That it would be sent, with how much it says; or why not."""
    if planned.why_not or planned.content is None:
        return bench.labels(f"notice_reason.{planned.why_not}")
    tables = "; ".join(f"{grid.caption}: {len(grid.rows)}" for grid in planned.content.page.grids)
    return words()["cli.notices.would_send"].format(email=planned.slot.email, tables=tables)


def _plain(planned: Planned) -> dict[str, object]:
    content = planned.content if not planned.why_not else None
    return {
        "recipient": planned.recipient,
        "kind": str(planned.kind),
        "unit": planned.slot.unit,
        "role": planned.slot.role,
        "period": planned.period,
        "why_not": planned.why_not,
        "subject": content.page.title if content else "",
        "rows": {grid.caption: len(grid.rows) for grid in content.page.grids} if content else {},
    }


def _about(bench: Workbench, recipient: str, kind: str, unit: str) -> str:
    """Who is told, what, of which unit."""
    units = bench.tree(date.max).units
    called = units[unit].name if unit in units else unit
    return " · ".join(filter(None, (recipient, bench.labels(f"notice_kind.{kind}"), called)))


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(VIET_NAM):%H:%M %d/%m/%Y}"


def _now() -> datetime:
    return datetime.now(UTC)


WORKS: dict[str, Callable[[Workbench, argparse.Namespace, Console], None]] = {
    "show": _show,
    "send": _send,
    "history": _history,
}
