"""Signatures on a record's XML verified: the structure is pinned first, then the mathematics is left to signxml.

What a signature covers is compared with the very content that the record was read from, so that neither a second
content nor a reference to something else goes unseen.
"""

from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from signxml.exceptions import InvalidDigest, InvalidInput, InvalidSignature, SignXMLException
from signxml.xades.xades import XAdESSignatureConfiguration, XAdESVerifier

from hocba_ops.documents.xades.names import C14N_10, INCLUSIVE, SIGNED_PROPERTIES, canonical, ds, xades
from hocba_ops.documents.xades.path import Roots, is_valid_at, leads_to
from hocba_ops.documents.xades.timestamp import read_token
from hocba_ops.documents.xades.verdict import Indication, SignatureVerdict, XmlReason, XmlVerdict
from hocba_ops.documents.xml import open_xml
from hocba_ops.documents.xml.write import CONTENT_ID

BROKEN = (SignXMLException, etree.LxmlError, ValueError, TypeError, KeyError, AttributeError, IndexError)
"""What a signature that is none makes the reading raise."""
PROPERTIES = f"{ds('Object')}/{xades('QualifyingProperties')}"
INFORMATION = (
    "SignedInfo CanonicalizationMethod SignatureMethod Reference Transforms Transform DigestMethod DigestValue"
)
ALLOWED = {ds(name) for name in INFORMATION.split()}
"""All that may stand in what the key signs: no parameters of transforms or algorithms."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What signatures are judged by."""

    roots: Roots
    now: datetime
    must_be_stamped: bool


@dataclass(frozen=True, slots=True)
class _Subject:
    """A signature in its document, and what it should cover: by which reference, and which bytes."""

    document: etree._Element | None
    uri: str
    content: bytes
    file: bytes = b""


def verify_xml(
    data: bytes,
    roots: Roots,
    *,
    now: datetime,
    expected: Sequence[str] = (),
    beside: Mapping[str, Sequence[bytes]] | None = None,
    must_be_stamped: bool = False,
) -> XmlVerdict:
    """What a file and its signatures come to; nothing raises, whatever the bytes.

    `expected`: the roles that had to sign. `beside`: detached signatures by the name of the file that they sign.
    `now`: when a signature without a timestamp is judged. `must_be_stamped`: XAdES-B is not enough.
    """
    opened = open_xml(data)
    subjects: list[_Subject] = []
    if opened.record is not None and not opened.faults:
        content = canonical(opened.content)
        places = range(len(opened.signatures))
        subjects = [_Subject(_alone(opened.root, place), f"#{CONTENT_ID}", content) for place in places]
    for name, files in (beside or {}).items():
        subjects += [_Subject(parse_signature(one), name, data, data) for one in files]
    asked = _Asked(roots, now, must_be_stamped)
    judged = [_judge(one, asked) for one in subjects]
    passed = {one.role for one in judged if one.indication is Indication.PASSED}
    missing = tuple(role for role in expected if role not in passed)
    return XmlVerdict(opened.faults, opened.details, opened.content_hash, tuple(judged), missing)


def _alone(root: etree._Element, place: int) -> etree._Element:
    """The document with one of its signatures: each is verified as if it were the only one."""
    copy = etree.fromstring(etree.tostring(root))
    for number, signature in enumerate(copy[1]):
        if number != place:
            copy[1].remove(signature)
    return copy


def parse_signature(data: bytes) -> etree._Element | None:
    """A file with a detached signature, opened with the same care as a record."""
    if b"<!DOCTYPE" in data or b"\x00" in data:
        return None
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None


def _judge(subject: _Subject, asked: _Asked) -> SignatureVerdict:
    document = subject.document
    try:
        if document is None:
            return SignatureVerdict((XmlReason.SHAPE,))
        signature = document[1][0] if subject.uri.startswith("#") else document
        certificates = _certificates(signature)
        told = replace(_told(signature, certificates[0]), certificates=tuple(map(_der, certificates)))
        strange = _strangeness(signature, subject.uri)
    except BROKEN:
        return SignatureVerdict((XmlReason.SHAPE,))
    reason = strange or _check(subject, certificates[0])
    if reason:
        return replace(told, reasons=(reason,))
    reasons, stamped_at = _stamped(signature, asked.roots)
    if asked.must_be_stamped and stamped_at is None and not reasons:
        reasons = [XmlReason.NO_STAMP]
    path = _path(certificates, asked.roots, stamped_at or asked.now)
    return replace(told, reasons=(*reasons, *path), stamped_at=stamped_at)


def _certificates(signature: etree._Element) -> list[x509.Certificate]:
    found = signature.findall(f"{ds('KeyInfo')}/{ds('X509Data')}/{ds('X509Certificate')}")
    return [x509.load_der_x509_certificate(b64decode(one.text)) for one in found]


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def _told(signature: etree._Element, certificate: x509.Certificate) -> SignatureVerdict:
    """What the signature says of itself."""
    properties = f"{PROPERTIES}/{xades('SignedProperties')}/{xades('SignedSignatureProperties')}"
    role = signature.findtext(f"{properties}/{xades('SignerRoleV2')}/{xades('ClaimedRoles')}/{xades('ClaimedRole')}")
    claimed = signature.findtext(f"{properties}/{xades('SigningTime')}")
    return SignatureVerdict(
        (),
        role=role or "",
        subject=certificate.subject.rfc4514_string(),
        certificate_sha256=certificate.fingerprint(hashes.SHA256()).hex(),
        signed_at=datetime.fromisoformat(claimed) if claimed else None,
    )


def _strangeness(signature: etree._Element, uri: str) -> XmlReason | None:
    """Why a signature is not over what it should be over, before any mathematics; a detached one says which file."""
    if _is_ours(signature, uri):
        return None
    named = signature.find(f"{ds('SignedInfo')}/{ds('Reference')}").get("URI") or ""
    is_of_other = not named.startswith("#") and not uri.startswith("#") and named != uri
    return XmlReason.OTHER_FILE if is_of_other and _is_ours(signature, named) else XmlReason.SHAPE


def _is_ours(signature: etree._Element, uri: str) -> bool:
    """Whether a signature refers to the content and to its own signed properties, and to nothing else in any way."""
    info = signature.find(ds("SignedInfo"))
    first, second = info.findall(ds("Reference"))
    holders = signature.findall(PROPERTIES)
    signed = [one for holder in holders for one in holder.findall(xades("SignedProperties"))]
    transforms = [[one.get("Algorithm") for one in ref.iter(ds("Transform"))] for ref in (first, second)]
    is_detached = not uri.startswith("#")
    return (
        len(holders) == len(signed) == 1
        and holders[0].get("Target") == f"#{signature.get('Id')}"
        and first.get("URI") == uri
        and (second.get("URI"), second.get("Type")) == (f"#{signed[0].get('Id')}", SIGNED_PROPERTIES)
        and info.find(ds("CanonicalizationMethod")).get("Algorithm") in INCLUSIVE
        and (transforms[0] == [] if is_detached else _is_plain(transforms[0]))
        and _is_plain(transforms[1] or [C14N_10])
        and not [one for one in info.iter() if one.tag not in ALLOWED]
    )


def _is_plain(transforms: Sequence[str | None]) -> bool:
    return len(transforms) == 1 and transforms[0] in INCLUSIVE


def _check(subject: _Subject, certificate: x509.Certificate) -> XmlReason | None:
    """What the mathematics says; and that what was signed is the content."""
    inside = certificate.not_valid_before_utc + timedelta(seconds=1)  # validity is judged by ourselves
    config = XAdESSignatureConfiguration(expect_references=2, verification_time=inside)
    resolve = (lambda _: subject.file) if subject.file else None
    try:
        found = XAdESVerifier().verify(
            etree.tostring(subject.document), x509_cert=certificate, expect_config=config, uri_resolver=resolve
        )
    except InvalidDigest as fault:
        return XmlReason.CERTIFICATE if "certificate" in str(fault) else XmlReason.CONTENT
    except InvalidSignature:
        return XmlReason.VALUE
    except InvalidInput as fault:
        return XmlReason.ALGORITHM if "forbidden" in str(fault) else XmlReason.SHAPE
    except BROKEN:
        return XmlReason.SHAPE
    return None if found[0].signed_data == subject.content else XmlReason.CONTENT


def _stamped(signature: etree._Element, roots: Roots) -> tuple[list[XmlReason], datetime | None]:
    """What is wrong with the timestamp, if there is one; and the moment that it proves."""
    tokens = list(signature.iter(xades("EncapsulatedTimeStamp")))
    if not tokens:
        return [], None
    value = canonical(signature.find(ds("SignatureValue")))
    try:
        read = read_token(b64decode(tokens[0].text or ""), value, roots.timestamps)
    except ValueError:
        read = None
    if read is None or len(tokens) > 1:
        return [XmlReason.STAMP], None
    return ([], read.at.astimezone(UTC)) if read.is_trusted else ([XmlReason.STAMP_NO_PATH], None)


def _path(certificates: Sequence[x509.Certificate], roots: Roots, at: datetime) -> list[XmlReason]:
    own, *others = certificates
    if not is_valid_at(own, at):
        return [XmlReason.NOT_VALID]
    return [] if leads_to(own, roots.signers, others, at=at) else [XmlReason.NO_PATH]
