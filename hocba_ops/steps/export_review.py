"""Before the exchange: which cards can be sent to Sở and Bộ as the layout asks, and what holds the others back.

Source: the unofficial copy of the exchange layout (documents: cau-truc-trao-doi-2026); only locked cards go to the Bộ
(the plan of Hà Nội for 2023-2024).
"""

import polars as pl

from hocba_ops.steps.record import Question, Rows, Step
from hocba_ops.tables import Answer, Counted, Measure
from hocba_ops.tables.measures import measures, with_totals
from hocba_ops.tables.review import broken, findings, in_order

SCANS = ("export_review", "export_birth", "export_card", "export_ended", "export_received")
OF_SCHOOLS = "export_school"
VALUES = (
    "export_person",
    "export_primary",
    "export_secondary",
    "export_subject",
    "export_history",
    "export_primary_value",
    "export_secondary_value",
    "export_row_value",
)
"""The texts that gather every value of every card for the texts after them: a district has millions."""


def answer(rows: Rows, question: Question) -> Answer:
    """Per school and grade the cards ready over those issued and over those locked; a finding a broken rule.

    `rows["export_count"]`: issued, ready_so, locked, ready_bo. An error holds its card back, a query does not.
    """
    told = {name: broken(rows[name], question.rules) for name in (*SCANS, OF_SCHOOLS)}
    found = [one for name in SCANS for one in findings(_reasoned(told[name]), question.rules, as_of=question.as_of)]
    found += findings(told[OF_SCHOOLS], question.rules, as_of=question.as_of, subject="school_code")
    parts = [*_measures(rows, "ready_so", "issued", question), *_measures(rows, "ready_bo", "locked", question)]
    return question.answered(
        STEP.name,
        measures=tuple(with_totals(parts, question.unit_id)),
        findings=in_order(found),
        frames={"export_cards": _by_school(rows, question.schools), "export_fields": _fields(told["export_review"])},
    )


def _reasoned(told: pl.DataFrame) -> pl.DataFrame:
    """The subject or school year of a row of marks goes behind the message."""
    return told.with_columns(reason=pl.col("line")) if "line" in told.columns else told


def _measures(rows: Rows, numerator: str, denominator: str, question: Question) -> list[Measure]:
    return measures(
        rows["export_count"],
        f"export.{numerator}",
        counted=Counted.CARDS,
        as_of=question.as_of,
        numerator=numerator,
        denominator=denominator,
        by=("grade",),
    )


def _by_school(rows: Rows, schools: pl.DataFrame) -> pl.DataFrame:
    """Per school what is issued, locked, ready for each of the two, and held back."""
    counted = rows["export_count"].drop("grade").group_by("school_code").sum()
    held = counted.with_columns(held_back=pl.col("issued") - pl.col("ready_so"))
    named = schools.select("school_code", "school_name").join(held, on="school_code", maintain_order="left")
    return named.sort("school_code")


def _fields(told: pl.DataFrame) -> pl.DataFrame:
    """How many cards each field of the layout holds back, by what is wrong with it; a card is that of a school."""
    keys = ["code", "export_field"]
    cards = told.rename({"item": "export_field"}).select(*keys, "school_code", "card_id").unique()
    return cards.group_by(keys).agg(cards=pl.len().cast(pl.Int64)).sort(keys)


STEP = Step(
    name="export_review",
    texts=(
        "export_card",
        OF_SCHOOLS,
        *VALUES,
        "export_review",
        "export_birth",
        "export_ended",
        "export_received",
        "export_ready",
        "export_count",
    ),
    needs=("pupil", "card", "exchange_record"),
    headline=("export.ready_so", "export.ready_bo"),
    answer=answer,
    rules="HB-LT-",
    is_by_school=True,
    added=("export_fields",),
    passing=(*VALUES, "export_ready"),
)
