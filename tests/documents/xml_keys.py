"""A small authority for the tests of XML signatures: a root, keys of each kind, a timestamping authority."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper

from hocba_ops.documents.xades import Roots, XmlSigner

BEGIN, END = datetime(2024, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
SIGNED_AT = datetime(2025, 5, 29, 8, 30, tzinfo=UTC)
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class Holder:
    certificate: x509.Certificate
    key: Key

    def sign(self, data: bytes) -> bytes:
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return self.key.sign(data, ec.ECDSA(hashes.SHA256()))

    def as_signer(self, role: str) -> XmlSigner:
        return XmlSigner(self.certificate, self.sign, role)


@cache
def key_of(name: str) -> Key:
    """A key by the name of its holder; RSA for the root, the head and the authority, P-256 for the others."""
    if name in ("root", "hieu_truong", "tsa"):
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return ec.generate_private_key(ec.SECP256R1())


@cache
def root(name: str = "root") -> Holder:
    return Holder(_issue(name, key_of(name), None, is_authority=True), key_of(name))


@cache
def holder(name: str, *, begin: datetime = BEGIN, end: datetime = END, under: str = "root") -> Holder:
    """A person or seal with a certificate of an authority."""
    certificate = _issue(name, key_of(name), root(under), begin=begin, end=end, is_stamper=name == "tsa")
    return Holder(certificate, key_of(name))


def roots(*, signers: str = "root", timestamps: str = "root") -> Roots:
    return Roots((root(signers).certificate,), (root(timestamps).certificate,))


def stamper(at: datetime = SIGNED_AT, under: str = "root") -> Callable[[bytes], bytes]:
    """A timestamping authority whose clock stands still."""
    authority = holder("tsa", under=under)
    certificate = asn1_x509.Certificate.load(authority.certificate.public_bytes(Encoding.DER))
    der = authority.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    made = DummyTimeStamper(certificate, asn1_keys.PrivateKeyInfo.load(der), fixed_dt=at, include_nonce=False)

    def stamp(digest: bytes) -> bytes:
        imprint = tsp.MessageImprint({"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": digest})
        request = tsp.TimeStampReq({"version": "v1", "message_imprint": imprint, "cert_req": True})
        return bytes(made.request_tsa_response(request)["time_stamp_token"].dump())

    return stamp


def _issue(
    name: str,
    key: Key,
    issuer: Holder | None,
    *,
    begin: datetime = BEGIN,
    end: datetime = END,
    is_authority: bool = False,
    is_stamper: bool = False,
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Người ký mẫu {name}")])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin if issuer else BEGIN - timedelta(days=365))
        .not_valid_after(end if issuer else END + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(_usage(is_authority=is_authority), critical=True)
    )
    above = issuer.key if issuer else key
    made = made.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(above.public_key()), critical=False)
    if is_stamper:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return made.sign(above, hashes.SHA256())


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    names = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only")
    plain = dict.fromkeys((*names, "decipher_only"), False)
    return x509.KeyUsage(**plain, digital_signature=not is_authority, key_cert_sign=is_authority, crl_sign=is_authority)
