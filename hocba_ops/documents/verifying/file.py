"""One file verified: everything there is to say about it, in one frozen verdict; nothing raises."""

import asyncio
from collections.abc import Set
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256

from hocba_ops.documents.people import Expected, Register
from hocba_ops.documents.policy import Policy
from hocba_ops.documents.render.batch import renderer_of
from hocba_ops.documents.render.spelling import Names
from hocba_ops.documents.trust.revocation import Revocation
from hocba_ops.documents.trust.stores import Trust
from hocba_ops.documents.verdict import HUMAN_QUEUE, FileVerdict, Reason, SignatureVerdict, Workflow
from hocba_ops.documents.verifying.collecting import collect, signature_verdict
from hocba_ops.documents.verifying.comparing import large_boxes, page_reasons
from hocba_ops.documents.verifying.letter_file import LetterOnFile, is_letter, judge_letter
from hocba_ops.documents.verifying.named import named_of, named_reasons, subjects_of
from hocba_ops.documents.verifying.pages import compare_pages
from hocba_ops.documents.verifying.reading import Opened, Refused, open_pdf
from hocba_ops.documents.verifying.roles import common_school, root_reasons, standing
from hocba_ops.documents.verifying.structure import structure_reasons

BREAKS: dict[type[Exception], Reason] = {
    RecursionError: Reason.UNREADABLE,
    MemoryError: Reason.MEMORY_LIMIT,
}
"""What a file that is built to break its reader raises; any other exception makes it unreadable."""


@dataclass(frozen=True)
class Basis:
    """By what files are verified: policy, trust, revocation, register, and as of which moment.

    `names`: those of codes, as forms spell them; they are rendered again to be compared. `letters`: the register of
    official documents; it is no part of the fingerprint, and verdicts on documents are not kept.
    """

    policy: Policy
    trust: Trust
    revocation: Revocation
    register: Register
    at: datetime
    names: Names = field(default_factory=Names)
    letters: tuple[LetterOnFile, ...] = ()

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of all of it but the moment: two bases alike give the same."""
        told = (self.policy.fingerprint, self.trust.fingerprint, self.revocation.epoch, self.register.fingerprint)
        return sha256(" ".join((*told, renderer_of(self.names).fingerprint)).encode()).hexdigest()


def verify(content: bytes, name: str, basis: Basis, expected: Expected) -> FileVerdict:
    """The verdict on the bytes of one file. It reads hostile files: run it where it can be killed (`guarded`)."""
    try:
        opened = open_pdf(content, basis.policy.bounds)
        if is_letter(opened.content):
            return judge_letter(opened, name, basis)
        return _judged(opened, name, basis, expected)
    except Refused as refused:
        reason = refused.reason
    except Exception as fault:  # noqa: BLE001 - a file may break any layer below; its verdict says so
        reason = next((told for kind, told in BREAKS.items() if isinstance(fault, kind)), Reason.UNREADABLE)
    return refusal(name, content, reason, basis, expected)


def refusal(name: str, content: bytes, reason: Reason, basis: Basis, expected: Expected) -> FileVerdict:
    """The verdict on a file that was not looked at to the end; of one that is too large there is no digest."""
    flags = [Workflow.INCOMPLETE, *([Workflow.HUMAN_QUEUE] if reason in HUMAN_QUEUE else [])]
    digest = "" if reason is Reason.TOO_LARGE or not content else sha256(content).hexdigest()
    return FileVerdict(
        name, digest, len(content), expected.card_id, (reason,), (), tuple(flags), basis.at, basis.fingerprint
    )


def _judged(opened: Opened, name: str, basis: Basis, expected: Expected) -> FileVerdict:
    structure = structure_reasons(opened, basis.policy)
    boxes, pages = large_boxes(opened, basis.policy.bounds), page_reasons(opened, basis.policy.bounds)
    found = asyncio.run(collect(opened, basis, expected))
    school, reasons = common_school([one.seat for one in found], expected)
    compared = compare_pages(opened.content, basis.names, expected)
    verdicts = []
    for one in found:
        field = one.signature.fq_name
        root = root_reasons(field, one.proof.store, school, basis.register, basis.policy)
        told = (*structure[field], *pages.get(field, []), *boxes.get(field, []), *one.proof.reasons, *one.seat.reasons)
        named = named_of(field, one.holder, basis.register, compared.signers)
        verdicts.append(signature_verdict(one, tuple(dict.fromkeys((*told, *root, *named_reasons(named)))), named))
    own = [*reasons, *(reason for one in opened.stamps for reason in structure[one.fq_name])]
    own += [] if found else [Reason.NO_SIGNATURE]
    own += [Reason.NO_POLICY] if basis.policy.is_empty else []
    own += compared.reasons
    flags = workflow_of(verdicts, own, basis.policy, expected, subjects_of(compared.signers))
    return FileVerdict(
        name,
        sha256(opened.content).hexdigest(),
        len(opened.content),
        expected.card_id,
        tuple(dict.fromkeys(own)),
        tuple(verdicts),
        flags,
        basis.at,
        basis.fingerprint,
        compared.pages,
        compared.content_hash,
    )


def workflow_of(
    verdicts: list[SignatureVerdict],
    own: list[Reason],
    policy: Policy,
    expected: Expected,
    subjects: Set[str] = frozenset(),
) -> tuple[Workflow, ...]:
    """Where a card stands in the work by its signatures: complete, in order, in time, or for a person to look at.

    `subjects`: fields of subject teachers that the card's own data name; without all of them it is not complete.
    """
    flags = standing([one.field for one in verdicts], policy.required, {*expected.signers, *subjects})
    if policy.cutoff is not None and verdicts:
        times = [one.signed_at for one in verdicts]
        known = [time for time in times if time is not None]
        proven = len(known) == len(times)
        late = any(time > policy.cutoff for time in known)
        flags.append(Workflow.LATE if late else Workflow.IN_TIME if proven else Workflow.TIME_NOT_PROVEN)
    reasons = {*own, *(reason for one in verdicts for reason in one.reasons)}
    return tuple([*flags, Workflow.HUMAN_QUEUE] if reasons & HUMAN_QUEUE else flags)
