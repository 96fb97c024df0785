"""Certificate files byte for byte: a curve's points and signatures that follow from words alone (RFC 6979)."""

from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import NameOID

from data_samples.make.certificate_files import CertificateFile, Shown
from data_samples.make.repairs import Repairs
from data_samples.make.roster import Place

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
VIET_NAM = timedelta(hours=7)
AUTHORITY_SERIAL = 0x4D41550001
MISUSED = ("key_encipherment", "data_encipherment")
SIGNING = ("digital_signature", "content_commitment")
USAGES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


def write_certificate_files(folder: Path, files: list[CertificateFile], repairs: Repairs) -> None:
    """Every file, and where each certificate stands in its file."""
    for file in files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        data = _bytes(file)
        path.write_bytes(data)
        numbers = _numbers(file, data)
        for row in file.rows:
            row.place = Place(file.path, "", numbers[int(row.serial, 16)])
            if file.school is not None:
                repairs.add("truong_theo_ten_tep", row.place, "school_code")
            elif not row.person_id:
                repairs.add("ten_truong", row.place, "school_code")
        if file.has_authority:
            repairs.add("chung_thu_to_chuc_cap", Place(file.path, "", numbers[AUTHORITY_SERIAL]))


def _bytes(file: CertificateFile) -> bytes:
    listed = [_certificate(row) for row in file.rows]
    if path_is(file, ".p7b"):
        return pkcs7.serialize_certificates([_authority(file.rows[0].issuer), *listed], Encoding.DER)
    if path_is(file, ".cer"):
        return listed[0].public_bytes(Encoding.DER)
    return b"".join(one.public_bytes(Encoding.PEM) for one in listed)


def _numbers(file: CertificateFile, data: bytes) -> dict[int, int]:
    """Serial number → place in the file; a bundle is a set, which has an order of its own."""
    if path_is(file, ".p7b"):
        serials = [one.serial_number for one in pkcs7.load_der_pkcs7_certificates(data)]
    else:
        serials = [int(row.serial, 16) for row in file.rows]
    return {serial: number for number, serial in enumerate(serials, start=1)}


def path_is(file: CertificateFile, suffix: str) -> bool:
    """Whether a file is of a kind."""
    return file.path.endswith(suffix)


def _key(*words: str) -> ec.EllipticCurvePrivateKey:
    number = int.from_bytes(sha256("/".join(("hocba samples", *words)).encode()).digest(), "big")
    return ec.derive_private_key(number % (ORDER - 1) + 1, CURVE)


def _name(common: str, **parts: str) -> x509.Name:
    kinds = {"person": NameOID.USER_ID, "organisation": NameOID.ORGANIZATION_NAME}
    listed = [x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"), x509.NameAttribute(NameOID.COMMON_NAME, common)]
    return x509.Name([*listed, *(x509.NameAttribute(kinds[kind], value) for kind, value in parts.items())])


def _certificate(row: Shown) -> x509.Certificate:
    who = {"person": f"CCCD:{row.person_id}"} if row.person_id else {"organisation": row.organisation}
    wanted = SIGNING if row.is_for_signing else MISUSED
    usage = x509.KeyUsage(**{name: name in wanted for name in USAGES})
    start, end = (datetime.combine(day, time(12), UTC) - VIET_NAM for day in (row.valid_from, row.valid_to))
    return (
        x509.CertificateBuilder()
        .subject_name(_name(row.name, **who))
        .issuer_name(_name(row.issuer))
        .public_key(_key("holder", row.serial).public_key())
        .serial_number(int(row.serial, 16))
        .not_valid_before(start)
        .not_valid_after(end)
        .add_extension(usage, critical=True)
        .sign(_key("authority", row.issuer), hashes.SHA256(), ecdsa_deterministic=True)
    )


def _authority(issuer: str) -> x509.Certificate:
    """The invented authority's own certificate, as bundles carry it."""
    start = datetime(2023, 1, 1, tzinfo=UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(_name(issuer))
        .issuer_name(_name(issuer))
        .public_key(_key("authority", issuer).public_key())
        .serial_number(AUTHORITY_SERIAL)
        .not_valid_before(start)
        .not_valid_after(start.replace(year=2033))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(_key("authority", issuer), hashes.SHA256(), ecdsa_deterministic=True)
    )
