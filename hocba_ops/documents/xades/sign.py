"""XAdES-B and -T signatures made: the digests are taken where the signature stands, the key stays where it is.

signxml signs with a key in memory and reads the clock; a token or a remote service has neither to give, so the
signature is put together here and signxml is left to verify it.
"""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from hocba_ops.documents.record.layout import read_placement
from hocba_ops.documents.xades.names import (
    C14N_11,
    DS,
    ECDSA_SHA256,
    RSA_SHA256,
    SHA256,
    SIGNED_PROPERTIES,
    XADES,
    Placement,
    beside_name,
    canonical,
    ds,
    xades,
)
from hocba_ops.documents.xml import open_xml
from hocba_ops.documents.xml.write import CONTENT_ID, to_bytes

Stamp = Callable[[bytes], bytes]
"""Asks a timestamping authority for a SHA-256 digest: the DER of a TimeStampToken (RFC 3161)."""


@dataclass(frozen=True, slots=True)
class XmlSigner:
    """Somebody who signs. `sign`: bytes to a signature with SHA-256, PKCS #1 v1.5 or ECDSA in DER, as keys give it.

    `role`: gvcn | hieu_truong | con_dau | gvbm-<subject>, claimed in what is signed. `chain`: the certificates above.
    """

    certificate: x509.Certificate
    sign: Callable[[bytes], bytes]
    role: str
    chain: tuple[x509.Certificate, ...] = ()


@dataclass(frozen=True, slots=True)
class Signed:
    """A record's file after somebody signed: the file itself, and if it stands beside it the signature and its name."""

    xml: bytes
    beside: bytes | None = None
    beside_name: str = ""


def sign_xml(
    data: bytes,
    name: str,
    signer: XmlSigner,
    *,
    signed_at: datetime,
    stamp: Stamp | None = None,
    placement: Placement | None = None,
) -> Signed:
    """The file signed where the profile (or `placement`) wants the signature; `name`: that of the file."""
    if (placement or Placement(read_placement())) is Placement.DETACHED:
        made = sign_beside(data, name, signer, signed_at=signed_at, stamp=stamp)
        return Signed(data, made, beside_name(name, signer.role))
    return Signed(sign_inside(data, signer, signed_at=signed_at, stamp=stamp))


def sign_inside(data: bytes, signer: XmlSigner, *, signed_at: datetime, stamp: Stamp | None = None) -> bytes:
    """The file with one more signature over its content; those that stand there already stay valid.

    `ValueError` for a file that is no sound record. With `stamp` the signature is XAdES-T.
    """
    opened = open_xml(data)
    if opened.faults or opened.root is None:
        raise ValueError(", ".join(opened.faults))
    holder = opened.root[1]
    signature = etree.SubElement(holder, ds("Signature"), {"Id": f"chu-ky-{len(holder) + 1}"}, nsmap={"ds": DS})
    _fill(signature, signer, f"#{CONTENT_ID}", canonical(opened.content), signed_at, transform=C14N_11)
    _seal(signature, signer, stamp)
    return to_bytes(opened.root)


def sign_beside(data: bytes, name: str, signer: XmlSigner, *, signed_at: datetime, stamp: Stamp | None = None) -> bytes:
    """A file with a signature over the bytes of another file, which it names."""
    signature = etree.Element(ds("Signature"), {"Id": "chu-ky-1"}, nsmap={"ds": DS})
    _fill(signature, signer, name, data, signed_at, transform=None)
    _seal(signature, signer, stamp)
    return to_bytes(signature)


def _fill(
    signature: etree._Element,
    signer: XmlSigner,
    uri: str,
    content: bytes,
    signed_at: datetime,
    *,
    transform: str | None,
) -> None:
    """Everything but the signature's value: first what is signed about the signature, then the digests of both."""
    identity = signature.get("Id")
    info = etree.SubElement(signature, ds("SignedInfo"))
    etree.SubElement(signature, ds("SignatureValue"), {"Id": f"{identity}-gia-tri"})
    _add_certificates(signature, signer)
    holder = etree.SubElement(signature, ds("Object"))
    properties = etree.SubElement(
        holder, xades("QualifyingProperties"), {"Target": f"#{identity}"}, nsmap={"xades": XADES}
    )
    signed = etree.SubElement(properties, xades("SignedProperties"), {"Id": f"{identity}-thuoc-tinh"})
    _add_properties(signed, signer, signed_at, f"#{identity}-noi-dung")
    etree.SubElement(info, ds("CanonicalizationMethod"), {"Algorithm": C14N_11})
    etree.SubElement(info, ds("SignatureMethod"), {"Algorithm": _method(signer.certificate)})
    _add_reference(info, uri, content, transform=transform, Id=f"{identity}-noi-dung")
    _add_reference(info, f"#{signed.get('Id')}", canonical(signed), transform=C14N_11, Type=SIGNED_PROPERTIES)


def _seal(signature: etree._Element, signer: XmlSigner, stamp: Stamp | None) -> None:
    value = signature.find(ds("SignatureValue"))
    made = signer.sign(canonical(signature.find(ds("SignedInfo"))))
    value.text = _text(_plain(made, signer.certificate))
    if stamp is None:
        return
    properties = signature.find(f"{ds('Object')}/{xades('QualifyingProperties')}")
    unsigned = etree.SubElement(
        etree.SubElement(properties, xades("UnsignedProperties")), xades("UnsignedSignatureProperties")
    )
    token = etree.SubElement(unsigned, xades("SignatureTimeStamp"))
    etree.SubElement(token, ds("CanonicalizationMethod"), {"Algorithm": C14N_11})
    etree.SubElement(token, xades("EncapsulatedTimeStamp")).text = _text(stamp(sha256(canonical(value)).digest()))


def _add_certificates(signature: etree._Element, signer: XmlSigner) -> None:
    listed = etree.SubElement(etree.SubElement(signature, ds("KeyInfo")), ds("X509Data"))
    for certificate in (signer.certificate, *signer.chain):
        etree.SubElement(listed, ds("X509Certificate")).text = _text(certificate.public_bytes(Encoding.DER))


def _add_properties(signed: etree._Element, signer: XmlSigner, signed_at: datetime, reference: str) -> None:
    of_signature = etree.SubElement(signed, xades("SignedSignatureProperties"))
    etree.SubElement(of_signature, xades("SigningTime")).text = signed_at.isoformat(timespec="seconds")
    bound = etree.SubElement(etree.SubElement(of_signature, xades("SigningCertificateV2")), xades("Cert"))
    digest = etree.SubElement(bound, xades("CertDigest"))
    _add_digest(digest, signer.certificate.public_bytes(Encoding.DER))
    roles = etree.SubElement(etree.SubElement(of_signature, xades("SignerRoleV2")), xades("ClaimedRoles"))
    etree.SubElement(roles, xades("ClaimedRole")).text = signer.role
    of_data = etree.SubElement(signed, xades("SignedDataObjectProperties"))
    format_of = etree.SubElement(of_data, xades("DataObjectFormat"), {"ObjectReference": reference})
    etree.SubElement(format_of, xades("MimeType")).text = "application/xml"


def _add_reference(info: etree._Element, uri: str, content: bytes, *, transform: str | None, **more: str) -> None:
    reference = etree.SubElement(info, ds("Reference"), {"URI": uri, **more})
    if transform:
        transforms = etree.SubElement(reference, ds("Transforms"))
        etree.SubElement(transforms, ds("Transform"), {"Algorithm": transform})
    _add_digest(reference, content)


def _add_digest(parent: etree._Element, content: bytes) -> None:
    etree.SubElement(parent, ds("DigestMethod"), {"Algorithm": SHA256})
    etree.SubElement(parent, ds("DigestValue")).text = _text(sha256(content).digest())


def _method(certificate: x509.Certificate) -> str:
    return ECDSA_SHA256 if isinstance(certificate.public_key(), ec.EllipticCurvePublicKey) else RSA_SHA256


def _plain(made: bytes, certificate: x509.Certificate) -> bytes:
    """A signature as XML-DSig wants it: of ECDSA the two numbers side by side instead of DER."""
    key = certificate.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return made
    size = (key.key_size + 7) // 8
    return b"".join(number.to_bytes(size, "big") for number in decode_dss_signature(made))


def _text(data: bytes) -> str:
    return b64encode(data).decode()
