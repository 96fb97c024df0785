"""The statement of a lock sealed by a digital signature beside it, and that seal checked where nothing else is."""

import json
from datetime import datetime
from pathlib import Path

from hocba_ops.documents.policy import Policy
from hocba_ops.documents.signing.detached import ENDING, sign_detached
from hocba_ops.documents.signing.pades import Pen
from hocba_ops.documents.signing.stamping import HttpStamper
from hocba_ops.documents.trust.revocation import Revocation
from hocba_ops.documents.trust.stores import Trust
from hocba_ops.documents.verdict import Indication
from hocba_ops.documents.verifying.detached import Sealed, verify_detached
from hocba_ops.documents.verifying.trusting import Ground
from hocba_ops.errors import LockProblem, LockRefused, SealRefused, file_error
from hocba_ops.registry.ledger import put
from hocba_ops.registry.statement import read_statement
from hocba_ops.reporting.labels import Labels
from hocba_ops.rulebook import Rulebook
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.notes import rulebook_labels
from hocba_ops.workbench.noting import Event, check_trail, note
from hocba_ops.workbench.signing import OpenedKey, Order

__all__ = ["Sealed", "check_seal", "ground_of", "is_sound", "plain_labels", "seal_of", "seal_statement"]


def seal_of(statement: Path) -> Path:
    """Where the signature of a statement lies."""
    return statement.with_name(statement.name + ENDING)


def seal_statement(bench: Workbench, statement: Path, order: Order, opened: OpenedKey) -> Sealed:
    """Sign a statement of a lock; the signature is verified by the workspace's roots before it is kept.

    Raises `LockRefused` for a file that is no statement or is sealed already, `SealRefused` when the signature would
    not be believed.
    """
    check_trail(bench)
    content = _read(statement)
    try:
        told = read_statement(json.loads(content))
    except ValueError as fault:
        raise LockRefused(str(statement), LockProblem.STATEMENT) from fault
    if seal_of(statement).exists():
        raise LockRefused(str(seal_of(statement)), LockProblem.SEALED_ALREADY)
    settings = bench.settings
    ground = ground_of(settings.path(settings.trust), settings.path(settings.revocation), now=order.now)
    stamper = HttpStamper(order.timestamp_url) if order.timestamp_url else None
    made = sign_detached(content, Pen.ready(opened.key, stamper))
    sealed = verify_detached(content, made, ground)
    if sealed.indication is not Indication.PASSED:
        raise SealRefused(str(statement), [bench.labels(f"verify.reason.{one}") for one in sealed.reasons])
    put(seal_of(statement), made)
    note(
        bench,
        Event.SEALED,
        by=opened.name,
        now=order.now,
        target="seal",
        about_unit=told.unit_id,
        rows=told.cards,
        detail=told.lock_id,
    )
    return sealed


def ground_of(trust: Path, revocation: Path, *, now: datetime) -> Ground:
    """What seals are judged by: dated roots and revocation data in two folders. `TrustFault` for what is neither."""
    return Ground(Trust.read(trust, on=now.date()), Revocation.read(revocation), now, Policy().stamping)


def check_seal(statement: Path, ground: Ground) -> Sealed | None:
    """What the signature beside a statement is worth; None where there is none.

    Raises `LockRefused` when it is not over this statement: one of the two was changed.
    """
    if not seal_of(statement).is_file():
        return None
    sealed = verify_detached(_read(statement), _read(seal_of(statement)), ground)
    if sealed.indication is Indication.FAILED:
        raise LockRefused(str(seal_of(statement)), LockProblem.SEAL)
    return sealed


def plain_labels() -> Labels:
    """The words of the project where there is no workspace."""
    rulebook = Rulebook.load()
    return Labels({**rulebook_labels(rulebook), **rulebook.labels("vi")})


def is_sound(sealed: Sealed) -> bool:
    """Whether nothing is left to ask about a seal."""
    return sealed.indication is Indication.PASSED


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise file_error(str(path), fault) from fault
