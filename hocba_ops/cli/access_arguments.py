"""The arguments of `hocba access`."""

import argparse

from hocba_ops.cli.words import words


def arrange_access(command: argparse.ArgumentParser) -> None:
    """Its works and what each needs to be told."""
    say = words()
    works = command.add_subparsers(title=say["cli.access.commands"], metavar="VIEC", dest="work", required=True)
    grant, revoke, shown = (
        works.add_parser(name, help=about, description=about)
        for name, about in (
            ("grant", say["cli.access.grant"]),
            ("revoke", say["cli.access.revoke"]),
            ("list", say["cli.access.list"]),
        )
    )
    for work in (grant, revoke, shown):
        work.add_argument("--workspace", metavar="THU_MUC", default=argparse.SUPPRESS, help=say["cli.workspace"])
    for work, is_needed in ((grant, True), (revoke, False)):
        work.add_argument("--who", metavar="TAI_KHOAN", required=True, help=say["cli.access.who"])
        work.add_argument("--role", metavar="VAI_TRO", required=is_needed, help=say["cli.access.role"])
        work.add_argument("--unit", metavar="DON_VI", required=is_needed, help=say["cli.unit"])
        work.add_argument("--by", metavar="TEN", required=True, help=say["cli.access.by"])
    grant.add_argument("--staff-code", metavar="MA", help=say["cli.access.staff_code"])
    grant.add_argument("--from", dest="since", metavar="NGAY", help=say["cli.access.from"])
    grant.add_argument("--to", dest="until", metavar="NGAY", help=say["cli.access.to"])
    shown.add_argument("--json", action="store_true", help=say["cli.access.json"])
