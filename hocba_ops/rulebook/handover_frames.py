"""By when each of the three hand-overs is in time: issued by the school, received by the Sở, accepted by the ministry.

Pupils assessed again in summer have days of their own. No day in the frame: no paper names one, or none is known here.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import polars as pl

from hocba_ops.rulebook.book import Rulebook
from hocba_ops.rulebook.cutoffs import Sender
from hocba_ops.rulebook.frames import deadline_frame

SCHEMA = {
    "grade": pl.Int64,
    "is_supplementary": pl.Int64,
    "issue_by": pl.Date,
    "receive_by": pl.Date,
    "accept_by": pl.Date,
}


def handover_frame(rulebook: Rulebook, units: Sequence[str], school_year: str, grades: Sequence[int]) -> pl.DataFrame:
    """Two rows a grade: the last days for pupils assessed in time, and for those assessed again in summer.

    The plan's day for issuing is not for the latter: their result is not there yet, and no paper names another day.
    """
    sign_by = dict(deadline_frame(rulebook, units, school_year, grades).select("grade", "sign_by").rows())

    def last_day(grade: int, *, supplementary: bool, sender: Sender) -> date | None:
        found = rulebook.cutoff(units, school_year, grade, supplementary=supplementary, sender=sender)
        return found.last_day if found else None

    rows = [
        (
            grade,
            int(again),
            None if again else sign_by[grade],
            last_day(grade, supplementary=again, sender="school"),
            last_day(grade, supplementary=again, sender="so_gddt"),
        )
        for grade in grades
        for again in (False, True)
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def handover_notes(rulebook: Rulebook, units: Sequence[str], school_year: str, grades: Sequence[int]) -> Iterator[str]:
    """What the papers say where they name no day, each sentence once."""
    asked: list[tuple[bool, Sender]] = [(False, "school"), (True, "school"), (False, "so_gddt"), (True, "so_gddt")]
    found = (
        rulebook.cutoff(units, school_year, grade, supplementary=again, sender=sender)
        for again, sender in asked
        for grade in grades
    )
    yield from dict.fromkeys(cutoff.note for cutoff in found if cutoff and cutoff.note)
