"""Whether the pages of a paper form say what its data say: they are rendered again and compared, byte by byte.

A signed file begins with the bytes that were signed first, so the form that is rendered again must be its beginning.
Where another release of the renderer made the file, its bytes cannot be told again: then the words of the pages are
compared, in order, and the proof says that it rests on the words alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from enum import StrEnum

import pypdfium2

from hocba_ops.documents.record.signers import named_signers
from hocba_ops.documents.render.attached import Attached, read_attached
from hocba_ops.documents.render.compile import Renderer
from hocba_ops.documents.xml import open_xml

SHOWN = 8


class PageFault(StrEnum):
    """Why pages are not proved to say what the data say; the sentence stands in the labels as `page.fault.<value>`."""

    UNREADABLE = "unreadable"
    NO_RECORD = "no_record"
    """No XML of a record is attached as the source of the pages."""
    BROKEN_RECORD = "broken_record"
    """An attached XML has a fault of its own."""
    OTHER_RECORD = "other_record"
    """The attached record is not the one that was expected, by its content hash."""
    NO_SETTINGS = "no_settings"
    """The file does not tell how it was rendered, so it is none of ours."""
    PAGES_DIFFER = "pages_differ"
    """Rendered again from its data, the form is another one."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What comparing a form with its data came to. Without faults the pages are proved.

    `base_length`: how many bytes at the beginning are the form as it was rendered; 0 where that was not shown. What
    follows them was shown not to change the words; that it is signatures and nothing else, their verification shows.
    `rests_on_words`: another renderer made the file, and the words agree. `differing`: words of the pages, as they
    stand in the file, where they differ. They may be about the pupil: never to be logged. `card_id`: of
    the newest record; `signers`: the fields of the people who sign it, and the personal numbers that it says of them.
    """

    faults: tuple[PageFault, ...]
    content_hash: str = ""
    base_length: int = 0
    rests_on_words: bool = False
    differing: tuple[str, ...] = ()
    card_id: str = ""
    signers: Mapping[str, str] = field(default_factory=dict, repr=False)


def prove_pages(pdf: bytes, renderer: Renderer, *, expected_hash: str = "") -> Proof:
    """Compare a form, signed or not, with what its attached data render to; nothing raises, whatever the bytes.

    `expected_hash`: the content hash that the registry holds of the card; empty: not compared.
    """
    attached = read_attached(pdf)
    if attached is None:
        return Proof((PageFault.UNREADABLE,))
    opened = [open_xml(data) for data in attached.records]
    records = [one.record for one in opened if one.record is not None]
    if not opened:
        return Proof((PageFault.NO_RECORD,))
    if len(records) < len(opened) or any(one.faults for one in opened):
        return Proof((PageFault.BROKEN_RECORD,))
    newest = max(records, key=lambda record: record.text("namhoc"))
    digest = newest.content_hash
    other = (PageFault.OTHER_RECORD,) if expected_hash and digest != expected_hash else ()
    compared = _compare(pdf, attached, renderer, digest, other)
    return replace(compared, card_id=newest.text("madinhdanhhocba"), signers=named_signers(newest))


def _compare(pdf: bytes, attached: Attached, renderer: Renderer, digest: str, faults: tuple[PageFault, ...]) -> Proof:
    look = attached.look
    if look is None:
        return Proof((*faults, PageFault.NO_SETTINGS), digest)
    again = renderer.render(attached.records, look, photo=attached.photo).pdf
    if pdf == again:
        return Proof(faults, digest, base_length=len(again))
    differing = differing_words(pdf, again)
    if pdf.startswith(again) and differing == ():
        return Proof(faults, digest, base_length=len(again))
    is_ours = attached.settings.get("fingerprint") == renderer.fingerprint
    if is_ours or differing is None or differing:
        return Proof((*faults, PageFault.PAGES_DIFFER), digest, differing=tuple(dict.fromkeys(differing or ()))[:SHOWN])
    return Proof(faults, digest, rests_on_words=True)


def differing_words(first: bytes, second: bytes) -> tuple[str, ...] | None:
    """The words of the first file's pages that stand otherwise in the second; None where one cannot be read."""
    here, there = words_of_pages(first), words_of_pages(second)
    if here is None or there is None:
        return None
    changes = SequenceMatcher(None, here, there, autojunk=False).get_opcodes()
    return tuple(_shown(here[a:b], there[c:d]) for kind, a, b, c, d in changes if kind != "equal")


def words_of_pages(pdf: bytes) -> list[str] | None:
    """The words on the pages in the order of reading; what stands in signature fields is no part of a page."""
    try:
        document = pypdfium2.PdfDocument(pdf)
        pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
        document.close()
    except (pypdfium2.PdfiumError, ValueError):
        return None
    return " ".join(pages).split()


def _shown(here: Sequence[str], there: Sequence[str]) -> str:
    return " ".join(here) if here else f"({' '.join(there)})"
