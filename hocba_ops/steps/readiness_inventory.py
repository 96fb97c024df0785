"""The certificate inventory of readiness: what is known of each school's certificates, and what is wrong with them.

Source: TT 15/2025/TT-BKHCN (keys), KH 290/KH-GDĐT, II.3.3.3 (one signature a teacher); levels that no paper names are
data of the rulebook, marked as unconfirmed.
"""

import polars as pl

from hocba_ops.steps.record import Question, Rows
from hocba_ops.tables import Counted, Finding, Measure
from hocba_ops.tables.measures import measures
from hocba_ops.tables.review import findings

MANY_SIGNATURES, MANY_CLASSES, SHOWN = "HB-SS-12", "HB-SS-13", "certificate.shown"


def inventory_findings(rows: Rows, question: Question) -> list[Finding]:
    """What is wrong with certificates, and certificates that serve more than the rulebook finds usual."""
    load = rows["signing_load"].with_columns(serial_key=pl.col("used_key"))
    parts = (
        rows["readiness_certificate"],
        load.filter(pl.col("signs_many") == 1).with_columns(code=pl.lit(MANY_SIGNATURES), said=_text("signatures")),
        load.filter(pl.col("serves_many_classes") == 1).with_columns(code=pl.lit(MANY_CLASSES), said=_text("classes")),
    )
    return [
        one
        for part in parts
        for one in findings(
            part.filter(pl.col("code").is_in(list(question.rules))),
            question.rules,
            as_of=question.as_of,
            subject="staff_code",
            value="said",
        )
    ]


def inventory_measures(rows: Rows, question: Question) -> list[Measure]:
    """Signers whose certificate was itself seen, of those whom a certificate lets sign today."""
    signers = rows["readiness_staff"].filter(pl.col("must_sign") == 1)
    sums = signers.group_by("school_code").agg(
        pl.col("is_equipped").sum().cast(pl.Int64).alias("denominator"),
        (pl.col("is_equipped") * pl.col("is_shown")).sum().cast(pl.Int64).alias("numerator"),
    )
    return measures(sums.sort("school_code"), SHOWN, counted=Counted.STAFF, as_of=question.as_of)


def inventory_frame(rows: Rows, schools: pl.DataFrame) -> pl.DataFrame:
    """One row a school: certificates known, in force, ending within the signing window, and how each is known."""
    named = schools.select("school_code", "school_name")
    return named.join(rows["certificate_counts"], on="school_code").sort("school_code")


def _text(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.String)
