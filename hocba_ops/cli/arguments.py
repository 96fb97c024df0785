"""The arguments of every sub-command, with their help in Vietnamese; light to load, as `hocba --help` needs it."""

import argparse
from collections.abc import Callable, Mapping

from hocba_ops.cli.access_arguments import arrange_access
from hocba_ops.cli.arguments_audit import arrange_audit
from hocba_ops.cli.arguments_documents import arrange_copy, arrange_evidence, arrange_issue
from hocba_ops.cli.arguments_reports import arrange_diff, arrange_explain, arrange_runs, arrange_verify_report
from hocba_ops.cli.arguments_runs import arrange_schedule
from hocba_ops.cli.card_arguments import arrange_cards
from hocba_ops.cli.letter_arguments import arrange_letter
from hocba_ops.cli.notices_arguments import arrange_notices
from hocba_ops.cli.plan_arguments import arrange_plan
from hocba_ops.cli.rehearse_arguments import arrange_rehearse
from hocba_ops.cli.serve_arguments import arrange_serve
from hocba_ops.cli.snapshot_arguments import arrange_snapshot
from hocba_ops.cli.words import words

EACH = ("schools", "offices")
"""Over which units a step can be run one by one."""
GAP_COLUMNS = ("roster", "issued", "received", "accepted")
"""The columns of the reconciliation that a total can be told of."""


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
    command.add_argument("--anchor", metavar="NGAY", help=say["cli.run.anchor"])
    command.add_argument("--json", action="store_true", help=say["cli.run.json"])
    command.add_argument("--each", choices=EACH, metavar="|".join(EACH), help=say["cli.run.each"])
    command.add_argument("--again", action="store_true", help=say["cli.run.again"])


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


def _arrange_key(command: argparse.ArgumentParser) -> None:
    say = words()
    command.add_argument("--key", metavar="TEP", help=say["cli.sign.key"])
    command.add_argument("--token", metavar="THU_VIEN", help=say["cli.sign.token"])
    command.add_argument("--remote", metavar="DIA_CHI", help=say["cli.sign.remote"])
    command.add_argument("--csc", type=int, choices=(1, 2), default=2, help=say["cli.sign.csc"])
    command.add_argument("--serial", metavar="SO", help=say["cli.sign.serial"])
    command.add_argument("--tsa", metavar="DIA_CHI", help=say["cli.sign.tsa"])
    command.add_argument("--no-time", action="store_true", help=say["cli.sign.no_time"])


def _arrange_seal(command: argparse.ArgumentParser) -> None:
    command.add_argument("statement", metavar="TEP", help=words()["cli.seal.statement"])
    _arrange_key(command)


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


def _arrange_export(command: argparse.ArgumentParser) -> None:
    say = words()
    command.add_argument("--to", metavar="NOI_NHAN", required=True, help=say["cli.export.to"])
    command.add_argument("--unit", metavar="DON_VI", help=say["cli.unit"])
    command.add_argument("--school-year", metavar="NAM_HOC", help=say["cli.school_year"])
    command.add_argument("--grades", metavar="KHOI", help=say["cli.export.grades"])
    command.add_argument("--as-of", metavar="NGAY", help=say["cli.export.as_of"])
    command.add_argument("--format", metavar="DANG", help=say["cli.export.format"])
    command.add_argument("--out", metavar="THU_MUC", help=say["cli.export.out"])
    command.add_argument("--record", action="store_true", help=say["cli.export.record"])
    command.add_argument("--by", metavar="TEN", help=say["cli.export.by"])


def _arrange_prove(command: argparse.ArgumentParser) -> None:
    command.add_argument("card", metavar="MA_HOC_BA", help=words()["cli.prove.card"])
    command.add_argument("--out", metavar="TEP", required=True, help=words()["cli.prove.out"])


def _arrange_check_proof(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="TEP", help=words()["cli.check-proof.file"])
    command.add_argument("--statement", metavar="TEP", help=words()["cli.check-proof.statement"])
    command.add_argument("--trust", metavar="THU_MUC", help=words()["cli.check-proof.trust"])
    command.add_argument("--revocation", metavar="THU_MUC", help=words()["cli.check-proof.revocation"])


def _arrange_kit(command: argparse.ArgumentParser) -> None:
    command.add_argument("--out", metavar="THU_MUC", required=True, help=words()["cli.kit.out"])


def _arrange_handover_check(command: argparse.ArgumentParser) -> None:
    say = words()
    command.add_argument("place", metavar="THU_MUC|ZIP", help=say["cli.handover-check.place"])
    command.add_argument("--vendor", metavar="MA", help=say["cli.handover-check.vendor"])
    command.add_argument("--as-of", metavar="NGAY", help=say["cli.handover-check.as_of"])
    command.add_argument("--out", metavar="THU_MUC", help=say["cli.handover-check.out"])
    command.add_argument("--json", action="store_true", help=say["cli.handover-check.json"])


def _arrange_verify(command: argparse.ArgumentParser) -> None:
    say = words()
    command.add_argument("paths", nargs="+", metavar="TEP", help=say["cli.verify.paths"])
    command.add_argument("--cutoff", metavar="NGAY", help=say["cli.verify.cutoff"])
    command.add_argument("--at", metavar="NGAY", help=say["cli.verify.at"])
    command.add_argument("--level", metavar="MUC", default="B-T", help=say["cli.verify.level"])
    command.add_argument("--json", action="store_true", help=say["cli.verify.json"])
    command.add_argument("--page", metavar="TEP", help=say["cli.verify.page"])
    command.add_argument("--table", metavar="TEP", help=say["cli.verify.table"])


def _arrange_sign(command: argparse.ArgumentParser) -> None:
    say = words()
    command.add_argument("paths", nargs="+", metavar="TEP", help=say["cli.sign.paths"])
    command.add_argument("--field", metavar="O_KY", help=say["cli.sign.field"])
    _arrange_key(command)
    command.add_argument("--out", metavar="THU_MUC", required=True, help=say["cli.sign.out"])
    command.add_argument("--boxes", metavar="TEP", help=say["cli.sign.boxes"])
    command.add_argument("--image", metavar="TEP", help=say["cli.sign.image"])
    command.add_argument("--archive", action="store_true", help=say["cli.sign.archive"])
    command.add_argument("--record", action="store_true", help=say["cli.sign.record"])
    command.add_argument("--by", metavar="MA_CAN_BO", help=say["cli.sign.by"])
    command.add_argument("--dry-run", action="store_true", help=say["cli.sign.dry_run"])


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
    command.add_argument("--rehearsal", action="store_true", help=words()["cli.init.rehearsal"])


def _arrange_status(command: argparse.ArgumentParser) -> None:
    command.add_argument("--repairs", metavar="TEP", help=words()["cli.status.repairs"])


def _arrange_changes(command: argparse.ArgumentParser) -> None:
    say = words()
    command.add_argument("--unit", metavar="DON_VI", help=say["cli.unit"])
    command.add_argument("--school-year", metavar="NAM_HOC", help=say["cli.school_year"])
    command.add_argument("--as-of", metavar="NGAY", help=say["cli.changes.as_of"])
    command.add_argument("--since", metavar="NGAY", help=say["cli.changes.since"])
    command.add_argument("--json", action="store_true", help=say["cli.changes.json"])


def _arrange_units(command: argparse.ArgumentParser) -> None:
    say = words()
    command.add_argument("--unit", metavar="DON_VI", help=say["cli.unit"])
    command.add_argument("--as-of", metavar="NGAY", help=say["cli.units.as_of"])
    command.add_argument("--json", action="store_true", help=say["cli.units.json"])


def _arrange_certificates(command: argparse.ArgumentParser) -> None:
    say = words()
    command.add_argument("--unit", metavar="DON_VI", help=say["cli.unit"])
    command.add_argument("--school-year", metavar="NAM_HOC", help=say["cli.school_year"])
    command.add_argument("--as-of", metavar="NGAY", help=say["cli.certificates.as_of"])
    command.add_argument("--token", metavar="THU_VIEN", help=say["cli.certificates.token"])
    command.add_argument("--save", action="store_true", help=say["cli.certificates.save"])
    command.add_argument("--school", metavar="MA_TRUONG", help=say["cli.certificates.school"])
    command.add_argument("--json", action="store_true", help=say["cli.certificates.json"])


def _arrange_figure(command: argparse.ArgumentParser) -> None:
    say = words()
    command.add_argument("--rate", required=True, metavar="TY_LE", help=say["cli.figure.rate"])
    command.add_argument("--of", required=True, metavar="MAU_SO", help=say["cli.figure.of"])
    command.add_argument("--count", metavar="TU_SO", help=say["cli.figure.count"])


def _arrange_gap(command: argparse.ArgumentParser) -> None:
    say = words()
    command.add_argument("--theirs", metavar="TONG_SO", required=True, help=say["cli.gap.theirs"])
    command.add_argument("--column", metavar="COT", choices=GAP_COLUMNS, default="received", help=say["cli.gap.column"])
    command.add_argument("--unit", metavar="DON_VI", help=say["cli.unit"])
    command.add_argument("--school-year", metavar="NAM_HOC", help=say["cli.school_year"])
    command.add_argument("--as-of", metavar="NGAY", help=say["cli.gap.as_of"])
    command.add_argument("--grades", metavar="KHOI", help=say["cli.gap.grades"])
    command.add_argument("--json", action="store_true", help=say["cli.gap.json"])


def _arrange_rules(command: argparse.ArgumentParser) -> None:
    say = words()
    command.add_argument("ids", nargs="*", metavar="MA", help=say["cli.rules.ids"])
    command.add_argument("--as-of", metavar="NGAY", help=say["cli.rules.as_of"])
    command.add_argument("--json", action="store_true", help=say["cli.rules.json"])
    command.add_argument("--page", metavar="TEP", help=say["cli.rules.page"])


def _arrange_letter(command: argparse.ArgumentParser) -> None:
    arrange_letter(command, _arrange_key)


ARRANGE: Mapping[str, Callable[[argparse.ArgumentParser], None]] = {
    "access": arrange_access,
    "rehearse": arrange_rehearse,
    "snapshot": arrange_snapshot,
    "letter": _arrange_letter,
    "plan": arrange_plan,
    "init": _arrange_init,
    "load": _arrange_load,
    "map": _arrange_map,
    "run": _arrange_run,
    "packs": _arrange_packs,
    "registry": _arrange_registry,
    "cards": arrange_cards,
    "lock": _arrange_lock,
    "seal": _arrange_seal,
    "unlock": _arrange_unlock,
    "prove": _arrange_prove,
    "export": _arrange_export,
    "check-proof": _arrange_check_proof,
    "kit": _arrange_kit,
    "handover-check": _arrange_handover_check,
    "verify": _arrange_verify,
    "evidence": arrange_evidence,
    "sign": _arrange_sign,
    "status": _arrange_status,
    "changes": _arrange_changes,
    "units": _arrange_units,
    "certificates": _arrange_certificates,
    "figure": _arrange_figure,
    "gap": _arrange_gap,
    "rules": _arrange_rules,
    "schedule": arrange_schedule,
    "verify-report": arrange_verify_report,
    "explain": arrange_explain,
    "diff": arrange_diff,
    "issue": arrange_issue,
    "copy": arrange_copy,
    "serve": arrange_serve,
    "audit": arrange_audit,
    "notices": arrange_notices,
    "runs": arrange_runs,
}
"""How the arguments of each sub-command are declared; one without any is not here."""
