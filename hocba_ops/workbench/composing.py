"""Steps made of other steps' answers: which they are, where they stand among all steps, and what they are made of."""

from hocba_ops.rulebook import Plan
from hocba_ops.rulebook.plans import MeasureEvidence
from hocba_ops.steps import APART, STEPS, Step
from hocba_ops.steps import overview as over
from hocba_ops.steps import scorecard as card

REVIEWS = tuple(name for name in ("readiness", "identity_review", "results_review", "pair_review") if name in STEPS)
"""The steps whose findings a school works off, in the order of the work."""
BEFORE_THE_CARDS = ("milestones", *REVIEWS)
COMPOSED = {over.NAME: tuple(name for name in STEPS if name not in APART), card.NAME: BEFORE_THE_CARDS}
"""What each composed step is made of."""
ALL_STEPS = (
    over.NAME,
    *(name for name in STEPS if name in BEFORE_THE_CARDS),
    card.NAME,
    *(name for name in STEPS if name not in BEFORE_THE_CARDS),
)
"""Every step that has a notebook, in the order of the notebooks."""


def parts_of(step: str) -> list[Step]:
    """The steps that an answer is made of; of a plain step, itself. KeyError for an unknown one."""
    return [STEPS[name] for name in COMPOSED.get(step, (step,))]


def duties_of(plan: Plan | None) -> dict[str, str]:
    """By which duty of a plan the first head figure of each review has to be reached, by the name of the step."""
    asked = {
        duty.evidence.measure: duty.id
        for duty in (plan.duties if plan else ())
        if isinstance(duty.evidence, MeasureEvidence)
    }
    return {name: asked[STEPS[name].headline[0]] for name in REVIEWS if STEPS[name].headline[0] in asked}
