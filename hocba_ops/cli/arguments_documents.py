"""The arguments of `issue`, `copy` and `evidence`."""

import argparse

from hocba_ops.cli.words import words

FORMS = ("ban_in", "sao_y", "trich_luc")


def arrange_issue(command: argparse.ArgumentParser) -> None:
    """Arguments of `hocba issue`."""
    say = words()
    command.add_argument("cards", nargs="*", metavar="MA_HOC_BA", help=say["cli.issue.cards"])
    command.add_argument("--out", metavar="THU_MUC", required=True, help=say["cli.issue.out"])
    command.add_argument("--unit", metavar="DON_VI", help=say["cli.unit"])
    command.add_argument("--school-year", metavar="NAM_HOC", help=say["cli.school_year"])
    command.add_argument("--as-of", metavar="NGAY", help=say["cli.issue.as_of"])
    command.add_argument("--school", metavar="MA_TRUONG", action="append", help=say["cli.issue.school"])
    command.add_argument("--grades", metavar="KHOI", help=say["cli.issue.grades"])
    command.add_argument("--compact", action="store_true", help=say["cli.issue.compact"])
    command.add_argument("--no-cover", action="store_true", help=say["cli.issue.no_cover"])
    command.add_argument("--look-up", metavar="DIA_CHI", help=say["cli.issue.look_up"])
    command.add_argument("--json", action="store_true", help=say["cli.issue.json"])


def arrange_copy(command: argparse.ArgumentParser) -> None:
    """Arguments of `hocba copy make|log`."""
    say = words()
    works = command.add_subparsers(title=say["cli.copy.commands"], metavar="VIEC", dest="work", required=True)
    make, log = (
        works.add_parser(name, help=about, description=about)
        for name, about in (("make", say["cli.copy.make"]), ("log", say["cli.copy.log"]))
    )
    for work in (make, log):
        work.add_argument("--workspace", metavar="THU_MUC", default=argparse.SUPPRESS, help=say["cli.workspace"])
    make.add_argument("file", metavar="TEP", help=say["cli.copy.file"])
    make.add_argument("--form", choices=FORMS, required=True, help=say["cli.copy.form"])
    make.add_argument("--out", metavar="TEP", required=True, help=say["cli.copy.out"])
    make.add_argument("--body", metavar="CO_QUAN", required=True, help=say["cli.copy.body"])
    make.add_argument("--by", metavar="TEN", required=True, help=say["cli.copy.by"])
    make.add_argument("--reason", metavar="CHU", required=True, help=say["cli.copy.reason"])
    make.add_argument("--number", metavar="SO", help=say["cli.copy.number"])
    make.add_argument("--place", metavar="DIA_DANH", help=say["cli.copy.place"])
    make.add_argument("--year", metavar="NAM_HOC", action="append", help=say["cli.copy.year"])
    log.add_argument("--card", metavar="MA_HOC_BA", help=say["cli.copy.card"])
    log.add_argument("--json", action="store_true", help=say["cli.copy.json"])


def arrange_evidence(command: argparse.ArgumentParser) -> None:
    """Arguments of `hocba evidence`."""
    say = words()
    command.add_argument("paths", nargs="+", metavar="TEP", help=say["cli.evidence.paths"])
    command.add_argument("--unit", metavar="DON_VI", help=say["cli.unit"])
    command.add_argument("--school-year", metavar="NAM_HOC", help=say["cli.school_year"])
    command.add_argument("--as-of", metavar="NGAY", help=say["cli.evidence.as_of"])
    command.add_argument("--sample", metavar="SO", help=say["cli.evidence.sample"])
    command.add_argument("--level", metavar="MUC", default="B-T", help=say["cli.evidence.level"])
    command.add_argument("--json", action="store_true", help=say["cli.evidence.json"])
