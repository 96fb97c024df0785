"""One PAdES signature after another in a PDF: prepare, sign the digests of many together, fill in.

The first signature certifies the document (DocMDP P=2: only the other fields may still be signed); the seal locks it.
Only images are drawn: pyHanko's own text stamps break PDF/A and garble Vietnamese (design: documents, 2.5).
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from types import MappingProxyType

from PIL import Image
from pyhanko.pdf_utils.content import PdfContent, RawContent
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_byterange import PreparedByteRangeDigest
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.stamp import StaticStampStyle

from hocba_ops.documents import hex_reading
from hocba_ops.documents.signing.fields import Box, add_fields, permissions
from hocba_ops.documents.signing.keys import Key
from hocba_ops.documents.signing.template import DIGEST, Template, make_template
from hocba_ops.errors import SigningProblem, SigningRefused

hex_reading.install()

STAMP_SIZE = 6144
"""Bytes kept free for a time stamp: those of authorities with a long chain stay below."""


@dataclass(frozen=True)
class Layout:
    """The fields of a document in the order of signing, and the image drawn in a field, by its name."""

    boxes: Sequence[Box]
    images: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))

    def box(self, name: str) -> Box:
        """The field of a name. Raises `SigningRefused` when the document has none."""
        found = next((box for box in self.boxes if box.field == name), None)
        if found is None:
            raise SigningRefused(name, SigningProblem.UNKNOWN_FIELD)
        return found


@dataclass(frozen=True)
class Prepared:
    """A PDF with a place for its signature, and the digest of everything around that place."""

    output: BytesIO
    place: PreparedByteRangeDigest

    @property
    def digest(self) -> bytes:
        """SHA-256 of the document without the place of the signature."""
        return self.place.document_digest


@dataclass(frozen=True)
class Pen:
    """A key made ready: its template, and who stamps the time (None: level B-B)."""

    key: Key
    template: Template
    timestamper: TimeStamper | None = None

    @classmethod
    def ready(cls, key: Key, timestamper: TimeStamper | None = None) -> "Pen":
        """The pen of a key."""
        return cls(key, asyncio.run(make_template(key)), timestamper)

    def sign(self, pdf: bytes, layout: Layout, name: str) -> bytes:
        """The document with one signature more, in the field of that name.

        Raises `SigningRefused` when the document cannot be signed there.
        """
        prepared = self.prepare(pdf, layout, name)
        (signature,) = self.key.sign_many([self.template.attributes(prepared.digest)])
        return self.fill(prepared, signature)

    def prepare(self, pdf: bytes, layout: Layout, name: str) -> Prepared:
        """The first half of signing: everything but the key."""
        try:
            return asyncio.run(self._prepared(pdf, layout, layout.box(name)))
        except (SigningError, PdfReadError) as fault:
            raise SigningRefused(name, SigningProblem.DOCUMENT, str(fault)) from fault

    def fill(self, prepared: Prepared, signature: bytes) -> bytes:
        """The second half: signature and time stamp put in their place."""
        return asyncio.run(self._filled(prepared, signature))

    async def _prepared(self, pdf: bytes, layout: Layout, box: Box) -> Prepared:
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        first = not writer.prev.embedded_signatures
        if first:
            add_fields(writer, layout.boxes)
        about = PdfSignatureMetadata(
            field_name=box.field,
            md_algorithm=DIGEST,
            subfilter=SigSeedSubFilter.PADES,
            certify=first,
            docmdp_permissions=permissions(box.role),
        )
        style = appearance(layout.images.get(box.field), box)
        signer = PdfSigner(about, signer=self.template.stock, stamp_style=style)
        size = self.template.size + (0 if self.timestamper is None else STAMP_SIZE)
        output = BytesIO()
        place, _, _ = await signer.async_digest_doc_for_signing(
            writer, existing_fields_only=True, bytes_reserved=2 * size, output=output
        )
        return Prepared(output, place)

    async def _filled(self, prepared: Prepared, signature: bytes) -> bytes:
        made = await self.template.filled(prepared.digest, signature, self.timestamper)
        prepared.place.fill_with_cms(prepared.output, made)
        return prepared.output.getvalue()


def appearance(image: bytes | None, box: Box) -> StaticStampStyle:
    """How a signature looks: the image (a PNG with transparency) fitted into its box, or nothing."""
    left, low, right, high = box.corners
    drawn: PdfContent = RawContent(b"", box=BoxConstraints(right - left, high - low))
    if image is not None:
        drawn = PdfImage(Image.open(BytesIO(image)), writer=None)
    margins = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID)
    return StaticStampStyle(border_width=0, background=drawn, background_layout=margins)
