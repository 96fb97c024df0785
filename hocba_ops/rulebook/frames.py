"""The rulebook as tables that SQL texts read: deadlines, duties, requirements, assessment, what a state claims."""

from collections.abc import Sequence

import polars as pl

from hocba_ops.domain.hoc_ba import State, claims
from hocba_ops.rulebook.assessment import Assessment
from hocba_ops.rulebook.book import Rulebook
from hocba_ops.rulebook.plans import Duty, MeasureEvidence, Plan

SIGNING = "card.issued"
"""The measure by which a plan shows that the học bạ of a grade are signed and issued; its duty gives the day."""
STAFF_WHO_SIGN = "staff.equipped"
SIGNS = {
    "needs_homeroom": State.GVCN_DA_KY,
    "needs_head": State.HIEU_TRUONG_DA_KY,
    "needs_seal": State.DA_DONG_DAU,
    "needs_issue": State.DA_BAN_HANH,
    "needs_sent": State.DA_BAO_CAO_SO,
}
"""What must stand in a register's row for the state that it claims, by the column that says so."""


def deadline_frame(rulebook: Rulebook, units: Sequence[str], school_year: str, grades: Sequence[int]) -> pl.DataFrame:
    """One row a grade: the last day to sign and issue (the plan), the last day to reach the Sở (the cutoff)."""
    plan = rulebook.plan(units, school_year)
    rows = [(grade, _sign_by(plan, grade), _report_by(rulebook, units, school_year, grade)) for grade in grades]
    return pl.DataFrame(rows, schema={"grade": pl.Int64, "sign_by": pl.Date, "report_by": pl.Date}, orient="row")


def window_frame(deadlines: pl.DataFrame) -> pl.DataFrame:
    """One row: the last day on which anybody has to be able to sign."""
    return deadlines.select(pl.col("sign_by").max())


def duty_frame(plan: Plan | None) -> pl.DataFrame:
    """One row a duty and kind of actor: how it is shown to be done, for which grades, by when."""
    rows = [_duty_row(duty, actor) for duty in (plan.duties if plan else ()) for actor in duty.actors]
    schema = {
        "duty": pl.String,
        "actor_kind": pl.String,
        "evidence": pl.String,
        "measure": pl.String,
        "threshold_percent": pl.Int64,
        "first_grade": pl.Int64,
        "last_grade": pl.Int64,
        "named_day": pl.Date,
        "last_day": pl.Date,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def requirement_frame(rulebook: Rulebook) -> pl.DataFrame:
    """One row a requirement that the readiness form asks about."""
    asked = [(one.id, one.text) for one in rulebook.requirements.values() if one.kind == "yes_no"]
    return pl.DataFrame(asked, schema={"requirement": pl.String, "requirement_text": pl.String}, orient="row")


def position_frame(rulebook: Rulebook) -> pl.DataFrame:
    """One row a position whose holders must be able to sign."""
    positions = [(position,) for position in rulebook.requirements[STAFF_WHO_SIGN].positions]
    return pl.DataFrame(positions, schema={"position": pl.String}, orient="row")


def seal_frame(rulebook: Rulebook) -> pl.DataFrame:
    """One row a kind of certificate that a school of an ownership may use for its seal."""
    rows = [(rule.ownership, rule.trust_root, rule.device) for rule in rulebook.seal_rules]
    schema = {"ownership": pl.String, "trust_root": pl.String, "device": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row").unique(maintain_order=True)


def claim_frame() -> pl.DataFrame:
    """One row a state: which signs of progress a register's row in that state must carry (1: it must)."""
    rows = [(state.value, *(int(sign in claims(state)) for sign in SIGNS.values())) for state in State]
    return pl.DataFrame(rows, schema={"state": pl.String, **dict.fromkeys(SIGNS, pl.Int64)}, orient="row")


def item_frame(assessment: Assessment, school_year: str) -> pl.DataFrame:
    """One row an item and grade: must every pupil have a level in it, does it have an end-of-year test.

    Grades that the circular does not reach in the school year have no row.
    """
    grades = assessment.grades_of(school_year)
    rows = [
        (item.grade, item.kind, item.item, int(item.is_required), int(item.has_score))
        for item in assessment.grade_items()
        if item.grade in grades
    ]
    schema = {
        "grade": pl.Int64,
        "kind": pl.String,
        "item": pl.String,
        "is_required": pl.Int64,
        "has_score": pl.Int64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def level_frame(assessment: Assessment) -> pl.DataFrame:
    """One row a level of a kind of item, and its rank; no rank: it is left out of the year rating."""
    rows = [(level.kind, level.code, level.rank) for level in assessment.levels]
    return pl.DataFrame(rows, schema={"kind": pl.String, "level": pl.String, "level_rank": pl.Int64}, orient="row")


def rating_frame(assessment: Assessment) -> pl.DataFrame:
    """One row a year rating: the least that every subject, every trait and every test must reach for it."""
    rows = [
        (step.rating, step.rank, step.subject_rank, step.trait_rank, step.lowest_score, int(step.completes_grade))
        for step in assessment.rating_steps()
    ]
    schema = {
        "rating": pl.String,
        "rating_rank": pl.Int64,
        "subject_rank": pl.Int64,
        "quality_rank": pl.Int64,
        "lowest_score": pl.Int64,
        "is_complete": pl.Int64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def award_frame(assessment: Assessment) -> pl.DataFrame:
    """One row an award of the primary level: its words, and the year rating that it needs."""
    rows = [(award.id, award.name, award.rating) for award in assessment.awards]
    return pl.DataFrame(rows, schema=["award", "award_name", "rating"], orient="row")


def _sign_by(plan: Plan | None, grade: int) -> object:
    days = [
        duty.last_day
        for duty in (plan.duties if plan else ())
        if isinstance(duty.evidence, MeasureEvidence) and duty.evidence.measure == SIGNING and grade in duty.grades
    ]
    return max(days, default=None)


def _report_by(rulebook: Rulebook, units: Sequence[str], school_year: str, grade: int) -> object:
    cutoff = rulebook.cutoff(units, school_year, grade, supplementary=False)
    return cutoff.last_day if cutoff else None


def _duty_row(duty: Duty, actor: str) -> tuple[object, ...]:
    measured = duty.evidence if isinstance(duty.evidence, MeasureEvidence) else None
    return (
        duty.id,
        actor,
        duty.evidence.kind,
        measured.measure if measured else None,
        measured.threshold_percent if measured else None,
        min(duty.grades, default=None),
        max(duty.grades, default=None),
        duty.named_day,
        duty.last_day,
    )
