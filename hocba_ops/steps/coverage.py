"""Signature coverage: how many of the pupils who must have a học bạ have one that is created, signed, sealed, issued.

Source: KH 290/KH-GDĐT, II.3.3 and IV.3; the published figure of Hà Nội (97,6 % on 31/7/2024) is the same ratio.
"""

from datetime import date
from decimal import Decimal

import polars as pl

from hocba_ops.steps.record import Question, Rows, Step
from hocba_ops.tables import Answer, Counted, Measure
from hocba_ops.tables.measures import measures, with_totals

ISSUED = ("school_code", "holder_code", "office_then", "office_now")
"""What a row of the cards by the office of their day of issue hangs on."""
EXCLUSIONS = ("ngoai_pham_vi", "chuyen_di", "thoi_hoc", "trung_dong", "hoc_ba_giay")

LADDER = {
    "card.created": ("created", "created_latest"),
    "card.signed_homeroom": ("signed_homeroom", None),
    "card.signed_head": ("signed_head", None),
    "card.signed": ("signed", "signed_latest"),
    "card.signed_on_time": ("signed_on_time", None),
    "card.signed_late": ("signed_late", None),
    "card.sealed": ("sealed", None),
    "card.issued": ("issued", "issued_latest"),
    "card.issued_on_time": ("issued_on_time", None),
    "card.issued_late": ("issued_late", None),
    "card.sent": ("sent", None),
    "card.received": ("received", "received_latest"),
}
"""The rungs that a học bạ climbs, each with its numerator column and the column of its newest day."""

BY_SCHOOL = ("coverage_state", "coverage", "coverage_issued", "coverage_proved")
PUBLISHED_UNITS = {"staff.equipped": Counted.STAFF, "card.signed": Counted.PUPILS}


def answer(rows: Rows, question: Question) -> Answer:
    """Measures of every rung per school and grade, of signers equipped per school, and figures published elsewhere.

    `rows["coverage"]`: one row a school and grade, whole numbers. A school without expected pupils gives measures
    without a rate. Published figures keep their printed rate beside their counts.
    """
    ladder = [measure for name in LADDER for measure in _rung(rows["coverage"], name, question.as_of)]
    equipped = measures(rows["staff_equipped"], "staff.equipped", counted=Counted.STAFF, as_of=question.as_of)
    published = [_published(row) for row in rows["coverage_published"].iter_rows(named=True)]
    return question.answered(
        STEP.name,
        measures=(*with_totals([*ladder, *equipped], question.unit_id), *published),
        frames=_frames(rows, question.schools),
    )


def _rung(rows: pl.DataFrame, name: str, as_of: date) -> list[Measure]:
    numerator, latest = LADDER[name]
    return measures(
        rows,
        name,
        counted=Counted.PUPILS,
        as_of=as_of,
        numerator=numerator,
        denominator="expected",
        by=("grade",),
        latest=latest,
        excluded=EXCLUSIONS,
    )


def _published(row: dict[str, object]) -> Measure:
    rate = str(row["published_rate"] or "").replace(",", ".")
    return Measure(
        name=str(row["measure"]),
        unit_id=str(row["unit_id"]),
        as_of=row["figure_date"],  # type: ignore[arg-type]
        counted=PUBLISHED_UNITS.get(str(row["measure"]), Counted.PUPILS),
        numerator=row["numerator"],  # type: ignore[arg-type]
        denominator=row["denominator"],  # type: ignore[arg-type]
        group=(("published", str(row["document"])),),
        published_rate=Decimal(rate) if rate else None,
        note=str(row["note"] or ""),
    )


def _frames(rows: Rows, schools: pl.DataFrame) -> dict[str, pl.DataFrame]:
    counts = [column for column in rows["coverage"].columns if column not in ("school_code", "grade")]
    days = [column for column in counts if column.endswith("_latest")]
    whole = rows["coverage"].drop(days)
    per_school = whole.drop("grade").group_by("school_code").sum()
    named = schools.select("school_code", "school_name", "answers_to_name").join(per_school, on="school_code")
    proved = schools.select("school_code", "school_name").join(rows["coverage_proved"], on="school_code")
    return {
        "by_school": named.sort("school_code"),
        "by_grade": whole.drop("school_code").group_by("grade").sum().sort("grade"),
        "issued_under": rows["coverage_issued"].sort(ISSUED, nulls_last=True),
        "published": rows["coverage_published"].rename({"numerator_text": "published_text"}),
        **({"proved": proved.sort("school_code")} if proved.height else {}),
    }


STEP = Step(
    name="coverage",
    texts=(*BY_SCHOOL, "staff_equipped", "coverage_published"),
    by_school=BY_SCHOOL,
    passing=("coverage_state",),
    needs=("pupil", "published_figure"),
    headline=("card.signed", "card.issued", "card.signed_on_time", "staff.equipped"),
    answer=answer,
)
