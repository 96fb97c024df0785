"""Public certificates on a token: SoftHSM stands for the makers' libraries, bad libraries for what can go wrong."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hocba_ops.errors import TokenUnreadable
from hocba_ops.sources.reading import read_file
from hocba_ops.sources.tokens import read_tokens
from tests.certificate_maker import certificate, der

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "1234"
TEACHER = {"cn": "Võ Thị Vờ", "uid": "CCCD:079180000123"}


@pytest.fixture
def token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module with one token that holds a teacher's certificate and its authority's."""
    if not MODULE.exists():
        if os.environ.get("HOCBA_REQUIRE_SOFTHSM") == "1":
            pytest.fail(f"{MODULE} is not installed, and HOCBA_REQUIRE_SOFTHSM=1 asks for it")
        pytest.skip("softhsm2 is not installed")
    settings = tmp_path / "softhsm2.conf"
    (tmp_path / "tokens").mkdir()
    settings.write_text(f"directories.tokendir = {tmp_path / 'tokens'}\nobjectstore.backend = file\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(settings))
    label = ["--init-token", "--free", "--label", "token thử", "--pin", PIN, "--so-pin", PIN]
    subprocess.run(["softhsm2-util", *label], check=True, capture_output=True)
    return MODULE


def put(module: Path, *certificates: bytes) -> None:
    """Put certificates on the token, in a process of their own: a library reads its settings once."""
    program = (
        "import sys, pkcs11\n"
        "from pkcs11.constants import Attribute, ObjectClass\n"
        "token = pkcs11.lib(sys.argv[1]).get_token(token_label='token thử')\n"
        "with token.open(rw=True, user_pin=sys.argv[2]) as session:\n"
        "    for text in sys.argv[3:]:\n"
        "        session.create_object({Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.TOKEN: True,\n"
        "            Attribute.PRIVATE: False, Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,\n"
        "            Attribute.SUBJECT: b'x', Attribute.VALUE: bytes.fromhex(text)})\n"
    )
    given = [str(module), PIN, *(one.hex() for one in certificates)]
    subprocess.run([sys.executable, "-c", program, *given], check=True)


def test_the_certificates_of_a_token_are_read_without_a_pin_and_authorities_left_out(token):
    root = certificate(is_authority=True, cn="CA thử", usage=("key_cert_sign",))
    put(token, der(certificate(**TEACHER)), der(root), b"not a certificate")
    (found,) = read_tokens(token)
    assert found.token == "token thử"
    assert (found.facts["person_id"], found.facts["device"], found.facts["shown_by"]) == (
        "079180000123",
        "usb_token",
        "token",
    )


def test_the_file_made_from_a_token_is_read_again_as_from_a_token(token, tmp_path):
    put(token, der(certificate(**TEACHER)))
    (found,) = read_tokens(token)
    path = tmp_path / "2025-06-30_token.pem"
    path.write_text(found.pem, encoding="utf-8")
    (row,) = read_file(path, name=path.name).tables["certificate_seen"].to_dicts()
    assert {name: row[name] for name in found.facts} == dict(found.facts)


def test_a_token_without_certificates_gives_none_and_no_error(token):
    assert list(read_tokens(token)) == []


def test_a_file_that_is_no_library_says_what_to_look_for(tmp_path):
    path = tmp_path / "thu-vien.so"
    with pytest.raises(TokenUnreadable, match="không có tệp này"):
        read_tokens(path)
    path.write_bytes(b"khong phai thu vien")
    with pytest.raises(TokenUnreadable, match="không mở được như thư viện PKCS#11"):
        read_tokens(path)


def die(_module: str) -> list[tuple[str, bytes]]:
    os.abort()


def hang(_module: str) -> list[tuple[str, bytes]]:
    while True:
        time.sleep(1)


@pytest.mark.parametrize(("read", "patience"), [(die, 30.0), (hang, 3.0)])
def test_a_library_that_crashes_or_never_answers_costs_a_sentence_not_the_program(tmp_path, read, patience):
    path = tmp_path / "thu-vien.so"
    path.write_bytes(b"x")
    with pytest.raises(TokenUnreadable, match="dừng đột ngột hoặc không trả lời") as told:
        read_tokens(path, read=read, patience=patience)
    assert told.value.exit_code == 13
