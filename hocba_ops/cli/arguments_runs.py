"""The arguments of the commands about runs that happen by themselves."""

import argparse

from hocba_ops.cli.words import words

KINDS = ("cron", "systemd", "windows")
"""The clocks of servers that can call a tick."""


def arrange_schedule(command: argparse.ArgumentParser) -> None:
    """`hocba schedule …`."""
    say = words()
    works = command.add_subparsers(title=say["cli.schedule.commands"], metavar="VIEC", dest="work", required=True)
    names = ("list", "history", "tick", "run", "pause", "resume", "example", "setup")
    parts = {name: works.add_parser(name, help=say[f"cli.schedule.{name}"]) for name in names}
    parts["work"] = works.add_parser("work")
    for part in parts.values():
        part.add_argument("--workspace", metavar="THU_MUC", default=argparse.SUPPRESS, help=say["cli.workspace"])
    for name in ("list", "history"):
        parts[name].add_argument("--json", action="store_true", help=say["cli.schedule.json"])
    parts["history"].add_argument("--job", metavar="TEN", help=say["cli.schedule.job"])
    for name in ("run", "pause", "resume"):
        parts[name].add_argument("job", metavar="TEN", help=say["cli.schedule.job"])
        parts[name].add_argument("--by", metavar="TEN", help=say["cli.schedule.by"])
    parts["setup"].add_argument("kind", choices=KINDS, metavar="|".join(KINDS), help=say["cli.schedule.kind"])
    parts["work"].add_argument("run")
