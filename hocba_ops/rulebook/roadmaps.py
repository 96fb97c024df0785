"""Which grades of which place take up học bạ số in which school year, and the roles that people have in it."""

from typing import Annotated, Literal

from pydantic import Field

from hocba_ops.rulebook.entry import Cited, Grade, SchoolYearText, Whole, Words


class RoadmapStep(Cited):
    """What a road map foresees for a school year: `thi_diem` pilot, `trien_khai` rollout, `so_hoa` of old books."""

    id: Words
    unit: Words
    school_year: SchoolYearText
    act: Literal["thi_diem", "trien_khai", "so_hoa"]
    grades: Annotated[tuple[Grade, ...], Field(min_length=1)]
    pupils: Whole | None = None
    """As many pupils as the source foresees."""
    reached: str = ""
    """What another source says was reached, in its own words: it is often a round number and is not counted with."""
    words: Words
    note: str = ""


class Role(Cited):
    """A role by which access to học bạ data is given."""

    id: Words
    label: Words
