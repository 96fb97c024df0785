"""The arguments of `hocba letter`."""

import argparse
from collections.abc import Callable

from hocba_ops.cli.words import words


def arrange_letter(command: argparse.ArgumentParser, arrange_key: Callable[[argparse.ArgumentParser], None]) -> None:
    """Its works and what each needs to be told; `arrange_key` declares where a signing key is."""
    say = words()
    works = command.add_subparsers(title=say["cli.letter.commands"], metavar="VIEC", dest="work", required=True)
    abouts = {
        "draft": say["cli.letter.draft"],
        "release": say["cli.letter.release"],
        "sign": say["cli.letter.sign"],
        "withdraw": say["cli.letter.withdraw"],
        "list": say["cli.letter.list"],
    }
    parts = {name: works.add_parser(name, help=about, description=about) for name, about in abouts.items()}
    for part in parts.values():
        part.add_argument("--workspace", metavar="THU_MUC", default=argparse.SUPPRESS, help=say["cli.workspace"])
    _arrange_draft(parts["draft"])
    for name in ("release", "sign", "withdraw"):
        parts[name].add_argument("letter", metavar="MA", help=say["cli.letter.letter"])
        parts[name].add_argument("--by", metavar="TEN", required=True, help=say["cli.letter.by"])
    parts["release"].add_argument("--second", metavar="TEN", required=True, help=say["cli.letter.second"])
    parts["release"].add_argument("--number", metavar="SO", type=int, help=say["cli.letter.number"])
    parts["withdraw"].add_argument("--reason", metavar="CHU", required=True, help=say["cli.letter.reason"])
    parts["sign"].add_argument("--field", metavar="O_KY", required=True, help=say["cli.letter.field"])
    parts["sign"].add_argument("--image", metavar="TEP", help=say["cli.letter.image"])
    arrange_key(parts["sign"])
    parts["list"].add_argument("--json", action="store_true", help=say["cli.letter.json"])


def _arrange_draft(draft: argparse.ArgumentParser) -> None:
    say = words()
    draft.add_argument("kind", metavar="LOAI", help=say["cli.letter.kind"])
    draft.add_argument("--unit", metavar="DON_VI", help=say["cli.unit"])
    draft.add_argument("--school", metavar="MA_TRUONG", help=say["cli.letter.school"])
    draft.add_argument("--school-year", metavar="NAM_HOC", help=say["cli.school_year"])
    draft.add_argument("--as-of", metavar="NGAY", help=say["cli.letter.as_of"])
    draft.add_argument("--dated", metavar="NGAY", help=say["cli.letter.dated"])
    draft.add_argument("--issuer", metavar="DON_VI", help=say["cli.letter.issuer"])
    draft.add_argument("--authority", metavar="THE_THUC", default="truc_tiep", help=say["cli.letter.authority"])
    draft.add_argument("--signer", metavar="TEN", help=say["cli.letter.signer"])
    draft.add_argument("--secretary", metavar="TEN", help=say["cli.letter.secretary"])
