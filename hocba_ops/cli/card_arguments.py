"""The arguments of `hocba cards`, with their help in Vietnamese; light to load, as `hocba --help` needs it."""

import argparse

from hocba_ops.cli.words import words

ACTS = ("create", "sign", "seal", "issue", "report", "withdraw", "replace", "cancel", "reopen")
"""The sub-commands that write into the ledger."""
REASONED = ("withdraw", "replace", "cancel", "reopen")


def arrange_cards(command: argparse.ArgumentParser) -> None:
    """Declare every sub-command and what it is told."""
    say = words()
    works = command.add_subparsers(title=say["cli.cards.commands"], metavar="VIEC", dest="work", required=True)
    abouts = {
        "list": say["cli.cards.list"],
        "create": say["cli.cards.create"],
        "sign": say["cli.cards.sign"],
        "seal": say["cli.cards.seal"],
        "issue": say["cli.cards.issue"],
        "report": say["cli.cards.report"],
        "withdraw": say["cli.cards.withdraw"],
        "replace": say["cli.cards.replace"],
        "cancel": say["cli.cards.cancel"],
        "reopen": say["cli.cards.reopen"],
        "print": say["cli.cards.print"],
        "show": say["cli.cards.show"],
    }
    for name, about in abouts.items():
        work = works.add_parser(name, help=about, description=about)
        _arrange_choice(work)
        if name == "list":
            work.add_argument("--waiting-for", metavar="AI", help=say["cli.cards.waiting_for"])
        else:
            work.add_argument("--by", metavar="MA_CAN_BO", required=True, help=say["cli.cards.by"])
            work.add_argument("--role", metavar="VAI_TRO", required=True, help=say["cli.cards.role"])
        if name in ACTS:
            _arrange_act(work, name)
        if name == "print":
            work.add_argument("--out", metavar="THU_MUC", required=True, help=say["cli.cards.out"])


def _arrange_choice(work: argparse.ArgumentParser) -> None:
    say = words()
    work.add_argument("--workspace", metavar="THU_MUC", default=argparse.SUPPRESS, help=say["cli.workspace"])
    work.add_argument("--school", metavar="MA_TRUONG", help=say["cli.cards.school"])
    work.add_argument("--school-year", metavar="NAM_HOC", help=say["cli.school_year"])
    work.add_argument("--as-of", metavar="NGAY", help=say["cli.cards.as_of"])
    work.add_argument("--card", metavar="MA", dest="cards", action="append", default=[], help=say["cli.cards.card"])
    work.add_argument(
        "--class", metavar="LOP", dest="classes", action="append", default=[], help=say["cli.cards.class"]
    )
    work.add_argument("--grade", metavar="KHOI", help=say["cli.cards.grade"])


def _arrange_act(work: argparse.ArgumentParser, name: str) -> None:
    say = words()
    work.add_argument("--dry-run", action="store_true", help=say["cli.cards.dry_run"])
    work.add_argument("--yes", action="store_true", help=say["cli.cards.yes"])
    if name in REASONED:
        work.add_argument("--reason", metavar="CHU", required=True, help=say["cli.cards.reason"])
    if name == "reopen":
        work.add_argument("--second", metavar="MA_CAN_BO", required=True, help=say["cli.cards.second"])
