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


def arrange_runs(command: argparse.ArgumentParser) -> None:
    """`hocba runs …`."""
    say = words()
    works = command.add_subparsers(title=say["cli.runs.commands"], metavar="VIEC", dest="work", required=True)
    parts = {name: works.add_parser(name, help=say[f"cli.runs.{name}"]) for name in ("list", "notebook")}
    for part in parts.values():
        part.add_argument("--workspace", metavar="THU_MUC", default=argparse.SUPPRESS, help=say["cli.workspace"])
        part.add_argument("--unit", metavar="DON_VI", help=say["cli.unit"])
    parts["list"].add_argument("--step", metavar="BUOC", help=say["cli.runs.step"])
    parts["list"].add_argument("--json", action="store_true", help=say["cli.runs.json"])
    filled = parts["notebook"]
    filled.add_argument("step", metavar="BUOC", help=say["cli.runs.step"])
    filled.add_argument("--school-year", metavar="NAM_HOC", help=say["cli.school_year"])
    filled.add_argument("--as-of", metavar="NGAY", help=say["cli.runs.as_of"])
    filled.add_argument("--anchor", metavar="NGAY", help=say["cli.run.anchor"])
    filled.add_argument("--out", metavar="TEP", help=say["cli.runs.out"])
