"""A timestamp token (RFC 3161) read and checked: what it stamps, when, and by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import new as new_digest

from asn1crypto import cms, tsp
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from hocba_ops.documents.xades.path import leads_to

STRONG = {"sha256": hashes.SHA256(), "sha384": hashes.SHA384(), "sha512": hashes.SHA512()}
BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, InvalidSignature)
"""What a token that is none, or one that does not fit, makes the reading raise."""


@dataclass(frozen=True, slots=True)
class Stamped:
    """What a token says: the moment, and whether the authority leads to a pinned root."""

    at: datetime
    is_trusted: bool


def read_token(token: bytes, stamped: bytes, roots: Sequence[x509.Certificate]) -> Stamped | None:
    """What a token says of the bytes that it should stamp; None when it is broken or stamps other bytes."""
    try:
        signed = cms.ContentInfo.load(token, strict=True)["content"]
        told = tsp.TSTInfo.load(bytes(signed["encap_content_info"]["content"].parsed.dump()))
        imprint = told["message_imprint"]
        name = imprint["hash_algorithm"]["algorithm"].native
        if name not in STRONG or imprint["hashed_message"].native != new_digest(name, stamped).digest():
            return None
        certificates = [x509.load_der_x509_certificate(one.chosen.dump()) for one in signed["certificates"]]
        authority = _authority(signed, certificates)
        at: datetime = told["gen_time"].native
    except BROKEN:
        return None
    return Stamped(at, leads_to(authority, roots, certificates, at=at, is_timestamp=True))


def _authority(signed: cms.SignedData, certificates: Sequence[x509.Certificate]) -> x509.Certificate:
    """The certificate that made the token; `InvalidSignature` when the token is not what it signed."""
    (info,) = signed["signer_infos"]
    content = signed["encap_content_info"]["content"].parsed.dump()
    attributes = {one["type"].native: one["values"][0] for one in info["signed_attrs"]}
    digest = info["digest_algorithm"]["algorithm"].native
    if digest not in STRONG or attributes["message_digest"].native != new_digest(digest, content).digest():
        raise InvalidSignature
    serial = info["sid"].chosen["serial_number"].native
    authority = next(one for one in certificates if one.serial_number == serial)
    _check(authority, info["signature"].native, info["signed_attrs"].untag().dump(), STRONG[digest])
    return authority


def _check(authority: x509.Certificate, signature: bytes, data: bytes, digest: hashes.HashAlgorithm) -> None:
    key = authority.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        key.verify(signature, data, padding.PKCS1v15(), digest)
    elif isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signature, data, ec.ECDSA(digest))
    else:
        raise InvalidSignature
