"""A signed XML judged with the words of a PDF. Revocation of its signers is not asked, so it never proves alone."""

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

from asn1crypto import x509 as asn1
from cryptography import x509

from hocba_ops.documents.evidence.identity import identify_xml
from hocba_ops.documents.people import Expected, Holder, holder_of
from hocba_ops.documents.verdict import FileVerdict, Reason, SignatureVerdict
from hocba_ops.documents.verifying.file import Basis
from hocba_ops.documents.verifying.roles import Seat, common_school, seat_of, standing
from hocba_ops.documents.xades import Roots, XmlReason, verify_xml
from hocba_ops.documents.xades.verdict import SignatureVerdict as XmlSignature
from hocba_ops.documents.xml.read import XmlFault
from hocba_ops.domain.signing import role_of_field

REASONS = {
    XmlReason.SHAPE: Reason.SIGNATURE_UNREADABLE,
    XmlReason.ALGORITHM: Reason.WEAK_ALGORITHM,
    XmlReason.CONTENT: Reason.HASH_FAILURE,
    XmlReason.VALUE: Reason.SIG_CRYPTO_FAILURE,
    XmlReason.CERTIFICATE: Reason.SIGNATURE_UNREADABLE,
    XmlReason.NO_PATH: Reason.NO_CERTIFICATE_CHAIN_FOUND,
    XmlReason.NOT_VALID: Reason.OUT_OF_BOUNDS,
    XmlReason.STAMP: Reason.TIMESTAMP_NOT_PROVEN,
    XmlReason.STAMP_NO_PATH: Reason.TIMESTAMP_NOT_PROVEN,
    XmlReason.NO_STAMP: Reason.NO_TIMESTAMP,
}
"""Each reason of the XML's own verification in the words of the evidence."""


def judge_xml(content: bytes, name: str, basis: Basis, expected: Expected) -> FileVerdict:
    """The verdict on an XML file; nothing raises but what the child is killed for."""
    verdict = verify_xml(content, _roots(basis), now=basis.at, must_be_stamped=True)
    certificates = [data for _, data in identify_xml(content).certificates]
    paired = len(certificates) == len(verdict.signatures)
    holders = [_holder(data) for data in certificates] if paired else [None] * len(verdict.signatures)
    told = [_signature(one, holder, basis, expected) for one, holder in zip(verdict.signatures, holders, strict=True)]
    signatures = [one for one, _ in told]
    _, mismatch = common_school([seat for _, seat in told if seat], expected)
    own = [Reason.HASH_FAILURE if XmlFault.CONTENT_HASH in verdict.faults else Reason.UNREADABLE] * bool(verdict.faults)
    own += [Reason.NO_SIGNATURE] if not signatures else []
    return FileVerdict(
        name,
        sha256(content).hexdigest(),
        len(content),
        expected.card_id,
        tuple(dict.fromkeys((*own, *mismatch))),
        tuple(signatures),
        tuple(standing([one.field for one in signatures], basis.policy.required, expected.signers)),
        basis.at,
        basis.fingerprint,
    )


def _signature(
    one: XmlSignature, holder: Holder | None, basis: Basis, expected: Expected
) -> tuple[SignatureVerdict, Seat | None]:
    role = role_of_field(one.role)
    seat = seat_of(one.role, holder, basis.register, basis.policy, expected) if holder else None
    reasons = [*map(REASONS.__getitem__, one.reasons), Reason.NO_REVOCATION_DATA]
    reasons += seat.reasons if seat else [Reason.SIGNER_UNKNOWN]
    held = holder or Holder("", "", "", "", "", "", one.certificate_sha256)
    told = SignatureVerdict(
        field=one.role,
        role=role or "",
        signer=held.name,
        signer_id=held.masked,
        organisation=held.organisation,
        issuer=held.issuer,
        serial=held.serial,
        fingerprint=held.fingerprint,
        trust_root="",
        level="B-T" if one.stamped_at else "B-B",
        signed_at=_in_utc(one.stamped_at),
        claimed_at=one.signed_at,
        reasons=tuple(dict.fromkeys(reasons)),
    )
    return told, seat


def _in_utc(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC) if moment else None


def _holder(certificate: bytes) -> Holder | None:
    try:
        return holder_of(asn1.Certificate.load(certificate, strict=True))
    except (ValueError, TypeError, KeyError):
        return None


def _roots(basis: Basis) -> Roots:
    stores, stamping = basis.trust.stores, basis.policy.stamping
    people = [root for name, store in sorted(stores.items()) if name != stamping for root in store.roots]
    return Roots(_loaded(people), _loaded(stores[stamping].roots if stamping in stores else ()))


def _loaded(roots: Sequence[bytes]) -> tuple[x509.Certificate, ...]:
    return tuple(x509.load_der_x509_certificate(one) for one in roots)
