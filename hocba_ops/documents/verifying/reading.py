"""A PDF opened for verification: refused early when it asks too much, and whatever breaks has a reason."""

import re
from dataclasses import dataclass
from io import BytesIO

from pyhanko.pdf_utils.decode_limits import DecodeLimits, DocumentDecodeBudget, StreamDecodeLimits
from pyhanko.pdf_utils.misc import PdfDecodeLimitError, PdfReadError, PdfStrictReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from hocba_ops.documents import hex_reading
from hocba_ops.documents.policy import Bounds
from hocba_ops.documents.verdict import Reason

hex_reading.install()

HEAD, END = b"%PDF-", b"%%EOF"
SEARCHED = 1024
SIZE = re.compile(rb"/Size\s+(\d{1,12})")
OBJECT = re.compile(rb"\d\s+obj\b")
STAMP = "/DocTimeStamp"


class Refused(Exception):
    """A file that is not looked at further, and the reason."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Opened:
    """A PDF that can be read, and what is signed in it, oldest revision first."""

    content: bytes
    reader: PdfFileReader
    signatures: tuple[EmbeddedPdfSignature, ...]
    stamps: tuple[EmbeddedPdfSignature, ...]

    @property
    def all(self) -> tuple[EmbeddedPdfSignature, ...]:
        """Signatures and document time stamps, oldest revision first."""
        return tuple(sorted((*self.signatures, *self.stamps), key=lambda one: one.signed_revision))


def open_pdf(content: bytes, bounds: Bounds) -> Opened:
    """Open a PDF. Raises `Refused` for one that is too large, damaged, encrypted or not a PDF."""
    _weigh(content, bounds)
    reader = _reader(content, bounds)
    if "/Encrypt" in reader.trailer:
        raise Refused(Reason.ENCRYPTED)
    if reader.xrefs.hybrid_xrefs_present:
        raise Refused(Reason.HYBRID_XREF)
    found = _signatures(reader)
    if len(found) > bounds.signatures:
        raise Refused(Reason.TOO_MANY_SIGNATURES)
    found.sort(key=lambda one: one.signed_revision)
    stamps = tuple(one for one in found if one.sig_object_type == STAMP)
    return Opened(content, reader, tuple(one for one in found if one.sig_object_type != STAMP), stamps)


def _weigh(content: bytes, bounds: Bounds) -> None:
    if len(content) > bounds.file_bytes:
        raise Refused(Reason.TOO_LARGE)
    if HEAD not in content[:SEARCHED]:
        raise Refused(Reason.NOT_A_PDF)
    if END not in content:
        raise Refused(Reason.TRUNCATED)
    declared = max((int(size) for size in SIZE.findall(content)), default=0)
    if max(declared, sum(1 for _ in OBJECT.finditer(content))) > bounds.objects:
        raise Refused(Reason.TOO_MANY_OBJECTS)


def _reader(content: bytes, bounds: Bounds) -> PdfFileReader:
    limits = DecodeLimits(
        per_stream=StreamDecodeLimits(max_output_size=bounds.decoded_bytes),
        document_budget=DocumentDecodeBudget(base_allowance=4 * bounds.decoded_bytes),
    )
    try:
        return PdfFileReader(BytesIO(content), decode_limits=limits)
    except PdfStrictReadError as fault:
        whole = END in content[-SEARCHED:]
        raise Refused(Reason.STRICT_READ if whole else Reason.TRUNCATED) from fault
    except PdfDecodeLimitError as fault:
        raise Refused(Reason.DECODE_LIMIT) from fault
    except PdfReadError as fault:
        raise Refused(Reason.UNREADABLE if END in content[-SEARCHED:] else Reason.TRUNCATED) from fault


def _signatures(reader: PdfFileReader) -> list[EmbeddedPdfSignature]:
    """One malformed signature makes pyHanko raise for the whole file: it cannot be known what else there was."""
    try:
        return list(reader.embedded_signatures)
    except PdfStrictReadError as fault:
        raise Refused(Reason.STRICT_READ) from fault
    except PdfDecodeLimitError as fault:
        raise Refused(Reason.DECODE_LIMIT) from fault
    except (PdfReadError, ValueError, TypeError, KeyError, AttributeError, AssertionError, IndexError) as fault:
        raise Refused(Reason.SIGNATURE_UNREADABLE) from fault
