"""Reopening a lock for one school or grade: who may, for how long, under which decision; the lock itself stays."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.registry.reopening import Reopening, Reopenings
from hocba_ops.tables.changes import VIET_NAM
from hocba_ops.text import search_key
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.locked_rows import locked_frame
from hocba_ops.workbench.locking import locks_of
from hocba_ops.workbench.noting import Event, check_trail, note


def reopen(
    bench: Workbench,
    school: str,
    *,
    school_year: str,
    grade: int | None,
    said: Mapping[str, str],
    until: date,
    now: datetime,
) -> Path:
    """Write the exception; where it stands. `said`: decision, reason, by, second.

    `BadParameter` when nothing is locked there, a word is missing, both persons are one, or the last day is past.
    """
    check_trail(bench)
    today = now.astimezone(VIET_NAM).date()
    _check(said, until=until, today=today)
    _check_locked(bench, school, school_year=school_year, grade=grade)
    reopening = Reopening(
        school_code=school,
        school_year=school_year,
        grade=grade,
        decision=said["decision"].strip(),
        reason=said["reason"].strip(),
        opened_on=today.isoformat(),
        closes_on=until.isoformat(),
        by=said["by"].strip(),
        second=said["second"].strip(),
        made_at=now.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat(),
    )
    path = Reopenings(locks_of(bench).root).add(reopening)
    detail = f"{reopening.decision} · {reopening.second}"
    note(bench, Event.UNLOCKED, by=reopening.by, now=now, target="unlock", about_unit=school, detail=detail)
    return path


def _check(said: Mapping[str, str], *, until: date, today: date) -> None:
    for name, value in said.items():
        if not value.strip():
            raise BadParameter(name, value, ParameterProblem.EMPTY)
    if search_key(said["by"]) == search_key(said["second"]):
        raise BadParameter("second", said["second"], ParameterProblem.SAME_PERSON)
    if until < today:
        raise BadParameter("until", until.isoformat(), ParameterProblem.OVER)


def _check_locked(bench: Workbench, school: str, *, school_year: str, grade: int | None) -> None:
    held = locked_frame(locks_of(bench)).filter(
        pl.col("school_code") == school, pl.col("school_year") == school_year, grade is None or pl.col("grade") == grade
    )
    if held.is_empty():
        raise BadParameter("school", school, ParameterProblem.NOTHING_LOCKED)
