"""Handover: cards of the last grade returned to the schools that took the pupils in, and cards of pupils who moved.

Source: KH 290/KH-GDĐT, IV.3.1 (the city returns the học bạ to the receiving schools by the result of enrolment).
"""

from collections.abc import Sequence

import polars as pl

from hocba_ops.steps.record import Question, Rows, Step
from hocba_ops.tables import Answer, Counted, Finding, Measure
from hocba_ops.tables.measures import measures, with_totals
from hocba_ops.tables.review import broken, findings, in_order

CLASSES = (
    "da_nhan",
    "tra_muon",
    "da_tra_chua_nhan",
    "chua_tra",
    "so_chua_co",
    "chua_ro_noi_hoc",
    "tra_nham_truong",
    "tra_hai_noi",
    "tra_khong_nhap_hoc",
    "noi_dung_khac",
    "phien_ban_cu",
    "tra_truoc_chot",
    "trung",
    "thua",
    "ngoai_dia_ban",
    "o_lai_lop",
    "khong_nhap_hoc",
)
"""Where a card can stand, from taken in time to not to be returned at all."""
NOT_DUE = ("trung", "thua", "ngoai_dia_ban", "o_lai_lop", "khong_nhap_hoc")
"""Classes of which no return is expected: of two cards one, of nobody, of who left, repeats or goes to no school."""
RECEIVING = ("da_nhan", "da_tra_chua_nhan", "tra_nham_truong", "chua_tra", "khong_co_hoc_ba", "ngoai_kho")
"""Where the card of a pupil stands for the school that took the pupil in."""
MOVED = ("truong_moi_lap", "truong_cu_lap", "truong_cu_lap_sau", "hai_truong_lap", "chua_truong_nao_lap")
"""Which school issued the card of a pupil who moved in the year."""
SENDING = "gui"


def answer(rows: Rows, question: Question) -> Answer:
    """Per school the share of each class over its cards of the last grade; findings; the lists of both sides in counts.

    `rows["handover"]`: one row a card with its class, so the classes add up to the cards by construction.
    """
    sent = rows["handover"].filter(pl.col("side") == SENDING)
    counted = _counted(sent, "handover_class", CLASSES, total="cards", by=["school_code", "grade"])
    parts = [
        *(measure for name in CLASSES for measure in _class_measures(counted, name, question)),
        *_due_measures(sent, question),
        *_taken_in(rows["handover_receiving"], question),
        *_moved_measures(rows["handover_moved"], question),
    ]
    return question.answered(
        STEP.name,
        measures=tuple(with_totals(parts, question.unit_id)),
        findings=in_order(_findings(rows, question)),
        frames=_frames(counted, rows, question.schools),
    )


def _counted(rows: pl.DataFrame, column: str, classes: Sequence[str], *, total: str, by: list[str]) -> pl.DataFrame:
    """One row a key of `by`: how many rows there are, and how many of each class."""
    flags = [(pl.col(column) == name).cast(pl.Int64).sum().alias(name) for name in classes]
    return rows.group_by(by).agg(pl.len().cast(pl.Int64).alias(total), *flags).sort(pl.all())


def _class_measures(counted: pl.DataFrame, name: str, question: Question) -> list[Measure]:
    return measures(
        counted,
        f"handover.{name}",
        counted=Counted.CARDS,
        as_of=question.as_of,
        numerator=name,
        denominator="cards",
        by=("grade",),
    )


def _due_measures(sent: pl.DataFrame, question: Question) -> list[Measure]:
    """Cards returned and cards taken, over those that are to be returned; what is not is left out with its reason."""
    is_due = ~pl.col("handover_class").is_in(list(NOT_DUE))
    sums = [(is_due & (pl.col(flag) == 1)).cast(pl.Int64).sum().alias(flag) for flag in ("is_returned", "is_taken")]
    left_out = [(pl.col("handover_class") == name).cast(pl.Int64).sum().alias(name) for name in NOT_DUE]
    rows = sent.group_by("school_code", "grade").agg(is_due.cast(pl.Int64).sum().alias("due"), *sums, *left_out)
    return [
        measure
        for name, flag in (("handover.returned", "is_returned"), ("handover.taken", "is_taken"))
        for measure in measures(
            rows.sort("school_code", "grade"),
            name,
            counted=Counted.CARDS,
            as_of=question.as_of,
            numerator=flag,
            denominator="due",
            by=("grade",),
            excluded=NOT_DUE,
        )
    ]


def _taken_in(receiving: pl.DataFrame, question: Question) -> list[Measure]:
    """Of the pupils whom a school of the unit took in, and whose card the store can know, those whose card it has."""
    known = receiving.filter((pl.col("is_inside") == 1) & (pl.col("receiving_class") != "ngoai_kho"))
    rows = _counted(known, "receiving_class", RECEIVING, total="pupils", by=["school_code"])
    return measures(
        rows,
        "handover.taken_in",
        counted=Counted.PUPILS,
        as_of=question.as_of,
        numerator="da_nhan",
        denominator="pupils",
    )


def _moved_measures(moved: pl.DataFrame, question: Question) -> list[Measure]:
    """Of the pupils who moved between schools of the store, those with exactly one issued card, at the right school."""
    rows = _counted(moved, "moved_class", MOVED, total="moved", by=["school_code", "grade"]).with_columns(
        settled=pl.col("truong_moi_lap") + pl.col("truong_cu_lap")
    )
    return measures(
        rows,
        "handover.moved_settled",
        counted=Counted.PUPILS,
        as_of=question.as_of,
        numerator="settled",
        denominator="moved",
        by=("grade",),
    )


def _findings(rows: Rows, question: Question) -> list[Finding]:
    at_fault = (
        broken(rows["handover"], question.rules),
        rows["handover_extra"],
        broken(rows["handover_moved"], question.rules),
    )
    return [one for frame in at_fault for one in findings(frame, question.rules, as_of=question.as_of)]


def _frames(counted: pl.DataFrame, rows: Rows, schools: pl.DataFrame) -> dict[str, pl.DataFrame]:
    named = schools.select("school_code", "school_name")
    received = _counted(
        rows["handover_receiving"], "receiving_class", RECEIVING, total="pupils", by=["school_code", "school_name"]
    )
    moved = _counted(rows["handover_moved"], "moved_class", MOVED, total="moved", by=["school_code"])
    per_school = counted.drop("grade").group_by("school_code").sum()
    return {
        "handover_classes": named.join(per_school, on="school_code").sort("school_code"),
        "handover_receiving": received.with_columns(pl.col("school_name").fill_null(pl.col("school_code"))),
        "handover_moved": named.join(moved, on="school_code").sort("school_code"),
    }


STEP = Step(
    name="handover",
    texts=(
        "handover_enrolled",
        "handover_card",
        "handover",
        "handover_extra",
        "handover_receiving",
        "handover_moved",
    ),
    needs=("card_return", "enrolment"),
    headline=("handover.returned", "handover.taken"),
    answer=answer,
    rules="HB-BG-",
)
