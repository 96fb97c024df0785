"""Keys on a token: SoftHSM stands in for it, with RSA and EC keys; a PIN that is wrong, a token that is pulled."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from hocba_ops.documents.signing.pades import Pen
from hocba_ops.documents.signing.token import TokenKey
from hocba_ops.documents.verdict import Indication
from hocba_ops.errors import KeyRefused
from tests.documents.authority import SIGNED, authority
from tests.documents.grounds import judged
from tests.documents.papers import layout, paper, pen

LIBRARY = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "135790"


@pytest.fixture(scope="module")
def token(tmp_path_factory) -> str:
    """The library, with one token in it that holds a teacher's RSA and a head's EC key with their certificates."""
    if not LIBRARY.is_file() or shutil.which("softhsm2-util") is None:
        if os.environ.get("HOCBA_REQUIRE_SOFTHSM") == "1":
            pytest.fail("SoftHSM is not there, and HOCBA_REQUIRE_SOFTHSM=1 asks for it")
        pytest.skip("SoftHSM is not there")
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    made = ["--init-token", "--free", "--label", "thu", "--pin", PIN, "--so-pin", "99999999"]
    subprocess.run(["softhsm2-util", *made], check=True, capture_output=True)
    for number, label in enumerate(("chi", "hanh"), start=1):
        key = folder / f"{label}.pem"
        key.write_bytes(authority().private_pem(label))
        given = ["--import", str(key), "--token", "thu", "--label", label, "--id", f"0{number}", "--pin", PIN]
        subprocess.run(["softhsm2-util", *given], check=True, capture_output=True)
    store_certificates()
    return str(LIBRARY)


def store_certificates() -> None:
    import pkcs11

    (held,) = list(pkcs11.lib(str(LIBRARY)).get_tokens(token_label="thu"))
    with held.open(user_pin=PIN, rw=True) as session:
        for number, label in enumerate(("chi", "hanh"), start=1):
            cert = authority().cert(label)
            session.create_object(
                {
                    pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                    pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                    pkcs11.Attribute.TOKEN: True,
                    pkcs11.Attribute.ID: bytes([number]),
                    pkcs11.Attribute.SUBJECT: cert.subject.dump(),
                    pkcs11.Attribute.VALUE: cert.dump(),
                }
            )


def serial(label: str) -> str:
    return f"{authority().cert(label).serial_number:x}"


@pytest.mark.parametrize(("label", "field"), [("chi", "gvcn"), ("hanh", "hieu_truong")], ids=["RSA-2048", "P-256"])
def test_a_key_on_a_token_signs_what_verification_accepts(token, label, field):
    key = TokenKey.open(token, PIN, serial=serial(label))
    before = paper() if field == "gvcn" else pen("chi").sign(paper(), layout(), "gvcn")
    made = Pen.ready(key, authority().timestamper(SIGNED))
    made = Pen(made.key, pen(label).template, made.timestamper)
    signed = made.sign(before, layout(), field)
    key.close()
    assert judged(signed).indication is Indication.PASSED


def test_two_certificates_on_a_token_have_to_be_told_apart_by_serial(token):
    with pytest.raises(KeyRefused, match="sê-ri"):
        TokenKey.open(token, PIN)


def test_a_wrong_pin_is_told_and_never_shown(token):
    with pytest.raises(KeyRefused, match="PIN không đúng") as refused:
        TokenKey.open(token, "000000", serial=serial("chi"))
    assert "000000" not in str(refused.value)


def test_a_token_that_is_pulled_between_two_signatures_says_so(token):
    key = TokenKey.open(token, PIN, serial=serial("chi"))
    key.sign_many([b"mot"])
    key.session.close()
    with pytest.raises(KeyRefused, match="Cắm lại"):
        key.sign_many([b"hai"])


def test_a_library_that_is_not_there_is_no_token():
    with pytest.raises(KeyRefused, match="không thấy thiết bị"):
        TokenKey.open("/khong/co/thu-vien.so", PIN)
