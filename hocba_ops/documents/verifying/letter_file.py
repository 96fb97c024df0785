"""An official document verified: each signature by the name and office that the register has, and its number.

A document of ours is known by what it carries; which one it is, by the bytes that were issued: a signature only adds
behind them. The words of its pages are held against the store by `hocba verify-report`, not here.
"""

import asyncio
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from hocba_ops.documents.letters.carried import FORM, read_carried
from hocba_ops.documents.letters.typeset import SEAL
from hocba_ops.documents.people import Expected
from hocba_ops.documents.verdict import FileVerdict, LetterStanding, Named, Pages, Reason, Workflow
from hocba_ops.documents.verifying.collecting import Found, collect, signature_verdict
from hocba_ops.documents.verifying.comparing import large_boxes, page_reasons
from hocba_ops.documents.verifying.reading import Opened
from hocba_ops.documents.verifying.structure import structure_reasons
from hocba_ops.text import search_key

if TYPE_CHECKING:
    from hocba_ops.documents.verifying.file import Basis

ENDS = re.compile(rb"%%EOF\r?\n?")
MOST_ENDS = 40
WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class LetterOnFile:
    """A document as the register has it: sign, day, stage, SHA-256 of what was issued, the issuing body.

    `signers`: the name below each signature, by field, empty where none was given; `positions`: what stands above it.
    """

    sign: str
    dated: str
    stage: str
    sha256: str
    body: str
    signers: Mapping[str, str] = field(default_factory=dict)
    positions: Mapping[str, str] = field(default_factory=dict)

    @property
    def standing(self) -> LetterStanding:
        """What a verdict tells of it."""
        return LetterStanding(self.sign, self.dated, self.stage, self.body)


def is_letter(pdf: bytes) -> bool:
    """Whether a PDF carries what a document of ours is made from."""
    carried = read_carried(pdf)
    return carried is not None and carried.get("form") == FORM


def judge_letter(opened: Opened, name: str, basis: "Basis") -> FileVerdict:
    """The verdict on a document: its number by the register, and whether each signature is that of whom it names."""
    known = issued_as(opened.content, basis.letters)
    asked = replace(basis.policy, rules={}, required=())
    structure = structure_reasons(opened, asked)
    boxes, pages = large_boxes(opened, asked.bounds), page_reasons(opened, asked.bounds)
    verdicts = []
    for one in asyncio.run(collect(opened, replace(basis, policy=asked), Expected())):
        signed = one.signature.fq_name
        told = (*structure[signed], *pages.get(signed, []), *boxes.get(signed, []), *one.proof.reasons)
        reasons = tuple(dict.fromkeys((*told, *_seat_reasons(one, known))))
        position = known.positions.get(signed, "") if known else ""
        verdicts.append(signature_verdict(one, reasons, Named.NOT_COMPARED, position=position))
    own = [*_own_reasons(known), *([] if verdicts else [Reason.NO_SIGNATURE])]
    own += [reason for one in opened.stamps for reason in structure[one.fq_name]]
    return FileVerdict(
        file=name,
        sha256=sha256(opened.content).hexdigest(),
        size=len(opened.content),
        card_id="",
        reasons=tuple(dict.fromkeys(own)),
        signatures=tuple(verdicts),
        workflow=(_complete([one.field for one in verdicts], known),),
        checked_as_of=basis.at,
        basis=basis.fingerprint,
        pages=Pages.LETTER,
        letter=known.standing if known else LetterStanding(),
    )


def issued_as(content: bytes, letters: Sequence[LetterOnFile]) -> LetterOnFile | None:
    """The document of the register whose issued bytes a file begins with; None for one that is not registered so."""
    known = {one.sha256: one for one in letters if one.sha256}
    return next((known[digest] for digest in _digests(content) if digest in known), None)


def _digests(content: bytes) -> Iterator[str]:
    """SHA-256 of each beginning of a file that is a whole PDF itself, and of all of it."""
    for turn, end in enumerate(ENDS.finditer(content)):
        if turn == MOST_ENDS:
            break
        yield from (sha256(content[:at]).hexdigest() for at in {end.end(), end.start() + len(b"%%EOF")})
    yield sha256(content).hexdigest()


def _own_reasons(known: LetterOnFile | None) -> list[Reason]:
    if known is None:
        return [Reason.LETTER_NOT_REGISTERED]
    return [Reason.LETTER_WITHDRAWN] if known.stage == WITHDRAWN else []


def _seat_reasons(one: Found, known: LetterOnFile | None) -> list[Reason]:
    """Whether whoever signed is whom the document names there, and the seal that of the body that issued it."""
    signed = one.signature.fq_name
    if known is None:
        return []
    if signed == SEAL:
        is_own = search_key(one.holder.organisation or one.holder.name) == search_key(known.body)
        return [] if is_own else [Reason.SEAL_NOT_OF_ISSUER]
    if signed not in known.signers:
        return [Reason.UNKNOWN_FIELD]
    named = known.signers[signed]
    return [Reason.LETTER_OTHER_SIGNER] if named and search_key(one.holder.name) != search_key(named) else []


def _complete(fields: Sequence[str], known: LetterOnFile | None) -> Workflow:
    wanted = {*known.signers, SEAL} if known else {SEAL}
    return Workflow.COMPLETE if wanted <= set(fields) else Workflow.INCOMPLETE
