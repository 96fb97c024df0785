"""What a reader has to know beside the evidence ladder: claims are not proofs, a sample is not a full check."""

from collections.abc import Iterator

from hocba_ops.reporting.labels import Labels
from hocba_ops.tables import Answer

EVIDENCE = "evidence"


def evidence_notes(answer: Answer, labels: Labels) -> Iterator[str]:
    """How the ladder is to be read, and what it does not say."""
    claim = answer.frames.get("evidence_claim")
    if answer.step != EVIDENCE or claim is None:
        return
    yield labels("note.evidence_claim")
    if not claim["asked"].sum():
        yield labels("note.evidence_none")
        return
    if answer.frames["evidence_sample"].height:
        yield labels("note.evidence_sample")
    yield labels("note.evidence_xml")
