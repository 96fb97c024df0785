"""How pupils of grades 6-12 are assessed: subjects, coefficients, levels, conduct, awards, promotion, as data.

Source: TT 22/2021/TT-BGDĐT; each entry cites its article and says how sure it is. TT 43/2021 (GDTX) has a slot only.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Literal

from hocba_ops.domain.school_year import SchoolYear
from hocba_ops.rulebook.entry import Cited, Flag, Grade, SchoolYearText, Whole, Words
from hocba_ops.rulebook.faults import Faults
from hocba_ops.rulebook.files import DataFile, Located, M, entries, refuse_unknown

Term = Literal["hk1", "hk2", "ca_nam", "sau_he"]
Standing = Literal["tot", "kha", "dat", "chua_dat"]
SCHEME = "scheme"
"""The table by which a file of this kind is told from one of the primary level."""


class Named(Cited):
    """An entry of this file with its id."""

    id: Words


class Scheme(Named):
    """A circular by which pupils of some kinds of school are assessed; `is_applied` false: nobody computes by it."""

    name: Words
    school_kinds: tuple[Words, ...]
    is_applied: Flag
    note: Words


class Applies(Named):
    """From which school year on a grade is assessed by the circular."""

    grade: Grade
    first_school_year: SchoolYearText


class TermName(Named):
    """A term; `weight`: how often its average counts in that of the year."""

    id: Term
    name: Words
    weight: Whole | None = None


class Mark(Named):
    """A kind of mark; `weight`: how often it counts in the average of the term; `fewest`: how many there must be."""

    name: Words
    weight: Whole | None = None
    fewest: Whole | None = None
    note: str = ""


class TestCount(Named):
    """How many regular marks a subject of so many periods a year must have in a term."""

    most_periods: Whole | None = None
    fewest_tx: Whole


class Subject(Named):
    """A subject: grades in which every pupil has it, and grades in which it may be chosen."""

    name: Words
    grades: tuple[Grade, ...]
    elective_grades: tuple[Grade, ...] = ()
    note: str = ""


class CommentOnly(Named):
    """A subject that is judged by comments alone in some grades: Đạt or Chưa đạt."""

    grades: tuple[Grade, ...]


class CommentYear(Named):
    """Of which term a comment-only subject takes its level of the year."""

    term: Term
    note: str = ""


class Learning(Named):
    """A level of learning; scores are whole tenths. `comment_failures` none: any number of them."""

    id: Standing
    name: Words
    rank: Whole
    comment_failures: Whole | None = None
    every_tenths: Whole
    many_tenths: Whole
    many_count: Whole
    may_be_raised_from: Flag


class Adjustment(Named):
    """Article 9.3: a level that fell by so many because of so many subjects goes up by one."""

    subjects: Whole
    fall: Whole
    raise_by: Whole


class Reading(Named):
    """A way to read article 9.3 where its words leave two."""

    name: Words
    comment_subject_counts: Flag
    is_taken_as_met: Flag
    words: Words


class Fewest(Named):
    """The least number of scored subjects without which there is no level."""

    count: Whole


class Conduct(Named):
    """The conduct of the year from that of the terms; `other`: what a second reading gives."""

    hk1: Standing
    hk2: Standing
    ca_nam: Standing
    other: Standing | None = None
    note: str = ""


class SecondaryAward(Named):
    """A commendation of the year: levels that it needs, and so many scored subjects of at least so many tenths."""

    name: Words
    rank: Whole
    learning: Standing
    conduct: Standing
    many_tenths: Whole
    many_count: Whole


class Promotion(Named):
    """What a pupil needs to go up a grade; at the end of some grades a level of education is completed instead."""

    learning: Standing
    conduct: Standing
    most_absences: Whole
    completing_grades: tuple[Grade, ...]


class Retest(Named):
    """Who is assessed again after the summer, and in which scored subjects."""

    learning: Standing
    conduct: Standing
    below_tenths: Whole
    note: str


@dataclass(frozen=True, slots=True)
class SecondaryEntries:
    """What the files of the secondary level hold, each entry with its place."""

    scheme: list[Located[Scheme]]
    applies: list[Located[Applies]]
    term: list[Located[TermName]]
    mark: list[Located[Mark]]
    test_count: list[Located[TestCount]]
    subject: list[Located[Subject]]
    comment_only: list[Located[CommentOnly]]
    comment_year: list[Located[CommentYear]]
    learning: list[Located[Learning]]
    adjustment: list[Located[Adjustment]]
    reading: list[Located[Reading]]
    fewest: list[Located[Fewest]]
    conduct: list[Located[Conduct]]
    award: list[Located[SecondaryAward]]
    promotion: list[Located[Promotion]]
    retest: list[Located[Retest]]

    def cited(self) -> list[Sequence[Located[Cited]]]:
        """Every table of entries."""
        return [getattr(self, field.name) for field in fields(self)]

    def secondary(self) -> "Secondary":
        """The entries without their places."""
        return Secondary(
            **{field.name: tuple(one.entry for one in getattr(self, field.name)) for field in fields(self)}
        )


@dataclass(frozen=True, slots=True)
class Secondary:
    """The assessment of grades 6-12, table by table, in the order of the files."""

    scheme: tuple[Scheme, ...]
    applies: tuple[Applies, ...]
    term: tuple[TermName, ...]
    mark: tuple[Mark, ...]
    test_count: tuple[TestCount, ...]
    subject: tuple[Subject, ...]
    comment_only: tuple[CommentOnly, ...]
    comment_year: tuple[CommentYear, ...]
    learning: tuple[Learning, ...]
    adjustment: tuple[Adjustment, ...]
    reading: tuple[Reading, ...]
    fewest: tuple[Fewest, ...]
    conduct: tuple[Conduct, ...]
    award: tuple[SecondaryAward, ...]
    promotion: tuple[Promotion, ...]
    retest: tuple[Retest, ...]

    def grades_of(self, school_year: str) -> tuple[int, ...]:
        """The grades that are assessed by an applied circular in a school year."""
        year = SchoolYear.parse(school_year)
        begun = [one.grade for one in self.applies if SchoolYear.parse(one.first_school_year) <= year]
        return tuple(sorted(set(begun)))

    def comment_grades(self, subject: str) -> frozenset[int]:
        """The grades in which a subject is judged by comments alone."""
        return frozenset(grade for one in self.comment_only if one.id == subject for grade in one.grades)

    def item_names(self) -> dict[str, str]:
        """The words of what a finding points at: a subject, a subject in a term, a mark of it (`toan.hk1.gk`)."""
        names = {subject.id: subject.name for subject in self.subject}
        for subject in self.subject:
            for term in self.term:
                names[f"{subject.id}.{term.id}"] = f"{subject.name}, {term.name}"
                names |= {
                    f"{subject.id}.{term.id}.{mark.id}": f"{subject.name}, {mark.name} {term.name}"
                    for mark in self.mark
                }
        return names

    def notes_for(self, school_kinds: Sequence[str | None]) -> tuple[str, ...]:
        """What a report says of circulars that nobody computes by, for the kinds of school it is about."""
        return tuple(one.note for one in self.scheme if not one.is_applied and {*one.school_kinds} & {*school_kinds})


def is_secondary(file: DataFile) -> bool:
    """Whether a file of `assessment/` is one of the secondary level."""
    return SCHEME in file.values


def read_secondary(files: Sequence[DataFile], faults: Faults) -> SecondaryEntries:
    """The tables of the files `assessment/*.toml` that name a scheme."""
    heads = ("document", *(field.name for field in fields(SecondaryEntries)))
    for file in files:
        refuse_unknown(file, heads, faults)

    def all_of(model: type[M], table: str) -> list[Located[M]]:
        return [one for file in files for one in entries(model, file, faults, table=table)]

    return SecondaryEntries(
        scheme=all_of(Scheme, SCHEME),
        applies=all_of(Applies, "applies"),
        term=all_of(TermName, "term"),
        mark=all_of(Mark, "mark"),
        test_count=all_of(TestCount, "test_count"),
        subject=all_of(Subject, "subject"),
        comment_only=all_of(CommentOnly, "comment_only"),
        comment_year=all_of(CommentYear, "comment_year"),
        learning=all_of(Learning, "learning"),
        adjustment=all_of(Adjustment, "adjustment"),
        reading=all_of(Reading, "reading"),
        fewest=all_of(Fewest, "fewest"),
        conduct=all_of(Conduct, "conduct"),
        award=all_of(SecondaryAward, "award"),
        promotion=all_of(Promotion, "promotion"),
        retest=all_of(Retest, "retest"),
    )
