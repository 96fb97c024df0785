from io import BytesIO

import pikepdf
import pytest
from asn1crypto import x509 as asn1_x509
from asn1crypto.keys import PrivateKeyInfo
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, sign_pdf
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers import SimpleSigner

from hocba_ops.documents.render import Copy, CopyForm, Look, PageFault, Renderer, prove_pages
from hocba_ops.documents.render.attached import SETTINGS
from hocba_ops.documents.render.spelling import Names
from hocba_ops.documents.xml import write_xml
from tests.documents.records import primary, secondary
from tests.documents.xml_keys import holder


@pytest.fixture(scope="module")
def made(renderer):
    return renderer.render([write_xml(primary())], Look())


def faults(pdf: bytes, renderer, **more) -> set[PageFault]:
    return set(prove_pages(pdf, renderer, **more).faults)


def saved(document: pikepdf.Pdf) -> bytes:
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def with_attached(pdf: bytes, name: str, data: bytes) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as document:
        spec = pikepdf.AttachedFileSpec(document, data, filename=name)
        spec.obj.AFRelationship = document.attachments[name].obj.AFRelationship
        document.attachments[name] = spec
        return saved(document)


def sources(document: pikepdf.Pdf) -> list:
    return [one for one in document.Root.AF if one.AFRelationship == "/Source"]


def appended(pdf: bytes, data: bytes, *, to: str) -> bytes:
    """The file with one stream of its first page or its first attachment replaced in a revision put behind it."""
    with pikepdf.open(BytesIO(pdf)) as document:
        stream = document.pages[1].Contents if to == "page" else sources(document)[0].EF.F
        number, size, root = stream.objgen[0], int(document.trailer.Size), document.Root.objgen[0]
    kind = b"" if to == "page" else b"/Type /EmbeddedFile /Subtype /application#2Fxml "
    start = len(pdf) + 1
    body = b"\n%d 0 obj\n<<%s/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, kind, len(data), data)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, start)
    previous = int(pdf.rpartition(b"startxref\n")[2].split()[0])
    trailer = b"trailer\n<</Size %d /Root %d 0 R /Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, root, previous, len(pdf) + len(body),
    )  # fmt: skip
    return pdf + body + table + trailer


@pytest.mark.parametrize(
    "look",
    [Look(), Look(is_tagged=False), Look(has_cover=False, copy=Copy(CopyForm.SAO_Y, "Trường", "2025-08-01T09:30:00"))],
    ids=["tagged", "compact", "copy"],
)
def test_a_form_as_it_was_rendered_is_proved_to_its_last_byte(renderer, look):
    made = renderer.render([write_xml(secondary())], look)
    proof = prove_pages(made.pdf, renderer, expected_hash=secondary().content_hash)
    assert (proof.faults, proof.base_length, proof.content_hash) == ((), len(made.pdf), secondary().content_hash)


def test_what_follows_a_form_without_touching_its_pages_leaves_it_proved(renderer, made):
    proof = prove_pages(made.pdf + b"% signatures\n", renderer)
    assert (proof.faults, proof.base_length) == ((), len(made.pdf))


def signed(made, roles: tuple[str, ...]) -> bytes:
    """The form with a visible signature in the place of each role, by pyHanko as whoever signs may use it."""
    pdf = made.pdf
    for box in (box for role in roles for box in made.boxes if box.role == role):
        key = holder(box.role)
        der = key.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        signer = SimpleSigner(
            asn1_x509.Certificate.load(key.certificate.public_bytes(Encoding.DER)), PrivateKeyInfo.load(der), None
        )
        corners = tuple(map(round, (box.x0, box.y0, box.x1, box.y1)))
        field = SigFieldSpec(box.role, on_page=box.page - 1, box=corners)
        metadata = PdfSignatureMetadata(field_name=box.role, signer_key_usage={"digital_signature"})
        out = BytesIO()
        sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), metadata, signer, new_field_spec=field, output=out)
        pdf = out.getvalue()
    return pdf


def test_a_form_with_visible_signatures_is_still_proved_to_be_what_was_rendered(renderer, made):
    pdf = signed(made, ("gvcn", "hieu_truong"))
    proof = prove_pages(pdf, renderer, expected_hash=made.content_hash)
    assert (proof.faults, proof.base_length, len(pdf) > len(made.pdf)) == ((), len(made.pdf), True)


def test_a_page_replaced_in_a_later_revision_is_found_though_the_beginning_is_untouched(renderer, made):
    forged = appended(made.pdf, b"BT ET", to="page")
    assert forged.startswith(made.pdf)
    assert faults(forged, renderer) == {PageFault.PAGES_DIFFER}


@pytest.mark.parametrize("how", ["resaved", "appended"])
def test_a_substituted_attachment_is_found_by_its_pages(renderer, made, how):
    other = write_xml(primary(values={"xeploai": "Hoàn thành xuất sắc"}))
    name = "hoc-ba-2024-2025.xml"
    forged = with_attached(made.pdf, name, other) if how == "resaved" else appended(made.pdf, other, to="attachment")
    proof = prove_pages(forged, renderer, expected_hash=made.content_hash)
    assert set(proof.faults) == {PageFault.PAGES_DIFFER, PageFault.OTHER_RECORD}


def test_a_tampered_attachment_is_told_as_a_broken_record(renderer, made):
    tampered = write_xml(primary()).replace(b"<duoclenlop>true", b"<duoclenlop>false")
    assert faults(with_attached(made.pdf, "hoc-ba-2024-2025.xml", tampered), renderer) == {PageFault.BROKEN_RECORD}


def test_pages_of_one_record_with_the_data_of_another_are_found_word_by_word(renderer):
    told, shown = primary(), primary(values={"xeploai": "Hoàn thành xuất sắc"})
    forged = with_attached(renderer.render([write_xml(shown)], Look()).pdf, "hoc-ba-2024-2025.xml", write_xml(told))
    proof = prove_pages(forged, renderer, expected_hash=told.content_hash)
    assert proof.faults == (PageFault.PAGES_DIFFER,)
    assert any("xuất sắc" in words for words in proof.differing)


def test_a_form_of_another_release_of_the_renderer_rests_on_its_words(renderer, made):
    settings = '{"fingerprint": "khác", "look": ' + Look().text() + "}"
    other = with_attached(made.pdf, SETTINGS, settings.encode())
    proof = prove_pages(other, renderer)
    assert (proof.faults, proof.rests_on_words, proof.base_length) == ((), True, 0)
    forged = with_attached(other, "hoc-ba-2024-2025.xml", write_xml(primary(values={"cannang": "63.5"})))
    assert faults(forged, renderer) == {PageFault.PAGES_DIFFER}


def test_names_of_codes_that_the_verifier_spells_otherwise_are_found(made):
    other = Renderer(Names({"01": "Tày"}, {"VN": "Việt Nam"}))
    assert faults(made.pdf, other) == {PageFault.PAGES_DIFFER}


def test_a_form_that_is_not_the_expected_card_is_told_so(renderer, made):
    assert faults(made.pdf, renderer, expected_hash="0" * 64) == {PageFault.OTHER_RECORD}


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", PageFault.UNREADABLE),
        (b"%PDF-1.7 nothing", PageFault.UNREADABLE),
        (saved(pikepdf.new()), PageFault.NO_RECORD),
    ],
    ids=["empty", "broken", "foreign"],
)
def test_what_is_no_form_is_told_as_what_it_is(renderer, data, fault):
    assert faults(data, renderer) == {fault}


def test_a_form_that_does_not_tell_how_it_was_rendered_is_none_of_ours(renderer, made):
    assert faults(with_attached(made.pdf, SETTINGS, b"{"), renderer) == {PageFault.NO_SETTINGS}
