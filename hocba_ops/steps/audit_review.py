"""Review of the audit trail: what a paper says will be punished, looked for among who saw, did and was refused what.

Source: the press on the road map of Hồ Chí Minh City (role by role to each person; misuse is dealt with). It names no
figure: the thresholds are the software's, `watch` in access.toml. A finding is a question to somebody, no verdict.
"""

import polars as pl

from hocba_ops.steps.record import Question, Rows, Step
from hocba_ops.tables import Answer, Counted, Measure
from hocba_ops.tables.measures import measures
from hocba_ops.tables.review import findings

SUBJECT = "incident"
"""The column that tells who and when, and so keeps one incident of an account apart from the next."""


def answer(rows: Rows, question: Question) -> Answer:
    """A finding an incident, by time; accounts without any over those seen, and reads by a unit's own people over all.

    `rows["audit_review"]`: one row an incident, at the entry of the trail where it begins; no pupil is in it.
    """
    found = rows["audit_review"].filter(pl.col("code").is_in(list(question.rules)))
    told = found.with_columns(pl.format("{} · {} · #{}", "who", "moment", "n").alias(SUBJECT))
    return question.answered(
        STEP.name,
        measures=(
            *_measures(rows["audit_account"], "audit.unremarked", Counted.ACCOUNTS, question),
            *_measures(rows["audit_read"], "audit.own_reads", Counted.READS, question),
        ),
        findings=tuple(findings(told, question.rules, as_of=question.as_of, subject=SUBJECT, value="amount")),
        frames={
            "trail_findings": found.select(
                "code", "who", "moment", "amount", unit_id="school_code", trail_line=pl.format("#{}", "n")
            ),
            "trail_events": rows["audit_event"],
            "trail_days": rows["audit_day"],
            "trail_units": rows["audit_unit"],
        },
    )


def _measures(rows: pl.DataFrame, name: str, counted: Counted, question: Question) -> list[Measure]:
    """Schools first; the whole unit last, counted by itself, for an account may be seen at two schools."""
    whole = pl.col("school_code") == question.unit_id
    return measures(rows.sort(whole, maintain_order=True), name, counted=counted, as_of=question.as_of)


STEP = Step(
    name="audit_review",
    texts=(
        *("audit_burst", "audit_hours", "audit_shared", "audit_lock", "audit_review"),
        *("audit_account", "audit_read", "audit_day", "audit_event", "audit_unit"),
    ),
    needs=("school",),
    headline=("audit.unremarked", "audit.own_reads"),
    answer=answer,
    rules="HB-NK-",
)
