"""The command `hocba`: one module a sub-command, help in Vietnamese, an exit code a situation.

Nothing heavy is imported before a sub-command is chosen, so that `hocba --help` answers at once.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from io import TextIOWrapper

from hocba_ops.cli.arguments import ARRANGE
from hocba_ops.cli.memory import add_memory, within_memory
from hocba_ops.cli.words import words
from hocba_ops.errors import OpsError

COMMANDS = (
    "init", "load", "map", "run", "packs", "registry", "cards", "issue", "copy", "sign", "verify",
    "certificates", "lock", "unlock", "prove", "check-proof", "export", "handover-check", "gap", "kit",
    "evidence", "schedule", "serve", "status", "changes", "units", "rules", "doctor", "figure", "seal",
    "verify-report", "explain", "diff", "access", "audit", "letter", "rehearse", "snapshot", "compact",
    "plan", "notices", "runs",
)  # fmt: skip
"""The sub-commands, each a module of this package with `ARGUMENTS` in `cli.<name>` labels and a `main`."""

STOPPED, UNREAD = 130, 141
"""Exit codes that shells give to what Ctrl-C stopped, and to what wrote into a pipe that nobody reads any more."""

TRANSLATED = {
    "the following arguments are required: %s": "missing",
    "invalid choice: %(value)r (choose from %(choices)s)": "choice",
    "unrecognized arguments: %s": "unrecognized",
    "expected one argument": "one_argument",
    "expected at least one argument": "some_arguments",
    "argument %(argument_name)s: %(message)s": "argument",
    "%(prog)s: error: %(message)s\n": "error",
    "ambiguous option: %(option)s could match %(matches)s": "ambiguous",
}
"""Sentences of argparse, and the labels that say them in Vietnamese."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. 0: done; 10–19: a situation in which the operator must act; 2: the command was mistyped.

    130: stopped by Ctrl-C; 141: whoever read the output has gone.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    asked = build_parser().parse_args(arguments)
    try:
        with within_memory(asked):
            return int(import_module(f"hocba_ops.cli.{asked.command.replace('-', '_')}").main(asked))
    except OpsError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print(words()["cli.stopped"], file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD


def build_parser() -> argparse.ArgumentParser:
    """The parser of the command and of all its sub-commands."""
    say = words()
    argparse._ = lambda sentence: say.get(f"argparse.{TRANSLATED.get(sentence)}", sentence)  # type: ignore[attr-defined]
    parser = _Parser(prog="hocba", description=say["cli.about"], epilog=say["cli.epilog"])
    parser.add_argument("--version", action="version", version=version("hocba-ops"), help=say["cli.version"])
    add_memory(parser)
    commands = parser.add_subparsers(title=say["cli.commands"], metavar="LENH", dest="command", required=True)
    for name in COMMANDS:
        about = say[f"cli.{name}.about"]
        command = commands.add_parser(name, help=about, description=about)
        command.add_argument("--workspace", metavar="THU_MUC", help=say["cli.workspace"])
        add_memory(command)
        if name in ARRANGE:
            ARRANGE[name](command)
    return parser


class _Parser(argparse.ArgumentParser):
    """argparse with Vietnamese headings and its own `--help`."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, formatter_class=_Formatter, **options)  # type: ignore[arg-type]
        say = words()
        self._positionals.title, self._optionals.title = say["cli.arguments"], say["cli.options"]
        self.add_argument("-h", "--help", action="help", help=say["cli.help"])


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: object, groups: object, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, words()["cli.usage"] if prefix is None else prefix)  # type: ignore[arg-type]
