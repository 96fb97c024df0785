"""Readiness: does each school have the machines, people, certificates, rules and promises that the plan asks for.

Source: KH 290/KH-GDĐT, II.3 (điều kiện triển khai), III.2 and I.2 (không phát sinh chi phí; chuyển giao dữ liệu).
"""

from collections.abc import Mapping

import polars as pl

from hocba_ops.steps.readiness_forecast import forecast_findings, forecast_frames, forecast_measures
from hocba_ops.steps.readiness_inventory import inventory_findings, inventory_frame, inventory_measures
from hocba_ops.steps.record import Question, Rows, Step
from hocba_ops.tables import Answer, Counted, Finding, Measure
from hocba_ops.tables.measures import measures, with_totals
from hocba_ops.tables.review import findings, in_order

NOT_MET, NO_CERTIFICATE, EXPIRES, SEAL = "HB-SS-01", "HB-SS-02", "HB-SS-03", "HB-SS-04"
STRANGER, UNTRAINED, NO_HOMEROOM, NO_FORM = "HB-SS-05", "HB-SS-06", "HB-SS-07", "HB-SS-08"
NOT_PERMANENT = "HB-SS-14"
PASSING = ("hop_dong", "thinh_giang")
"""Kinds of contract under which nobody knows who pays for, issues and withdraws a certificate."""


def answer(rows: Rows, question: Question) -> Answer:
    """Schools that meet each requirement, staff equipped and trained, and what each school still lacks.

    `rows["readiness"]`: one row a primary school and yes/no requirement; `staff_state` and `readiness_seal`: one row a
    person and a school. A school that handed in no form is told so once, not once a requirement.
    """
    foreseen = forecast_frames(rows, question)
    found = [
        *_form_findings(rows, question),
        *_people_findings(rows, question),
        *inventory_findings(rows, question),
        *forecast_findings(foreseen["forecast"], question),
    ]
    parts = [
        *_item_measures(rows["readiness"], question),
        *_people_measures(rows, question),
        *inventory_measures(rows, question),
        *forecast_measures(foreseen["forecast"], question),
    ]
    return question.answered(
        STEP.name,
        measures=tuple(with_totals(parts, question.unit_id)),
        findings=in_order(found),
        frames=_frames(rows, question, found) | foreseen,
    )


def _item_measures(items: pl.DataFrame, question: Question) -> list[Measure]:
    one = items.with_columns(pl.lit(1).alias("denominator"))
    forms = one.unique("school_code").sort("school_code")
    asked = [
        (f"readiness.{requirement}", one.filter(pl.col("requirement") == requirement), "is_met")
        for requirement in items["requirement"].unique().sort()
    ]
    listed = [("readiness.form", forms, "has_form"), *asked]
    return [
        measure
        for name, frame, numerator in listed
        for measure in measures(
            frame, name, counted=Counted.SCHOOLS, as_of=question.as_of, numerator=numerator, latest="declared_on"
        )
    ]


def _people_measures(rows: Rows, question: Question) -> list[Measure]:
    seal = rows["readiness_seal"].with_columns(pl.lit(1).alias("denominator"))
    return [
        *measures(rows["staff_equipped"], "staff.equipped", counted=Counted.STAFF, as_of=question.as_of),
        *measures(
            rows["staff_trained"], "staff.trained", counted=Counted.STAFF, as_of=question.as_of, latest="latest_on"
        ),
        *measures(seal, "seal.equipped", counted=Counted.SCHOOLS, as_of=question.as_of, numerator="is_equipped"),
    ]


def _form_findings(rows: Rows, question: Question) -> list[Finding]:
    items = rows["readiness"]
    unmet = items.filter((pl.col("has_form") == 1) & (pl.col("is_met") == 0))
    absent = items.filter(pl.col("has_form") == 0).unique("school_code").sort("school_code")
    return [
        *_told(unmet.rename({"requirement": "item"}), NOT_MET, question, value="requirement_text"),
        *_told(absent.drop("requirement"), NO_FORM, question),
    ]


def _people_findings(rows: Rows, question: Question) -> list[Finding]:
    staff = rows["readiness_staff"]
    signers = staff.filter(pl.col("must_sign") == 1)
    expiring = signers.filter((pl.col("is_equipped") == 1) & (pl.col("is_usable_to_the_end") == 0)).with_columns(
        source_file="certificate_file", sheet="certificate_sheet", row_number="certificate_row"
    )
    lacking = signers.filter(pl.col("is_equipped") == 0)
    passing = pl.col("contract_kind").is_in(PASSING).fill_null(value=False) & pl.col("homeroom_class").is_not_null()
    return [
        *_told(lacking.filter(~passing), NO_CERTIFICATE, question, subject="staff_code"),
        *_told(lacking.filter(passing), NOT_PERMANENT, question, subject="staff_code"),
        *_told(expiring, EXPIRES, question, subject="staff_code"),
        *_told(staff.filter(pl.col("is_trained") == 0), UNTRAINED, question, subject="staff_code"),
        *_told(rows["readiness_seal"].filter(pl.col("is_equipped") == 0), SEAL, question),
        *_gaps(rows["readiness_gaps"], STRANGER, question, subject="staff_code"),
        *_gaps(rows["readiness_gaps"], NO_HOMEROOM, question, subject="class_name"),
    ]


def _gaps(rows: pl.DataFrame, code: str, question: Question, *, subject: str) -> list[Finding]:
    return findings(rows.filter(pl.col("code") == code), question.rules, as_of=question.as_of, subject=subject)


def _told(
    rows: pl.DataFrame, code: str, question: Question, *, subject: str = "pupil_code", value: str | None = None
) -> list[Finding]:
    coded = rows.with_columns(pl.lit(code).alias("code"))
    return findings(coded, question.rules, as_of=question.as_of, subject=subject, value=value)


def _frames(rows: Rows, question: Question, found: list[Finding]) -> dict[str, pl.DataFrame]:
    met = rows["readiness"].select("school_code", "requirement", "is_met")
    known = question.schools.filter(pl.col("is_known_school") == 1)
    schools = known.select("school_code", "school_name", "answers_to_name", "also_answers_to")
    return {
        "requirements": _by_requirement(met),
        "gaps": _gaps_by_school(found, schools),
        "inventory": inventory_frame(rows, schools),
        "answering": schools,
    }


def _gaps_by_school(found: list[Finding], schools: pl.DataFrame) -> pl.DataFrame:
    """One row a school and thing it lacks, with the office that answers for the school that day."""
    lacking = [(one.unit_id, one.code, one.value if one.code == NOT_MET else None) for one in found]
    schema = {"school_code": pl.String, "code": pl.String, "requirement_text": pl.String}
    counts = pl.DataFrame(lacking, schema=schema, orient="row").group_by(list(schema)).len("findings")
    whole = counts.with_columns(pl.col("findings").cast(pl.Int64))
    named = schools.select("school_code", "school_name", "answers_to_name").join(whole, on="school_code")
    return named.sort("school_code", "code", "requirement_text", nulls_last=True)


def _by_requirement(met: pl.DataFrame) -> pl.DataFrame:
    sums: Mapping[str, pl.Expr] = {
        "schools": pl.len().cast(pl.Int64),
        "met": pl.col("is_met").sum().cast(pl.Int64),
    }
    return met.group_by("requirement").agg(**sums).sort("requirement")


STEP = Step(
    name="readiness",
    texts=(
        "readiness",
        "readiness_staff",
        "readiness_seal",
        "readiness_gaps",
        "staff_equipped",
        "staff_trained",
        "readiness_certificate",
        "certificate_counts",
        "signing_load",
        "signing_left",
        "signing_pace",
        "signing_signer",
    ),
    needs=("staff", "readiness_item"),
    headline=("readiness.form", "staff.equipped", "seal.equipped", "staff.trained", "signing.in_time"),
    answer=answer,
    rules="HB-SS-",
)
