"""The workbench as one person sees it: every read goes through their scope, every read of rows is in the trail."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from hocba_ops.access.person import LOCAL, Person
from hocba_ops.access.scope import Lists, Scope, columns_within, rows_within, scope_of
from hocba_ops.access.small_cells import without_small_cells
from hocba_ops.access.trail import HERE, Event, Trail, Where, within
from hocba_ops.domain.org_unit import Unit, UnitKind, UnitTree
from hocba_ops.errors import OutOfScope, ScopeProblem
from hocba_ops.registry.chain import CHAINED
from hocba_ops.reporting.labels import Labels
from hocba_ops.rulebook.access import Power
from hocba_ops.settings import Settings
from hocba_ops.store import narrow
from hocba_ops.tables import TABLES, Answer
from hocba_ops.tables.changes import VIET_NAM, Changes
from hocba_ops.tables.events import EVENT
from hocba_ops.text import class_key
from hocba_ops.workbench.audit_page import newest_entries
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.noting import check_trail, local_person
from hocba_ops.workbench.school_rows import read_relation
from hocba_ops.workbench.trail_rows import STEP as AUDIT
from hocba_ops.workbench.trail_rows import STEP as TRAIL_STEP

__all__ = ["Viewing", "local_person", "view_of"]

MOST_VIEWED = 500
"""As many scopes are kept at hand."""
ROW_KEY = "row_key"
"""The column by which a row is named when something in it is to be revealed; it says nothing of whom it is about."""


@dataclass(frozen=True, slots=True)
class Viewing:
    """What a person may read, and the trail of what they read. Made anew for each request: see `view_of`."""

    bench: Workbench
    scope: Scope
    trail: Trail
    clock: Callable[[], datetime]
    where: Where = HERE

    @property
    def person(self) -> Person:
        """Who looks."""
        return self.scope.person

    @property
    def labels(self) -> Labels:
        """The labels of the workspace's language."""
        return self.bench.labels

    @property
    def settings(self) -> Settings:
        """The settings of the workspace."""
        return self.bench.settings

    @property
    def days(self) -> tuple[date, ...]:
        """The days as of which anything was handed in, oldest first."""
        return self.bench.days

    def newest_day(self) -> date:
        """The newest day for which anything was loaded; `NothingLoaded` when the store is empty."""
        return self.bench.newest_day()

    def tree(self, day: date) -> UnitTree:
        """Offices and schools as the school lists known on a day draw them; names of units are no secret."""
        return self.bench.tree(day)

    def units(self, day: date) -> tuple[Unit, ...]:
        """The units about which the person may ask as of a day, offices before schools, each by name."""
        tree = self.tree(day)
        found = [unit for unit in tree.units.values() if self.scope.covers(unit.id, tree, day)]
        return tuple(sorted(found, key=lambda unit: (unit.kind == UnitKind.TRUONG, unit.name, unit.id)))

    def steps(self, steps: tuple[str, ...]) -> tuple[str, ...]:
        """Those of some steps whose figures the person is told."""
        return tuple(step for step in steps if self.scope.answers(step))

    @property
    def purposes(self) -> tuple[str, ...]:
        """For what rows may be read, by id; none for a role that reads no rows."""
        return tuple(self.scope.rules.purposes) if self.may("rows") else ()

    def classes(self, unit: str, day: date) -> tuple[str, ...]:
        """The names of the classes of a school of which the person may read rows; it is told without any row."""
        if not self.scope.sees("pupil") or not self.scope.covers(unit, self.tree(day), day):
            return ()
        theirs = rows_within(self.scope, "pupil", _of_units(self._stored("pupil", day, {unit}), {unit}))
        return tuple(sorted(theirs["class_name"].drop_nulls().unique()))

    def may(self, power: Power) -> bool:
        """Whether the person's role has a power."""
        return self.scope.may(power)

    def takes_report(self, step: str) -> bool:
        """Whether the report of a step that was made for a whole unit, its lists in it, may be opened by the person.

        Not by whose role ends at some classes, hides small counts, or is not told the figures of the step.
        """
        is_whole = not self.scope.is_narrow and self.scope.viewer.small_cells == "shown"
        return is_whole and self.may("export") and self.scope.answers(step)

    def check_report(self, step: str, unit: str) -> None:
        """`OutOfScope` (and a line in the trail) for a report that the person may not open."""
        if not self.takes_report(step):
            raise self._refused(step, unit, ScopeProblem.EXPORT)

    def run(
        self, step: str, *, unit: str, school_year: str, as_of: date | str, anchor: date | str | None = None
    ) -> Answer:
        """The answer of a step as `Workbench.run` gives it, as far as it is theirs; `OutOfScope` where nothing is."""
        day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
        self._check_figures(step, unit, day)
        answer = self.bench.run(step, unit=unit, school_year=school_year, as_of=day, anchor=anchor)
        return self._told(answer)

    def compared(self, answer: Answer, *, since: date | None = None) -> Answer:
        """The answer with frames that say what changed in it, as `Workbench.compared`."""
        self._check_figures(answer.step, answer.unit_id, answer.as_of)
        return self._told(self.bench.compared(answer, since=since))

    def changes(self, *, unit: str, school_year: str, as_of: date | str, since: date | None = None) -> Changes:
        """What became different in a unit, as `Workbench.changes`."""
        day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
        self._check_figures("overview", unit, day)
        return self.bench.changes(unit=unit, school_year=school_year, as_of=day, since=since)

    def regrouped(self, answer: Answer, *, anchor: date | str) -> pl.DataFrame:
        """The figures of schools by the offices of an anchor day, as `Workbench.regrouped`."""
        self._check_figures(answer.step, answer.unit_id, answer.as_of)
        return self.bench.regrouped(answer, anchor=anchor)

    def names(self, answer: Answer) -> Mapping[str, str]:
        """Names of the units, duties and papers that an answer speaks of, by id."""
        return self.bench.names(answer)

    def name_of(self, unit: str) -> str:
        """The name of a unit."""
        return self.bench.name_of(unit)

    def to_json(self, answer: Answer) -> dict[str, Any]:
        """An answer as plain JSON values; it names no child."""
        return self.bench.to_json(answer)

    def rows(self, table: str, *, unit: str, as_of: date, purpose: str, class_name: str = "") -> pl.DataFrame:
        """The rows of a table that are theirs, masked as their role sees them, with `row_key`; the trail has each read.

        `class_name` empty: all classes. `OutOfScope` for a table, unit or purpose that is not theirs.
        """
        held = self._rows(table, unit=unit, as_of=as_of, purpose=purpose, class_name=class_name)
        detail = f"{as_of:%d/%m/%Y} {class_name}".strip()
        self._note(Event.ROWS_READ, table, unit, purpose=purpose, rows=held.height, detail=detail)
        return columns_within(self.scope, table, held.drop(ROW_KEY)).with_columns(held[ROW_KEY])

    def reveal(self, table: str, key: str, column: str, *, unit: str, as_of: date, purpose: str) -> Any:
        """A value that is masked, of one row, plainly; `OutOfScope` where the role reveals nothing, or no such row."""
        if not self.opens(table, column):
            raise self._refused(f"{table}.{column}", unit, ScopeProblem.REVEAL)
        held = self._rows(table, unit=unit, as_of=as_of, purpose=purpose, class_name="")
        found = held.filter(pl.col(ROW_KEY) == key)
        if found.is_empty() or column not in found.columns:
            raise self._refused(f"{table}.{column}", unit, ScopeProblem.REVEAL)
        self._note(Event.REVEALED, f"{table}.{column}", unit, purpose=purpose, rows=1, detail=key)
        return found[column][0]

    def opens(self, table: str, column: str) -> bool:
        """Whether a column is masked for the person and they may have a value of it revealed."""
        return self.may("reveal") and self.scope.rules.group_of(table, column) in self.scope.viewer.masks

    def mark(self, what: str, unit: str, *, purpose: str = "", rows: int = 0) -> str:
        """Enter that a file is handed over, and give the line that goes into it: by whom, when, what for."""
        if not self.may("export"):
            raise self._refused(what, unit, ScopeProblem.EXPORT)
        here = self.clock().astimezone(VIET_NAM)
        self._note(Event.EXPORTED, what, unit, purpose=purpose, rows=rows)
        label = self.labels(f"purpose.{purpose}") if purpose else self.labels("access.no_purpose")
        return self.labels("access.mark", name=self.person.name, at=f"{here:%H:%M %d/%m/%Y}", purpose=label)

    def check_power(self, power: Power, what: str, units: Iterable[str]) -> None:
        """`OutOfScope` (and a line in the trail) without a power, or where it is about a unit that is not theirs today.

        `power`: `schedule` or `operate`; an act does not begin while the trail cannot be written (`TrailClosed`).
        """
        asked = tuple(units)
        if not self.may(power) or not set(asked) <= {unit.id for unit in self.units(self.today)}:
            problem = {"schedule": ScopeProblem.SCHEDULE, "operate": ScopeProblem.OPERATE}[power]
            raise self._refused(what, next(iter(asked), self.person.unit), problem)
        if power == "operate":
            check_trail(self.bench)

    def note(self, event: Event, what: str, unit: str, *, detail: str = "") -> None:
        """Enter an act of the person in the trail."""
        self._note(event, what, unit, detail=detail)

    @property
    def today(self) -> date:
        """The day that it is in Viet Nam."""
        return self.clock().astimezone(VIET_NAM).date()

    def state_of(self, day: date) -> str:
        """The state of the store that answers about a day come from, as `Answer.held`."""
        return self.bench.store.state(day)

    def notebook_of(self, step: str) -> Path:
        """The notebook of a step, as `Workbench.notebook_of`; it holds no figure."""
        return self.bench.notebook_of(step)

    @property
    def rulebook_sha256(self) -> str:
        """The digest of the rules by which everything is told."""
        return self.bench.rulebook.sha256

    def texts_of(self, step: str) -> Mapping[str, str]:
        """The SQL texts of a step, as `Workbench.texts_of`; they name nobody."""
        return self.bench.texts_of(step)

    def day_for(self, step: str, day: date) -> date:
        """The day for which a step is asked: what happens here goes on after the newest file that was loaded."""
        is_newest = bool(self.days) and day >= self.days[-1]
        return max(day, self.clock().astimezone(VIET_NAM).date()) if step == AUDIT and is_newest else day

    def newest_entries(self) -> pl.DataFrame:
        """The newest entries of the trail about the person's units, as a page may show them."""
        purposes = {one: self.labels(f"purpose.{one}") for one in self.scope.rules.purposes}
        units = {unit.id: unit.name for unit in self.tree(date.max).units.values()}
        shown = newest_entries(self.trail_entries())
        return shown.with_columns(pl.col("purpose").replace(purposes), pl.col("about_unit").replace(units))

    def trail_entries(self, *, since: datetime | None = None) -> pl.DataFrame:
        """The entries of the trail about the person's units and by their people; `OutOfScope` for other roles."""
        if not self.may("audit"):
            raise self._refused("trail", self.person.unit, ScopeProblem.AUDIT)
        return within(self.trail.entries(since=since), self.scope.units | self.scope.schools)

    def _rows(self, table: str, *, unit: str, as_of: date, purpose: str, class_name: str) -> pl.DataFrame:
        tree = self.tree(as_of)
        if not self.may("rows"):
            raise self._refused(table, unit, ScopeProblem.ROWS)
        if not self.scope.sees(table):
            raise self._refused(table, unit, ScopeProblem.TABLE)
        if purpose not in self.scope.rules.purposes:
            raise self._refused(table, unit, ScopeProblem.PURPOSE)
        if not self.scope.covers(unit, tree, as_of):
            raise self._refused(table, unit, ScopeProblem.UNIT)
        asked = {unit, *tree.schools_under(unit, as_of)}
        theirs = rows_within(self.scope, table, _of_units(self._stored(table, as_of, asked), asked))
        if class_name and "class_name" in theirs.columns:
            keep = [class_key(one) == class_key(class_name) for one in theirs["class_name"]]
            theirs = theirs.filter(pl.Series(keep, dtype=pl.Boolean))
        return theirs

    def _stored(self, table: str, day: date, units: set[str]) -> pl.DataFrame:
        """The rows of a table that the store (or the ledger) knew on a day of some units, each with its key."""
        if table == EVENT.name:
            events = pl.concat([CHAINED.to_frame(), *(pl.read_parquet(path) for path in self.bench.ledger.paths())])
            known = events.filter(pl.col("happened_at").dt.date() <= day)
            return _keyed(known, ["digest"])
        declared = TABLES[table]
        relation = narrow(self.bench.store.relation(declared, as_of=day), table, {None, *units})
        rows = read_relation(relation, declared)
        return _keyed(rows, ["batch_id", "sheet", "row_number"]).drop("batch_id", "as_of", strict=False)

    def _told(self, answer: Answer) -> Answer:
        viewer, labels = self.scope.viewer, self.labels
        if self.scope.classes is not None:
            classes = ", ".join(sorted(name for _, name in self.scope.classes))
            answer = replace(answer, notes=(labels("note.own_classes", classes=classes or "–"), *answer.notes))
        if viewer.small_cells == "shown" or answer.step == TRAIL_STEP:
            return answer
        minimum = self.scope.rules.small_cells.minimum
        covered = without_small_cells(answer, minimum=minimum)
        return replace(covered, notes=(labels("note.small_cells", minimum=minimum), *covered.notes))

    def _check_figures(self, step: str, unit: str, day: date) -> None:
        if not self.scope.answers(step):
            raise self._refused(step, unit, ScopeProblem.TABLE)
        if step == TRAIL_STEP and not self.may("audit"):
            raise self._refused(step, unit, ScopeProblem.AUDIT)
        tree = self.tree(day)
        if unit in tree.units and not self.scope.covers(unit, tree, day):
            raise self._refused(step, unit, ScopeProblem.UNIT)

    def _refused(self, what: str, unit: str, problem: ScopeProblem) -> OutOfScope:
        self._note(Event.REFUSED, what, unit, detail=problem.name.lower())
        return OutOfScope(self._called(what), problem)

    def _called(self, what: str) -> str:
        """What a step, or the table of a column, is called; anything else as it is."""
        keys = (f"step.{what}", f"table.{what.partition('.')[0]}")
        return next((self.labels(key) for key in keys if key in self.labels.texts), what)

    def _note(self, event: Event, target: str, unit: str, **facts: Any) -> None:
        now = self.clock()
        self.trail.record(event, self.person, now=now, where=self.where, target=target, about_unit=unit, **facts)


def view_of(bench: Workbench, person: Person, *, clock: Callable[[], datetime], where: Where = HERE) -> Viewing:
    """The workbench as a person sees it now; `OutOfScope` (and a line in the trail) for one who may see nothing.

    The scope is made anew when the lists, the person's role or the day have changed.
    """
    trail = Trail.open(bench.settings.path(bench.settings.access))
    day = clock().astimezone(VIET_NAM).date()
    key = (person, day, bench.held())
    try:
        if key not in bench.viewed:
            if len(bench.viewed) >= MOST_VIEWED:
                bench.viewed.clear()
            bench.viewed[key] = _scoped(bench, person, day)
    except OutOfScope as refusal:
        detail = refusal.problem.name.lower()
        trail.record(
            Event.REFUSED, person, now=clock(), where=where, target="view", about_unit=person.unit, detail=detail
        )
        raise
    scope, narrowed = bench.viewed[key]
    return Viewing(narrowed if scope.is_narrow else bench, scope, trail, clock, where)


def _scoped(bench: Workbench, person: Person, day: date) -> tuple[Scope, Workbench]:
    """The scope of a person, and the workbench whose answers count for a scope that ends at some classes."""
    tree = bench.tree(date.max)
    scope = scope_of(
        person,
        rules=bench.rulebook.access,
        holders=bench.rulebook.holders,
        tree=tree,
        day=_standing(person, tree, day),
        lists=_lists(bench, person, tree),
    )
    return scope, replace(bench, within=scope, answered={}, linked={}, viewed={})


def _standing(person: Person, tree: UnitTree, day: date) -> date:
    """The day on which the scope is taken: today, and for the own machine of an office that has ended its last day."""
    unit = tree.units.get(person.unit)
    ended = unit.valid_to if unit and person.subject == LOCAL else None
    return min(day, ended or day)


def _lists(bench: Workbench, person: Person, tree: UnitTree) -> Lists:
    unit = tree.units.get(person.unit)
    wanted = {person.unit} if unit and unit.kind == UnitKind.TRUONG else set[str]()
    return Lists(**{name: _list(bench, name, wanted) for name in ("staff", "pupil", "teaching")})


def _list(bench: Workbench, name: str, schools: set[str]) -> pl.DataFrame:
    table = TABLES[name]
    relation = narrow(bench.store.relation(table, as_of=date.max), name, schools)
    return read_relation(relation, table).filter(pl.col("school_code").is_in(sorted(schools)))


def _of_units(rows: pl.DataFrame, units: set[str]) -> pl.DataFrame:
    place = next((column for column in ("school_code", "unit_id", "actor_id") if column in rows.columns), None)
    return rows.filter(pl.col(place).is_in(sorted(units))) if place else rows.clear()


def _keyed(rows: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    keys = [
        sha256("\t".join(str(value) for value in values).encode()).hexdigest()[:16]
        for values in rows.select(names).iter_rows()
    ]
    return rows.with_columns(pl.Series(ROW_KEY, keys, dtype=pl.String))
