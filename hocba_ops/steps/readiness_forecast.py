"""The signing-capacity forecast of readiness: which day each school will be done, and who cannot be counted on.

Source: KH 290/KH-GDĐT, IV.3.1 and IV.3.2 (last days to sign and issue). Paces are measured in the registers; where
there are too few days of signing, the rulebook's own, which no paper confirms.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import polars as pl

from hocba_ops.domain.identity import mask
from hocba_ops.rulebook.calendar import count_working_days
from hocba_ops.steps.record import Question, Rows
from hocba_ops.steps.signing_forecast import (
    HEAD,
    HOMEROOM,
    ROLES,
    SEAL,
    Band,
    Part,
    band_of,
    outlook,
    paces_of,
    parts_of,
    runs_out,
    signers_of,
)
from hocba_ops.tables import Counted, Finding, Measure
from hocba_ops.tables.measures import measures
from hocba_ops.tables.review import findings

LATE = "HB-SS-15"
IN_TIME = "signing.in_time"
WITHIN, DOUBTFUL = ("xong", "kip"), ("sat_han", "khong_kip")
FORECAST = {
    "school_code": pl.String(),
    "school_name": pl.String(),
    "first_grade": pl.Int64(),
    "last_grade": pl.Int64(),
    "sign_by": pl.Date(),
    "left_homeroom": pl.Int64(),
    "left_head": pl.Int64(),
    "left_seal": pl.Int64(),
    "signers_missing": pl.Int64(),
    "pace_homeroom": pl.String(),
    "pace_head": pl.String(),
    "pace_source": pl.String(),
    "working_days": pl.Int64(),
    "finish_early": pl.Date(),
    "finish_late": pl.Date(),
    "outlook": pl.String(),
}
"""One row a school and last day. `signers_missing`: of those with work left, how many cannot sign today."""
RUNNING_OUT = {
    "school_code": pl.String(),
    "school_name": pl.String(),
    "signing_role": pl.String(),
    "class_name": pl.String(),
    "signer": pl.String(),
    "signatures_left": pl.Int64(),
    "usable_to": pl.Date(),
    "finish_late": pl.Date(),
    "sign_by": pl.Date(),
    "runs_out": pl.String(),
}
"""One row a signer who cannot be counted on; `signer`: the masked staff code."""


class Due(NamedTuple):
    """The work of a school that is due on one day: what of it is left, and its grades."""

    school_code: str
    school_name: str
    sign_by: date
    first_grade: int
    last_grade: int
    parts: tuple[Part, ...]


def forecast_frames(rows: Rows, question: Question) -> dict[str, pl.DataFrame]:
    """`forecast` and `running_out`, by school and last day."""
    listed = list(_listed(rows, question))
    foreseen = [_foreseen(due, rows, question.as_of) for due in listed]
    lacking = [row for due in listed for row in _lacking(due, rows, question.as_of)]
    return {
        "forecast": pl.DataFrame(foreseen, schema=FORECAST, orient="row"),
        "running_out": pl.DataFrame(lacking, schema=RUNNING_OUT, orient="row"),
    }


def forecast_measures(forecast: pl.DataFrame, question: Question) -> list[Measure]:
    """Schools that will be done in time even at their lower pace, of those with a last day still to come."""
    coming = forecast.filter(pl.col("sign_by") >= question.as_of)
    in_time = pl.col("outlook").is_in(WITHIN).all().cast(pl.Int64)
    schools = coming.group_by("school_code").agg(in_time.alias("numerator")).sort("school_code")
    one = schools.with_columns(pl.lit(1, dtype=pl.Int64).alias("denominator"))
    return measures(one, IN_TIME, counted=Counted.SCHOOLS, as_of=question.as_of)


def forecast_findings(forecast: pl.DataFrame, question: Question) -> list[Finding]:
    """Schools whose late edge lies beyond a last day that is still to come."""
    if LATE not in question.rules:
        return []
    late = forecast.filter(pl.col("outlook").is_in(DOUBTFUL)).with_columns(
        code=pl.lit(LATE),
        said=pl.col("finish_early").dt.strftime("%d/%m/%Y") + "–" + pl.col("finish_late").dt.strftime("%d/%m/%Y"),
        grades=pl.col("first_grade").cast(pl.String) + "–" + pl.col("last_grade").cast(pl.String),
        source_file=pl.lit(None, dtype=pl.String),
        sheet=pl.lit(None, dtype=pl.String),
        row_number=pl.lit(None, dtype=pl.Int64),
    )
    return findings(late, question.rules, as_of=question.as_of, subject="grades", value="said")


def _listed(rows: Rows, question: Question) -> Iterator[Due]:
    names = dict(question.schools.select("school_code", "school_name").rows())
    parts = parts_of(rows["signing_left"])
    days = (
        rows["signing_left"]
        .group_by("school_code", "sign_by")
        .agg(pl.col("first_grade").min(), pl.col("last_grade").max())
    )
    for school, sign_by, first, last in days.sort("school_code", "sign_by").iter_rows():
        yield Due(school, names[school], sign_by, first, last, tuple(parts[school]))


def _foreseen(due: Due, rows: Rows, as_of: date) -> tuple[object, ...]:
    paces = paces_of(rows["signing_pace"])[due.school_code]
    band = band_of(due.parts, paces, sign_by=due.sign_by, as_of=as_of)
    left = {role: sum(part.left for part in _own(due) if part.role == role) for role in ROLES}
    observed = sum(paces[role].is_observed for role in ROLES)
    return (
        due.school_code,
        due.school_name,
        due.first_grade,
        due.last_grade,
        due.sign_by,
        *(left[role] for role in (HOMEROOM, HEAD, SEAL)),
        _missing(due, rows),
        *(f"{paces[role].low}–{paces[role].usual}–{paces[role].high}" for role in (HOMEROOM, HEAD)),
        "quan_sat" if observed == len(ROLES) else "mot_phan" if observed else "bo_quy_dinh",
        count_working_days(as_of, due.sign_by),
        band.early,
        band.late,
        _outlook(left, band, due.sign_by, as_of),
    )


def _outlook(left: dict[str, int], band: Band, sign_by: date, as_of: date) -> str:
    return outlook(sum(left.values()), band, sign_by=sign_by, as_of=as_of)


def _own(due: Due) -> Sequence[Part]:
    return [part for part in due.parts if part.sign_by == due.sign_by]


def _missing(due: Due, rows: Rows) -> int:
    signers = signers_of(rows["signing_signer"])
    waiting = [signers.get((due.school_code, part.role, part.class_name)) for part in _own(due) if part.left]
    return sum(signer is None or not signer["is_equipped"] for signer in waiting)


def _lacking(due: Due, rows: Rows, as_of: date) -> Iterator[tuple[object, ...]]:
    """Signers of a school who cannot be counted on for what is due on a day."""
    paces, signers = paces_of(rows["signing_pace"])[due.school_code], signers_of(rows["signing_signer"])
    for part in _own(due):
        signer = signers.get((due.school_code, part.role, part.class_name))
        why = runs_out(part, paces[part.role], signer, as_of=as_of)
        if why:
            alone = band_of([part], paces, sign_by=part.sign_by, as_of=as_of)
            masked = mask(str(signer["staff_code"])) if signer and signer["staff_code"] else None
            until = signer["usable_to"] if signer else None
            told = (part.role, part.class_name, masked, part.left, until, alone.late, part.sign_by, why)
            yield (due.school_code, due.school_name, *told)
