"""The arguments of `hocba snapshot`."""

import argparse

from hocba_ops.cli.words import words


def arrange_snapshot(command: argparse.ArgumentParser) -> None:
    """Which days, and whether to keep their state or to hold what is kept against the store."""
    say = words()
    days = command.add_mutually_exclusive_group()
    days.add_argument("--as-of", metavar="NGAY", action="append", help=say["cli.snapshot.as_of"])
    days.add_argument("--every-day", action="store_true", help=say["cli.snapshot.every_day"])
    command.add_argument("--check", action="store_true", help=say["cli.snapshot.check"])
