"""The road maps as tables that SQL texts read: what is foreseen for which grades of which school year."""

from collections.abc import Collection

import polars as pl

from hocba_ops.domain.school_year import GRADES, SchoolYear
from hocba_ops.rulebook.book import Rulebook

ENTRY = {
    "entry": pl.String,
    "place": pl.Int64,
    "unit_id": pl.String,
    "school_year": pl.String,
    "roadmap_act": pl.String,
    "grades": pl.String,
    "last_day": pl.Date,
    "planned_pupils": pl.Int64,
    "reached_words": pl.String,
    "words": pl.String,
    "document": pl.String,
    "confidence": pl.String,
    "note": pl.String,
}


def roadmap_frames(rulebook: Rulebook, units: Collection[str]) -> dict[str, pl.DataFrame]:
    """`roadmap_entry`, `roadmap_grade` and `grade_level` for the road maps of some units.

    `last_day`: the sources name a school year and no day; its last day is our reading, and reports say so.
    """
    found = [one for one in rulebook.roadmap.values() if one.unit in units]
    entries = [
        (
            one.id,
            place,
            one.unit,
            one.school_year,
            one.act,
            ", ".join(str(grade) for grade in one.grades),
            SchoolYear.parse(one.school_year).end,
            one.pupils,
            one.reached or None,
            one.words,
            one.document,
            rulebook.confidence(one).value,
            one.note or None,
        )
        for place, one in enumerate(sorted(found, key=lambda one: (one.school_year, one.id)))
    ]
    grades = [(one.id, grade) for one in found for grade in one.grades]
    levels = [(grade, level.value) for level, of_level in GRADES.items() for grade in of_level]
    return {
        "roadmap_entry": pl.DataFrame(entries, schema=ENTRY, orient="row"),
        "roadmap_grade": pl.DataFrame(grades, schema={"entry": pl.String, "grade": pl.Int64}, orient="row"),
        "grade_level": pl.DataFrame(levels, schema={"grade": pl.Int64, "level": pl.String}, orient="row"),
    }
