"""What a certificate says of itself, in the columns of `certificate_seen`; nothing is verified here.

How the authorities of Việt Nam write a subject (UID “CCCD:…”, “MST:…”) could not be compared with certificates in use:
the words are data, and what is not understood stays empty.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from hocba_ops.domain.identity import person_id
from hocba_ops.sources.vocabulary import words
from hocba_ops.text import fold_spaces, heading_key, nfc

VIET_NAM = timedelta(hours=7)
NUMBERS = (NameOID.USER_ID, NameOID.SERIAL_NUMBER)
NUMBER = re.compile(r"([^\W\d_]*)\s*[:=\-]?\s*(\d[\d-]*)")
USAGES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign",
)  # fmt: skip
FOR_SIGNING = ("digital_signature", "content_commitment")
Facts = Mapping[str, object]


def describe(certificate: x509.Certificate, *, device: str | None = None, shown_by: str = "tep") -> Facts:
    """The columns of `certificate_seen` but for the school; days are those of Việt Nam.

    A subject that carries no personal number and is its own organisation, or carries a tax code, is a seal.
    """
    numbers = dict(_numbers(certificate.subject))
    name, organisation = (_text(certificate.subject, oid) for oid in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME))
    usage = _usage(certificate)
    algorithm, bits = _key(certificate)
    return {
        "holder_code": numbers.get("staff_code"),
        "person_id": numbers.get("person_id"),
        "holder_name": name,
        "holder_kind": "con_dau" if _is_seal(numbers, name, organisation) else "ca_nhan",
        "organisation": organisation,
        "serial": _hexadecimal(certificate.serial_number),
        "issuer": _text(certificate.issuer, NameOID.COMMON_NAME) or certificate.issuer.rfc4514_string(),
        "device": device,
        "valid_from": (certificate.not_valid_before_utc + VIET_NAM).date(),
        "valid_to": (certificate.not_valid_after_utc + VIET_NAM).date(),
        "key_algorithm": algorithm,
        "key_bits": bits,
        "key_usage": None if usage is None else " ".join(usage),
        "is_for_signing": usage is None or any(one in FOR_SIGNING for one in usage),
        "fingerprint": certificate.fingerprint(hashes.SHA256()).hex(),
        "shown_by": shown_by,
    }


def is_authority(certificate: x509.Certificate) -> bool:
    """Whether it is the certificate of an authority (a root, an intermediate), not of a holder."""
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, ValueError):
        return False


def common_name(certificate: x509.Certificate) -> str:
    """The name of the subject; empty where it has none."""
    return _text(certificate.subject, NameOID.COMMON_NAME) or ""


def _is_seal(numbers: Mapping[str, str], name: str | None, organisation: str | None) -> bool:
    if "person_id" in numbers or "staff_code" in numbers:
        return False
    return "tax_code" in numbers or (organisation is not None and organisation == name)


def _numbers(subject: x509.Name) -> Iterator[tuple[str, str]]:
    """Each number of a subject and what the word before it says it is; twelve digits alone are a person's."""
    known = {heading_key(word): code for word, code in words("certificate_number").items()}
    for oid in reversed(NUMBERS):
        for value in subject.get_attributes_for_oid(oid):
            for word, digits in NUMBER.findall(str(value.value)):
                kind = known.get(heading_key(word)) if word else "person_id" if person_id.is_valid(digits) else None
                if kind == "person_id" and person_id.is_valid(digits):
                    yield kind, person_id.compact(digits)
                elif kind not in (None, "person_id"):
                    yield str(kind), digits


def _text(name: x509.Name, oid: x509.ObjectIdentifier) -> str | None:
    values = [fold_spaces(nfc(str(one.value))) for one in name.get_attributes_for_oid(oid)]
    return next(filter(None, values), None)


def _usage(certificate: x509.Certificate) -> tuple[str, ...] | None:
    """What the key may be used for; None where the certificate does not say, so that anything goes."""
    try:
        told = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return None
    return tuple(one for one in USAGES if getattr(told, one))


def _key(certificate: x509.Certificate) -> tuple[str | None, int | None]:
    try:
        key = certificate.public_key()
    except (UnsupportedAlgorithm, ValueError):
        return None, None
    if isinstance(key, rsa.RSAPublicKey):
        return "RSA", key.key_size
    if isinstance(key, ec.EllipticCurvePublicKey):
        return "EC", key.curve.key_size
    return type(key).__name__.removesuffix("PublicKey").lstrip("_"), None


def _hexadecimal(number: int) -> str:
    """A serial number as Windows shows it: whole bytes in hexadecimal."""
    return number.to_bytes(max(1, (number.bit_length() + 7) // 8), "big").hex()
