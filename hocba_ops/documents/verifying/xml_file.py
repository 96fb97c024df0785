"""One XML of a record verified: structure and mathematics by `xades`, people, path and revocation as of any file.

Revocation is judged as of the moment of verification: without archived evidence a certificate that was revoked, or has
ended since, is not proven, whatever its time stamp says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath

from asn1crypto import x509
from cryptography.x509 import Certificate, load_der_x509_certificate

from hocba_ops.documents import xades
from hocba_ops.documents.people import Expected, Holder, holder_of
from hocba_ops.documents.policy import Level
from hocba_ops.documents.record.signers import named_signers
from hocba_ops.documents.signing.checks import check_certificate
from hocba_ops.documents.verdict import FileVerdict, Named, Pages, Reason, SignatureVerdict
from hocba_ops.documents.verifying.file import Basis, refusal, workflow_of
from hocba_ops.documents.verifying.named import named_of, named_reasons, subjects_of
from hocba_ops.documents.verifying.pages import card_reasons
from hocba_ops.documents.verifying.roles import Seat, common_school, root_reasons, seat_of
from hocba_ops.documents.xades import Roots, XmlReason, verify_xml
from hocba_ops.documents.xml import open_xml
from hocba_ops.documents.xml.read import XmlFault
from hocba_ops.domain.signing import Role, role_of_field

FAULTS = {
    XmlFault.TOO_LARGE: Reason.TOO_LARGE,
    XmlFault.ENTITIES: Reason.XML_UNSAFE,
    XmlFault.NOT_XML: Reason.UNREADABLE,
    XmlFault.HIDDEN: Reason.XML_UNSAFE,
    XmlFault.NOT_OURS: Reason.XML_NOT_OURS,
    XmlFault.SCHEMA: Reason.DATA_BROKEN,
    XmlFault.DOUBLE_ID: Reason.XML_UNSAFE,
    XmlFault.CONTENT_HASH: Reason.DATA_BROKEN,
}
REASONS = {
    XmlReason.SHAPE: Reason.SIGNATURE_UNREADABLE,
    XmlReason.OTHER_FILE: Reason.SIGNATURE_UNREADABLE,
    XmlReason.ALGORITHM: Reason.WEAK_ALGORITHM,
    XmlReason.CONTENT: Reason.HASH_FAILURE,
    XmlReason.VALUE: Reason.SIG_CRYPTO_FAILURE,
    XmlReason.CERTIFICATE: Reason.SIG_CRYPTO_FAILURE,
    XmlReason.STAMP: Reason.SIG_CRYPTO_FAILURE,
    XmlReason.STAMP_NO_PATH: Reason.TIMESTAMP_NOT_PROVEN,
    XmlReason.NO_STAMP: Reason.NO_TIMESTAMP,
}
"""What the signatures of XML come to; path and validity are asked below, with revocation."""
NOBODY = Holder("", "", "", "", "", "", "")


@dataclass(frozen=True, slots=True)
class _Shown:
    """The certificates that a signature shows, as checks of a key take them."""

    certificate: x509.Certificate
    chain: Sequence[x509.Certificate]

    def sign_many(self, messages: Sequence[bytes]) -> list[bytes]:
        """Nothing: the key is not here."""
        raise NotImplementedError(len(messages))


BESIDE = {XmlReason.CONTENT: Reason.RECORD_CHANGED, XmlReason.OTHER_FILE: Reason.SIGNS_OTHER_FILE}
"""What differs for a signature beside its record: it covers every byte of a file that it names."""


def verify_xml_file(
    content: bytes, name: str, basis: Basis, expected: Expected, *, beside: Sequence[bytes] = ()
) -> FileVerdict:
    """The verdict on the bytes of one XML file; nothing raises: hostile ones are refused by the reader.

    `beside`: the files with detached signatures over it; they name it as `name` ends.
    """
    if len(beside) > basis.policy.bounds.signatures:
        return refusal(name, content, Reason.TOO_MANY_SIGNATURES, basis, expected)
    try:
        return _verified(content, name, basis, expected, beside)
    except Exception:  # noqa: BLE001 - a certificate may break any layer below; the verdict says so
        return refusal(name, content, Reason.UNREADABLE, basis, expected)


def _verified(content: bytes, name: str, basis: Basis, expected: Expected, beside: Sequence[bytes]) -> FileVerdict:
    opened = open_xml(content)
    if opened.record is None:
        reason = next(iter(FAULTS[fault] for fault in opened.faults), Reason.UNREADABLE)
        return refusal(name, content, reason, basis, expected)
    stores = frozenset(basis.trust.stores) - {basis.policy.stamping}
    roots = Roots(_roots(basis, stores), _roots(basis, frozenset({basis.policy.stamping})))
    is_stamped = basis.policy.level is not Level.B_B
    apart = {PurePosixPath(name).name: beside} if beside else {}
    told = verify_xml(content, roots, now=basis.at, must_be_stamped=is_stamped, beside=apart)
    signers, count = named_signers(opened.record), len(told.signatures) - len(beside)
    inside, outside = told.signatures[:count], in_order_of_signing(told.signatures[count:])
    meant = [*((one, REASONS) for one in inside), *((one, {**REASONS, **BESIDE}) for one in outside)]
    judged = [_judged(one, meaning, basis, expected, signers) for one, meaning in meant]
    school, reasons = common_school([seat for _, seat, _ in judged], expected)
    verdicts = [_with_root(one, store, school, basis) for one, _, store in judged]
    own = [*(FAULTS[fault] for fault in told.faults), *reasons, *([] if verdicts else [Reason.NO_SIGNATURE])]
    own += [Reason.NO_POLICY] if basis.policy.is_empty else []
    own += card_reasons(opened.record.text("madinhdanhhocba"), told.content_hash, expected)
    return FileVerdict(
        name,
        sha256(content).hexdigest(),
        len(content),
        expected.card_id,
        tuple(dict.fromkeys(own)),
        tuple(verdicts),
        workflow_of(verdicts, own, basis.policy, expected, subjects_of(signers)),
        basis.at,
        basis.fingerprint,
        Pages.DATA,
        told.content_hash,
    )


def in_order_of_signing(signatures: Sequence[xades.SignatureVerdict]) -> list[xades.SignatureVerdict]:
    """Signatures in files of their own by their proven times; where one has none, in the order of the roles.

    Inside a document the order shows who signed on top of whom; of files only time stamps can show it.
    """
    if all(one.stamped_at for one in signatures):
        return sorted(signatures, key=lambda one: (one.stamped_at, _place(one.role)))
    return sorted(signatures, key=lambda one: _place(one.role))


def _place(field: str) -> int:
    role = role_of_field(field)
    return len(Role) if role is None else role.place


def _roots(basis: Basis, stores: frozenset[str]) -> tuple[Certificate, ...]:
    return tuple(load_der_x509_certificate(one.dump()) for one in basis.trust.roots(stores))


def _judged(
    one: xades.SignatureVerdict,
    meaning: Mapping[XmlReason, Reason],
    basis: Basis,
    expected: Expected,
    signers: Mapping[str, str],
) -> tuple[SignatureVerdict, Seat, str]:
    """A signature with who made it, their seat, and the store that their certificate hangs from."""
    found = [meaning[reason] for reason in one.reasons if reason in meaning]
    if not one.certificates:
        return _told(one, NOBODY, found or [Reason.SIGNATURE_UNREADABLE]), Seat(one.role, ()), ""
    own, *above = (x509.Certificate.load(der) for der in one.certificates)
    holder, checked = holder_of(own), check_certificate(_Shown(own, above), one.role, basis)
    seat = seat_of(one.role, holder, basis.register, basis.policy, expected)
    moment = one.stamped_at or basis.at
    early = [Reason.NOT_YET_VALID] if moment < own.not_valid_before else []
    late = [Reason.OUT_OF_BOUNDS] if moment > own.not_valid_after else []
    lacking = [Reason.NO_PROOF_OF_EXISTENCE] if basis.policy.level is Level.B_LTA else []
    named = named_of(one.role, holder, basis.register, signers)
    reasons = [*found, *checked.reasons, *early, *late, *lacking, *seat.reasons, *named_reasons(named)]
    return _told(one, holder, reasons, named), seat, checked.store


def _told(
    one: xades.SignatureVerdict, holder: Holder, reasons: Sequence[Reason], named: Named = Named.NOT_COMPARED
) -> SignatureVerdict:
    return SignatureVerdict(
        field=one.role,
        role=role_of_field(one.role) or "",
        signer=holder.name,
        signer_id=holder.masked,
        organisation=holder.organisation,
        issuer=holder.issuer,
        serial=holder.serial,
        fingerprint=holder.fingerprint,
        trust_root="",
        level=Level.B_T if one.stamped_at else Level.B_B,
        signed_at=one.stamped_at,
        claimed_at=one.signed_at,
        reasons=tuple(dict.fromkeys(reasons)),
        named=named,
    )


def _with_root(one: SignatureVerdict, store: str, school: str, basis: Basis) -> SignatureVerdict:
    reasons = (*one.reasons, *root_reasons(one.field, store, school, basis.register, basis.policy))
    return replace(one, trust_root=store, reasons=tuple(dict.fromkeys(reasons)))
