"""Every situation in which the operator must act: what is wrong, where, what to do next.

One class a situation, one exit code a class (10–19); the sentences stand in this package and nowhere else. Data that
is wrong is never an exception: it becomes a `Finding`. A bug is never an `OpsError`: it crashes.
"""

from hocba_ops.errors.access import JournalBroken, JournalBusy, JournalProblem, OutOfScope, ScopeProblem
from hocba_ops.errors.asking import (
    KERNEL_DIED,
    BadParameter,
    NotebookFailed,
    NothingLoaded,
    ParameterProblem,
    UnitsFailed,
    WorkspaceMissing,
)
from hocba_ops.errors.audit import ActNotNoted, HeadDiffers, HeadProblem, TooYoungToDrop, TrailClosed
from hocba_ops.errors.cards import CardsNotConfirmed, CardsRefused, ContentRefused, NoCards
from hocba_ops.errors.certificates import PrivateKeyInFile, TokenProblem, TokenUnreadable
from hocba_ops.errors.cluster import ClusterBlind, ClusterRefused, ClusterToolsMissing, ClusterUnreachable, MemoryShort
from hocba_ops.errors.computing import ComputingProblem
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
from hocba_ops.errors.letters import FiguresMoved, KeyNotFit, LetterProblem, LetterRefused, OfficeNotInBeing
from hocba_ops.errors.login import GrantProblem, GrantRefused, LoginFailed, LoginProblem, LoginUnready
from hocba_ops.errors.many import ItemLoss, WorkersMissing, WorkersProblem, WorkersUnfit, WorkersUnreachable
from hocba_ops.errors.notices import (
    AgainProblem,
    MailProblem,
    MailUnready,
    NoticeNotAgain,
    NoticesBusy,
    NoticesPartial,
    RecipientProblem,
    RecipientsFault,
    UnknownRecipient,
)
from hocba_ops.errors.packs import NothingToSend, OutdatedQuestion, PackProblem, PackRefused
from hocba_ops.errors.plans import PlanLack, PlanLacking, PlanProblem, PlanProtected, PlanUncertain, PlanUnreadable
from hocba_ops.errors.registry import (
    LedgerBroken,
    LedgerBusy,
    LedgerMoved,
    LedgerProblem,
    LockProblem,
    LockRefused,
    SealRefused,
)
from hocba_ops.errors.rehearsal import RehearsalProblem, RehearsalRefused, ToolErred
from hocba_ops.errors.reports import NoOrigin, NoReportFolder, ReportDiffers, StateLost, UnknownFigure
from hocba_ops.errors.rulebook import MappingFault, MappingProblem, RulebookFault
from hocba_ops.errors.schedule import JobProblem, ScheduleBusy, ScheduleFault, UnknownJob
from hocba_ops.errors.serving import AddressNotOurs, NotLocal, PortTaken
from hocba_ops.errors.situation import OpsError
from hocba_ops.errors.snapshots import SnapshotDiffers

__all__ = [
    "KERNEL_DIED",
    "ActNotNoted",
    "AddressNotOurs",
    "AgainProblem",
    "BadParameter",
    "CardsNotConfirmed",
    "CardsRefused",
    "ClusterBlind",
    "ClusterRefused",
    "ClusterToolsMissing",
    "ClusterUnreachable",
    "ComputingProblem",
    "ContentRefused",
    "DateUnknown",
    "DeliveryLacking",
    "EmptyFolder",
    "ExportFault",
    "ExportProblem",
    "FiguresMoved",
    "FormProblem",
    "FormRefused",
    "GrantProblem",
    "GrantRefused",
    "HeadDiffers",
    "HeadProblem",
    "ItemLoss",
    "JobProblem",
    "JournalBroken",
    "JournalBusy",
    "JournalProblem",
    "KeyNotFit",
    "KeyProblem",
    "KeyRefused",
    "LedgerBroken",
    "LedgerBusy",
    "LedgerEmpty",
    "LedgerMoved",
    "LedgerProblem",
    "LetterProblem",
    "LetterRefused",
    "Limit",
    "LockProblem",
    "LockRefused",
    "LoginFailed",
    "LoginProblem",
    "LoginUnready",
    "MailProblem",
    "MailUnready",
    "MappingFault",
    "MappingProblem",
    "MemoryShort",
    "MissingFile",
    "NoCards",
    "NoDocuments",
    "NoOrigin",
    "NoReportFolder",
    "NotLocal",
    "NotPermitted",
    "NotebookFailed",
    "NothingDelivered",
    "NothingLoaded",
    "NothingToIssue",
    "NothingToSend",
    "NoticeNotAgain",
    "NoticesBusy",
    "NoticesPartial",
    "OfficeNotInBeing",
    "OpsError",
    "OutOfScope",
    "OutdatedQuestion",
    "PackProblem",
    "PackRefused",
    "ParameterProblem",
    "PlanLack",
    "PlanLacking",
    "PlanProblem",
    "PlanProtected",
    "PlanUncertain",
    "PlanUnreadable",
    "PortTaken",
    "PrivateKeyInFile",
    "ProtectedFile",
    "RecipientProblem",
    "RecipientsFault",
    "RehearsalProblem",
    "RehearsalRefused",
    "ReportDiffers",
    "RulebookFault",
    "ScheduleBusy",
    "ScheduleFault",
    "SchoolListMissing",
    "SchoolUnknown",
    "ScopeProblem",
    "SealRefused",
    "SeveralFaults",
    "SigningProblem",
    "SigningRefused",
    "SnapshotDiffers",
    "StateLost",
    "TokenProblem",
    "TokenUnreadable",
    "TooLarge",
    "TooYoungToDrop",
    "ToolErred",
    "TrailClosed",
    "TrustFault",
    "UnitsFailed",
    "UnknownFigure",
    "UnknownHeading",
    "UnknownJob",
    "UnknownRecipient",
    "UnreadableFile",
    "WorkersMissing",
    "WorkersProblem",
    "WorkersUnfit",
    "WorkersUnreachable",
    "WorkspaceMissing",
    "file_error",
]
