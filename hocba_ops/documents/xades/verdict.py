"""What verifying a signed XML came to: never a yes alone, always which signature, why, and about which content."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from hocba_ops.documents.xml.read import XmlFault


class Indication(StrEnum):
    """The verdicts of ETSI EN 319 102-1."""

    PASSED = "TOTAL-PASSED"
    INDETERMINATE = "INDETERMINATE"
    FAILED = "TOTAL-FAILED"


class XmlReason(StrEnum):
    """Why a signature did not pass; the sentence stands in the labels as `xades.reason.<value>`."""

    SHAPE = "shape"
    """Not built as ours: more or other references, transforms or properties, a reference to something else."""
    OTHER_FILE = "other_file"
    """A detached signature that names another file than the one beside which it lies."""
    ALGORITHM = "algorithm"
    CONTENT = "content"
    """What was signed is not what stands in the file."""
    VALUE = "value"
    """The signature was not made by the key of its certificate."""
    CERTIFICATE = "certificate"
    """The certificate is not the one that the signer bound into the signature."""
    NO_PATH = "no_path"
    NOT_VALID = "not_valid"
    """Outside the time for which the certificate was issued."""
    STAMP = "stamp"
    """There is a timestamp, and it is broken or of something else."""
    STAMP_NO_PATH = "stamp_no_path"
    NO_STAMP = "no_stamp"
    """A timestamp was asked for and there is none."""


ETSI = {
    XmlReason.SHAPE: (Indication.FAILED, "FORMAT_FAILURE"),
    XmlReason.OTHER_FILE: (Indication.INDETERMINATE, "SIGNED_DATA_NOT_FOUND"),
    XmlReason.ALGORITHM: (Indication.INDETERMINATE, "CRYPTO_CONSTRAINTS_FAILURE"),
    XmlReason.CONTENT: (Indication.FAILED, "HASH_FAILURE"),
    XmlReason.VALUE: (Indication.FAILED, "SIG_CRYPTO_FAILURE"),
    XmlReason.CERTIFICATE: (Indication.FAILED, "FORMAT_FAILURE"),
    XmlReason.NO_PATH: (Indication.INDETERMINATE, "NO_CERTIFICATE_CHAIN_FOUND"),
    XmlReason.NOT_VALID: (Indication.INDETERMINATE, "OUT_OF_BOUNDS_NO_POE"),
    XmlReason.STAMP: (Indication.FAILED, "SIG_CRYPTO_FAILURE"),
    XmlReason.STAMP_NO_PATH: (Indication.INDETERMINATE, "NO_CERTIFICATE_CHAIN_FOUND"),
    XmlReason.NO_STAMP: (Indication.INDETERMINATE, "SIG_CONSTRAINTS_FAILURE"),
}


@dataclass(frozen=True, slots=True)
class SignatureVerdict:
    """What one signature came to. `signed_at`: as its signer claims; `stamped_at`: as the authority says.

    `certificate_sha256`, `subject`, `role`: of the signature as it stands, true only if it passed. `certificates`:
    those that it carries as DER, its own first.
    """

    reasons: tuple[XmlReason, ...]
    role: str = ""
    subject: str = ""
    certificate_sha256: str = ""
    signed_at: datetime | None = None
    stamped_at: datetime | None = None
    certificates: tuple[bytes, ...] = field(default=(), repr=False)

    @property
    def indication(self) -> Indication:
        """The worst that any reason makes of it."""
        worst = {ETSI[reason][0] for reason in self.reasons}
        order = (Indication.FAILED, Indication.INDETERMINATE)
        return next((one for one in order if one in worst), Indication.PASSED)

    @property
    def sub_indication(self) -> str:
        """What ETSI calls the first reason of that weight; empty when it passed."""
        told = (ETSI[reason] for reason in self.reasons)
        return next((name for indication, name in told if indication == self.indication), "")


@dataclass(frozen=True, slots=True)
class XmlVerdict:
    """What a signed XML came to. It passed when it has no fault, misses no role and every signature passed.

    `missing`: roles that had to sign and of which no signature passed. Revocation was not asked.
    """

    faults: tuple[XmlFault, ...]
    details: tuple[str, ...]
    content_hash: str
    signatures: tuple[SignatureVerdict, ...]
    missing: tuple[str, ...]

    @property
    def indication(self) -> Indication:
        """The verdict on the whole file; without any signature it is not proved, however sound the file."""
        if self.faults:
            return Indication.FAILED
        found = {one.indication for one in self.signatures}
        if Indication.FAILED in found:
            return Indication.FAILED
        is_proved = self.signatures and not self.missing and found == {Indication.PASSED}
        return Indication.PASSED if is_proved else Indication.INDETERMINATE
