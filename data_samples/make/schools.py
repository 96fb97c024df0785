"""The eighteen schools, and how far each of them gets in the year."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data_samples.make.words import WORDS

PAPER = 13
"""The school that is still on paper."""
PRIVATE = 17
CENTRE = 18
RE_EXPORTED = (2, 6, 11)
"""Schools that mend their results and export them again on 30/6."""
RE_LISTED = (12,)
"""Schools that export their pupil list again in August, with the addresses of after the reorganisation."""
NO_FORM = 11
LATE_FORM = 8
LONG_LEVELS = 14
"""The school whose results say HTT, HT, CHT instead of T, H, C."""
EARLY_CREATED = (12, 15, 17)
"""Schools whose cards of all grades were created by 24/5."""
WITHOUT_SUPPLEMENTARY = (9, 12, 15, 17)
"""Schools without a pupil of grades 1-4 who must be assessed again."""
SUPPLEMENTARY_TOP = (3, 6, 10, 11, 14)
"""Schools with such pupils in grade 5."""

WITHOUT_TEACHER = ((2, "3B"), (5, "1A"), (14, "4C"), (8, "2D"))
"""HB-SS-07: classes whose homeroom teacher is not marked in the list of the staff."""


@dataclass(frozen=True)
class School:
    """A school of the invented district. `size` is how many pupils a class has, at least and at most."""

    number: int
    name: str
    vendor: str
    ward: str
    ownership: str
    kind: str
    classes: int
    size: tuple[int, int]

    @property
    def code(self) -> str:
        """The school's code of eight digits."""
        return f"797604{self.number:02d}"

    @property
    def old_code(self) -> str:
        """The older code of five digits."""
        return f"760{self.number:02d}"

    @property
    def is_primary(self) -> bool:
        """False for the continuing-education centre."""
        return self.kind == "Tiểu học"

    def class_names(self, grade: int) -> list[str]:
        """Names of the classes of a grade: 5A, 5B, …"""
        return [f"{grade}{letter}" for letter in "ABCDEF"[: self.classes]]


def _school(entry: Mapping[str, Any]) -> School:
    low, high = entry.get("class_size", (34, 40))
    return School(
        number=entry["number"],
        name=entry["name"],
        vendor=entry["vendor"],
        ward=entry["ward"],
        ownership=entry.get("ownership", "Công lập"),
        kind=entry.get("kind", "Tiểu học"),
        classes=entry["classes"],
        size=(low, high),
    )


SCHOOLS = tuple(_school(entry) for entry in WORDS["school"])
SCHOOL = {school.number: school for school in SCHOOLS}
BY_CODE = {school.code: school for school in SCHOOLS}
PRIMARY_SCHOOLS = tuple(school for school in SCHOOLS if school.is_primary)
WARDS = tuple(dict.fromkeys(school.ward for school in PRIMARY_SCHOOLS))
