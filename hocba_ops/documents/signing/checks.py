"""What is checked before a signature is made: the certificate once a batch, the signer and the document each time.

TT 15/2025/TT-BKHCN (read second-hand) wants the validity of the certificate checked before signing.
"""

import asyncio
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields
from pyhanko.sign.validation.policy_decl import bootstrap_validation_data_handlers
from pyhanko_certvalidator import CertificateValidator
from pyhanko_certvalidator.errors import (
    ExpiredError,
    InsufficientRevinfoError,
    NotYetValidError,
    PathBuildingError,
    PathValidationError,
    RevokedError,
    StaleRevinfoError,
    ValidationError,
)

from hocba_ops.documents.people import Expected, holder_of
from hocba_ops.documents.signing.fields import Box
from hocba_ops.documents.signing.keys import Key
from hocba_ops.documents.verdict import Reason
from hocba_ops.documents.verifying.comparing import spots_of_field
from hocba_ops.documents.verifying.file import Basis
from hocba_ops.documents.verifying.reading import Opened, Refused, open_pdf
from hocba_ops.documents.verifying.roles import root_reasons, seat_of
from hocba_ops.documents.verifying.structure import broken_reasons, structure_reasons
from hocba_ops.documents.verifying.trusting import Ground, purpose_reasons
from hocba_ops.domain.signing import Role, role_of_field


class Hold(StrEnum):
    """Why a document is not signed although the key could; other reasons are those of verification."""

    NO_FIELD = "NO_FIELD"
    ALREADY_SIGNED = "ALREADY_SIGNED"
    EARLIER_MISSING = "EARLIER_MISSING"
    LOCKED = "LOCKED"
    UNKNOWN_CARD = "UNKNOWN_CARD"


CAUSES: tuple[tuple[type[Exception], Reason], ...] = (
    (RevokedError, Reason.REVOKED),
    (ExpiredError, Reason.OUT_OF_BOUNDS),
    (NotYetValidError, Reason.NOT_YET_VALID),
    (InsufficientRevinfoError, Reason.NO_REVOCATION_DATA),
    (StaleRevinfoError, Reason.NO_REVOCATION_DATA),
    (PathBuildingError, Reason.NO_CERTIFICATE_CHAIN_FOUND),
    (PathValidationError, Reason.CHAIN_CONSTRAINTS_FAILURE),
    (ValidationError, Reason.CHAIN_CONSTRAINTS_FAILURE),
)
"""What the validator raises, and what it means here; the first that fits."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A certificate as checked for a role: the store its path ends in, and what keeps it from signing."""

    store: str
    reasons: tuple[Reason, ...]


def check_certificate(key: Key, field: str, basis: Basis) -> Checked:
    """Path, validity, revocation and purpose of a key's certificate now; nothing is fetched."""
    role = role_of_field(field)
    rule = basis.policy.rules.get(role) if role else None
    if rule is None:
        return Checked("", (Reason.UNKNOWN_FIELD,))
    ground = Ground(basis.trust, basis.revocation, basis.at, basis.policy.stamping)
    purpose = purpose_reasons(key.certificate)
    specification = ground.specification(rule.every_store)
    handlers = bootstrap_validation_data_handlers(specification, ground.timing)
    context = specification.cert_validation_policy.build_validation_context(ground.timing, handlers)
    validator = CertificateValidator(key.certificate, list(key.chain), validation_context=context)
    try:
        path = asyncio.run(validator.async_validate_path())
    except (PathBuildingError, ValidationError) as fault:
        meaning = next(reason for kind, reason in CAUSES if isinstance(fault, kind))
        return Checked("", (meaning, *purpose))
    root = next(path.iter_certs(include_root=True))
    return Checked(ground.trust.store_of(root, rule.every_store), tuple(purpose))


def signer_reasons(key: Key, field: str, store: str, basis: Basis, expected: Expected) -> list[Reason]:
    """Whether the holder of a key may sign in a field of this card."""
    seat = seat_of(field, holder_of(key.certificate), basis.register, basis.policy, expected)
    school = expected.school_code or (next(iter(seat.schools)) if len(seat.schools) == 1 else "")
    return [*seat.reasons, *root_reasons(field, store, school, basis.register, basis.policy)]


def document_reasons(pdf: bytes, field: str, basis: Basis) -> list[Reason | Hold]:
    """Whether a document can take a signature in a field: sound so far, not locked, and signed by those before."""
    try:
        opened = open_pdf(pdf, basis.policy.bounds)
    except Refused as refused:
        return [refused.reason]
    faults = [reason for told in structure_reasons(opened, basis.policy).values() for reason in told]
    faults += [reason for one in opened.signatures for reason in broken_reasons(one)]
    if faults:
        return list(dict.fromkeys(faults))
    return [*_held(opened, field), *_earlier(opened, field, basis)]


def _held(opened: Opened, field: str) -> list[Hold]:
    if field in {one.fq_name for one in opened.signatures}:
        return [Hold.ALREADY_SIGNED]
    locked = any(one.docmdp_level is MDPPerm.NO_CHANGES for one in opened.signatures)
    return [Hold.LOCKED] if locked else []


def _earlier(opened: Opened, field: str, basis: Basis) -> list[Hold]:
    """Every required role before this one has signed; of the subject teachers every field that the document has."""
    role = role_of_field(field)
    if role is None:
        return [Hold.NO_FIELD]
    signed = {one.fq_name for one in opened.signatures}
    before = {str(one) for one in basis.policy.required if one.place < role.place and one is not Role.SUBJECT_TEACHER}
    empty = [name for name in field_names(opened.reader) if role_of_field(name) is Role.SUBJECT_TEACHER]
    if role is not Role.SUBJECT_TEACHER:
        before |= set(empty)
    return [Hold.EARLIER_MISSING] if before - signed else []


def field_names(reader: PdfFileReader) -> list[str]:
    """Names of the signature fields of a document, signed or not."""
    return [box.field for box in read_boxes(reader)]


def read_boxes(reader: PdfFileReader) -> list[Box]:
    """The signature fields that a document has, in their order."""
    found = []
    for name, _, reference in enumerate_sig_fields(reader):
        spots = spots_of_field(reader, reference.get_object())
        if role_of_field(name) is not None:
            page, corners = (spots[0].page, spots[0].corners) if spots else (0, (0.0, 0.0, 0.0, 0.0))
            found.append(Box(name, page, corners))
    return found


def boxes_of(pdf: bytes) -> list[Box]:
    """The signature fields of a document; none of one that cannot be read."""
    try:
        return read_boxes(PdfFileReader(BytesIO(pdf)))
    except (PdfError, ValueError, KeyError, AttributeError):
        return []
