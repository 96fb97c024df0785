"""`hocba letter draft|release|sign|withdraw|list`: official documents from draft to issue."""

import argparse
import json
from contextlib import closing
from datetime import UTC, datetime
from getpass import getpass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from hocba_ops.cli.sign import stamps_of
from hocba_ops.cli.words import words
from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.letter_order import LetterOrder
from hocba_ops.workbench.letter_signing import sign_letter
from hocba_ops.workbench.lettering import (
    Letter,
    draft_letter,
    list_letters,
    parse_day,
    release_letter,
    withdraw_letter,
)
from hocba_ops.workbench.signing import Order, open_key

COLUMNS = ("letter", "kind", "dated", "sign", "stage")


def main(asked: argparse.Namespace) -> int:
    """Do what was asked with the documents of the workspace."""
    bench = Workbench.open(asked.workspace)
    console = Console(highlight=False, soft_wrap=True)
    works = {"draft": _draft, "release": _release, "sign": _sign, "withdraw": _withdraw, "list": _list}
    works[asked.work](bench, asked, console)
    return 0


def _draft(bench: Workbench, asked: argparse.Namespace, console: Console) -> None:
    given = RunParameters.check(
        bench, {"unit": asked.unit, "school_year": asked.school_year, "as_of": asked.as_of}
    ).values()
    order = LetterOrder(
        kind=asked.kind,
        dated=parse_day("dated", asked.dated or f"{_now().astimezone(VIET_NAM):%Y-%m-%d}"),
        school=asked.school or "",
        issuer=asked.issuer or "",
        authority=asked.authority,
        signer=asked.signer or "",
        secretary=asked.secretary or "",
        **given,
    )
    letter = draft_letter(bench, order)
    say, layout = words(), bench.rulebook.letters.layout
    console.print(say["cli.letter.drafted"].format(folder=letter.folder, letter=letter.letter_id), markup=False)
    paper = bench.rulebook.documents[layout.document]
    confidence = bench.labels(f"confidence.{bench.rulebook.confidence(layout)}")
    console.print(say["cli.letter.layout"].format(paper=paper.number, confidence=confidence), markup=False)


def _release(bench: Workbench, asked: argparse.Namespace, console: Console) -> None:
    letter = release_letter(bench, asked.letter, by=asked.by, second=asked.second, now=_now(), wanted=asked.number)
    told = {"sign": letter.numbered.sign if letter.numbered else "", "folder": letter.folder}
    console.print(words()["cli.letter.released"].format(**told), markup=False)


def _sign(bench: Workbench, asked: argparse.Namespace, console: Console) -> None:
    say, order = words(), _key_order(bench, asked)
    with closing(open_key(order, getpass(say["cli.sign.pin"]))) as opened:
        path = sign_letter(bench, asked.letter, order, opened, by=asked.by)
        console.print(say["cli.letter.signed"].format(file=path, name=opened.name), markup=False)


def _withdraw(bench: Workbench, asked: argparse.Namespace, console: Console) -> None:
    letter = withdraw_letter(bench, asked.letter, by=asked.by, reason=asked.reason, now=_now())
    told = {"sign": letter.numbered.sign if letter.numbered else ""}
    console.print(words()["cli.letter.withdrawn"].format(**told), markup=False)


def _list(bench: Workbench, asked: argparse.Namespace, console: Console) -> None:
    held, say = list_letters(bench), words()
    if asked.json:
        print(json.dumps([_plain(one) for one in held], ensure_ascii=False, indent=1))
        return
    if not held:
        console.print(say["cli.letter.none"])
        return
    table = Table()
    for name in COLUMNS:
        table.add_column(say[f"cli.letter.column_{name}"], overflow="fold", no_wrap=name == "letter")
    for one in held:
        told = _plain(one)
        kind, stage = bench.labels(f"letter.name.{one.order.kind}"), bench.labels(f"letter.stage.{one.stage}")
        table.add_row(one.letter_id, kind, told["dated"], told["sign"], stage)
    console.print(table)


def _plain(one: Letter) -> dict[str, str]:
    sign = one.numbered.sign if one.numbered else ""
    return {"letter": one.letter_id, **one.order.told(), "stage": one.stage, "sign": sign}


def _key_order(bench: Workbench, asked: argparse.Namespace) -> Order:
    places = [name for name in ("key", "token", "remote") if getattr(asked, name)]
    if len(places) != 1:
        raise BadParameter("key, token, remote", ", ".join(places), ParameterProblem.ONE_KEY)
    return Order(
        field=asked.field,
        out=Path(),
        place=places[0],
        address=getattr(asked, places[0]),
        serial=asked.serial or "",
        csc=asked.csc,
        timestamp_url="" if asked.no_time else stamps_of(bench, asked),
        image=Path(asked.image) if asked.image else None,
        now=_now(),
    )


def _now() -> datetime:
    return datetime.now(UTC)
