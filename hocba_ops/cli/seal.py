"""`hocba seal STATEMENT --key …`: the statement of a lock signed by whoever answers for it."""

import argparse
from contextlib import closing
from datetime import UTC, datetime
from getpass import getpass
from pathlib import Path

from hocba_ops.cli.words import words
from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.sealing import seal_of, seal_statement
from hocba_ops.workbench.signing import Order, open_key


def main(asked: argparse.Namespace) -> int:
    """Sign the statement, and say whose signature lies beside it."""
    bench, say = Workbench.open(asked.workspace), words()
    order, statement = _order(bench, asked), Path(asked.statement)
    with closing(open_key(order, getpass(say["cli.sign.pin"]))) as opened:
        seal_statement(bench, statement, order, opened)
        print(say["cli.seal.done"].format(file=seal_of(statement), name=opened.name, serial=opened.serial))
    return 0


def _order(bench: Workbench, asked: argparse.Namespace) -> Order:
    places = [name for name in ("key", "token", "remote") if getattr(asked, name)]
    if len(places) != 1:
        raise BadParameter("key, token, remote", ", ".join(places), ParameterProblem.ONE_KEY)
    stamps = "" if asked.no_time else str(asked.tsa or bench.settings.timestamp_url)
    if not stamps and not asked.no_time:
        raise BadParameter("tsa", "", ParameterProblem.NO_TIMESTAMP)
    return Order(
        field="",
        out=Path(asked.statement).parent,
        place=places[0],
        address=getattr(asked, places[0]),
        serial=asked.serial or "",
        csc=asked.csc,
        timestamp_url=stamps,
        now=_now(),
    )


def _now() -> datetime:
    return datetime.now(UTC)
