"""Whether a certificate leads to a pinned root, and was valid at a moment. Revocation is asked elsewhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.x509 import verification
from cryptography.x509.oid import ExtendedKeyUsageOID


@dataclass(frozen=True, slots=True)
class Roots:
    """The roots that are trusted, pinned by whoever asks; no root of the system is."""

    signers: tuple[x509.Certificate, ...]
    timestamps: tuple[x509.Certificate, ...] = ()


def leads_to(
    certificate: x509.Certificate,
    roots: Sequence[x509.Certificate],
    others: Iterable[x509.Certificate],
    *,
    at: datetime,
    is_timestamp: bool = False,
) -> bool:
    """Whether a path leads from a certificate over others to one of the roots, every one of them valid at the moment.

    Authorities keep to RFC 5280; of the end entity only the key usage is asked (for a TSA, its extended key usage).
    """
    if not roots:
        return False
    checked = verification.ExtensionPolicy.permit_all().require_present(
        x509.ExtendedKeyUsage if is_timestamp else x509.KeyUsage,
        verification.Criticality.AGNOSTIC,
        _may_stamp if is_timestamp else _may_sign,
    )
    policy = verification.PolicyBuilder().store(verification.Store(list(roots))).time(at)
    policy = policy.extension_policies(ca_policy=verification.ExtensionPolicy.webpki_defaults_ca(), ee_policy=checked)
    try:
        policy.build_client_verifier().verify(certificate, list(others))
    except verification.VerificationError:
        return False
    return True


def is_valid_at(certificate: x509.Certificate, moment: datetime) -> bool:
    """Whether a moment lies within the time for which a certificate was issued."""
    return certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc


def _may_sign(_policy: verification.Policy, _certificate: x509.Certificate, found: x509.ExtensionType) -> None:
    if not (isinstance(found, x509.KeyUsage) and (found.digital_signature or found.content_commitment)):
        raise ValueError("key usage")


def _may_stamp(_policy: verification.Policy, _certificate: x509.Certificate, found: x509.ExtensionType) -> None:
    if not (isinstance(found, x509.ExtendedKeyUsage) and list(found) == [ExtendedKeyUsageOID.TIME_STAMPING]):
        raise ValueError("extended key usage")
