"""How pupils are assessed: subjects, competences and qualities by grade, levels, year ratings and awards, as data.

Source: TT 27/2020/TT-BGDĐT for the primary level; each entry cites its article.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hocba_ops.domain.school_year import SchoolYear
from hocba_ops.rulebook.entry import Cited, Entry, Flag, Grade, SchoolYearText, Whole, Words
from hocba_ops.rulebook.faults import Faults
from hocba_ops.rulebook.files import DataFile, Located, entries, refuse_unknown

ItemKind = Literal["mon_hoc", "nang_luc", "pham_chat"]
KINDS: tuple[ItemKind, ...] = ("mon_hoc", "nang_luc", "pham_chat")
HEADS = ("document", *KINDS, "level", "rating", "award", "applies")


class Item(Cited):
    """A subject, competence or quality; `id` is its code in the tables.

    Ids repeat between kinds (`khoa_hoc` is a subject and a competence).
    """

    id: Words
    kind: ItemKind
    name: Words
    grades: tuple[Grade, ...]
    """Grades in which every pupil must have a level in it."""
    elective_grades: tuple[Grade, ...] = ()
    scored_grades: tuple[Grade, ...] = ()
    """Grades that have a periodic test at the end of the year."""
    group: Literal["", "chung", "dac_thu"] = ""
    note: str = ""


class Level(Cited):
    """A level that may be given for a kind of item; `rank` orders them, none: it is left out of the year rating."""

    id: Words
    kind: ItemKind
    code: Words
    name: Words
    rank: Whole | None = None


class Rating(Cited):
    """A year rating, and the least that every subject, every trait and every end-of-year test must reach for it."""

    id: Words
    name: Words
    rank: Whole
    subject_level: Words
    trait_level: Words
    lowest_score: Whole
    completes_grade: Flag


class Award(Cited):
    """A commendation at the end of the year, and the rating it needs."""

    id: Words
    name: Words
    rating: Words
    words: Words


class Applies(Cited):
    """From which school year on a grade is assessed by the circular."""

    id: Words
    grade: Grade
    first_school_year: SchoolYearText


class Assessment(Entry):
    """The assessment of one level of education."""

    items: tuple[Item, ...]
    levels: tuple[Level, ...]
    ratings: tuple[Rating, ...]
    awards: tuple[Award, ...]
    applies: tuple[Applies, ...] = ()

    def grades_of(self, school_year: str) -> tuple[int, ...]:
        """The grades that are assessed by the circular in a school year."""
        year = SchoolYear.parse(school_year)
        return tuple(sorted(one.grade for one in self.applies if SchoolYear.parse(one.first_school_year) <= year))

    def grade_items(self) -> tuple["GradeItem", ...]:
        """Every item of every grade, in the order of the file; electives are there and not required."""
        return tuple(
            GradeItem(grade, item.kind, item.id, item.name, grade in item.grades, grade in item.scored_grades)
            for item in self.items
            for grade in sorted({*item.grades, *item.elective_grades})
        )

    def level_rank(self, kind: ItemKind, code: str) -> int | None:
        """The rank of a level; None for one that is left out of the rating. Raises `KeyError` for an unknown level."""
        return {(level.kind, level.code): level.rank for level in self.levels}[kind, code]

    def rating_steps(self) -> tuple["RatingStep", ...]:
        """The ratings from the lowest to the highest, with ranks in place of levels."""
        return tuple(
            RatingStep(
                rating.id,
                rating.rank,
                self.level_rank("mon_hoc", rating.subject_level) or 0,
                self.level_rank("nang_luc", rating.trait_level) or 0,
                rating.lowest_score,
                rating.completes_grade,
            )
            for rating in sorted(self.ratings, key=lambda rating: rating.rank)
        )


@dataclass(frozen=True, slots=True)
class GradeItem:
    """An item in one grade: must every pupil have a level in it, and does it have an end-of-year test."""

    grade: int
    kind: str
    item: str
    name: str
    is_required: bool
    has_score: bool


@dataclass(frozen=True, slots=True)
class RatingStep:
    """A year rating as numbers: every rank and every score must be at least these."""

    rating: str
    rank: int
    subject_rank: int
    trait_rank: int
    lowest_score: int
    completes_grade: bool


@dataclass(frozen=True, slots=True)
class AssessmentEntries:
    """What the files `assessment/*.toml` hold, each entry with its place."""

    items: dict[ItemKind, list[Located[Item]]]
    levels: list[Located[Level]]
    ratings: list[Located[Rating]]
    awards: list[Located[Award]]
    applies: list[Located[Applies]]

    def assessment(self) -> Assessment:
        """The entries without their places."""
        return Assessment(
            items=tuple(located.entry for kind in KINDS for located in self.items[kind]),
            levels=tuple(located.entry for located in self.levels),
            ratings=tuple(located.entry for located in self.ratings),
            awards=tuple(located.entry for located in self.awards),
            applies=tuple(located.entry for located in self.applies),
        )


def read_assessment(files: Sequence[DataFile], faults: Faults) -> AssessmentEntries:
    """The four tables of the files `assessment/*.toml`."""
    for file in files:
        refuse_unknown(file, HEADS, faults)
    return AssessmentEntries(
        {
            kind: [
                entry for file in files for entry in entries(Item, file, faults, table=kind, inherited={"kind": kind})
            ]
            for kind in KINDS
        },
        [entry for file in files for entry in entries(Level, file, faults, table="level")],
        [entry for file in files for entry in entries(Rating, file, faults, table="rating")],
        [entry for file in files for entry in entries(Award, file, faults, table="award")],
        [entry for file in files for entry in entries(Applies, file, faults, table="applies")],
    )
