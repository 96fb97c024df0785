"""Certificates as tests need them: of invented people and authorities, with keys made on the spot."""

from datetime import UTC, datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

KINDS = {
    "cn": NameOID.COMMON_NAME,
    "o": NameOID.ORGANIZATION_NAME,
    "uid": NameOID.USER_ID,
    "number": NameOID.SERIAL_NUMBER,
}
ALL = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


@cache
def key(bits: int = 256) -> ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey:
    return ec.generate_private_key(ec.SECP256R1()) if bits == 256 else rsa.generate_private_key(65537, bits)


def name_of(**parts: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(KINDS[kind], value) for kind, value in parts.items()])


def certificate(
    *,
    serial: int = 0x5401AB,
    issuer: str = "VNPT-CA thử",
    start: datetime = datetime(2025, 1, 1, tzinfo=UTC),
    end: datetime = datetime(2026, 12, 31, 17, 30, tzinfo=UTC),
    usage: tuple[str, ...] | None = ("digital_signature",),
    is_authority: bool = False,
    bits: int = 256,
    **subject: str,
) -> x509.Certificate:
    """A certificate signed by a key of nobody."""
    built = (
        x509.CertificateBuilder()
        .subject_name(name_of(**subject))
        .issuer_name(name_of(cn=issuer))
        .public_key(key(bits).public_key())
        .serial_number(serial)
        .not_valid_before(start)
        .not_valid_after(end)
    )
    if usage is not None:
        built = built.add_extension(x509.KeyUsage(**{one: one in usage for one in ALL}), critical=True)
    if is_authority:
        built = built.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    return built.sign(key(), hashes.SHA256())


def pem(*certificates: x509.Certificate) -> bytes:
    return b"".join(one.public_bytes(Encoding.PEM) for one in certificates)


def der(one: x509.Certificate) -> bytes:
    return one.public_bytes(Encoding.DER)
