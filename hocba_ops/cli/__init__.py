"""The command `hocba`: one module a sub-command, help in Vietnamese, an exit code a situation.

Nothing heavy is imported before a sub-command is chosen, so that `hocba --help` answers at once.
"""

import argparse
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import version
from importlib.resources import files
from io import TextIOWrapper

from hocba_ops.errors import OpsError

COMMANDS = (
    "init", "load", "map", "run", "packs", "registry", "lock", "unlock", "prove", "check-proof", "status",
    "changes", "rules", "doctor", "figure",
)  # fmt: skip
"""The sub-commands, each a module of this package with `ARGUMENTS` in `cli.<name>` labels and a `main`."""

Add = Callable[..., argparse.Action]

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
    """Run the command. 0: done; 10–19: a situation in which the operator must act; 2: the command was mistyped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    asked = build_parser().parse_args(arguments)
    try:
        return int(import_module(f"hocba_ops.cli.{asked.command.replace('-', '_')}").main(asked))
    except OpsError as error:
        print(error, file=sys.stderr)
        return error.exit_code


@cache
def words() -> Mapping[str, str]:
    """What the command says, by dotted key (`cli.run.about`)."""
    text = files("hocba_ops").joinpath("rulebook/data/labels/vi/cli.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(text)))


def build_parser() -> argparse.ArgumentParser:
    """The parser of the command and of all its sub-commands."""
    say = words()
    argparse._ = lambda sentence: say.get(f"argparse.{TRANSLATED.get(sentence)}", sentence)  # type: ignore[attr-defined]
    parser = _Parser(prog="hocba", description=say["cli.about"], epilog=say["cli.epilog"])
    parser.add_argument("--version", action="version", version=version("hocba-ops"), help=say["cli.version"])
    commands = parser.add_subparsers(title=say["cli.commands"], metavar="LENH", dest="command", required=True)
    for name in COMMANDS:
        about = say[f"cli.{name}.about"]
        command = commands.add_parser(name, help=about, description=about)
        command.add_argument("--workspace", metavar="THU_MUC", help=say["cli.workspace"])
        _ARRANGE.get(name, lambda _: None)(command)
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


def _arrange_load(command: argparse.ArgumentParser) -> None:
    command.add_argument("folders", nargs="*", metavar="THU_MUC", help=words()["cli.load.folders"])
    command.add_argument("--as-of", metavar="NGAY", help=words()["cli.load.as_of"])


def _arrange_map(command: argparse.ArgumentParser) -> None:
    say = words()
    command.add_argument("file", metavar="TEP", help=say["cli.map.file"])
    command.add_argument("--sheet", metavar="TRANG", help=say["cli.map.sheet"])
    command.add_argument("--family", metavar="LOAI", help=say["cli.map.family"])
    command.add_argument("--school-code", metavar="MA", help=say["cli.map.school_code_option"])
    command.add_argument("--by", metavar="TEN", help=say["cli.map.by"])
    command.add_argument("--out", metavar="TEP", help=say["cli.map.out"])
    command.add_argument("--yes", action="store_true", help=say["cli.map.yes"])


def _arrange_run(command: argparse.ArgumentParser) -> None:
    say = words()
    command.add_argument("step", metavar="BUOC", help=say["cli.run.step"])
    command.add_argument("--unit", metavar="DON_VI", help=say["cli.unit"])
    command.add_argument("--school-year", metavar="NAM_HOC", help=say["cli.school_year"])
    command.add_argument("--as-of", metavar="NGAY", action="append", help=say["cli.as_of"])
    command.add_argument("--json", action="store_true", help=say["cli.run.json"])


def _arrange_packs(command: argparse.ArgumentParser) -> None:
    say = words()
    works = command.add_subparsers(title=say["cli.packs.commands"], metavar="VIEC", dest="work", required=True)
    make, merge, status = (
        works.add_parser(name, help=say[f"cli.packs.{name}"], description=say[f"cli.packs.{name}"])
        for name in ("make", "merge", "status")
    )
    for work in (make, merge, status):
        work.add_argument("--workspace", metavar="THU_MUC", default=argparse.SUPPRESS, help=say["cli.workspace"])
    make.add_argument("--unit", metavar="DON_VI", help=say["cli.unit"])
    make.add_argument("--school-year", metavar="NAM_HOC", help=say["cli.school_year"])
    make.add_argument("--as-of", metavar="NGAY", help=say["cli.packs.make_as_of"])
    make.add_argument("--step", metavar="BUOC", action="append", help=say["cli.packs.step"])
    make.add_argument("--school", metavar="MA_TRUONG", action="append", help=say["cli.packs.school"])
    make.add_argument("--out", metavar="THU_MUC", help=say["cli.packs.out"])
    make.add_argument("--contact", metavar="LIEN_HE", help=say["cli.packs.contact"])
    merge.add_argument("files", nargs="+", metavar="TEP", help=say["cli.packs.files"])
    merge.add_argument("--as-of", metavar="NGAY", help=say["cli.packs.as_of"])
    merge.add_argument("--by", metavar="TEN", help=say["cli.packs.by"])


def _arrange_lock(command: argparse.ArgumentParser) -> None:
    say = words()
    command.add_argument("--unit", metavar="DON_VI", help=say["cli.unit"])
    command.add_argument("--school-year", metavar="NAM_HOC", help=say["cli.school_year"])
    command.add_argument("--grades", metavar="KHOI", required=True, help=say["cli.lock.grades"])
    command.add_argument("--as-of", metavar="NGAY", help=say["cli.lock.as_of"])
    command.add_argument("--by", metavar="TEN", required=True, help=say["cli.lock.by"])
    command.add_argument("--yes", action="store_true", help=say["cli.lock.yes"])


def _arrange_unlock(command: argparse.ArgumentParser) -> None:
    say = words()
    command.add_argument("--school", metavar="MA_TRUONG", required=True, help=say["cli.unlock.school"])
    command.add_argument("--school-year", metavar="NAM_HOC", help=say["cli.school_year"])
    command.add_argument("--grade", metavar="KHOI", help=say["cli.unlock.grade"])
    abouts = {
        "decision": say["cli.unlock.decision"],
        "reason": say["cli.unlock.reason"],
        "by": say["cli.unlock.by"],
        "second": say["cli.unlock.second"],
    }
    for name, about in abouts.items():
        command.add_argument(f"--{name}", metavar="CHU", required=True, help=about)
    command.add_argument("--until", metavar="NGAY", required=True, help=say["cli.unlock.until"])


def _arrange_prove(command: argparse.ArgumentParser) -> None:
    command.add_argument("card", metavar="MA_HOC_BA", help=words()["cli.prove.card"])
    command.add_argument("--out", metavar="TEP", required=True, help=words()["cli.prove.out"])


def _arrange_check_proof(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="TEP", help=words()["cli.check-proof.file"])
    command.add_argument("--statement", metavar="TEP", help=words()["cli.check-proof.statement"])


def _arrange_registry(command: argparse.ArgumentParser) -> None:
    say = words()
    works = command.add_subparsers(title=say["cli.registry.commands"], metavar="VIEC", dest="work", required=True)
    fill, verify, status, history = (
        works.add_parser(name, help=about, description=about)
        for name, about in (
            ("import", say["cli.registry.import"]),
            ("verify", say["cli.registry.verify"]),
            ("status", say["cli.registry.status"]),
            ("history", say["cli.registry.history"]),
        )
    )
    for work in (fill, verify, status, history):
        work.add_argument("--workspace", metavar="THU_MUC", default=argparse.SUPPRESS, help=say["cli.workspace"])
        work.add_argument("--json", action="store_true", help=say["cli.registry.json"])
    fill.add_argument("--as-of", metavar="NGAY", help=say["cli.registry.until"])
    fill.add_argument("--by", metavar="TEN", help=say["cli.registry.by"])
    status.add_argument("--as-of", metavar="NGAY", help=say["cli.registry.as_of"])
    status.add_argument("--known-on", metavar="NGAY", help=say["cli.registry.known_on"])
    history.add_argument("card", metavar="MA_HOC_BA", help=say["cli.registry.card"])


def _arrange_init(command: argparse.ArgumentParser) -> None:
    command.add_argument("folder", metavar="THU_MUC", help=words()["cli.init.folder"])


def _arrange_status(command: argparse.ArgumentParser) -> None:
    command.add_argument("--repairs", metavar="TEP", help=words()["cli.status.repairs"])


def _arrange_changes(command: argparse.ArgumentParser) -> None:
    say = words()
    command.add_argument("--unit", metavar="DON_VI", help=say["cli.unit"])
    command.add_argument("--school-year", metavar="NAM_HOC", help=say["cli.school_year"])
    command.add_argument("--as-of", metavar="NGAY", help=say["cli.changes.as_of"])
    command.add_argument("--since", metavar="NGAY", help=say["cli.changes.since"])
    command.add_argument("--json", action="store_true", help=say["cli.changes.json"])


def _arrange_figure(command: argparse.ArgumentParser) -> None:
    say = words()
    command.add_argument("--rate", required=True, metavar="TY_LE", help=say["cli.figure.rate"])
    command.add_argument("--of", required=True, metavar="MAU_SO", help=say["cli.figure.of"])
    command.add_argument("--count", metavar="TU_SO", help=say["cli.figure.count"])


def _arrange_rules(command: argparse.ArgumentParser) -> None:
    say = words()
    command.add_argument("ids", nargs="*", metavar="MA", help=say["cli.rules.ids"])
    command.add_argument("--as-of", metavar="NGAY", help=say["cli.rules.as_of"])
    command.add_argument("--json", action="store_true", help=say["cli.rules.json"])
    command.add_argument("--page", metavar="TEP", help=say["cli.rules.page"])


_ARRANGE = {
    "init": _arrange_init,
    "load": _arrange_load,
    "map": _arrange_map,
    "run": _arrange_run,
    "packs": _arrange_packs,
    "registry": _arrange_registry,
    "lock": _arrange_lock,
    "unlock": _arrange_unlock,
    "prove": _arrange_prove,
    "check-proof": _arrange_check_proof,
    "status": _arrange_status,
    "changes": _arrange_changes,
    "figure": _arrange_figure,
    "rules": _arrange_rules,
}


def _flat(table: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    return [
        pair
        for key, value in table.items()
        for pair in (
            _flat(value, f"{prefix}{key}.") if isinstance(value, Mapping) else [(f"{prefix}{key}", str(value))]
        )
    ]
