"""Verified files as evidence of cards: which card a file is, and how far up the ladder its signatures carry it."""

from hocba_ops.documents.evidence.found import Evidence, EvidenceBasis, EvidenceJob
from hocba_ops.documents.evidence.identity import Identities, Identity
from hocba_ops.documents.evidence.rungs import Fault, Rungs, climb

__all__ = ["Evidence", "EvidenceBasis", "EvidenceJob", "Fault", "Identities", "Identity", "Rungs", "climb"]
