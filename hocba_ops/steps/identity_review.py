"""Identity review: is what the sector database says of each pupil fit to be printed on a học bạ.

Source: KH 290/KH-GDĐT, IV.3 (rà soát dữ liệu nhân thân); the rules and their clauses are in rulebook/data/rules.
"""

from hocba_ops.steps.record import Question, Rows, Step
from hocba_ops.tables import Answer, Counted
from hocba_ops.tables.measures import measures, with_totals
from hocba_ops.tables.review import broken, findings, in_order


def answer(rows: Rows, question: Question) -> Answer:
    """Findings of every broken rule where it was read, and the pupils without an `error` over those reviewed."""
    found = findings(broken(rows["identity_review"], question.rules), question.rules, as_of=question.as_of)
    clean = measures(
        rows["identity_clean"], "identity.clean", counted=Counted.PUPILS, as_of=question.as_of, by=("grade",)
    )
    return question.answered(
        STEP.name,
        measures=tuple(with_totals(clean, question.unit_id)),
        findings=in_order(found),
    )


STEP = Step(
    name="identity_review",
    texts=("identity_review", "identity_clean"),
    needs=("pupil",),
    headline=("identity.clean",),
    answer=answer,
    rules="HB-ID-",
)
