"""The files of a ground, part by part: which frames are handed in as of which day, made when they are asked for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from hocba_ops.rehearsal.cards import build_cards, build_receipts
from hocba_ops.rehearsal.ground import Ground, figures
from hocba_ops.rehearsal.listing import build_list, build_mended_list
from hocba_ops.rehearsal.pupils import build_people
from hocba_ops.rehearsal.results import build_cells, build_rows, graded
from hocba_ops.rehearsal.schools import school_tables
from hocba_ops.rehearsal.staff import build_certificates, build_forms, build_staff, build_trainings
from hocba_ops.tables import TABLES
from hocba_ops.tables.frames import build_schema

SHEET = "Sheet1"
Frames = Mapping[str, pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Handed:
    """One file that comes in: its kind, its day, its name, and what makes its rows; without a row it is not handed in.

    The same ground gives the same name to the same rows.
    """

    family: str
    as_of: date
    name: str
    build: Callable[[], Frames]

    def tables(self) -> dict[str, pl.DataFrame]:
        """The rows as the declared tables have them; nothing where no school hands in this file."""
        frames = {table: shape(frame, table, self.name) for table, frame in self.build().items()}
        return frames if any(frame.height for frame in frames.values()) else {}


@dataclass(frozen=True)
class Lists:
    """What the rulebook gives to a ground: requirements of the form, items of the assessment, last days by grade."""

    requirements: pl.DataFrame
    items: pl.DataFrame
    deadlines: pl.DataFrame


@dataclass(frozen=True)
class Part:
    """Some schools of a ground, or the pupils from one place to before another where schools are cut."""

    ground: Ground
    number: int
    schools: pl.DataFrame
    first: int
    last: int
    lists: Lists

    @cached_property
    def people(self) -> pl.DataFrame:
        """The pupils of the part; made once."""
        return build_people(self.ground, self.schools, self.first, self.last)

    @cached_property
    def staff(self) -> pl.DataFrame:
        """The staff of the part; made once."""
        return build_staff(self.schools)

    def handed(self) -> Iterator[Handed]:
        """The files of the part, day by day."""
        days, people, lists = self.ground.days, self.people, self.lists
        yield self._file("staff_export", days[0], lambda: {"staff": self.staff})
        yield self._file(
            "certificate_inventory",
            days[0],
            lambda: {"certificate": build_certificates(self.schools, self.staff)},
        )
        yield self._file("training_list", days[0], lambda: {"training": build_trainings(self.ground, self.staff)})
        yield self._file(
            "readiness_form",
            days[0],
            lambda: {"readiness_item": build_forms(self.ground, self.schools, lists.requirements)},
        )
        yield self._file("pupil_export", days[0], lambda: {"pupil": build_list(people)})
        mended_on = days[figures()["mended_on"]]
        yield self._file("pupil_export", mended_on, lambda: {"pupil": build_mended_list(people)})
        yield self.results(0)
        yield self.results(1)
        for number in range(len(days)):
            yield self.cards(number)
            yield self.receipts(number)

    def results(self, number: int) -> Handed:
        """The results that come in on the day of that number."""
        return self._file("result_export", self.ground.days[number], lambda: self._results(number))

    def cards(self, number: int) -> Handed:
        """The register of those schools that hand it in on the day of that number."""
        built = lambda: {"card": build_cards(self.ground, self.people, number)}  # noqa: E731
        return self._file("card_register_wide", self.ground.days[number], built)

    def receipts(self, number: int) -> Handed:
        """What the Sở answered by the day of that number to those schools."""
        built = lambda: {"receipt": build_receipts(self.ground, self.people, number)}  # noqa: E731
        return self._file("receipt_register", self.ground.days[number], built)

    def list(self) -> Handed:
        """The pupil list as it is first handed in."""
        return self._file("pupil_export", self.ground.days[0], lambda: {"pupil": build_list(self.people)})

    def _results(self, number: int) -> Frames:
        pupils = graded(self.people.filter(pl.col("result_day") == number))
        return {"result": build_rows(pupils), "result_item": build_cells(pupils, self.lists.items)}

    def _file(self, family: str, day: date, build: Callable[[], Frames]) -> Handed:
        return Handed(family, day, f"tap-duot-{family}-{day:%Y%m%d}-{self.number:05}.xlsx", build)


def school_list(ground: Ground, schools: pl.DataFrame) -> Handed:
    """The list of all schools, handed in before everything else."""
    day = ground.days[0]
    return Handed("school_list", day, f"tap-duot-school_list-{day:%Y%m%d}.xlsx", lambda: school_tables(ground, schools))


def cut_parts(ground: Ground, schools: pl.DataFrame, lists: Lists) -> Iterator[Part]:
    """The parts of a ground in order: whole schools up to some number of pupils; cut anywhere where schools may be."""
    if ground.is_cut:
        for number, first in enumerate(range(0, ground.pupils, ground.part)):
            last = min(first + ground.part, ground.pupils)
            held = schools.filter((pl.col("start") < last) & (pl.col("end") > first))
            yield Part(ground, number, held, first, last, lists)
        return
    numbered = schools.with_columns(part=pl.col("start") // ground.part)
    for number, (_, held) in enumerate(numbered.group_by("part", maintain_order=True)):
        first, last = held["start"][0], held["end"][-1]
        yield Part(ground, number, held.drop("part"), first, last, lists)


def shape(frame: pl.DataFrame, table: str, name: str) -> pl.DataFrame:
    """Rows as the declared table has them; columns left out are empty, rows without a number are numbered."""
    schema = build_schema(TABLES[table])
    placed = frame.with_columns(source_file=pl.lit(name), sheet=pl.lit(SHEET))
    if "row_number" not in placed.columns:
        placed = placed.with_row_index("row_number", offset=2)
    missing = [pl.lit(None).alias(column) for column in schema if column not in placed.columns]
    return placed.with_columns(missing).select(schema.names()).cast(schema)
