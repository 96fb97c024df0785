"""The scope of a person: which units they may ask about, and of which rows and columns they see how much.

Made once from the role, the tree of units and the school's own lists; every read goes through `rows_within` and
`columns_within`. What is not named is not seen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from hocba_ops.access.masks import mask
from hocba_ops.access.person import LOCAL, MACHINE, Person
from hocba_ops.domain.org_unit import UnitKind, UnitTree
from hocba_ops.errors import OutOfScope, ScopeProblem
from hocba_ops.rulebook.access import AccessRules, Power, Viewer
from hocba_ops.rulebook.acts import Holder
from hocba_ops.tables import TABLES
from hocba_ops.text import class_key

AT_WORK = "dang_lam"
GONE = ("chuyen_di", "thoi_hoc")
ORIGIN = ("source_file", "sheet", "row_number")
PLACES = ("school_code", "unit_id", "actor_id")
"""The column by which a row belongs to a school or office: the first of these that its table has."""
SUBJECTS = {"score": "subject", "result_item": "item"}
"""The tables of which a row is about one subject, and the column that names it."""

ClassOf = tuple[str, str]
"""A class: school code and `class_key` of its name."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of a school that say who teaches whom, as known on the day: tables staff, pupil and teaching."""

    staff: pl.DataFrame
    pupil: pl.DataFrame
    teaching: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Scope:
    """What a person may see. `classes` None: every class of the schools; `subjects` None: every subject.

    `schools`: those that the unit answers for on the professional line; a centre that answers to it on another line is
    listed in its figures and its rows are not theirs.

    `pupils`: the class of each pupil in the person's classes, by school and pupil code.
    """

    person: Person
    viewer: Viewer
    rules: AccessRules
    schools: frozenset[str]
    units: frozenset[str]
    classes: frozenset[ClassOf] | None = None
    subjects: frozenset[tuple[str, str, str]] | None = None
    pupils: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def is_narrow(self) -> bool:
        """Whether it ends at some classes of a school, so that figures have to be counted for it anew."""
        return self.classes is not None

    def may(self, power: Power) -> bool:
        """Whether the role has a power."""
        return power in self.viewer.may

    def covers(self, unit: str, tree: UnitTree, day: date) -> bool:
        """Whether figures of a unit as of a day are theirs: their own unit, or one whose schools all are.

        Never those of an office above theirs, even where no other school of it is known here.
        """
        if unit == self.person.unit or unit in self.units:
            return True
        if unit in _above(tree, self.person.unit):
            return False
        theirs = set(tree.schools_under(unit, day))
        return bool(theirs) and theirs <= self.schools

    def answers(self, step: str) -> bool:
        """Whether the role is told the figures of a step."""
        return "*" in self.viewer.steps or step in self.viewer.steps

    def sees(self, table: str) -> bool:
        """Whether the role sees rows of a table at all."""
        return self.may("rows") and table in self.rules.tables_of(self.viewer)


def scope_of(
    person: Person, *, rules: AccessRules, holders: Mapping[str, Holder], tree: UnitTree, day: date, lists: Lists
) -> Scope:
    """The scope of a person on a day (today, not the day that figures are asked for).

    `lists` are those of the person's school; empty ones for an office. `OutOfScope` for a role that is unknown, a unit
    that has ended, or a role of a school whose list of staff does not have the person at work in a position for it.
    """
    viewer = rules.viewers.get(person.role)
    if viewer is None or person.unit not in tree.units or not _stands(person, tree, day):
        raise OutOfScope(person.name, ScopeProblem.NO_ROLE)
    is_school = tree.unit(person.unit).kind == UnitKind.TRUONG
    if is_school == (viewer.reach in ("office", "figures")):
        raise OutOfScope(person.name, ScopeProblem.NO_ROLE)
    if viewer.reach == "figures":
        return Scope(person, viewer, rules, frozenset(), frozenset())
    schools = frozenset(tree.schools_under(person.unit, _standing_day(person, tree, day)))
    units = frozenset({person.unit, *schools, *_offices(tree, person.unit, day)})
    if is_school and not _is_at_office(person):
        _refuse_strangers(person, holders, lists.staff)
    if viewer.reach == "own_class":
        return _of_classes(Scope(person, viewer, rules, schools, units), lists, _homeroom(person, lists.staff))
    if viewer.reach == "own_subject":
        return _of_subjects(Scope(person, viewer, rules, schools, units), lists)
    return Scope(person, viewer, rules, schools, units)


def rows_within(scope: Scope, table: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of a table that are theirs: all or none of a row, in the order given."""
    if not scope.sees(table):
        return rows.clear()
    place = next((column for column in PLACES if column in rows.columns), None)
    if place is None:
        return rows.clear()
    theirs = scope.schools if place == "school_code" else scope.schools | scope.units
    kept = rows.filter(pl.col(place).is_in(sorted(theirs)))
    return of_own_pupils(scope, table, kept) if scope.classes is not None else kept


def is_of_pupils(table: str) -> bool:
    """Whether the rows of a declared table each name a pupil."""
    return "pupil_code" in TABLES[table].column_names


def of_own_pupils(scope: Scope, table: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Only rows that name a pupil of the person's classes; where a row is about a subject, only of one of theirs."""
    if "pupil_code" not in rows.columns:
        return rows.clear()
    subject = SUBJECTS.get(table)
    if table == "result_item" and scope.subjects is not None:
        rows = rows.filter(pl.col("kind") == "mon_hoc")
    names = ("school_code", "pupil_code", *([subject] if subject else []))
    keep = [_is_theirs(scope, *values) for values in rows.select(names).iter_rows()]
    return rows.filter(pl.Series(keep, dtype=pl.Boolean))


def columns_within(scope: Scope, table: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The columns of a table that they see: plain, masked, or not at all; where a row was read stays with it."""
    columns = []
    for name in rows.columns:
        group = scope.rules.group_of(table, name)
        if name in ORIGIN or group in scope.viewer.shows:
            columns.append(rows[name])
        elif group in scope.viewer.masks:
            columns.append(pl.Series(name, [mask(value, group) for value in rows[name]], dtype=pl.String))
    return pl.DataFrame(columns)


def _stands(person: Person, tree: UnitTree, day: date) -> bool:
    """A grant ends with its unit; whoever sits at the office's own machine still has the files of an ended one."""
    return tree.exists_on(person.unit, day) or _is_at_office(person)


def _is_at_office(person: Person) -> bool:
    return person.subject in (LOCAL, MACHINE)


def _standing_day(person: Person, tree: UnitTree, day: date) -> date:
    return max(day, tree.unit(person.unit).valid_from or day)


def _above(tree: UnitTree, unit: str) -> frozenset[str]:
    """The offices that a unit ever answered to, on any line, up to the last."""
    found: set[str] = set()
    open_ones = {unit}
    while open_ones:
        parents = {row.parent for row in tree.parentages if row.child in open_ones}
        open_ones = parents - found
        found |= parents
    return frozenset(found)


def _offices(tree: UnitTree, unit: str, day: date) -> frozenset[str]:
    """The offices that answer to a unit on the day, down to the last."""
    found: set[str] = set()
    open_ones = [unit]
    while open_ones:
        below = [one for one in tree.children(open_ones.pop(), day) if one not in found]
        found.update(one for one in below if one in tree.units and tree.unit(one).kind != UnitKind.TRUONG)
        open_ones += below
    return frozenset(found)


def _refuse_strangers(person: Person, holders: Mapping[str, Holder], staff: pl.DataFrame) -> None:
    """`OutOfScope` unless the school's list has the person at work in a position that may hold the role."""
    holder = holders.get(person.role)
    mine = _own_rows(person, staff)
    if holder is not None and not set(mine["position"]) & set(holder.positions):
        raise OutOfScope(person.name, ScopeProblem.STAFF)


def _own_rows(person: Person, staff: pl.DataFrame) -> pl.DataFrame:
    theirs = (pl.col("school_code") == person.unit) & (pl.col("staff_code") == person.staff_code)
    return staff.filter(theirs & (pl.col("staff_status") == AT_WORK) & (pl.col("staff_code") != ""))


def _homeroom(person: Person, staff: pl.DataFrame) -> frozenset[ClassOf]:
    named = ";".join(text for text in _own_rows(person, staff)["homeroom_class"] if text)
    keys = {class_key(part) for part in named.replace(",", ";").split(";")} - {""}
    return frozenset((person.unit, key) for key in keys)


def _of_classes(scope: Scope, lists: Lists, classes: frozenset[ClassOf]) -> Scope:
    return replace(scope, classes=classes, pupils=_pupils(lists.pupil, classes))


def _of_subjects(scope: Scope, lists: Lists) -> Scope:
    mine = (pl.col("school_code") == scope.person.unit) & (pl.col("staff_code") == scope.person.staff_code)
    taught = lists.teaching.filter(mine).select("school_code", "class_name", "subject").unique().rows()
    subjects = frozenset((school, class_key(name), subject) for school, name, subject in taught if subject)
    classes = frozenset((school, key) for school, key, _ in subjects)
    return replace(_of_classes(scope, lists, classes), subjects=subjects)


def _pupils(pupil: pl.DataFrame, classes: frozenset[ClassOf]) -> dict[tuple[str, str], str]:
    """The class of each pupil of the classes; one with rows in two classes is where they have not left."""
    gone = pl.col("pupil_status").is_in(GONE).fill_null(value=False)
    rows = pupil.sort(gone, descending=True, maintain_order=True).select("school_code", "pupil_code", "class_name")
    found = {(school, code): class_key(name) for school, code, name in rows.rows() if code}
    return {key: name for key, name in found.items() if (key[0], name) in classes}


def _is_theirs(scope: Scope, school: str, pupil: str, subject: str | None = None) -> bool:
    name = scope.pupils.get((school, pupil))
    if name is None:
        return False
    is_whole = scope.subjects is None or subject is None
    return is_whole or (school, name, subject) in (scope.subjects or ())
