"""What happened to a document after each signature: coverage of bytes, and modifications under a strict policy.

Strict: later revisions may add signatures in the fields that are there, validation data and time stamps, and nothing
else. pyHanko's default lets ordinary form fields change, which passes the "replace" shadow attack (design: 3.2).
"""

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DocInfoRule,
    DSSCompareRule,
    FormUpdatingRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
    XrefStreamRule,
)
from pyhanko.sign.fields import FieldMDPAction, MDPPerm
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from hocba_ops.documents.policy import Policy
from hocba_ops.documents.verdict import Reason
from hocba_ops.documents.verifying.reading import Opened
from hocba_ops.domain.signing import Role, role_of_field

LTA = ModificationLevel.LTA_UPDATES
STRICT = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(),
        DocInfoRule().as_qualified(LTA),
        XrefStreamRule().as_qualified(LTA),
        ObjectStreamRule().as_qualified(LTA),
        DSSCompareRule().as_qualified(LTA),
        MetadataUpdateRule().as_qualified(LTA),
    ],
    form_rule=FormUpdatingRule(
        field_rules=[SigFieldCreationRule(allow_new_visible_after_certify=False), SigFieldModificationRule()]
    ),
)
"""What may be appended to a signed document."""


def structure_reasons(opened: Opened, policy: Policy) -> dict[str, list[Reason]]:
    """What is wrong with the structure around each signature and time stamp, by the name of its field."""
    found = {one.fq_name: _modified(one) for one in opened.all}
    if opened.all and not found[opened.all[-1].fq_name]:
        found[opened.all[-1].fq_name] += _uncovered(opened)
    if policy.is_locked and opened.signatures:
        first = opened.signatures[0]
        found[first.fq_name] += [] if _certifies(first) else [Reason.NOT_CERTIFIED]
        for seal in opened.signatures:
            if role_of_field(seal.fq_name) is Role.SEAL and not _locks(seal):
                found[seal.fq_name].append(Reason.NOT_LOCKED)
    return found


def _modified(signature: EmbeddedPdfSignature) -> list[Reason]:
    """A document that cannot be compared is treated as changed: not proven to be what was signed."""
    try:
        signature.compute_integrity_info(STRICT)
        told = signature.summarise_integrity_info()
    except (SignatureValidationError, SigningError, PdfError, LookupError, ValueError, TypeError, AttributeError):
        return [Reason.MODIFIED_AFTER_SIGNING]
    if signature.coverage is None or signature.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return [Reason.NOT_COVERED]
    changed = isinstance(signature.diff_result, SuspiciousModification) or told["docmdp_ok"] is not True
    return [Reason.MODIFIED_AFTER_SIGNING] if changed else []


def broken_reasons(signature: EmbeddedPdfSignature) -> list[Reason]:
    """Whether digest and signature value of one signature are right; who signed is not asked."""
    try:
        intact, valid = validate_sig_integrity(
            signature.signer_info, signature.signer_cert, "data", signature.compute_digest()
        )
    except (SignatureValidationError, SigningError, ValueError, TypeError, LookupError):
        return [Reason.SIGNATURE_UNREADABLE]
    return [] if intact and valid else [Reason.SIG_CRYPTO_FAILURE if intact else Reason.HASH_FAILURE]


def _uncovered(opened: Opened) -> list[Reason]:
    """Bytes behind the last signature: an unsigned revision is a question, anything else is not covered."""
    last = opened.all[-1]
    if last.coverage is SignatureCoverageLevel.ENTIRE_FILE:
        return []
    later = opened.reader.xrefs.total_revisions - 1 > last.signed_revision
    return [Reason.UNSIGNED_REVISION if later else Reason.NOT_COVERED]


def _certifies(signature: EmbeddedPdfSignature) -> bool:
    try:
        certifying = signature.reader.root["/Perms"].raw_get("/DocMDP").reference
    except (KeyError, AttributeError):
        return False
    own = signature.sig_field.raw_get("/V").reference
    return certifying == own and signature.docmdp_level in (MDPPerm.NO_CHANGES, MDPPerm.FILL_FORMS)


def _locks(signature: EmbeddedPdfSignature) -> bool:
    locked = signature.fieldmdp is not None and signature.fieldmdp.action is FieldMDPAction.ALL
    return locked and signature.docmdp_level is MDPPerm.NO_CHANGES
