"""The arguments of `audit`."""

import argparse

from hocba_ops.cli.words import words


def arrange_audit(command: argparse.ArgumentParser) -> None:
    """Arguments of `hocba audit verify|list|drop`."""
    say = words()
    works = command.add_subparsers(title=say["cli.audit.commands"], metavar="VIEC", dest="work", required=True)
    verify, listing, drop = (
        works.add_parser(name, help=about, description=about)
        for name, about in (
            ("verify", say["cli.audit.verify"]),
            ("list", say["cli.audit.list"]),
            ("drop", say["cli.audit.drop"]),
        )
    )
    for work in (verify, listing, drop):
        work.add_argument("--workspace", metavar="THU_MUC", default=argparse.SUPPRESS, help=say["cli.workspace"])
        work.add_argument("--json", action="store_true", help=say["cli.audit.json"])
    verify.add_argument("--head", metavar="SO:MA", default="", help=say["cli.audit.head"])
    listing.add_argument("--since", metavar="NGAY", help=say["cli.audit.since"])
    listing.add_argument("--event", metavar="VIEC", default="", help=say["cli.audit.event"])
    listing.add_argument("--person", metavar="TEN", default="", help=say["cli.audit.person"])
    listing.add_argument("--unit", metavar="DON_VI", default="", help=say["cli.audit.unit"])
    drop.add_argument("--before", metavar="THANG", required=True, help=say["cli.audit.before"])
    drop.add_argument("--by", metavar="TEN", required=True, help=say["cli.audit.by"])
