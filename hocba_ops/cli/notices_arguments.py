"""The arguments of `hocba notices`."""

import argparse

from hocba_ops.cli.words import words


def arrange_notices(command: argparse.ArgumentParser) -> None:
    """Its works and what each needs to be told."""
    say = words()
    works = command.add_subparsers(title=say["cli.notices.commands"], metavar="VIEC", dest="work", required=True)
    abouts = {
        "show": say["cli.notices.show"],
        "send": say["cli.notices.send"],
        "history": say["cli.notices.history"],
        "example": say["cli.notices.example"],
    }
    parts = {name: works.add_parser(name, help=about, description=about) for name, about in abouts.items()}
    for part in parts.values():
        part.add_argument("--workspace", metavar="THU_MUC", default=argparse.SUPPRESS, help=say["cli.workspace"])
    for name in ("show", "send"):
        parts[name].add_argument("--as-of", metavar="NGAY", help=say["cli.notices.as_of"])
        parts[name].add_argument("--to", metavar="TEN", help=say["cli.notices.to"])
    for name in ("show", "history"):
        parts[name].add_argument("--json", action="store_true", help=say["cli.notices.json"])
    parts["send"].add_argument("--again", metavar="MA_THU", help=say["cli.notices.again"])
    parts["send"].add_argument("--by", metavar="TEN", help=say["cli.notices.by"])
