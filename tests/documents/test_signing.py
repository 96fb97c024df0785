"""PAdES signatures: a template makes what pyHanko would, other programs agree, and documents are locked."""

import asyncio
import os
import shutil
import subprocess

import pytest
from asn1crypto import cms
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import FieldMDPAction, MDPPerm
from pyhanko.sign.signers import SimpleSigner

from hocba_ops.documents.signing.fields import Box
from hocba_ops.documents.signing.keys import SoftKey
from hocba_ops.documents.signing.pades import Layout
from hocba_ops.documents.signing.template import PROBE, make_template
from hocba_ops.documents.verdict import Indication
from hocba_ops.errors import KeyRefused, SigningRefused
from tests.documents.authority import PASSPHRASE, authority
from tests.documents.grounds import CARD, POLICY, judged
from tests.documents.papers import BOXES, key_of, layout, paper, pen, sign, signed_card, stamp


def reading(pdf: bytes) -> PdfFileReader:
    from io import BytesIO

    return PdfFileReader(BytesIO(pdf))


@pytest.mark.parametrize("label", ["chi", "hanh"], ids=["RSA-2048", "P-256"])
def test_the_cms_of_a_template_has_the_attributes_and_certificates_of_the_stock_path(label, tmp_path):
    path = tmp_path / "k.p12"
    path.write_bytes(authority().pkcs12(label))
    stock_signer = SimpleSigner.load_pkcs12(str(path), passphrase=PASSPHRASE.encode())
    assert stock_signer is not None
    stock_signer.embed_roots = False
    stock = asyncio.run(stock_signer.async_sign(PROBE, "sha256", use_pades=True))
    template = asyncio.run(make_template(key_of(label)))
    (signature,) = key_of(label).sign_many([template.attributes(PROBE)])
    ours = asyncio.run(template.filled(PROBE, signature, None))
    for name in ("version", "digest_algorithms", "encap_content_info"):
        assert ours["content"][name].dump() == stock["content"][name].dump()
    assert certificates(ours) == certificates(stock)
    for name in ("version", "sid", "digest_algorithm", "signed_attrs", "signature_algorithm"):
        assert signer(ours)[name].dump() == signer(stock)[name].dump()


def certificates(made: cms.ContentInfo) -> set[bytes]:
    return {one.dump() for one in made["content"]["certificates"]}


def signer(made: cms.ContentInfo) -> cms.SignerInfo:
    return made["content"]["signer_infos"][0]


def test_the_first_signature_certifies_and_the_seal_locks_everything():
    first, head, seal = reading(signed_card()).embedded_signatures
    assert [one.field_name for one in (first, head, seal)] == ["gvcn", "hieu_truong", "con_dau"]
    assert first.docmdp_level is MDPPerm.FILL_FORMS
    assert head.docmdp_level is None
    assert seal.docmdp_level is MDPPerm.NO_CHANGES
    assert seal.fieldmdp.action is FieldMDPAction.ALL


def test_signing_only_appends_so_the_paper_stays_in_front_byte_for_byte():
    assert signed_card().startswith(paper())


def test_images_are_drawn_and_no_font_is_brought_in():
    signed = signed_card()
    assert signed.count(b"/Subtype /Image") >= 2
    assert b"Courier" not in signed


def test_every_subject_teacher_of_a_secondary_card_signs_before_the_others():
    boxes = (Box("gvbm-toan", 0, (60, 400, 160, 440)), Box("gvbm-ngu_van", 0, (200, 400, 300, 440)), *BOXES)
    people = {"gvbm-toan": "dung", "gvbm-ngu_van": "chi", "gvcn": "chi", "hieu_truong": "hanh", "con_dau": "con-dau-a"}
    verdict = judged(sign(paper(), people, fields=Layout(boxes, {"gvbm-toan": stamp()})))
    assert verdict.indication is Indication.PASSED
    assert [one.role for one in verdict.signatures] == ["gvbm", "gvbm", "gvcn", "hieu_truong", "con_dau"]


def test_a_locked_card_takes_no_further_signature():
    with pytest.raises(SigningRefused):
        pen("hanh").sign(signed_card(), layout(), "hieu_truong")


@pytest.mark.parametrize("field", ["gvbm-", "Signature1", "hieu_truong_2"])
def test_a_field_that_no_card_has_is_refused_before_anything_is_signed(field):
    with pytest.raises(SigningRefused, match=field):
        pen("chi").sign(paper(), Layout((Box(field, 0, (0, 0, 50, 20)),)), field)


@pytest.mark.parametrize(
    ("content", "passphrase"),
    [(None, PASSPHRASE), (b"khong phai PKCS#12", PASSPHRASE), ("chi", "sai")],
    ids=["missing", "no key file", "wrong passphrase"],
)
def test_a_key_that_does_not_open_says_what_to_do_and_never_shows_the_passphrase(content, passphrase, tmp_path):
    path = tmp_path / "chi.p12"
    if content is not None:
        path.write_bytes(authority().pkcs12(content) if isinstance(content, str) else content)
    with pytest.raises(KeyRefused) as refused:
        SoftKey.open(path, passphrase)
    assert "chi.p12" in str(refused.value)
    assert passphrase not in str(refused.value)


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None and os.environ.get("HOCBA_REQUIRE_PDFTOOLS") == "1":
        pytest.fail(f"{name} is not there, and HOCBA_REQUIRE_PDFTOOLS=1 asks for it")
    if found is None:
        pytest.skip(f"{name} is not there")
    return found


def test_poppler_and_qpdf_agree_that_a_sound_card_is_sound(tmp_path):
    path = tmp_path / "card.pdf"
    path.write_bytes(signed_card())
    told = subprocess.run([tool("pdfsig"), "-nocert", str(path)], capture_output=True, text=True, check=False).stdout
    assert told.count("Signature is Valid.") == 3
    assert told.count("Signature Field Name:") == 3
    assert "Total document signed" in told
    checked = subprocess.run([tool("qpdf"), "--check", str(path)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_poppler_agrees_that_a_flipped_byte_breaks_the_card(tmp_path):
    from tests.documents.attacks import flip

    path = tmp_path / "card.pdf"
    path.write_bytes(flip())
    told = subprocess.run([tool("pdfsig"), "-nocert", str(path)], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid." not in told


def test_the_policy_of_the_tests_asks_for_the_three_roles_that_sign():
    assert [str(role) for role in POLICY.required] == [box.field for box in BOXES]
    assert set(CARD.signers) < {box.field for box in BOXES}
