"""Attacks on signed files, made and not collected: every one takes a sound card or makes its own, and returns bytes."""

import re
import struct
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tests.documents.papers import PAGES, paper, sign, signed_card

Change = Callable[[IncrementalPdfFileWriter], None]
WORDS = b"BT /F1 14 Tf 60 700 Td (Hoc ba cua em An: diem 10, trang 1) Tj ET"


def appended(pdf: bytes, change: Change) -> bytes:
    """The file with one revision more, as an editor would save it."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    change(writer)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def page(writer: IncrementalPdfFileWriter, number: int = 0) -> generic.DictionaryObject:
    return writer.find_page_for_modification(number)[0].get_object()


def stream(writer: IncrementalPdfFileWriter, words: bytes) -> generic.IndirectObject:
    return writer.add_object(generic.StreamObject(stream_data=words))


def flipped(pdf: bytes) -> bytes:
    """One digit of the file's own ID changed: nothing that a page shows."""
    at = pdf.index(b"/ID [<") + len(b"/ID [<")
    other = b"1" if pdf[at : at + 1] != b"1" else b"2"
    return pdf[:at] + other + pdf[at + 1 :]


def flip() -> bytes:
    return flipped(signed_card())


def page_text_replaced() -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        one = page(writer)
        one[pdf_name("/Contents")] = stream(writer, WORDS)
        writer.update_container(one)

    return appended(signed_card(), change)


def overlay() -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        one = page(writer)
        drawn = generic.StreamObject(
            {
                pdf_name("/Type"): pdf_name("/XObject"),
                pdf_name("/Subtype"): pdf_name("/Form"),
                pdf_name("/BBox"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 300, 40))),
            },
            stream_data=b"1 1 1 rg 0 0 300 40 re f",
        )
        look = generic.DictionaryObject({pdf_name("/N"): writer.add_object(drawn)})
        note = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/Annot"),
                pdf_name("/Subtype"): pdf_name("/Stamp"),
                pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (50, 680, 350, 720))),
                pdf_name("/AP"): look,
                pdf_name("/F"): generic.NumberObject(4),
            }
        )
        one[pdf_name("/Annots")] = generic.ArrayObject([*one.get("/Annots", []), writer.add_object(note)])
        writer.update_container(one)

    return appended(signed_card(), change)


def page_added() -> bytes:
    return appended(signed_card(), lambda writer: _pages(writer, [0, 1, 0]))


def page_removed() -> bytes:
    return appended(signed_card(), lambda writer: _pages(writer, [0]))


def _pages(writer: IncrementalPdfFileWriter, numbers: list[int]) -> None:
    pages = writer.root["/Pages"]
    kids = [pages["/Kids"].raw_get(number) for number in numbers]
    pages[pdf_name("/Kids")] = generic.ArrayObject(kids)
    pages[pdf_name("/Count")] = generic.NumberObject(len(kids))
    writer.update_container(pages)


def with_text_field(*, hidden_page: bool = False) -> bytes:
    """A paper with a form field whose look can be exchanged, and if asked a page that nothing shows yet."""
    pdf = pikepdf.open(BytesIO(paper()))
    look = pikepdf.Stream(pdf, b"BT /F1 12 Tf 2 6 Td (Diem 9) Tj ET")
    look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    look.BBox, look.Resources = pikepdf.Array([0, 0, 120, 20]), pdf.pages[0].Resources
    field = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T=pikepdf.String("diem"),
            V=pikepdf.String("Diem 9"),
            Rect=pikepdf.Array([60, 600, 180, 620]),
            F=4,
            AP=pikepdf.Dictionary(N=pdf.make_indirect(look)),
            P=pdf.pages[0].obj,
        )
    )
    pdf.pages[0].Annots = pikepdf.Array([field])
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
    if hidden_page:
        other = pikepdf.Stream(pdf, WORDS)
        pdf.Root.PieceInfo = pdf.make_indirect(pikepdf.Dictionary(Other=pdf.make_indirect(other)))
    out = BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def field_value_changed() -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        field = _text_field(writer)
        field[pdf_name("/V")] = generic.pdf_string("Diem 10")
        writer.update_container(field)

    return appended(sign(with_text_field()), change)


def shadow_replaced() -> bytes:
    """The look of a field exchanged, its value left: what pyHanko's default policy lets pass."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        look = _text_field(writer)["/AP"]["/N"]
        look._data = b"BT /F1 12 Tf 2 6 Td (Diem 10) Tj ET"
        look._encoded_data = None
        writer.update_container(look)

    return appended(sign(with_text_field(), {"gvcn": "chi"}), change)


def shadow_hidden() -> bytes:
    """What covered a text when it was signed is taken away afterwards."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        one = page(writer)
        one[pdf_name("/Annots")] = generic.ArrayObject(
            [note for note in one["/Annots"] if note.get_object().get("/T") != "diem"]
        )
        writer.update_container(one)

    return appended(sign(with_text_field(), {"gvcn": "chi"}), change)


def shadow_hidden_and_replaced() -> bytes:
    """A page text that lay in the file when it was signed, and is shown only now."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        one = page(writer)
        one[pdf_name("/Contents")] = writer.root["/PieceInfo"].raw_get("/Other")
        writer.update_container(one)

    return appended(sign(with_text_field(hidden_page=True), {"gvcn": "chi"}), change)


def _text_field(writer: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    fields = writer.root["/AcroForm"]["/Fields"]
    return next(one.get_object() for one in fields if one.get_object()["/T"] == "diem")


CONTENTS = re.compile(rb"/Contents <([0-9a-fA-F]+)>")


def signature_of_another_file() -> bytes:
    """The CMS of another card in the place of this card's."""
    mine, other = signed_card(), sign(paper("Hoc ba cua em Binh: diem 9"))
    first, taken = CONTENTS.search(mine), CONTENTS.search(other)
    assert first is not None
    assert taken is not None
    return mine[: first.start(1)] + taken[1].ljust(len(first[1]), b"0")[: len(first[1])] + mine[first.end(1) :]


def garbage_behind() -> bytes:
    return signed_card() + b"\n% them vao sau\n" + b"x" * 200


def garbage_with_an_end() -> bytes:
    return signed_card() + b"\nthem vao sau\n%%EOF\n"


def saved_again() -> bytes:
    out = BytesIO()
    pikepdf.open(BytesIO(signed_card())).save(out)
    return out.getvalue()


def encrypted() -> bytes:
    out = BytesIO()
    pikepdf.open(BytesIO(signed_card())).save(out, encryption=pikepdf.Encryption(owner="chu", user=""))
    return out.getvalue()


def truncated() -> bytes:
    pdf = signed_card()
    return pdf[: len(pdf) * 2 // 3]


def cut_before_its_first_end() -> bytes:
    return signed_card()[:900]


@cache
def decompression_bomb() -> bytes:
    """A small file whose cross-reference stream unpacks to 100 MB."""
    packed = zlib.compress(bytes(100 * 1024 * 1024), 1)
    body = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    start = len(body)
    head = f"3 0 obj\n<</Type/XRef/Size 4/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length {len(packed)}>>\nstream\n"
    return body + head.encode() + packed + f"\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n".encode()


@cache
def many_objects(count: int = 150_000) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.Root.Extra = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(N=number)) for number in range(count)])
    out = BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def nested_arrays() -> bytes:
    deep = b"[" * 20_000 + b"]" * 20_000
    body = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/X " + deep + b">>\nendobj\n"
    table = b"xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>\n"
    return body + table + f"startxref\n{len(body)}\n%%EOF\n".encode()


def hybrid() -> bytes:
    """A sound little file with both kinds of cross-reference, as office programs write it."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>",
    )
    body, places = b"%PDF-1.7\n", []
    for number, told in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, told)
    stream_at = len(body)
    rows = b"\0\0\0\xff" + b"".join(struct.pack(">BHB", 1, place, 0) for place in (*places, stream_at))
    head = b"<</Type/XRef/Size 5/W[1 2 1]/Root 1 0 R/Length %d>>" % len(rows)
    body += b"4 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (head, rows)
    table_at = len(body)
    lines = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<</Size 5/Root 1 0 R/XRefStm %d>>\n" % stream_at
    return body + b"xref\n0 4\n0000000000 65535 f \n" + lines + trailer + b"startxref\n%d\n%%%%EOF\n" % table_at


def careless() -> bytes:
    """A file whose trailer counts its objects wrong: other programs read it all the same."""
    return re.sub(rb"/Size (\d+)", b"/Size 3", paper())


def broken_signature() -> bytes:
    """A signature dictionary without what makes it one."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        fields = writer.root["/AcroForm"]["/Fields"]
        value = next(one.get_object()["/V"] for one in fields if one.get_object()["/T"] == "gvcn")
        del value["/ByteRange"]
        writer.update_container(value)

    return appended(signed_card(), change)


assert PAGES == 2, "the attacks on pages count on two"
