"""Cryptography, path, revocation and time of one signature: pyHanko's AdES functions, and what they leave open.

Which function by level: basic for B-B, with time for B-T, long term for files with archived evidence (design: 3.2, 4).
They let a time stamp outside the certificate's validity pass (3.2, 3): `window_reasons` is our own rule for that.
Validity and revocation are judged as of a moment that is passed in; nothing is ever fetched.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from asn1crypto import crl, ocsp, x509
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate, AdESPassed, AdESSubIndic
from pyhanko.sign.validation.ades import (
    AdESBasicValidationResult,
    AdESLTAValidationResult,
    ades_basic_validation,
    ades_lta_validation,
    ades_with_time_validation,
)
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.policy_decl import (
    CertificateFetchingRule,
    LocalKnowledge,
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator.authority import CertTrustAnchor
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, RevocationCheckingPolicy, RevocationCheckingRule
from pyhanko_certvalidator.registry import SimpleTrustManager
from pyhanko_certvalidator.revinfo.archival import CRLContainer, OCSPContainer

from hocba_ops.documents.policy import Level
from hocba_ops.documents.trust.revocation import Revocation
from hocba_ops.documents.trust.stores import Trust
from hocba_ops.documents.verdict import Reason

for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)  # it would write names and numbers of signers to the screen

OFFLINE = RevocationInfoGatheringSpec(
    online_fetching_rule=RevinfoOnlineFetchingRule.LOCAL_ONLY,
    certificate_fetching_rule=CertificateFetchingRule.NEVER_FETCH,
)
MUST_KNOW = CertRevTrustPolicy(
    RevocationCheckingPolicy(RevocationCheckingRule.CRL_OR_OCSP_REQUIRED, RevocationCheckingRule.CRL_OR_OCSP_REQUIRED)
)
SIGNING = {"digital_signature", "non_repudiation"}
NOT_FOR_SIGNING = {"server_auth", "code_signing", "time_stamping", "ocsp_signing"}

MEANINGS: dict[AdESSubIndic, Reason] = {
    AdESFailure.FORMAT_FAILURE: Reason.SIGNATURE_UNREADABLE,
    AdESFailure.HASH_FAILURE: Reason.HASH_FAILURE,
    AdESFailure.SIG_CRYPTO_FAILURE: Reason.SIG_CRYPTO_FAILURE,
    AdESFailure.REVOKED: Reason.REVOKED,
    AdESFailure.NOT_YET_VALID: Reason.NOT_YET_VALID,
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE: Reason.CHAIN_CONSTRAINTS_FAILURE,
    AdESIndeterminate.CERTIFICATE_CHAIN_GENERAL_FAILURE: Reason.NO_REVOCATION_DATA,
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE: Reason.WEAK_ALGORITHM,
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: Reason.WEAK_ALGORITHM,
    AdESIndeterminate.EXPIRED: Reason.OUT_OF_BOUNDS,
    AdESIndeterminate.NOT_YET_VALID: Reason.NOT_YET_VALID,
    AdESIndeterminate.NO_SIGNING_CERTIFICATE_FOUND: Reason.NO_CERTIFICATE_CHAIN_FOUND,
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND: Reason.NO_CERTIFICATE_CHAIN_FOUND,
    AdESIndeterminate.REVOKED_NO_POE: Reason.REVOKED,
    AdESIndeterminate.REVOKED_CA_NO_POE: Reason.AUTHORITY_REVOKED,
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: Reason.OUT_OF_BOUNDS,
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: Reason.OUT_OF_BOUNDS,
    AdESIndeterminate.REVOCATION_OUT_OF_BOUNDS_NO_POE: Reason.NO_REVOCATION_DATA,
    AdESIndeterminate.NO_POE: Reason.NO_PROOF_OF_EXISTENCE,
    AdESIndeterminate.TRY_LATER: Reason.NO_REVOCATION_DATA,
    AdESIndeterminate.TIMESTAMP_ORDER_FAILURE: Reason.TIMESTAMP_NOT_PROVEN,
}
"""What pyHanko's indications mean here; any other is a question for a person."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What cryptography, path and time of a signature come to; `store`: the trust store its path ends in."""

    level: Level
    signed_at: datetime | None
    store: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Ground:
    """What a signature is judged by: trust, what is known of revocation, and as of which moment."""

    trust: Trust
    revocation: Revocation
    at: datetime
    stamping: str

    def specification(self, stores: frozenset[str]) -> SignatureValidationSpec:
        """PyHanko's settings for a signature that has to hang from one of these stores."""
        known = LocalKnowledge(
            known_crls=[CRLContainer(crl.CertificateList.load(one)) for one in self.revocation.crls],
            known_ocsps=[
                container
                for one in self.revocation.ocsps
                for container in OCSPContainer.load_multi(ocsp.OCSPResponse.load(one))
            ],
            known_certs=self.trust.others,
        )
        return SignatureValidationSpec(
            cert_validation_policy=self._path_policy(stores),
            ts_cert_validation_policy=self._path_policy(frozenset({self.stamping})),
            revinfo_gathering_policy=OFFLINE,
            local_knowledge=known,
            key_usage_settings=KeyUsageConstraints(key_usage=SIGNING, match_all_key_usages=False),
        )

    def _path_policy(self, stores: frozenset[str]) -> CertValidationPolicySpec:
        return CertValidationPolicySpec(SimpleTrustManager.build(trust_roots=self.trust.roots(stores)), MUST_KNOW)

    @property
    def timing(self) -> ValidationTimingInfo:
        """The moment as pyHanko takes it."""
        return ValidationTimingInfo(self.at, self.at, point_in_time_validation=True)


def level_of(signature: EmbeddedPdfSignature, *, archived: bool) -> Level:
    """How much evidence of time a signature carries; `archived`: validation data and a later time stamp follow."""
    if archived:
        return Level.B_LTA
    stamped = next(iter(extract_tst_data_iter(signature.signer_info, signed=False)), None) is not None
    return Level.B_T if stamped else Level.B_B


async def prove(signature: EmbeddedPdfSignature, stores: frozenset[str], ground: Ground, *, archived: bool) -> Proof:
    """Judge one signature of which the integrity has been computed."""
    specification, level = ground.specification(stores), level_of(signature, archived=archived)
    result = await _judged(signature, specification, ground, level)
    ended = signature.signer_cert.not_valid_after < ground.at
    if ended and result.ades_subindic is AdESPassed.OK and not isinstance(result, AdESLTAValidationResult):
        return await _while_valid(signature, stores, ground, result)
    path = getattr(result.api_status, "validation_path", None)
    reasons = [*meaning_of(result, level), *purpose_reasons(signature.signer_cert)]
    signed_at = None if Reason.TIMESTAMP_NOT_PROVEN in reasons else time_of(result, ground)
    reasons += window_reasons(certificates_of(path) or [signature.signer_cert], signed_at or ground.at)
    store = ground.trust.store_of(root_of(path), stores) if isinstance(path, ValidationPath) else ""
    return Proof(level, signed_at, store, tuple(dict.fromkeys(reasons)))


async def _while_valid(
    signature: EmbeddedPdfSignature, stores: frozenset[str], ground: Ground, result: AdESBasicValidationResult[Any]
) -> Proof:
    """The proof of a certificate that has ended since, without archived evidence.

    pyHanko passes it without having looked at revocation, and a CA may drop a certificate that has ended from its CRLs.
    So it is judged as of what is known of the time between signing and its end; where nothing is, it is not proven.
    """
    signed_at = time_of(result, ground)
    certificate, level = signature.signer_cert, level_of(signature, archived=False)
    known = ground.revocation.moments(certificate)
    told = [one for one in known if signed_at and signed_at <= one <= certificate.not_valid_after]
    if not told:
        return Proof(level, signed_at, "", (Reason.OUT_OF_BOUNDS,))
    until = max(one for one in ground.revocation.all_moments() if min(told) <= one <= certificate.not_valid_after)
    return await prove(signature, stores, replace(ground, at=until), archived=False)


async def _judged(
    signature: EmbeddedPdfSignature, specification: SignatureValidationSpec, ground: Ground, level: Level
) -> AdESBasicValidationResult[Any]:
    digest = signature.compute_digest()
    if level is Level.B_B:
        return await ades_basic_validation(
            signature.signed_data, specification, timing_info=ground.timing, raw_digest=digest
        )
    if level is Level.B_LTA:
        within = PdfSignatureValidationSpec(specification, diff_policy=None)
        long_term = await ades_lta_validation(signature, within, timing_info=ground.timing)
        if long_term.ades_subindic is AdESPassed.OK:
            return long_term
    return await ades_with_time_validation(
        signature.signed_data, specification, timing_info=ground.timing, raw_digest=digest
    )


def meaning_of(result: AdESBasicValidationResult[Any], level: Level) -> list[Reason]:
    """What keeps a signature from being proven by what pyHanko found."""
    found = result.ades_subindic
    if found is AdESPassed.OK:
        return []
    status = result.api_status
    if level is not Level.B_B and status is not None and status.intact and status.valid:
        trouble = getattr(status, "trust_problem_indic", None)
        if trouble is None and found not in (AdESIndeterminate.REVOKED_NO_POE, AdESIndeterminate.OUT_OF_BOUNDS_NO_POE):
            return [Reason.TIMESTAMP_NOT_PROVEN]
    return [MEANINGS.get(found, Reason.OTHER_INDETERMINATE)]


def time_of(result: AdESBasicValidationResult[Any], ground: Ground) -> datetime | None:
    """The time that evidence proves; where pyHanko has none, it tells the moment of verification."""
    told = getattr(result, "best_signature_time", None)
    return told if isinstance(told, datetime) and told < ground.at else None


def certificates_of(path: object) -> list[x509.Certificate]:
    """The certificates of a path below its root; none where there is no path."""
    found = path.iter_certs(include_root=False) if isinstance(path, ValidationPath) else ()
    return [one for one in found if isinstance(one, x509.Certificate)]


def window_reasons(certificates: Sequence[x509.Certificate], at: datetime) -> list[Reason]:
    """The rule that pyHanko leaves open: every certificate of the path was valid at the time of signing."""
    if any(at < one.not_valid_before for one in certificates):
        return [Reason.NOT_YET_VALID]
    return [Reason.OUT_OF_BOUNDS] if any(at > one.not_valid_after for one in certificates) else []


def purpose_reasons(certificate: x509.Certificate) -> list[Reason]:
    """Whether a certificate is for signing at all: key usage, and no extended use that is another trade."""
    usage, extended = certificate.key_usage_value, certificate.extended_key_usage_value
    allowed = usage is None or bool(SIGNING & set(usage.native))
    other = extended is not None and set(extended.native) <= NOT_FOR_SIGNING
    return [] if allowed and not other else [Reason.WRONG_PURPOSE]


def root_of(path: ValidationPath) -> x509.Certificate:
    """The root in which a path ends."""
    anchor = path.trust_anchor
    if not isinstance(anchor, CertTrustAnchor):
        raise TypeError("trust anchors are certificates")
    return anchor.certificate
