"""`hocba check-proof`: whether a proof holds; needs no workspace and no network."""

import argparse
from datetime import UTC, date, datetime
from pathlib import Path

from hocba_ops.cli.words import words
from hocba_ops.errors import WorkspaceMissing
from hocba_ops.settings import Settings
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.workbench.places import find_workspace
from hocba_ops.workbench.proving import check_file
from hocba_ops.workbench.sealing import check_seal, ground_of, is_sound, plain_labels

OPEN = 19
"""Exit code: the proof holds, and who sealed the statement cannot be concluded."""


def main(asked: argparse.Namespace) -> int:
    """Say of which card and lock the proof is; a proof that does not hold is an error with its reason."""
    say = words()
    proof = check_file(Path(asked.file), Path(asked.statement) if asked.statement else None)
    told = proof.statement
    sentence = say["cli.check-proof.sound"].format(
        card=proof.record["card_id"],
        version=proof.record["version"],
        lock=told.lock_id,
        unit=told.unit_name,
        school_year=told.school_year,
        as_of=f"{date.fromisoformat(told.as_of):%d/%m/%Y}",
    )
    print(sentence)
    print(say["cli.check-proof.beside"] if asked.statement else say["cli.check-proof.alone"].format(root=told.root))
    return _check_seal(Path(asked.statement), asked) if asked.statement else 0


def _check_seal(statement: Path, asked: argparse.Namespace) -> int:
    """Who sealed the statement and when, by the roots given; 19 when that cannot be concluded."""
    say, now = words(), datetime.now(UTC)
    trust, revocation = _folders(asked)
    sealed = check_seal(statement, ground_of(trust, revocation, now=now))
    if sealed is None:
        print(say["cli.check-proof.unsealed"])
        return 0
    labels = plain_labels()
    name = sealed.holder.name if sealed.holder else ""
    if not is_sound(sealed):
        told = (f"{labels(f'verify.reason.{one}')}. {labels(f'verify.next.{one}')}" for one in sealed.reasons)
        print(say["cli.check-proof.seal_open"].format(name=name, reasons="; ".join(told)))
        return OPEN
    at = f"{sealed.signed_at.astimezone(VIET_NAM):%H:%M %d/%m/%Y}" if sealed.signed_at else labels("verify.no_time")
    print(say["cli.check-proof.sealed"].format(name=name, at=at, store=labels(f"trust_root.{sealed.store}")))
    return 0


def _folders(asked: argparse.Namespace) -> tuple[Path, Path]:
    """Roots and revocation data: those named, else those of the workspace where there is one, else of this folder."""
    try:
        settings = Settings.read(find_workspace(Path(asked.workspace or ".")), {})
        trust, revocation = settings.path(settings.trust), settings.path(settings.revocation)
    except WorkspaceMissing:
        trust, revocation = Path("trust"), Path("revocation")
    return Path(asked.trust or trust), Path(asked.revocation or revocation)
