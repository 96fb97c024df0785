"""Certificates as files: every kind of file, what each certificate says of itself, and files that are none."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs7

from hocba_ops.errors import DateUnknown, PrivateKeyInFile, TooLarge, UnreadableFile
from hocba_ops.settings import Limits
from hocba_ops.sources.certificate_facts import describe
from hocba_ops.sources.folder import list_files
from hocba_ops.sources.reading import read_file
from tests.certificate_maker import certificate, der, key, pem

DAY = date(2025, 5, 29)
TEACHER = {"cn": "Võ Thị Vờ", "uid": "CCCD:079180000123"}
SEAL = {"cn": "Trường Tiểu học Hoa Sen", "o": "Trường Tiểu học Hoa Sen", "uid": "MST:0301234567"}


@pytest.fixture
def reading(tmp_path: Path):
    def read(data: bytes, name: str = "a.pem", **options):
        path = tmp_path / name
        path.write_bytes(data)
        return read_file(path, name=name, **({"as_of": DAY} | options))

    return read


def rows_of(found) -> list[dict]:
    return found.tables["certificate_seen"].to_dicts()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.cer", der(certificate(**TEACHER))),
        ("a.crt", pem(certificate(**TEACHER))),
        ("a.der", der(certificate(**TEACHER))),
        ("a.p7b", pkcs7.serialize_certificates([certificate(**TEACHER)], Encoding.DER)),
        ("a.p7c", pkcs7.serialize_certificates([certificate(**TEACHER)], Encoding.PEM)),
        ("a.txt", pem(certificate(**TEACHER))),
    ],
)
def test_a_certificate_is_read_whatever_kind_of_file_it_stands_in(reading, name, data):
    found = reading(data, name)
    (row,) = rows_of(found)
    assert found.family == "certificate_file"
    assert (row["person_id"], row["holder_name"], row["holder_kind"]) == ("079180000123", "Võ Thị Vờ", "ca_nhan")
    assert (row["serial"], row["issuer"], row["valid_from"]) == ("5401ab", "VNPT-CA thử", date(2025, 1, 1))
    assert (row["source_file"], row["row_number"], row["shown_by"]) == (name, 1, "tep")


def test_the_last_day_is_that_of_viet_nam_not_of_greenwich(reading):
    (row,) = rows_of(reading(pem(certificate(end=datetime(2026, 12, 31, 17, 30, tzinfo=UTC), **TEACHER))))
    assert row["valid_to"] == date(2027, 1, 1)


def test_several_certificates_of_one_file_keep_their_places_and_authorities_are_passed_over(reading):
    root = certificate(is_authority=True, cn="CA thử", usage=("key_cert_sign",))
    other = certificate(serial=7, cn="Đỗ Văn Đờ", uid="CMND: 079080000456")
    found = reading(pem(root, certificate(**TEACHER), other))
    assert [(row["row_number"], row["person_id"]) for row in rows_of(found)] == [
        (2, "079180000123"),
        (3, "079080000456"),
    ]
    assert found.repairs.select("kind", "row_number").rows() == [("chung_thu_to_chuc_cap", 1)]


def test_a_seal_is_known_by_its_tax_code_or_by_being_its_own_organisation(reading):
    alone = {"cn": "Trường Tiểu học Hoa Sen", "o": "Trường Tiểu học Hoa Sen"}
    rows = rows_of(reading(pem(certificate(**SEAL), certificate(serial=8, **alone), certificate(serial=9, **TEACHER))))
    assert [row["holder_kind"] for row in rows] == ["con_dau", "con_dau", "ca_nhan"]
    assert "Hoa Sen" in rows[0]["school_code"]
    assert rows[2]["school_code"] is None


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ({"uid": "079180000123"}, ("079180000123", None)),
        ({"number": "CCCD-079180000123"}, ("079180000123", None)),
        ({"uid": "MDD:7900000001"}, (None, "7900000001")),
        ({"uid": "12345"}, (None, None)),
        ({"uid": "PASSPORT:B1234567"}, (None, None)),
    ],
)
def test_only_numbers_whose_word_is_known_say_whose_a_certificate_is(subject, expected):
    facts = describe(certificate(cn="Võ Thị Vờ", **subject))
    assert (facts["person_id"], facts["holder_code"]) == expected


@pytest.mark.parametrize(
    ("usage", "expected"),
    [(("digital_signature",), True), (("content_commitment",), True), (("key_encipherment",), False), (None, True)],
)
def test_a_certificate_without_a_signing_purpose_is_told_apart(usage, expected):
    assert describe(certificate(usage=usage, **TEACHER))["is_for_signing"] is expected


def test_the_length_of_the_key_is_read_for_both_algorithms():
    told = [describe(certificate(bits=bits, **TEACHER)) for bits in (256, 1024)]
    assert [(one["key_algorithm"], one["key_bits"]) for one in told] == [("EC", 256), ("RSA", 1024)]


def test_a_file_with_a_private_key_is_refused_and_its_certificate_not_taken(reading):
    secret = key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with pytest.raises(PrivateKeyInFile, match="khoá bí mật"):
        reading(pem(certificate(**TEACHER)) + secret)


@pytest.mark.parametrize(
    "data",
    [b"", b"khong phai chung thu", der(certificate(**TEACHER))[:200], pem(certificate(**TEACHER)).replace(b"A", b"!")],
    ids=["empty", "text", "truncated", "garbled"],
)
def test_a_damaged_certificate_is_told_and_costs_no_other_file(reading, data):
    with pytest.raises(UnreadableFile, match="chứng thư"):
        reading(data, "a.cer")


def test_a_file_of_certificates_beyond_the_limit_is_not_read(reading):
    with pytest.raises(TooLarge):
        reading(pem(certificate(**TEACHER)), limits=Limits(file_bytes=100))


def test_the_day_of_a_certificate_file_is_that_of_its_folder(tmp_path, reading):
    path = tmp_path / "2025-06-30" / "a.cer"
    path.parent.mkdir()
    path.write_bytes(der(certificate(**TEACHER)))
    assert read_file(path, name="a.cer").as_of == date(2025, 6, 30)
    assert list_files(tmp_path) == [path]
    with pytest.raises(DateUnknown):
        reading(pem(certificate(**TEACHER)), as_of=None)
