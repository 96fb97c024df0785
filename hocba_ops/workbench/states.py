"""The state of every pupil's card as of a day, worked out once and kept: what large units are answered from.

Computing it anew is the reference, and gives the same rows. The rows of a school hang on its own rows of the tables
that the shape `pupil_state` reads, on its kind, on exemptions in force, and on schools that ended or took over.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

import polars as pl

from hocba_ops.domain.org_unit import UnitKind
from hocba_ops.domain.school_year import GRADES, Level
from hocba_ops.engine import Files, Shape, Source
from hocba_ops.rulebook.secondary_frames import kind_frame
from hocba_ops.store import Part, Relation, Snapshot, Snapshots, narrow
from hocba_ops.tables import TABLES
from hocba_ops.tables.frames import build_stored_schema
from hocba_ops.tables.schools import school_frame
from hocba_ops.tables.shapes import SHAPES
from hocba_ops.workbench.school_rows import read_relation
from hocba_ops.workbench.units import school_rows, unknown_codes

if TYPE_CHECKING:
    from hocba_ops.workbench.bench import Workbench

ROWS = files("hocba_ops.workbench").joinpath("pupil_state_rows.sql").read_text(encoding="utf-8")
KEPT = files("hocba_ops.workbench").joinpath("pupil_state_kept.sql").read_text(encoding="utf-8")
SHAPE, KEPT_ROWS = "pupil_state", "pupil_snapshot"
SHAPED = (SHAPE, "roster", "card_state", "pupil_moved")
"""The shape that is kept, and those that it is made of."""
BY_SCHOOL = ("pupil", "card", "receipt")
"""The tables of which a school's rows are read; the others are small and read whole."""
SMALL = ("exemption", "school_succession")
SCHOOLS_AT_ONCE = 400
"""Schools whose rows are worked out, and written, together."""
PRIMARY = GRADES[Level.TIEU_HOC]

Told = Callable[[int, int], None]
"""Called with how many schools are done and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What making a snapshot came to: the snapshot, and for how many schools rows were worked out or taken over."""

    snapshot: Snapshot
    computed: int
    taken_over: int


def kept_states(bench: "Workbench", day: date) -> Snapshot | None:
    """The snapshot of a day, where it was made of what the store and the rulebook hold now; else None."""
    found = Snapshots(bench.store.root).at(day)
    return found if found and found.parts and found.made_of == _made_of(bench, day) else None


def state_tables(snapshot: Snapshot, schools: Collection[str]) -> Mapping[str, Source]:
    """The tables that let texts read the kept rows of some schools instead of working them out."""
    relation = snapshot.relation(frozenset(schools))
    schema = pl.Schema(pl.read_parquet_schema(snapshot.path(snapshot.parts[0])))
    return {SHAPE: Shape(KEPT), KEPT_ROWS: Files(paths=relation.paths, keep=relation.keep, schema=schema)}


def is_large(bench: "Workbench", day: date) -> bool:
    """Whether there are so many schools that a load is worth keeping the state of the day."""
    schools = (unit for unit in bench.tree(day).units.values() if unit.kind == UnitKind.TRUONG)
    return sum(1 for _ in schools) > SCHOOLS_AT_ONCE


def take_states(bench: "Workbench", day: date, *, tell: Told = lambda _done, _all: None) -> Taken:
    """Make the snapshot of a day: only schools about which something is new are worked out again."""
    snapshots = Snapshots(bench.store.root)
    snapshots.folder.mkdir(exist_ok=True)
    made_of = _made_of(bench, day)
    with snapshots.in_use():
        states = States(bench, day)
        parts, changed = states.taken_over(snapshots.nearest(day))
        for done, schools in enumerate(_portions(changed)):
            tell(done * SCHOOLS_AT_ONCE, len(changed))
            parts.append(snapshots.write(states.rows(schools), {school: states.made[school] for school in schools}))
        snapshot = Snapshot(as_of=day, made_of=made_of, parts=tuple(parts), folder=snapshots.folder)
        snapshots.keep(snapshot)
    snapshots.sweep()
    return Taken(snapshot=snapshot, computed=len(changed), taken_over=len(states.made) - len(changed))


def differing_schools(bench: "Workbench", snapshot: Snapshot, *, tell: Told = lambda _done, _all: None) -> list[str]:
    """The schools whose kept rows are not those that the store gives when worked out anew: none, if all is well.

    A school whose part was altered or is gone differs too.
    """
    states, wrong = States(bench, snapshot.as_of), set(snapshot.altered())
    different = [school for part in snapshot.parts if part.key in wrong for school in part.schools]
    for done, part in enumerate(part for part in snapshot.parts if part.key not in wrong):
        tell(done, len(snapshot.parts))
        kept = pl.read_parquet(snapshot.path(part)).drop("batch_id").sort(pl.all())
        computed = states.rows(sorted(part.schools, key=states.place)).sort(pl.all())
        for school in part.schools:
            here = pl.col("school_code") == school
            if not kept.filter(here).equals(computed.filter(here)):
                different.append(school)
    return sorted(different)


@dataclass(frozen=True)
class States:
    """The state of the cards of every school of a store as of a day, to be worked out."""

    bench: "Workbench"
    day: date

    @cached_property
    def relations(self) -> Mapping[str, Relation]:
        """What the store holds of the tables that are read, from one look."""
        return self.bench.store.relations({name: TABLES[name] for name in (*BY_SCHOOL, *SMALL)}, as_of=self.day)

    @cached_property
    def schools(self) -> pl.DataFrame:
        """Every school that was ever listed and every code that only files use, by the office that answers for it."""
        tree = self.bench.tree(self.day)
        codes = [unit.id for unit in tree.units.values() if unit.kind == UnitKind.TRUONG]
        unknown = unknown_codes(self.relations["pupil"], tree)
        rows = school_frame(tree, codes, self.day, school_rows(self.bench.store, "school", self.day), unknown=unknown)
        return rows.sort("answers_to", "school_code", nulls_last=True)

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of each school: those of one office stand together."""
        return {school: place for place, school in enumerate(self.schools["school_code"])}

    def place(self, school: str) -> int:
        """The place of a school among all."""
        return self.order[school]

    @cached_property
    def changes(self) -> pl.DataFrame:
        """Which school ended by the day, and which took over."""
        rows = school_rows(self.bench.store, "school_succession", self.day)
        return rows.filter(pl.col("valid_from") <= self.day).select("school_code", "successor_code", "valid_from")

    @cached_property
    def moving(self) -> frozenset[str]:
        """The schools of these changes: pupils of one may stand in the list of another."""
        columns = (self.changes["school_code"], self.changes["successor_code"])
        return frozenset(code for column in columns for code in column if code)

    @cached_property
    def made(self) -> Mapping[str, str]:
        """By school, a name for everything that its rows are made from."""
        held = self._held()
        moved = [f"{school} {sorted(held[school])}" for school in sorted(self.moving)]
        together = _name([*moved, str(self.changes.sort(pl.all()).rows())])
        kinds = self.schools.select("school_code", "school_kind", "is_known_school").rows()
        general = [*(SHAPES[name] for name in SHAPED), str(kind_frame().rows()), str(PRIMARY)]
        base = _name(general)
        return {
            school: _name([base, str(kind), str(known), *sorted(held[school]), together * (school in self.moving)])
            for school, kind, known in kinds
        }

    def taken_over(self, older: Snapshot | None) -> tuple[list[Part], list[str]]:
        """The parts of an older snapshot as far as their rows still hold, and the schools to be worked out."""
        parts = [self._still(part) for part in older.parts] if older else []
        kept = [part for part in parts if part.schools and 2 * len(part.schools) >= part.held]
        known = {school for part in kept for school in part.schools}
        return kept, [school for school in self.schools["school_code"] if school not in known]

    def rows(self, schools: Sequence[str]) -> pl.DataFrame:
        """The rows of some schools, worked out."""
        return self.bench.engine.run(ROWS, self._tables(schools), self._parameters())

    def _still(self, part: Part) -> Part:
        schools = {school: made for school, made in part.schools.items() if self.made.get(school) == made}
        return replace(part, schools=schools)

    def _held(self) -> Mapping[str, list[str]]:
        """By school the batches with rows of it, and its exemptions in force."""
        held: dict[str, list[str]] = defaultdict(list)
        for name in BY_SCHOOL:
            for batch, school in _pairs(self.relations[name], name):
                held[school].append(f"{name} {batch}")
        day, exempt = self.day, read_relation(self.relations["exemption"], TABLES["exemption"])
        in_force = (pl.col("valid_from") <= day) & (pl.col("valid_to").is_null() | (pl.col("valid_to") >= day))
        for school, pupil in exempt.filter(in_force).select("school_code", "pupil_code").unique().rows():
            held[school].append(f"exemption {pupil}")
        return held

    def _tables(self, schools: Sequence[str]) -> Mapping[str, Source]:
        codes = {None, *schools, *self.moving}
        told = {name: narrow(self.relations[name], name, codes) for name in BY_SCHOOL}
        told |= {name: self.relations[name] for name in SMALL}
        told = {name: self.bench.store.fastest(name, one) for name, one in told.items()}
        stored = {name: build_stored_schema(TABLES[name]) for name in told}
        wanted = pl.DataFrame({"school_code": schools}, schema={"school_code": pl.String})
        return {
            **{name: Files(paths=one.paths, keep=one.keep, schema=stored[name]) for name, one in told.items()},
            **{name: Shape(SHAPES[name]) for name in SHAPED},
            "kind_grade": kind_frame(),
            "unit_school": self.schools.join(wanted, on="school_code", how="semi"),
        }

    def _parameters(self) -> Mapping[str, object]:
        return {"as_of": self.day, "first_grade": PRIMARY.start, "last_grade": PRIMARY.stop - 1}


def _made_of(bench: "Workbench", day: date) -> str:
    texts = [SHAPES[name] for name in SHAPED]
    return _name([bench.store.state(day), bench.rulebook.sha256, *texts])


def _pairs(relation: Relation, table: str) -> Iterator[tuple[str, str]]:
    if relation.keep is not None:
        yield from ((batch, school) for batch, school in relation.keep.rows() if school)
        return
    for batch in relation.batches:
        held = batch.table(table)
        yield from ((batch.batch_id, school) for school in (held.schools if held else ()) if school)


def _portions(schools: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, len(schools), SCHOOLS_AT_ONCE):
        yield schools[first : first + SCHOOLS_AT_ONCE]


def _name(parts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
