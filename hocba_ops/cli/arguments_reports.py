"""The arguments of the commands that check and explain reports."""

import argparse

from hocba_ops.cli.words import words


def arrange_verify_report(command: argparse.ArgumentParser) -> None:
    """`hocba verify-report …`."""
    command.add_argument("files", nargs="+", metavar="TEP", help=words()["cli.verify-report.files"])
    command.add_argument("--json", action="store_true", help=words()["cli.verify-report.json"])


def arrange_explain(command: argparse.ArgumentParser) -> None:
    """`hocba explain …`."""
    command.add_argument("key", metavar="KHOA", help=words()["cli.explain.key"])
    command.add_argument("--sql", action="store_true", help=words()["cli.explain.sql"])


def arrange_diff(command: argparse.ArgumentParser) -> None:
    """`hocba diff …`."""
    command.add_argument("before", metavar="THU_MUC", help=words()["cli.diff.before"])
    command.add_argument("after", metavar="THU_MUC", help=words()["cli.diff.after"])
    command.add_argument("--json", action="store_true", help=words()["cli.diff.json"])
