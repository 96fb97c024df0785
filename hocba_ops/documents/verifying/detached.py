"""A CMS signature beside the bytes that it signs, verified against pinned roots; nothing is fetched, nothing raises."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from asn1crypto import cms
from pyhanko.sign.general import extract_certificate_info, extract_signer_info
from pyhanko.sign.validation.ades import ades_basic_validation, ades_with_time_validation
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko_certvalidator.path import ValidationPath

from hocba_ops.documents.people import Holder, holder_of
from hocba_ops.documents.policy import Level
from hocba_ops.documents.verdict import Indication, Reason, worst
from hocba_ops.documents.verifying.trusting import (
    Ground,
    certificates_of,
    meaning_of,
    purpose_reasons,
    root_of,
    time_of,
    window_reasons,
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a signature beside a paper is worth: who made it, when as proven, from which store, and what is wrong."""

    holder: Holder | None
    signed_at: datetime | None
    store: str
    reasons: tuple[Reason, ...]

    @property
    def indication(self) -> Indication:
        """The result in the words of ETSI."""
        return worst(self.reasons)[0]


def verify_detached(content: bytes, signature: bytes, ground: Ground) -> Sealed:
    """The verdict on a signature that should be over these bytes; every store but that of time stamps is trusted."""
    try:
        return asyncio.run(_verified(content, signature, ground))
    except Exception:  # noqa: BLE001 - a signature may break any layer below; the verdict says so
        return Sealed(None, None, "", (Reason.SIGNATURE_UNREADABLE,))


async def _verified(content: bytes, signature: bytes, ground: Ground) -> Sealed:
    told = cms.ContentInfo.load(signature, strict=True)
    if told["content_type"].native != "signed_data":
        return Sealed(None, None, "", (Reason.SIGNATURE_UNREADABLE,))
    signed = told["content"]
    certificate, stores = extract_certificate_info(signed).signer_cert, _stores(ground)
    specification, digest = ground.specification(stores), sha256(content).digest()
    stamped = next(iter(extract_tst_data_iter(extract_signer_info(signed), signed=False)), None) is not None
    judge = ades_with_time_validation if stamped else ades_basic_validation
    result = await judge(signed, specification, timing_info=ground.timing, raw_digest=digest)
    path = getattr(result.api_status, "validation_path", None)
    reasons = [*meaning_of(result, Level.B_T if stamped else Level.B_B), *purpose_reasons(certificate)]
    signed_at = None if Reason.TIMESTAMP_NOT_PROVEN in reasons else time_of(result, ground)
    reasons += window_reasons(certificates_of(path) or [certificate], signed_at or ground.at)
    reasons += [Reason.OUT_OF_BOUNDS] if certificate.not_valid_after < ground.at else []
    store = ground.trust.store_of(root_of(path), stores) if isinstance(path, ValidationPath) else ""
    return Sealed(holder_of(certificate), signed_at, store, tuple(dict.fromkeys(reasons)))


def _stores(ground: Ground) -> frozenset[str]:
    return frozenset(ground.trust.stores) - {ground.stamping}
