"""Every situation in which the operator must act: what is wrong, where, what to do next.

One class a situation, one exit code a class (10–19); the sentences stand in this package and nowhere else. Data that
is wrong is never an exception: it becomes a `Finding`. A bug is never an `OpsError`: it crashes.
"""

from hocba_ops.errors.asking import (
    KERNEL_DIED,
    BadParameter,
    NotebookFailed,
    NothingLoaded,
    ParameterProblem,
    WorkspaceMissing,
)
from hocba_ops.errors.cards import CardsNotConfirmed, CardsRefused, ContentRefused, NoCards
from hocba_ops.errors.certificates import PrivateKeyInFile, TokenProblem, TokenUnreadable
from hocba_ops.errors.documents import KeyProblem, KeyRefused, NoDocuments, SigningProblem, SigningRefused, TrustFault
from hocba_ops.errors.exchange import ExportFault, ExportProblem, LedgerEmpty
from hocba_ops.errors.files import (
    DateUnknown,
    EmptyFolder,
    Limit,
    MissingFile,
    NotPermitted,
    ProtectedFile,
    SchoolListMissing,
    SchoolUnknown,
    SeveralFaults,
    TooLarge,
    UnknownHeading,
    UnreadableFile,
    file_error,
)
from hocba_ops.errors.handover import DeliveryLacking, NothingDelivered
from hocba_ops.errors.issuing import FormProblem, FormRefused, NothingToIssue
from hocba_ops.errors.packs import NothingToSend, OutdatedQuestion, PackProblem, PackRefused
from hocba_ops.errors.registry import (
    LedgerBroken,
    LedgerBusy,
    LedgerMoved,
    LedgerProblem,
    LockProblem,
    LockRefused,
    SealRefused,
)
from hocba_ops.errors.rulebook import MappingFault, MappingProblem, RulebookFault
from hocba_ops.errors.situation import OpsError

__all__ = [
    "KERNEL_DIED",
    "BadParameter",
    "CardsNotConfirmed",
    "CardsRefused",
    "ContentRefused",
    "DateUnknown",
    "DeliveryLacking",
    "EmptyFolder",
    "ExportFault",
    "ExportProblem",
    "FormProblem",
    "FormRefused",
    "KeyProblem",
    "KeyRefused",
    "LedgerBroken",
    "LedgerBusy",
    "LedgerEmpty",
    "LedgerMoved",
    "LedgerProblem",
    "Limit",
    "LockProblem",
    "LockRefused",
    "MappingFault",
    "MappingProblem",
    "MissingFile",
    "NoCards",
    "NoDocuments",
    "NotPermitted",
    "NotebookFailed",
    "NothingDelivered",
    "NothingLoaded",
    "NothingToIssue",
    "NothingToSend",
    "OpsError",
    "OutdatedQuestion",
    "PackProblem",
    "PackRefused",
    "ParameterProblem",
    "PrivateKeyInFile",
    "ProtectedFile",
    "RulebookFault",
    "SchoolListMissing",
    "SchoolUnknown",
    "SealRefused",
    "SeveralFaults",
    "SigningProblem",
    "SigningRefused",
    "TokenProblem",
    "TokenUnreadable",
    "TooLarge",
    "TrustFault",
    "UnknownHeading",
    "UnreadableFile",
    "WorkspaceMissing",
    "file_error",
]
