"""Small PDFs in place of the rendered form, and the same signed by the people of the test PKI."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from io import BytesIO

import pikepdf
from PIL import Image
from pyhanko.sign.timestamps import TimeStamper

from hocba_ops.documents.signing.fields import Box
from hocba_ops.documents.signing.keys import SoftKey
from hocba_ops.documents.signing.pades import Layout, Pen
from tests.documents.authority import PASSPHRASE, SIGNED, Authority, authority

BOXES = (
    Box("gvcn", 1, (330, 120, 500, 200)),
    Box("hieu_truong", 1, (60, 120, 230, 200)),
    Box("con_dau", 1, (40, 140, 140, 240)),
)
SIGNERS = {"gvcn": "chi", "hieu_truong": "hanh", "con_dau": "con-dau-a"}
PAGES = 2


def paper(words: str = "Hoc ba cua em An: diem 9", *, pages: int = PAGES, size: tuple[int, int] = (595, 842)) -> bytes:
    """A plain PDF; the same words give the same bytes."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    fonts = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
    for number in range(pages):
        page = pdf.add_blank_page(page_size=size)
        page.Resources = fonts
        page.Contents = pdf.make_stream(f"BT /F1 14 Tf 60 700 Td ({words}, trang {number + 1}) Tj ET".encode())
    out = BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


@cache
def stamp(colour: tuple[int, int, int, int] = (190, 20, 30, 160)) -> bytes:
    out = BytesIO()
    Image.new("RGBA", (24, 24), colour).save(out, "PNG")
    return out.getvalue()


@cache
def layout() -> Layout:
    return Layout(BOXES, {"gvcn": stamp((20, 40, 160, 160)), "con_dau": stamp()})


@cache
def key_of(label: str) -> SoftKey:
    """The key of a person, through the PKCS#12 file that they would hand in."""
    path = authority().folder / f"{label}.p12"
    path.write_bytes(authority().pkcs12(label))
    return SoftKey.open(path, PASSPHRASE)


@cache
def ready_pen(label: str) -> Pen:
    """The template of a key is made once."""
    return Pen.ready(key_of(label))


def pen(label: str, *, at: datetime | None = SIGNED, tsa: str = "tsa") -> Pen:
    """The pen of a person; `at`: when the time stamp says that they signed, None for no stamp (B-B)."""
    ready = ready_pen(label)
    stamper: TimeStamper | None = None if at is None else authority().timestamper(at, tsa)
    return Pen(ready.key, ready.template, stamper)


def sign(
    pdf: bytes,
    signers: Mapping[str, str] = SIGNERS,
    *,
    at: datetime | None = SIGNED,
    fields: Layout | None = None,
    tsa: str = "tsa",
) -> bytes:
    """The document signed by each, in the order given."""
    for field, label in signers.items():
        pdf = pen(label, at=at, tsa=tsa).sign(pdf, fields or layout(), field)
    return pdf


@cache
def signed_card(*, at: datetime | None = SIGNED) -> bytes:
    """A card signed by its homeroom teacher, its head and its school."""
    return sign(paper(), at=at)


def chain_of(pki: Authority, labels: Sequence[str]) -> list[bytes]:
    return [pki.cert(label).dump() for label in labels]
