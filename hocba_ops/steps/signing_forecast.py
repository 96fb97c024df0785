"""When a school will have signed what it still has to sign: a band of days, from counts and paces, by whole numbers.

A teacher signs the own class, beside the other teachers; head and seal sign what is due first, one card after another.
Early edge: everybody at the higher pace, all at once. Late edge: at the lower pace, the head after the teachers, the
seal after the head. A pace is signatures a working day; the day of the data itself is over.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from hocba_ops.rulebook.calendar import add_working_days

HOMEROOM, HEAD, SEAL = "gvcn", "hieu_truong", "con_dau"
ROLES = (HOMEROOM, HEAD, SEAL)
"""The stages of signing, in their order."""
FARTHEST = 1000
"""Working days beyond which nobody foresees anything: a finish farther away is told as this far."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Signatures a working day: seldom fewer than `low`, as a rule `usual`, seldom more than `high`; all at least 1."""

    low: int
    usual: int
    high: int
    is_observed: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What one signer has left: which role, of which class (of none: the whole school), by when, how many."""

    role: str
    class_name: str | None
    sign_by: date
    left: int


@dataclass(frozen=True, slots=True)
class Band:
    """The first and the last day on which the work may be done; the day asked about when nothing is left."""

    early: date
    late: date


def days_needed(left: int, a_day: int) -> int:
    """Working days for so many signatures, the last one perhaps not full.

    >>> days_needed(0, 30), days_needed(30, 30), days_needed(31, 30)
    (0, 1, 2)
    """
    return -(-left // max(1, a_day))


def finish_after(day: date, working_days: int) -> date:
    """The day on which so many working days after a day are over; the day itself for none."""
    return add_working_days(day, min(working_days, FARTHEST))


def queue(parts: Iterable[Part], sign_by: date) -> Sequence[Part]:
    """What is signed before the work due on a day is done: teachers the own class, head and seal all due by then."""
    due = [part for part in parts if part.sign_by <= sign_by]
    whole = [Part(role, None, sign_by, sum(part.left for part in due if part.role == role)) for role in (HEAD, SEAL)]
    return [*(part for part in due if part.role == HOMEROOM and part.sign_by == sign_by), *whole]


def band_of(parts: Iterable[Part], paces: Mapping[str, Pace], *, sign_by: date, as_of: date) -> Band:
    """When what a school has to sign by a day may be signed; `parts` are all that it has left, whenever due."""
    listed = list(parts)
    if not any(part.left for part in listed if part.sign_by == sign_by):
        return Band(as_of, as_of)
    waiting = queue(listed, sign_by)
    early = max((days_needed(part.left, paces[part.role].high) for part in waiting), default=0)
    late = sum(
        max((days_needed(part.left, paces[role].low) for part in waiting if part.role == role), default=0)
        for role in ROLES
    )
    return Band(finish_after(as_of, early), finish_after(as_of, late))


def outlook(left: int, band: Band, *, sign_by: date, as_of: date) -> str:
    """How the band stands to the last day: xong | qua_han | kip | sat_han | khong_kip."""
    if left == 0:
        return "xong"
    if sign_by < as_of:
        return "qua_han"
    if band.late <= sign_by:
        return "kip"
    return "sat_han" if band.early <= sign_by else "khong_kip"


def runs_out(part: Part, pace: Pace, signer: Mapping[str, object] | None, *, as_of: date) -> str | None:
    """Why a signer cannot be counted on for a part of the work, or None.

    khong_co_nguoi: nobody is named · khong_chung_thu: no certificate in force · het_truoc_khi_xong: it ends before the
    part is done at the lower pace · het_truoc_han: it lasts for the work, but not up to the last day.
    """
    if part.left == 0:
        return None
    if signer is None:
        return "khong_co_nguoi"
    until = signer["usable_to"]
    if not signer["is_equipped"] or not isinstance(until, date):
        return "khong_chung_thu"
    if until < finish_after(as_of, days_needed(part.left, pace.low)):
        return "het_truoc_khi_xong"
    return "het_truoc_han" if until < part.sign_by else None


def paces_of(rows: pl.DataFrame) -> Mapping[str, Mapping[str, Pace]]:
    """The pace of each role by school, from the rows of `signing_pace`."""
    found: dict[str, dict[str, Pace]] = {}
    for row in rows.iter_rows(named=True):
        pace = Pace(row["low"], row["usual"], row["high"], is_observed=row["is_observed"] == 1)
        found.setdefault(row["school_code"], {})[row["role"]] = pace
    return found


def signers_of(rows: pl.DataFrame) -> Mapping[tuple[str, str, str | None], Mapping[str, object]]:
    """Who signs for a school, a role and a class, from the rows of `signing_signer`."""
    return {(row["school_code"], row["role"], row["class_name"]): row for row in rows.iter_rows(named=True)}


def parts_of(rows: pl.DataFrame) -> Mapping[str, Sequence[Part]]:
    """What each school has left, from the rows of `signing_left`."""
    found: dict[str, list[Part]] = {}
    for row in rows.iter_rows(named=True):
        part = Part(row["role"], row["class_name"], row["sign_by"], row["signatures_left"])
        found.setdefault(row["school_code"], []).append(part)
    return found
