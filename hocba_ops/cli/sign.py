"""`hocba sign PATH… --field …`: a batch signed with one key; the PIN is asked for once, kept nowhere, shown nowhere."""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from getpass import getpass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from hocba_ops.cli.words import words
from hocba_ops.domain.signing import role_of_field
from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.reporting.labels import Labels
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.signing import (
    Item,
    Order,
    Outcome,
    Told,
    items_of,
    left_over,
    make_archive,
    make_batch,
    open_key,
    run_batch,
)
from hocba_ops.workbench.signing_record import Entry, check_recording, counts_of, record_signatures

DONE, HELD = 0, 19
"""Exit codes: everything is signed; something is not."""


def main(asked: argparse.Namespace) -> int:
    """Check everything, sign what may be signed unless it is a dry run, and report each file."""
    bench = Workbench.open(asked.workspace)
    order = _archive_order(bench, asked) if asked.archive else _order(bench, asked)
    if (asked.by and not asked.record) or (asked.record and (asked.archive or asked.dry_run)):
        raise BadParameter("record, by", asked.by or "", ParameterProblem.RECORD_ONLY)
    if asked.record:
        check_recording(order, asked.by or "")
    items = items_of(bench, [Path(path) for path in asked.paths], order.now)
    console = Console(highlight=False, soft_wrap=True)
    if asked.archive:
        told, entries = _archived(bench, asked, order, items, console), list[Entry]()
    else:
        told, entries = _signed(bench, asked, order, items, console)
    told += left_over(items[len(told) :])
    _report(told, bench.labels, console)
    _tell_entries(entries, bench.labels, console)
    is_done = {one.outcome for one in told} <= {Outcome.SIGNED, Outcome.DONE_BEFORE, Outcome.READY}
    return HELD if not is_done or any(one.is_refused for one in entries) else DONE


def _signed(
    bench: Workbench, asked: argparse.Namespace, order: Order, items: Sequence[Item], console: Console
) -> tuple[list[Told], list[Entry]]:
    with closing(open_key(order, getpass(words()["cli.sign.pin"]))) as opened:
        console.print(words()["cli.sign.signer"].format(name=opened.name, serial=opened.serial), markup=False)
        batch = make_batch(bench, order, opened.key)
        run = run_batch(bench, batch, items, by=opened.name, now=order.now)
        told = _collected(batch.rehearse(items) if asked.dry_run else run, console)
        entries = record_signatures(bench, order, opened, items, told, by=asked.by or "") if asked.record else ()
        return told, list(entries)


def _archived(
    bench: Workbench, asked: argparse.Namespace, order: Order, items: Sequence[Item], console: Console
) -> list[Told]:
    batch = make_archive(bench, order)
    run = run_batch(bench, batch, items, by="", now=order.now)
    return _collected(batch.rehearse(items) if asked.dry_run else run, console)


def _archive_order(bench: Workbench, asked: argparse.Namespace) -> Order:
    return Order(field="", out=Path(asked.out), place="", address="", timestamp_url=stamps_of(bench, asked), now=_now())


def stamps_of(bench: Workbench, asked: argparse.Namespace) -> str:
    """Where time stamps come from; `BadParameter` when neither the command nor the settings say."""
    address = str(asked.tsa or bench.settings.timestamp_url)
    if not address:
        raise BadParameter("tsa", "", ParameterProblem.NO_TIMESTAMP)
    return address


def _order(bench: Workbench, asked: argparse.Namespace) -> Order:
    places = [name for name in ("key", "token", "remote") if getattr(asked, name)]
    if len(places) != 1:
        raise BadParameter("key, token, remote", ", ".join(places), ParameterProblem.ONE_KEY)
    if role_of_field(asked.field or "") is None:
        raise BadParameter("field", asked.field, ParameterProblem.NOT_A_FIELD)
    return Order(
        field=asked.field,
        out=Path(asked.out),
        place=places[0],
        address=getattr(asked, places[0]),
        serial=asked.serial or "",
        csc=asked.csc,
        timestamp_url="" if asked.no_time else stamps_of(bench, asked),
        boxes=Path(asked.boxes) if asked.boxes else None,
        image=Path(asked.image) if asked.image else None,
        now=_now(),
    )


def _now() -> datetime:
    return datetime.now(UTC)


def _collected(outcomes: Iterator[Told], console: Console) -> list[Told]:
    """What was told before Ctrl-C: what is signed stays, and stands in the manifest."""
    done: list[Told] = []
    try:
        done.extend(iter(outcomes))
    except KeyboardInterrupt:
        console.print(words()["cli.sign.cancelled"])
    return done


def _report(told: list[Told], labels: Labels, console: Console) -> None:
    say = words()
    table = Table()
    for name in ("file", "outcome", "reason"):
        table.add_column(say[f"cli.sign.column_{name}"], overflow="fold")
    for one in told:
        table.add_row(one.name, labels(f"sign.outcome.{one.outcome}"), _reasons(one, labels))
    console.print(table)
    counts = Counter(one.outcome for one in told)
    texts = ", ".join(
        f"{labels(f'sign.outcome.{outcome}')} {counts[outcome]}" for outcome in Outcome if counts[outcome]
    )
    console.print(say["cli.sign.summary"].format(files=len(told), counts=texts), markup=False)
    if counts[Outcome.LEFT] or counts[Outcome.FAILED]:
        console.print(say["cli.sign.again"])


def _tell_entries(entries: Sequence[Entry], labels: Labels, console: Console) -> None:
    """How many signatures the ledger tells of now; of what it refuses each card, with what to do."""
    if not entries:
        return
    say = words()
    refused = [one for one in entries if one.is_refused]
    if refused:
        table = Table()
        for name in ("card", "reason", "todo"):
            table.add_column(say[f"cli.sign.column_{name}"], overflow="fold")
        for one in refused:
            why, todo = labels(f"card_refusal.{one.outcome}"), labels(f"card_todo.{one.outcome}", school="…")
            table.add_row(one.card_id, why, todo)
        console.print(table)
    counts = counts_of(one for one in entries if not one.is_refused)
    texts = [f"{labels(f'sign.entry.{name}')} {count}" for name, count in counts.items()]
    texts += [f"{labels('sign.entry.refused')} {len(refused)}"] if refused else []
    console.print(say["cli.sign.ledger"].format(counts=", ".join(texts)), markup=False)


def _reasons(one: Told, labels: Labels) -> str:
    texts = [
        f"{labels(f'verify.reason.{code}')}. {labels(f'verify.next.{code}')}"
        if f"verify.reason.{code}" in labels.texts
        else labels(f"sign.hold.{code}")
        for code in one.reasons
    ]
    return "\n".join([*texts, *([one.sentence] if one.sentence else [])])
