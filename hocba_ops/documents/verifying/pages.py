"""What a reader sees against the data that the file carries: the form is rendered again and compared.

Done where the file can be stopped, for rendering takes time and memory as well.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import typst

from hocba_ops.documents.people import Expected
from hocba_ops.documents.render.attached import read_attached
from hocba_ops.documents.render.batch import renderer_of
from hocba_ops.documents.render.proof import PageFault, Proof, prove_pages
from hocba_ops.documents.render.spelling import Names
from hocba_ops.documents.verdict import Pages, Reason

REASONS = {
    PageFault.UNREADABLE: Reason.DATA_NOT_PROVED,
    PageFault.NO_RECORD: Reason.DATA_NOT_PROVED,
    PageFault.BROKEN_RECORD: Reason.DATA_BROKEN,
    PageFault.NO_SETTINGS: Reason.DATA_NOT_PROVED,
    PageFault.PAGES_DIFFER: Reason.TEXT_NOT_OF_DATA,
}
"""What a fault of the pages means for the file; which card it is, is judged here."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing came to: where the pages stand, the hash of the data, and what is wrong with either.

    `signers`: the fields that people sign, and the personal numbers that the data say of them; empty: they name nobody.
    """

    pages: Pages
    content_hash: str = ""
    reasons: tuple[Reason, ...] = ()
    signers: Mapping[str, str] = field(default_factory=dict, repr=False)


def compare_pages(pdf: bytes, names: Names, expected: Expected) -> Compared:
    """Compare a form with its data, and its data with the card that it should be. Of other makers nothing is said."""
    attached = read_attached(pdf)
    if attached is not None and not attached.records and not attached.settings:
        return Compared(Pages.NOT_OURS)
    try:
        proof = prove_pages(pdf, renderer_of(names))
    except (typst.TypstError, ValueError):
        proof = Proof((PageFault.UNREADABLE,))
    found = tuple(dict.fromkeys(REASONS[fault] for fault in proof.faults))
    pages = Pages.REFUTED if proof.faults else Pages.BY_WORDS if proof.rests_on_words else Pages.PROVED
    if set(found) == {Reason.DATA_NOT_PROVED}:
        pages = Pages.NOT_COMPARED
    reasons = (*found, *card_reasons(proof.card_id, proof.content_hash, expected))
    return Compared(pages, proof.content_hash, reasons, proof.signers)


def card_reasons(card_id: str, content_hash: str, expected: Expected) -> tuple[Reason, ...]:
    """Whether data are those of the card that a file should be; what is not known is not compared."""
    if expected.card_id and card_id and card_id != expected.card_id:
        return (Reason.DATA_OF_OTHER_CARD,)
    is_other = content_hash and expected.content_hashes and content_hash not in expected.content_hashes
    return (Reason.DATA_NOT_REGISTERED,) if is_other else ()
