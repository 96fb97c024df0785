"""The arguments of `hocba rehearse`."""

import argparse

from hocba_ops.cli.words import words


def arrange_rehearse(command: argparse.ArgumentParser) -> None:
    """Its works and what each needs to be told."""
    say = words()
    works = command.add_subparsers(title=say["cli.rehearse.commands"], metavar="VIEC", dest="work", required=True)
    abouts = {"make": say["cli.rehearse.make"], "run": say["cli.rehearse.run"], "score": say["cli.rehearse.score"]}
    parts = {name: works.add_parser(name, help=about, description=about) for name, about in abouts.items()}
    for part in parts.values():
        part.add_argument("folder", metavar="THU_MUC", help=say["cli.rehearse.folder"])
    parts["make"].add_argument("--pupils", metavar="SO_EM", default="5k", help=say["cli.rehearse.pupils"])
    parts["make"].add_argument("--seed", metavar="HAT_GIONG", type=int, default=1, help=say["cli.rehearse.seed"])
    parts["run"].add_argument("--since", metavar="NGAY", help=say["cli.rehearse.since"])
    parts["run"].add_argument("--until", metavar="NGAY", help=say["cli.rehearse.until"])
    parts["run"].add_argument("--step-by-step", action="store_true", help=say["cli.rehearse.step_by_step"])
    parts["run"].add_argument("--by", metavar="TEN", default="", help=say["cli.rehearse.by"])
    parts["run"].add_argument("--no-papers", action="store_true", help=say["cli.rehearse.no_papers"])
    parts["score"].add_argument("--as-of", metavar="NGAY", action="append", help=say["cli.rehearse.as_of"])
