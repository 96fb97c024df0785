"""The two works of a kit: `verify PATH…` and `check-proof FILE`, in plain lines; exit codes as those of `hocba`."""

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files
from pathlib import Path

from hocba_ops.documents.people import Expected
from hocba_ops.documents.signing.detached import ENDING
from hocba_ops.documents.verdict import FileVerdict, Indication
from hocba_ops.documents.verifying.detached import verify_detached
from hocba_ops.documents.verifying.guarded import Job, verify_many
from hocba_ops.documents.verifying.inputs import list_sources
from hocba_ops.documents.verifying.told import to_json
from hocba_ops.documents.verifying.trusting import Ground
from hocba_ops.errors import LockProblem, LockRefused, OpsError, file_error
from hocba_ops.many import Pool
from hocba_ops.offline.ground import STATEMENTS, Kit, read_kit
from hocba_ops.registry.proof import Proof, check_proof
from hocba_ops.tables.changes import VIET_NAM

CODES = {Indication.PASSED: 0, Indication.INDETERMINATE: 19, Indication.FAILED: 13}
WORKERS = 2


def main(arguments: Sequence[str], *, kit: Path) -> int:
    """Do what was asked with the kit of a folder."""
    asked = _parser().parse_args(arguments)
    try:
        held = read_kit(kit, at=_moment(asked.at))
        return _verify(held, asked) if asked.work == "verify" else _check(held, kit, Path(asked.file))
    except OpsError as fault:
        print(fault, file=sys.stderr)
        return fault.exit_code


def _verify(kit: Kit, asked: argparse.Namespace) -> int:
    sources = list_sources(map(Path, asked.paths))
    jobs = [Job(source, kit.cards.get(source.stem, Expected())) for source in sources]
    worst = 0
    for verdict in verify_many(jobs, kit.basis, over=Pool(WORKERS)):
        print(json.dumps(to_json(verdict), ensure_ascii=False) if asked.json else "\n".join(_lines(verdict)))
        worst = max(worst, list(Indication).index(verdict.indication))
    return CODES[list(Indication)[worst]]


def _lines(verdict: FileVerdict) -> Iterator[str]:
    say = _words()
    technical = " · ".join(filter(None, (verdict.indication, verdict.sub_indication)))
    names = " + ".join((verdict.file, *(one.file for one in verdict.beside)))
    yield f"{names}: {say[f'verify.indication.{verdict.indication}']} ({technical})"
    work = "; ".join(say[f"verify.workflow.{one}"] for one in verdict.workflow)
    yield f"  {say[f'verify.pages.{verdict.pages}']}; {work}"
    for one in verdict.all_reasons:
        yield f"  - {say[f'verify.reason.{one}']} ({one}). {say[f'verify.next.{one}']}"


def _check(kit: Kit, folder: Path, file: Path) -> int:
    try:
        content = file.read_bytes()
    except OSError as fault:
        raise file_error(str(file), fault) from fault
    proof, statement = _agreed(content, str(file), folder)
    say = _words()
    card, version = proof.record["card_id"], proof.record["version"]
    print(say["kit.sound"].format(card=card, version=version, lock=proof.statement.lock_id))
    seal = statement.with_name(statement.name + ENDING)
    if not seal.is_file():
        print(say["kit.unsealed"])
        return 0
    basis = kit.basis
    ground = Ground(basis.trust, basis.revocation, basis.at, basis.policy.stamping)
    sealed = verify_detached(statement.read_bytes(), seal.read_bytes(), ground)
    if sealed.indication is Indication.FAILED:
        raise LockRefused(str(seal), LockProblem.SEAL)
    name = sealed.holder.name if sealed.holder else ""
    at = f"{sealed.signed_at.astimezone(VIET_NAM):%H:%M %d/%m/%Y}" if sealed.signed_at else say["verify.no_time"]
    reasons = "; ".join(say[f"verify.reason.{one}"] for one in sealed.reasons) or say["verify.sound"]
    print(say["kit.sealed"].format(name=name, at=at, reasons=reasons))
    return CODES[sealed.indication]


def _agreed(content: bytes, name: str, folder: Path) -> tuple[Proof, Path]:
    """The proof, and the statement of the kit with which it agrees; `LockRefused` when it agrees with none."""
    refused = LockRefused(name, LockProblem.OTHER_STATEMENT)
    for statement in sorted((folder / STATEMENTS).glob("*/statement.json")):
        try:
            return check_proof(content, name=name, beside=statement.read_bytes()), statement
        except LockRefused as fault:
            refused = fault
    raise refused


def _moment(told: str | None) -> datetime:
    return datetime.combine(datetime.fromisoformat(told), time(23, 59, 59), VIET_NAM) if told else datetime.now(UTC)


def _parser() -> argparse.ArgumentParser:
    say = _words()
    parser = argparse.ArgumentParser(prog="kiem-tra", description=say["kit.about"])
    works = parser.add_subparsers(dest="work", required=True, metavar="VIEC")
    verify = works.add_parser("verify", help=say["kit.verify"])
    verify.add_argument("paths", nargs="+", metavar="TEP")
    verify.add_argument("--json", action="store_true", help=say["kit.json"])
    check = works.add_parser("check-proof", help=say["kit.check_proof"])
    check.add_argument("file", metavar="TEP")
    for work in (verify, check):
        work.add_argument("--at", metavar="NGAY", help=say["kit.at"])
    return parser


@cache
def _words() -> Mapping[str, str]:
    """The words of signatures and of kits, without the rulebook."""
    folder = files("hocba_ops").joinpath("rulebook/data/labels/vi")
    texts = [folder.joinpath(name).read_text(encoding="utf-8") for name in ("signatures.toml", "kit.toml")]
    return {key: told for text in texts for key, told in _flat(tomllib.loads(text), "")}


def _flat(table: Mapping[str, object], above: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", str(value)
