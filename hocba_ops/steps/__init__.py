"""The steps of the rollout: each is SQL texts and a record with a pure function from their rows to an Answer."""

from importlib.resources import files

from hocba_ops.steps import (
    audit_review,
    coverage,
    cutoff,
    evidence,
    export_review,
    handover,
    identity_review,
    lock,
    milestones,
    pair_review,
    readiness,
    registry_review,
    results_review,
    roadmap,
    sync,
)
from hocba_ops.steps.record import Question, Rows, Step

STEPS = {
    step.name: step
    for step in (
        milestones.STEP,
        readiness.STEP,
        identity_review.STEP,
        pair_review.STEP,
        results_review.STEP,
        coverage.STEP,
        evidence.STEP,
        registry_review.STEP,
        cutoff.STEP,
        export_review.STEP,
        sync.STEP,
        handover.STEP,
        roadmap.STEP,
        lock.STEP,
        audit_review.STEP,
    )
}
"""Every step by name, in the order in which a rollout goes through them."""

APART = frozenset(
    {
        pair_review.STEP.name,
        evidence.STEP.name,
        registry_review.STEP.name,
        export_review.STEP.name,
        sync.STEP.name,
        lock.STEP.name,
        audit_review.STEP.name,
    }
)
"""Steps that cost more than the rest, for they compare every pupil with every other, replay every register, compose
every card, or ask again about each day of which somebody told a total: the overview leaves them out. So it
does the evidence ladder, which says nothing of a unit before an office verified files, and the review of the audit
trail, which is no step of the rollout."""


def text_of(name: str) -> str:
    """The SQL text of a name, as it stands beside the steps."""
    return files("hocba_ops.steps").joinpath(f"{name}.sql").read_text(encoding="utf-8")


__all__ = ["APART", "STEPS", "Question", "Rows", "Step", "text_of"]
