"""What identity data are held against: catalogues of words, ages by grade, and which units of address stood when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Annotated, Literal

from pydantic import Field, model_validator

from hocba_ops.rulebook.entry import Cited, Day, Entry, Grade, Whole, Words, refuse
from hocba_ops.rulebook.faults import Faults
from hocba_ops.rulebook.files import DataFile, Located, by_id, entries, refuse_unknown

Spellings = Annotated[tuple[Words, ...], Field(min_length=1)]
UnitLevel = Literal["province", "district", "commune"]
HEADS = ("catalogue", "age", "parent_age", "current_units", "old_units")


class Catalogue(Cited):
    """The codes that a column may hold, each with the spellings under which it is accepted."""

    id: Words
    terms: Mapping[str, Spellings]


class AgeSpan(Cited):
    """How old pupils of some grades are in the year in which the school year begins.

    `age` is that of the first of the grades; up to `earlier` years younger or `later` years older nobody is asked.
    """

    id: Words
    grades: Annotated[tuple[Grade, ...], Field(min_length=1)]
    age: Whole
    earlier: Whole
    later: Whole

    def born(self, grade: int, first_year: int) -> tuple[int, int]:
        """The first and the last year of birth that fit a grade in the school year that begins in a year."""
        usual = first_year - self.age - (grade - self.grades[0])
        return usual - self.later, usual + self.earlier


class ParentAge(Cited):
    """How old a parent is, at the least and at the most, in the year in which the child is born."""

    id: Words
    youngest: Whole
    oldest: Whole


class CurrentUnits(Cited):
    """Since when the units of the package `vietnam-provinces` stand, and how offices shorten names of provinces."""

    id: Words
    valid_from: Day
    spellings: Mapping[str, Spellings] = {}


class OldUnits(Cited):
    """Units that stood until a day. `units`: code → name, then the codes of those that they are part of today.

    `province`, `district`: the code of the unit they lay in; the list is complete within it. One code behind the name
    says what the unit is called now; several say that it was split.
    """

    id: Words
    level: UnitLevel
    province: str = ""
    district: str = ""
    valid_to: Day
    units: Mapping[str, Spellings]
    spellings: Mapping[str, Spellings] = {}

    @model_validator(mode="after")
    def _lies_somewhere(self) -> "OldUnits":
        if self.level != "province" and not self.province:
            raise refuse("unit_without_province")
        return self


class Identity(Entry):
    """Everything that identity data are held against. Catalogues by id: nationality, ethnicity, no_number_reason."""

    catalogues: Mapping[str, Catalogue]
    ages: tuple[AgeSpan, ...]
    parent_ages: tuple[ParentAge, ...]
    current_units: tuple[CurrentUnits, ...]
    old_units: tuple[OldUnits, ...]


@dataclass(frozen=True, slots=True)
class IdentityEntries:
    """The entries of the files with their places, before they are known to be sound."""

    catalogues: list[Located[Catalogue]]
    ages: list[Located[AgeSpan]]
    parent_ages: list[Located[ParentAge]]
    current_units: list[Located[CurrentUnits]]
    old_units: list[Located[OldUnits]]

    def cited(self) -> Sequence[Located[Cited]]:
        """Every entry that cites a paper."""
        return [*self.catalogues, *self.ages, *self.parent_ages, *self.current_units, *self.old_units]

    def identity(self, faults: Faults) -> Identity:
        """The entries without their places; an id that stands twice is noted."""
        return Identity(
            catalogues=by_id(self.catalogues, faults),
            ages=tuple(by_id(self.ages, faults).values()),
            parent_ages=tuple(by_id(self.parent_ages, faults).values()),
            current_units=tuple(by_id(self.current_units, faults).values()),
            old_units=tuple(by_id(self.old_units, faults).values()),
        )


def read_identity(files: Sequence[DataFile], faults: Faults) -> IdentityEntries:
    """The tables of the files `identity/*.toml`."""
    for file in files:
        refuse_unknown(file, HEADS, faults)
    return IdentityEntries(
        list(chain.from_iterable(entries(Catalogue, file, faults, table="catalogue") for file in files)),
        list(chain.from_iterable(entries(AgeSpan, file, faults, table="age") for file in files)),
        list(chain.from_iterable(entries(ParentAge, file, faults, table="parent_age") for file in files)),
        list(chain.from_iterable(entries(CurrentUnits, file, faults, table="current_units") for file in files)),
        list(chain.from_iterable(entries(OldUnits, file, faults, table="old_units") for file in files)),
    )
