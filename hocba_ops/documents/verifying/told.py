"""A verdict as plain JSON values, and back: what programs read, and what is kept."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from hocba_ops.documents.verdict import (
    Beside,
    FileVerdict,
    LetterStanding,
    Named,
    Pages,
    Reason,
    SignatureVerdict,
    Workflow,
)


def to_json(verdict: FileVerdict) -> dict[str, Any]:
    """One object a file: `indication`, `sub_indication`, `reasons` of all of it, `workflow`, and each signature."""
    return {
        "file": verdict.file,
        "sha256": verdict.sha256,
        "size": verdict.size,
        "card_id": verdict.card_id,
        "indication": verdict.indication,
        "sub_indication": verdict.sub_indication,
        "reasons": list(verdict.all_reasons),
        "file_reasons": list(verdict.reasons),
        "workflow": list(verdict.workflow),
        "checked_as_of": verdict.checked_as_of.isoformat(),
        "basis": verdict.basis,
        "pages": verdict.pages,
        "content_hash": verdict.content_hash,
        "beside": [{"file": one.file, "sha256": one.sha256} for one in verdict.beside],
        "letter": asdict(verdict.letter) if verdict.letter else None,
        "signatures": [_signature(one) for one in verdict.signatures],
    }


def _signature(one: SignatureVerdict) -> dict[str, Any]:
    return {
        "field": one.field,
        "role": one.role,
        "indication": one.indication,
        "sub_indication": one.sub_indication,
        "reasons": list(one.reasons),
        "signer": one.signer,
        "signer_id": one.signer_id,
        "organisation": one.organisation,
        "issuer": one.issuer,
        "serial": one.serial,
        "fingerprint": one.fingerprint,
        "trust_root": one.trust_root,
        "level": one.level,
        "signed_at": one.signed_at.isoformat() if one.signed_at else None,
        "claimed_at": one.claimed_at.isoformat() if one.claimed_at else None,
        "named": one.named,
        "position": one.position,
    }


SIGNATURE_TEXTS = (
    *("field", "role", "signer", "signer_id", "organisation", "issuer", "serial", "fingerprint", "trust_root"),
    *("level", "position"),
)


def from_json(told: Mapping[str, Any]) -> FileVerdict:
    """The verdict that `to_json` told. KeyError or ValueError for anything else."""
    return FileVerdict(
        file=told["file"],
        sha256=told["sha256"],
        size=told["size"],
        card_id=told["card_id"],
        reasons=tuple(map(Reason, told["file_reasons"])),
        signatures=tuple(_told_signature(one) for one in told["signatures"]),
        workflow=tuple(map(Workflow, told["workflow"])),
        checked_as_of=datetime.fromisoformat(told["checked_as_of"]),
        basis=told["basis"],
        pages=Pages(told["pages"]),
        content_hash=told["content_hash"],
        beside=tuple(Beside(one["file"], one["sha256"]) for one in told["beside"]),
        letter=LetterStanding(**told["letter"]) if told["letter"] else None,
    )


def _told_signature(told: Mapping[str, Any]) -> SignatureVerdict:
    signed, claimed = (told[name] and datetime.fromisoformat(told[name]) for name in ("signed_at", "claimed_at"))
    texts = {name: told[name] for name in SIGNATURE_TEXTS}
    reasons, named = tuple(map(Reason, told["reasons"])), Named(told["named"])
    return SignatureVerdict(**texts, signed_at=signed, claimed_at=claimed, reasons=reasons, named=named)
