"""What a verification comes to: ETSI EN 319 102-1 indications, reasons as codes, and never a bare yes or no."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import PurePosixPath


class Indication(StrEnum):
    """The three results of ETSI EN 319 102-1, 5.1.3, from good to bad."""

    PASSED = "TOTAL-PASSED"
    INDETERMINATE = "INDETERMINATE"
    FAILED = "TOTAL-FAILED"

    @property
    def gravity(self) -> int:
        """0 for the best, 2 for the worst."""
        return list(Indication).index(self)


class Reason(StrEnum):
    """Why a signature or a file is not TOTAL-PASSED: names of ETSI where it has one, else our own."""

    # TOTAL-FAILED: somebody changed something, or it is no signature
    HASH_FAILURE = "HASH_FAILURE"
    SIG_CRYPTO_FAILURE = "SIG_CRYPTO_FAILURE"
    MODIFIED_AFTER_SIGNING = "MODIFIED_AFTER_SIGNING"
    PAGES_DIFFER = "PAGES_DIFFER"
    NOT_COVERED = "NOT_COVERED"
    RECORD_CHANGED = "RECORD_CHANGED"
    NOT_A_PDF = "NOT_A_PDF"
    UNREADABLE = "UNREADABLE"
    TRUNCATED = "TRUNCATED"
    ENCRYPTED = "ENCRYPTED"
    SIGNATURE_UNREADABLE = "SIGNATURE_UNREADABLE"
    DATA_BROKEN = "DATA_BROKEN"
    TEXT_NOT_OF_DATA = "TEXT_NOT_OF_DATA"
    XML_UNSAFE = "XML_UNSAFE"
    # INDETERMINATE: not proven
    REVOKED = "REVOKED"
    AUTHORITY_REVOKED = "AUTHORITY_REVOKED"
    OUT_OF_BOUNDS = "OUT_OF_BOUNDS"
    NOT_YET_VALID = "NOT_YET_VALID"
    NO_REVOCATION_DATA = "NO_REVOCATION_DATA"
    NO_CERTIFICATE_CHAIN_FOUND = "NO_CERTIFICATE_CHAIN_FOUND"
    CHAIN_CONSTRAINTS_FAILURE = "CHAIN_CONSTRAINTS_FAILURE"
    WRONG_PURPOSE = "WRONG_PURPOSE"
    WEAK_ALGORITHM = "WEAK_ALGORITHM"
    NO_TIMESTAMP = "NO_TIMESTAMP"
    TIMESTAMP_NOT_PROVEN = "TIMESTAMP_NOT_PROVEN"
    NO_PROOF_OF_EXISTENCE = "NO_PROOF_OF_EXISTENCE"
    OTHER_INDETERMINATE = "OTHER_INDETERMINATE"
    DATA_OF_OTHER_CARD = "DATA_OF_OTHER_CARD"
    DATA_NOT_REGISTERED = "DATA_NOT_REGISTERED"
    DATA_NOT_PROVED = "DATA_NOT_PROVED"
    XML_NOT_OURS = "XML_NOT_OURS"
    UNKNOWN_FIELD = "UNKNOWN_FIELD"
    ROLE_MISMATCH = "ROLE_MISMATCH"
    PERSON_MISMATCH = "PERSON_MISMATCH"
    NOT_NAMED_IN_RECORD = "NOT_NAMED_IN_RECORD"
    SCHOOL_MISMATCH = "SCHOOL_MISMATCH"
    LETTER_NOT_REGISTERED = "LETTER_NOT_REGISTERED"
    LETTER_WITHDRAWN = "LETTER_WITHDRAWN"
    LETTER_OTHER_SIGNER = "LETTER_OTHER_SIGNER"
    SEAL_NOT_OF_ISSUER = "SEAL_NOT_OF_ISSUER"
    SIGNER_UNKNOWN = "SIGNER_UNKNOWN"
    NO_REGISTER = "NO_REGISTER"
    WRONG_TRUST_ROOT = "WRONG_TRUST_ROOT"
    NOT_CERTIFIED = "NOT_CERTIFIED"
    NOT_LOCKED = "NOT_LOCKED"
    BOX_TOO_LARGE = "BOX_TOO_LARGE"
    UNSIGNED_REVISION = "UNSIGNED_REVISION"
    NO_SIGNATURE = "NO_SIGNATURE"
    SIGNED_DATA_NOT_FOUND = "SIGNED_DATA_NOT_FOUND"
    SIGNS_OTHER_FILE = "SIGNS_OTHER_FILE"
    NO_POLICY = "NO_POLICY"
    HYBRID_XREF = "HYBRID_XREF"
    STRICT_READ = "STRICT_READ"
    NOT_ACCESSIBLE = "NOT_ACCESSIBLE"
    TOO_LARGE = "TOO_LARGE"
    TOO_MANY_OBJECTS = "TOO_MANY_OBJECTS"
    TOO_MANY_SIGNATURES = "TOO_MANY_SIGNATURES"
    DECODE_LIMIT = "DECODE_LIMIT"
    TIME_LIMIT = "TIME_LIMIT"
    MEMORY_LIMIT = "MEMORY_LIMIT"
    WORKER_DIED = "WORKER_DIED"


FORMAT = "FORMAT_FAILURE"
SIGNATURE = "SIG_CONSTRAINTS_FAILURE"
CHAIN = "CHAIN_CONSTRAINTS_FAILURE"
GENERIC = "GENERIC"

SUB_INDICATIONS: dict[Reason, tuple[Indication, str]] = {
    Reason.HASH_FAILURE: (Indication.FAILED, "HASH_FAILURE"),
    Reason.SIG_CRYPTO_FAILURE: (Indication.FAILED, "SIG_CRYPTO_FAILURE"),
    Reason.RECORD_CHANGED: (Indication.FAILED, "HASH_FAILURE"),
    Reason.SIGNED_DATA_NOT_FOUND: (Indication.INDETERMINATE, "SIGNED_DATA_NOT_FOUND"),
    Reason.SIGNS_OTHER_FILE: (Indication.INDETERMINATE, "SIGNED_DATA_NOT_FOUND"),
    Reason.MODIFIED_AFTER_SIGNING: (Indication.FAILED, FORMAT),
    Reason.PAGES_DIFFER: (Indication.FAILED, FORMAT),
    Reason.NOT_COVERED: (Indication.FAILED, FORMAT),
    Reason.NOT_A_PDF: (Indication.FAILED, FORMAT),
    Reason.UNREADABLE: (Indication.FAILED, FORMAT),
    Reason.TRUNCATED: (Indication.FAILED, FORMAT),
    Reason.ENCRYPTED: (Indication.FAILED, FORMAT),
    Reason.SIGNATURE_UNREADABLE: (Indication.FAILED, FORMAT),
    Reason.DATA_BROKEN: (Indication.FAILED, FORMAT),
    Reason.TEXT_NOT_OF_DATA: (Indication.FAILED, FORMAT),
    Reason.XML_UNSAFE: (Indication.FAILED, FORMAT),
    Reason.REVOKED: (Indication.INDETERMINATE, "REVOKED_NO_POE"),
    Reason.AUTHORITY_REVOKED: (Indication.INDETERMINATE, "REVOKED_CA_NO_POE"),
    Reason.OUT_OF_BOUNDS: (Indication.INDETERMINATE, "OUT_OF_BOUNDS_NO_POE"),
    Reason.NOT_YET_VALID: (Indication.INDETERMINATE, "NOT_YET_VALID"),
    Reason.NO_REVOCATION_DATA: (Indication.INDETERMINATE, "TRY_LATER"),
    Reason.NO_CERTIFICATE_CHAIN_FOUND: (Indication.INDETERMINATE, "NO_CERTIFICATE_CHAIN_FOUND"),
    Reason.CHAIN_CONSTRAINTS_FAILURE: (Indication.INDETERMINATE, CHAIN),
    Reason.WRONG_PURPOSE: (Indication.INDETERMINATE, CHAIN),
    Reason.WRONG_TRUST_ROOT: (Indication.INDETERMINATE, CHAIN),
    Reason.WEAK_ALGORITHM: (Indication.INDETERMINATE, "CRYPTO_CONSTRAINTS_FAILURE"),
    Reason.NO_PROOF_OF_EXISTENCE: (Indication.INDETERMINATE, "NO_POE"),
    **dict.fromkeys(
        (
            Reason.NO_TIMESTAMP,
            Reason.TIMESTAMP_NOT_PROVEN,
            Reason.UNKNOWN_FIELD,
            Reason.ROLE_MISMATCH,
            Reason.PERSON_MISMATCH,
            Reason.NOT_NAMED_IN_RECORD,
            Reason.SCHOOL_MISMATCH,
            Reason.LETTER_NOT_REGISTERED,
            Reason.LETTER_WITHDRAWN,
            Reason.LETTER_OTHER_SIGNER,
            Reason.SEAL_NOT_OF_ISSUER,
            Reason.SIGNER_UNKNOWN,
            Reason.NO_REGISTER,
            Reason.NOT_CERTIFIED,
            Reason.NOT_LOCKED,
            Reason.BOX_TOO_LARGE,
            Reason.DATA_OF_OTHER_CARD,
            Reason.DATA_NOT_REGISTERED,
        ),
        (Indication.INDETERMINATE, SIGNATURE),
    ),
    **dict.fromkeys(
        (
            Reason.OTHER_INDETERMINATE,
            Reason.DATA_NOT_PROVED,
            Reason.XML_NOT_OURS,
            Reason.UNSIGNED_REVISION,
            Reason.NO_SIGNATURE,
            Reason.NO_POLICY,
            Reason.HYBRID_XREF,
            Reason.STRICT_READ,
            Reason.NOT_ACCESSIBLE,
            Reason.TOO_LARGE,
            Reason.TOO_MANY_OBJECTS,
            Reason.TOO_MANY_SIGNATURES,
            Reason.DECODE_LIMIT,
            Reason.TIME_LIMIT,
            Reason.MEMORY_LIMIT,
            Reason.WORKER_DIED,
        ),
        (Indication.INDETERMINATE, GENERIC),
    ),
}
"""The indication that each reason comes to, and the sub-indication. ETSI has no exact name for a change after signing,
for our rules on role and person, or for a guard: such reasons take the nearest name, and the reason says the rest."""

HUMAN_QUEUE = frozenset(
    {
        Reason.HYBRID_XREF,
        Reason.STRICT_READ,
        Reason.NOT_ACCESSIBLE,
        Reason.TOO_LARGE,
        Reason.TOO_MANY_OBJECTS,
        Reason.TOO_MANY_SIGNATURES,
        Reason.DECODE_LIMIT,
        Reason.TIME_LIMIT,
        Reason.MEMORY_LIMIT,
        Reason.WORKER_DIED,
        Reason.BOX_TOO_LARGE,
        Reason.UNSIGNED_REVISION,
        Reason.OTHER_INDETERMINATE,
        Reason.DATA_NOT_PROVED,
        Reason.XML_NOT_OURS,
        Reason.SIGNED_DATA_NOT_FOUND,
        Reason.SIGNS_OTHER_FILE,
    }
)
"""What a person has to look at: made by another program, above a limit, or apart from what it signs. Nothing says that
it is forged."""


class Workflow(StrEnum):
    """Where the card stands in the work, whatever its signatures are worth technically."""

    COMPLETE = "COMPLETE"
    INCOMPLETE = "INCOMPLETE"
    WRONG_ORDER = "WRONG_ORDER"
    IN_TIME = "IN_TIME"
    LATE = "LATE"
    TIME_NOT_PROVEN = "TIME_NOT_PROVEN"
    HUMAN_QUEUE = "HUMAN_QUEUE"


class Pages(StrEnum):
    """Whether what a reader sees was compared with the data that the file carries."""

    PROVED = "PROVED"
    """Rendered again from its data, every byte of the form is the same."""
    BY_WORDS = "BY_WORDS"
    """Another release rendered it; every word is the same, in order."""
    DATA = "DATA"
    """The file is the data itself, an XML: there are no pages."""
    REFUTED = "REFUTED"
    LETTER = "LETTER"
    """An official document: its words are held against the store by `hocba verify-report`."""
    NOT_OURS = "NOT_OURS"
    """Made by another program: there is nothing to render it again from."""
    NOT_COMPARED = "NOT_COMPARED"
    """The file was not read that far."""


class Named(StrEnum):
    """Whether whoever signed is whom the card's own data name, by the personal number."""

    SAME = "SAME"
    OTHER = "OTHER"
    NOBODY = "NOBODY"
    """The data name nobody for this signature: nothing is wrong, and nothing was compared."""
    NOT_COMPARED = "NOT_COMPARED"
    """The file carries no data of ours, the certificate shows no number, or the signature is a seal."""


def worst(reasons: Iterable[Reason]) -> tuple[Indication, str]:
    """The indication and sub-indication that reasons come to together: of the gravest, the one declared first.

    >>> worst([Reason.REVOKED, Reason.HASH_FAILURE])
    (<Indication.FAILED: 'TOTAL-FAILED'>, 'HASH_FAILURE')
    >>> worst([])
    (<Indication.PASSED: 'TOTAL-PASSED'>, '')
    """
    order = list(Reason)
    found = sorted(reasons, key=lambda one: (-SUB_INDICATIONS[one][0].gravity, order.index(one)))
    return SUB_INDICATIONS[found[0]] if found else (Indication.PASSED, "")


@dataclass(frozen=True, slots=True)
class SignatureVerdict:
    """One signature: who, in which field, when as proven and when as claimed, and what it is worth.

    `signed_at`: the best signature time, None when nothing proves one. `claimed_at`: what the signer's machine wrote;
    it decides nothing. `signer_id`: the identifier in the certificate, masked. `level`: B-B, B-T or B-LTA. `named`:
    whether the card's own data name this person. `position`: what an official document says above the signature.
    """

    field: str
    role: str
    signer: str
    signer_id: str
    organisation: str
    issuer: str
    serial: str
    fingerprint: str
    trust_root: str
    level: str
    signed_at: datetime | None
    claimed_at: datetime | None
    reasons: tuple[Reason, ...]
    named: Named = Named.NOT_COMPARED
    position: str = ""

    @property
    def indication(self) -> Indication:
        """The result in the words of ETSI."""
        return worst(self.reasons)[0]

    @property
    def sub_indication(self) -> str:
        """The sub-indication; empty for TOTAL-PASSED."""
        return worst(self.reasons)[1]


def key_of_files(name: str, digest: str, beside: Sequence[str]) -> str:
    """By what files that are judged together are known: their digests, and the name that detached signatures sign."""
    told = " ".join((PurePosixPath(name).name, digest, *beside))
    return sha256(told.encode()).hexdigest() if beside else digest


@dataclass(frozen=True, slots=True)
class Beside:
    """A file with a detached signature, judged together with the file that it signs."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class LetterStanding:
    """Where an official document stands in the register of numbers; all empty: it is not in it."""

    sign: str = ""
    dated: str = ""
    stage: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """A file: its signatures, what it is worth as a whole, and where it stands in the work.

    `reasons` are of the file itself; the indication counts those of its signatures too. `checked_as_of`: the moment at
    which validity and revocation were judged. `basis`: digest of policy, trust and revocation data. `pages`: whether
    they say what the data say. `content_hash`: of the data that the file carries; empty when it carries none of ours.
    `beside`: the files with detached signatures that were judged with it. `letter`: of an official document alone.
    """

    file: str
    sha256: str
    size: int
    card_id: str
    reasons: tuple[Reason, ...]
    signatures: tuple[SignatureVerdict, ...]
    workflow: tuple[Workflow, ...]
    checked_as_of: datetime
    basis: str
    pages: Pages = Pages.NOT_COMPARED
    content_hash: str = ""
    beside: tuple[Beside, ...] = ()
    letter: LetterStanding | None = None

    @property
    def key(self) -> str:
        """By what the file, with its detached signatures, is known again; empty when it was not read."""
        return key_of_files(self.file, self.sha256, [one.sha256 for one in self.beside]) if self.sha256 else ""

    @property
    def all_reasons(self) -> tuple[Reason, ...]:
        """Reasons of the file and of its signatures, each once, in order."""
        return tuple(dict.fromkeys((*self.reasons, *(one for each in self.signatures for one in each.reasons))))

    @property
    def indication(self) -> Indication:
        """The result in the words of ETSI: that of the worst signature, or worse. No signature is no proof."""
        return worst(self.all_reasons)[0]

    @property
    def sub_indication(self) -> str:
        """The sub-indication; empty for TOTAL-PASSED."""
        return worst(self.all_reasons)[1]
