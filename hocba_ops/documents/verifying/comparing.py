"""The pages as a reader sees them: the revision that was signed against the whole file, later signature boxes masked.

A second net under the structural analysis: whatever trick it might miss has to change a page to deceive anybody.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pypdfium2
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from hocba_ops.documents.policy import Bounds
from hocba_ops.documents.verdict import Reason
from hocba_ops.documents.verifying.reading import Opened

LONGEST = 1000.0
"""Pixels of the longer side of a page: enough to see a changed letter of ordinary size."""
MARGIN = 2
UNDRAWN = (pypdfium2.PdfiumError, PdfError, LookupError, ValueError, TypeError, AttributeError, OverflowError)
"""What pages raise that cannot be drawn or found: then nothing shows that they are the same."""
MASK = (0, 0, 0, 255)
Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a signature is drawn: page from 0, corners in points from the lower left."""

    page: int
    corners: Rectangle


def page_reasons(opened: Opened, bounds: Bounds) -> dict[str, list[Reason]]:
    """What the pages say against each signature that has bytes behind it, by the name of its field."""
    later = [one for one in opened.all if signed_length(one) < len(opened.content)]
    if not later:
        return {}
    try:
        spots = {one.fq_name: spots_of(one) for one in opened.all}
        return {one.fq_name: _against(one, opened, spots, bounds) for one in later}
    except UNDRAWN:
        return {one.fq_name: [Reason.PAGES_DIFFER] for one in later}


def signed_length(signature: EmbeddedPdfSignature) -> int:
    """How many bytes of the file the signature speaks of."""
    return int(signature.byte_range[2]) + int(signature.byte_range[3])


def _against(
    signature: EmbeddedPdfSignature, opened: Opened, spots: Mapping[str, Sequence[Spot]], bounds: Bounds
) -> list[Reason]:
    names = [one.fq_name for one in opened.all if one.signed_revision > signature.signed_revision]
    masks = [spot for name in names for spot in spots[name]]
    was, now = opened.content[: signed_length(signature)], opened.content
    return [] if same_pages(was, now, masks, pages=bounds.pages) else [Reason.PAGES_DIFFER]


def same_pages(was: bytes, now: bytes, masks: Iterable[Spot], *, pages: int) -> bool:
    """Whether two PDFs look the same outside some boxes; False for more pages than `pages`, which are not drawn."""
    with pypdfium2.PdfDocument(was) as first, pypdfium2.PdfDocument(now) as second:
        if len(first) != len(second) or len(first) > pages:
            return False
        first.init_forms()
        second.init_forms()
        hidden = list(masks)
        return all(_drawn(first, number, hidden) == _drawn(second, number, hidden) for number in range(len(first)))


def _drawn(pdf: pypdfium2.PdfDocument, number: int, masks: Sequence[Spot]) -> tuple[int, int, bytes]:
    page = pdf[number]
    scale = min(1.0, LONGEST / max(*page.get_size(), 1.0))
    bitmap = page.render(scale=scale)
    left, _, _, high = page.get_bbox()
    for spot in masks:
        if spot.page == number:
            x, y, x2, y2 = spot.corners
            across, down = (x - left) * scale - MARGIN, (high - y2) * scale - MARGIN
            width, height = (x2 - x) * scale + 2 * MARGIN, (y2 - y) * scale + 2 * MARGIN
            bitmap.fill_rect(MASK, int(across), int(down), int(width) + 1, int(height) + 1)
    return bitmap.width, bitmap.height, bytes(bitmap.buffer)


def spots_of(signature: EmbeddedPdfSignature) -> list[Spot]:
    """Where the field of a signature is drawn; nowhere for an invisible one."""
    return spots_of_field(signature.reader, signature.sig_field)


def spots_of_field(reader: PdfFileReader, field: generic.DictionaryObject) -> list[Spot]:
    """Where a field is drawn, signed or not."""
    widgets = [field] if "/Rect" in field else [one.get_object() for one in field.get("/Kids", ())]
    found = []
    for widget in widgets:
        number = _page_of(reader, widget)
        x, y, x2, y2 = (float(one) for one in widget["/Rect"])
        if number is not None and x != x2 and y != y2:
            found.append(Spot(number, (min(x, x2), min(y, y2), max(x, x2), max(y, y2))))
    return found


def _page_of(reader: PdfFileReader, widget: generic.DictionaryObject) -> int | None:
    wanted = widget.raw_get("/P") if "/P" in widget else None
    count = int(reader.root["/Pages"]["/Count"])
    pages = (reader.find_page_for_modification(number)[0] for number in range(count))
    return next(
        (number for number, page in enumerate(pages) if page.reference == getattr(wanted, "reference", 0)), None
    )


def large_boxes(opened: Opened, bounds: Bounds) -> dict[str, list[Reason]]:
    """Signatures that cover more of a page than a signature needs: what they cover is not compared."""
    return {one.fq_name: [Reason.BOX_TOO_LARGE] for one in opened.all if _is_large(opened, one, bounds)}


def _is_large(opened: Opened, signature: EmbeddedPdfSignature, bounds: Bounds) -> bool:
    try:
        return any(_share(opened, spot) > bounds.box_share for spot in spots_of(signature))
    except UNDRAWN:
        return True


def _share(opened: Opened, spot: Spot) -> float:
    page = opened.reader.find_page_for_modification(spot.page)[0].get_object()
    box = page.get("/MediaBox") or page["/Parent"]["/MediaBox"]
    x, y, x2, y2 = (float(one) for one in box)
    left, low, right, high = spot.corners
    area = abs((x2 - x) * (y2 - y))
    return (right - left) * (high - low) / area if area else 1.0
