"""The arguments of `hocba plan`."""

import argparse

from hocba_ops.cli.words import words


def arrange_plan(command: argparse.ArgumentParser) -> None:
    """Its work and what it needs to be told."""
    say = words()
    works = command.add_subparsers(title=say["cli.plan.commands"], metavar="VIEC", dest="work", required=True)
    read = works.add_parser("read", help=say["cli.plan.read"], description=say["cli.plan.read"])
    read.add_argument("--workspace", metavar="THU_MUC", default=argparse.SUPPRESS, help=say["cli.workspace"])
    read.add_argument("file", metavar="TEP", help=say["cli.plan.file"])
    read.add_argument("--unit", metavar="DON_VI", help=say["cli.plan.unit"])
    read.add_argument("--school-year", metavar="NAM_HOC", help=say["cli.plan.school_year"])
    read.add_argument("--out", metavar="TEP", help=say["cli.plan.out"])
    read.add_argument("--xlsx", metavar="TEP", help=say["cli.plan.xlsx"])
