"""Files that anybody hands in to be checked: what they are worth, and what this office's own registers say of them.

A document is opened by a guarded child process alone, from a folder that is gone when the answer is there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hocba_ops.documents.people import Expected
from hocba_ops.documents.verdict import FileVerdict
from hocba_ops.documents.verifying.guarded import Job, verify_many
from hocba_ops.documents.verifying.inputs import PDF, XML, Source
from hocba_ops.documents.verifying.told import to_json
from hocba_ops.errors import LockProblem, LockRefused
from hocba_ops.many import Pool
from hocba_ops.registry.lock import Lock
from hocba_ops.registry.proof import Proof, check_proof
from hocba_ops.workbench.expecting import expected_cards
from hocba_ops.workbench.issued_files import Holding
from hocba_ops.workbench.letter_register import letters_on_file
from hocba_ops.workbench.locking import locks_of
from hocba_ops.workbench.looking_up import NOBODY, LookUps, Standing, stand_of, version_of

NAME = "tep"
"""What a file is called here, whatever its owner called it: names of files often hold a child's name."""
XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe", b"\xfe\xff")
JSON_START = b"{"
MOST_OF_PROOF = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Checked:
    """What a document is worth, as JSON of `hocba verify`, and where its card stands today.

    `standing` is by the registers of this office; None when it holds no card that says just this.
    """

    verdict: Mapping[str, Any]
    standing: Standing | None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class ProofChecked:
    """What a proof says, once it holds. `lock`: the lock of this office with whose statement it agrees, None for none.

    `card_id` is masked.
    """

    card_id: str
    record: Mapping[str, Any]
    lock_id: str
    unit_name: str
    as_of: str
    lock: Lock | None


def is_proof(content: bytes) -> bool:
    """Whether a file can only be a proof, by its first letter."""
    return content.lstrip()[:1] == JSON_START


def check_document(look_ups: LookUps, content: bytes, *, now: datetime) -> Checked:
    """What a PDF or XML file is worth; nothing raises, whatever the bytes, and nothing of them stays.

    First by itself; when it carries what a card of this office says, once more as that card: its school, its signers.
    A file that is filed here byte for byte is judged as the filed one.
    """
    filed = look_ups.filed_as(content)
    if filed is not None:
        return _held(look_ups, filed, look_ups.verify(filed, now=now))
    with TemporaryDirectory(prefix="kiem-tra-") as folder:
        ending = XML if content.lstrip()[:2].startswith(XML_STARTS) else PDF
        path = Path(folder) / f"{NAME}{ending}"
        path.write_bytes(content)
        verdict = _verified(look_ups, path, Expected(), now)
        card = look_ups.card_of(verdict.content_hash)
        if not card:
            return Checked(to_json(verdict), None)
        verdict = _verified(look_ups, path, _expected(look_ups, card, now), now)
    return _held(look_ups, replace(NOBODY, card_id=card, content_hash=verdict.content_hash), verdict)


def check_proof_file(look_ups: LookUps, content: bytes) -> ProofChecked:
    """What a proof says; `LockRefused` when it does not hold together, or this office gave out another statement."""
    try:
        proof = check_proof(content[: MOST_OF_PROOF + 1], name=NAME)
    except RecursionError as fault:
        raise LockRefused(NAME, LockProblem.UNREADABLE) from fault
    lock = _lock_of(look_ups, proof, content)
    told, statement = proof.record, proof.statement
    card = mask_card(str(told["card_id"]))
    return ProofChecked(card, told, statement.lock_id, statement.unit_name, statement.as_of, lock)


def _lock_of(look_ups: LookUps, proof: Proof, content: bytes) -> Lock | None:
    """The lock of this office that the proof agrees with; None when this office has no lock of that scope."""
    held = [one for one in locks_of(look_ups.bench).in_force() if one.statement.scope == proof.statement.scope]
    refused: LockRefused | None = None
    for lock in held:
        try:
            check_proof(content, name=NAME, beside=lock.statement.text())
        except LockRefused as fault:
            refused = fault
        else:
            return lock
    if refused:
        raise refused
    return None


def _held(look_ups: LookUps, holding: Holding, verdict: FileVerdict) -> Checked:
    events = look_ups.events_of(holding.card_id)
    standing, since = stand_of(events, version_of(events, holding))
    return Checked(to_json(replace(verdict, card_id=mask_card(holding.card_id))), standing, since)


def _expected(look_ups: LookUps, card: str, now: datetime) -> Expected:
    return expected_cards(look_ups.bench, [card], now.date()).get(card, Expected(card))


def _verified(look_ups: LookUps, path: Path, expected: Expected, now: datetime) -> FileVerdict:
    basis = replace(look_ups.basis(now), letters=letters_on_file(look_ups.bench))
    return next(verify_many([Job(Source(path, path.name), expected)], basis, over=Pool(1)))


def mask_card(card_id: str) -> str:
    """An id of a card without its middle: in some offices it is the pupil's personal number.

    >>> mask_card("078551fc-3ac3-58c2-8ab4-4e3369e661eb"), mask_card("the-1")
    ('0785…61eb', '…')
    """
    return f"{card_id[:4]}…{card_id[-4:]}" if len(card_id) > 12 else "…"
