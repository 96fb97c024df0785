"""The findings that the schools and the register of a part must give."""

from collections.abc import Iterator
from datetime import date, timedelta

import polars as pl

from hocba_ops.rehearsal.cards import staff_code
from hocba_ops.rehearsal.faults import CARDS
from hocba_ops.rehearsal.ground import figures
from hocba_ops.rehearsal.parts import Part
from hocba_ops.rehearsal.staff import FIRST_CLASS, STRANGER, UNMET

DAY = timedelta(days=1)
OF_PEOPLE = {"HB-SS-02": "certificate", "HB-SS-06": "training", "HB-SS-14": "certificate"}
"""Faults of the teacher meant, and the field that a finding names."""
OF_SCHOOLS = {"HB-SS-01": UNMET, "HB-SS-04": "trust_root", "HB-SS-08": "form"}
"""Faults of the school as a whole."""


def key_of_cards(part: Part) -> Iterator[pl.DataFrame]:
    """Faults of the register and the receipts, from the day on which the school is done."""
    days = part.ground.days
    done = part.people.filter(pl.col("fault").is_in(list(CARDS)) & (pl.col("complete_day") < len(days)))
    stranger = pl.format("81{}", pl.col("pupil_code").str.slice(2))
    fields = {name: one.field for name, one in CARDS.items()}
    yield done.select(
        "school_code",
        code="fault",
        subject=pl.when(pl.col("fault") == "HB-DC-03").then(stranger).otherwise("pupil_code"),
        field=pl.col("fault").replace_strict(fields, return_dtype=pl.String),
        from_on=pl.lit(pl.Series(days)).gather("complete_day"),
    )


def key_of_schools(part: Part) -> Iterator[pl.DataFrame]:
    """Faults of staff, certificates and forms, and of the school that hands in its results late."""
    days = part.ground.days
    meant = part.staff.filter(pl.col("is_meant"))
    for code, field in OF_PEOPLE.items():
        yield _told(meant, code, field, days[0], subject=pl.col("staff_code"))
    yield from _ending(part, meant.filter(pl.col("school_fault") == "HB-SS-03"))
    for code, field in OF_SCHOOLS.items():
        yield _told(part.schools, code, field, days[0])
    stranger = staff_code(pl.col("school") * 100 + STRANGER)
    yield _told(part.schools, "HB-SS-05", "holder_code", days[0], subject=stranger)
    yield _told(part.schools, "HB-SS-07", "homeroom_class", days[0], subject=pl.lit(FIRST_CLASS))
    late = part.schools.filter(pl.col("result_day") == 1).with_columns(school_fault=pl.lit("HB-KQ-14"))
    yield _told(late, "HB-KQ-14", "result", days[0]).with_columns(to_on=pl.lit(days[1] - DAY))


def _told(rows: pl.DataFrame, code: str, field: str, first: date, *, subject: pl.Expr | None = None) -> pl.DataFrame:
    about = pl.lit(None, pl.String) if subject is None else subject
    return rows.filter(pl.col("school_fault") == code).select(
        "school_code", code=pl.lit(code), subject=about, field=pl.lit(field), from_on=pl.lit(first)
    )


def _ending(part: Part, people: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """A certificate that ends before the last day of signing, where there is one; afterwards none is left."""
    end, first = figures()["certificates"]["early_end"], part.ground.days[0]
    over = people.with_columns(school_fault=pl.lit("HB-SS-02"))
    if part.lists.deadlines["sign_by"].is_not_null().any():
        before = _told(people, "HB-SS-03", "certificate", first, subject=pl.col("staff_code"))
        yield before.with_columns(to_on=pl.lit(end))
    yield _told(over, "HB-SS-02", "certificate", end + DAY, subject=pl.col("staff_code"))
