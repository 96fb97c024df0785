"""The assessment of grades 6-12 as tables that SQL texts read; levels of learning and conduct share their words."""

from collections.abc import Mapping

import polars as pl

from hocba_ops.domain.school_year import GRADES, Level
from hocba_ops.rulebook.secondary import Secondary

KIND_LEVELS: Mapping[str, tuple[Level, ...]] = {
    "tieu_hoc": (Level.TIEU_HOC,),
    "thcs": (Level.THCS,),
    "thpt": (Level.THPT,),
    "lien_cap": (Level.TIEU_HOC, Level.THCS, Level.THPT),
}
"""The levels of education that a kind of school teaches; a GDTX centre is none of them."""


def kind_frame() -> pl.DataFrame:
    """One row a kind of school and grade that belongs to it; `is_primary` tells the two circulars apart."""
    rows = [
        (kind, grade, int(level is Level.TIEU_HOC))
        for kind, levels in KIND_LEVELS.items()
        for level in levels
        for grade in GRADES[level]
    ]
    schema = {"school_kind": pl.String, "grade": pl.Int64, "is_primary": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def secondary_frames(secondary: Secondary, school_year: str) -> dict[str, pl.DataFrame]:
    """Every table of TT 22/2021 for a school year; grades that it does not reach yet have no row."""
    grades = secondary.grades_of(school_year)
    return {
        "kind_grade": kind_frame(),
        "secondary_subject": _subjects(secondary, grades),
        "secondary_term": _terms(secondary),
        "secondary_mark": _marks(secondary),
        "learning_level": _levels(secondary),
        "learning_limit": _limits(secondary),
        "conduct_year": _conduct(secondary),
        "secondary_award": _awards(secondary),
    }


def _subjects(secondary: Secondary, grades: tuple[int, ...]) -> pl.DataFrame:
    """One row a grade and subject: must every pupil have it, is it judged by comments alone."""
    rows = [
        (grade, one.id, int(grade in one.grades), int(grade in secondary.comment_grades(one.id)))
        for one in secondary.subject
        for grade in sorted({*one.grades, *one.elective_grades})
        if grade in grades
    ]
    schema = {"grade": pl.Int64, "subject": pl.String, "is_required": pl.Int64, "is_comment": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _terms(secondary: Secondary) -> pl.DataFrame:
    """One row a term: its words, its weight in the year, and whether comments of the year are taken from it."""
    comment = {one.term for one in secondary.comment_year}
    rows = [(one.id, one.name, one.weight, int(one.id in comment)) for one in secondary.term]
    schema = {"term": pl.String, "term_name": pl.String, "weight": pl.Int64, "is_comment_year": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _marks(secondary: Secondary) -> pl.DataFrame:
    """One row a kind of mark that counts in the average of a term: its words, its weight, how many there must be."""
    rows = [(one.id, one.name, one.weight, one.fewest) for one in secondary.mark if one.weight]
    schema = {"kind": pl.String, "mark_name": pl.String, "weight": pl.Int64, "fewest": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _levels(secondary: Secondary) -> pl.DataFrame:
    """One row a level: its words and rank, and the bars of article 9.2 in whole tenths."""
    rows = [
        (
            one.id,
            one.name,
            one.rank,
            one.comment_failures,
            one.every_tenths,
            one.many_tenths,
            one.many_count,
            int(one.may_be_raised_from),
        )
        for one in secondary.learning
    ]
    schema = {
        "level": pl.String,
        "level_name": pl.String,
        "level_rank": pl.Int64,
        "comment_failures": pl.Int64,
        "every_tenths": pl.Int64,
        "many_tenths": pl.Int64,
        "many_count": pl.Int64,
        "may_be_raised_from": pl.Int64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _limits(secondary: Secondary) -> pl.DataFrame:
    """One row: the numbers of articles 9.3, 12 and 14, and the fewest scored subjects."""
    rank = {one.id: one.rank for one in secondary.learning}
    limits = {
        "subjects": [one.subjects for one in secondary.adjustment],
        "fall": [one.fall for one in secondary.adjustment],
        "raise_by": [one.raise_by for one in secondary.adjustment],
        "fewest_scored": [one.count for one in secondary.fewest],
        "promoted_learning": [rank[one.learning] for one in secondary.promotion],
        "promoted_conduct": [rank[one.conduct] for one in secondary.promotion],
        "most_absences": [one.most_absences for one in secondary.promotion],
        "first_completing": [min(one.completing_grades) for one in secondary.promotion],
        "second_completing": [max(one.completing_grades) for one in secondary.promotion],
        "retest_learning": [rank[one.learning] for one in secondary.retest],
        "retest_conduct": [rank[one.conduct] for one in secondary.retest],
        "retest_below": [one.below_tenths for one in secondary.retest],
    }
    return pl.DataFrame(limits, schema=dict.fromkeys(limits, pl.Int64))


def _conduct(secondary: Secondary) -> pl.DataFrame:
    """One row a pair of terms: the conduct of the year, and what a second reading gives (else the same)."""
    rows = [(one.hk1, one.hk2, one.ca_nam, one.other or one.ca_nam) for one in secondary.conduct]
    return pl.DataFrame(rows, schema=["hk1", "hk2", "ca_nam", "other"], orient="row")


def _awards(secondary: Secondary) -> pl.DataFrame:
    """One row an award: the levels and the scores that it needs."""
    rows = [
        (one.id, one.name, one.rank, one.learning, one.conduct, one.many_tenths, one.many_count)
        for one in secondary.award
    ]
    schema = {
        "award": pl.String,
        "award_name": pl.String,
        "award_rank": pl.Int64,
        "learning": pl.String,
        "conduct": pl.String,
        "many_tenths": pl.Int64,
        "many_count": pl.Int64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")
