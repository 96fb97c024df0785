"""Who may see what: the roles that look at data, groups of tables and columns, purposes, small cells, keeping."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar, cast

from hocba_ops.rulebook.entry import Cited, Whole, Words
from hocba_ops.rulebook.faults import Faults
from hocba_ops.rulebook.files import DataFile, Located, build, by_id, entries, refuse_unknown
from hocba_ops.rulebook.watch import Watch

HEADS = ("document", "viewer", "table_group", "column_group", "purpose", "small_cells", "keeping", "watch")
M = TypeVar("M", bound=Cited)
Reach = Literal["office", "school", "own_class", "own_subject", "figures"]
"""How far a role sees: the schools of its office, its school, its classes, its subjects in them, or figures alone."""
Power = Literal["rows", "reveal", "export", "audit", "grant", "schedule", "operate"]


class Viewer(Cited):
    """A role that looks at data (`id`): how far it sees, which tables, which columns plainly and which masked."""

    id: Words
    reach: Reach
    steps: tuple[Words, ...]
    """The steps whose figures it is told; `*`: all."""
    tables: tuple[Words, ...]
    shows: tuple[Words, ...]
    masks: tuple[Words, ...]
    may: tuple[Power, ...]
    small_cells: Literal["shown", "suppressed"] = "shown"


class Purpose(Cited):
    """What somebody looks at single rows for."""

    id: Words


class SmallCells(Cited):
    """Counts of persons from 1 to below `minimum` are not shown to those who may not see rows."""

    minimum: Whole


class Keeping(Cited):
    """How long the audit trail is kept (months), and a login lives (minutes in all, minutes without a request)."""

    trail_months: Whole
    session_minutes: Whole
    idle_minutes: Whole


@dataclass(frozen=True, slots=True)
class AccessRules:
    """What access.toml says; `column_group` by column name or `table.column`, which wins."""

    viewers: Mapping[str, Viewer]
    tables: Mapping[str, tuple[str, ...]]
    column_group: Mapping[str, str]
    purposes: Mapping[str, Purpose]
    small_cells: SmallCells
    keeping: Keeping
    watches: Mapping[str, Watch]

    def tables_of(self, viewer: Viewer) -> frozenset[str]:
        """The tables of which a role may see rows."""
        return frozenset(table for group in viewer.tables for table in self.tables.get(group, ()))

    def group_of(self, table: str, column: str) -> str:
        """The group that a column belongs to; empty: nobody sees it."""
        return self.column_group.get(f"{table}.{column}", self.column_group.get(column, ""))


@dataclass(frozen=True, slots=True)
class AccessEntries:
    """The entries of access.toml, each with its place."""

    viewers: list[Located[Viewer]]
    purposes: list[Located[Purpose]]
    small_cells: list[Located[SmallCells]]
    keeping: list[Located[Keeping]]
    watches: list[Located[Watch]]
    tables: Mapping[str, tuple[str, ...]]
    column_group: Mapping[str, str]

    def cited(self) -> Iterator[Located[Cited]]:
        """Every entry that cites a paper."""
        for entries_of in (self.viewers, self.purposes, self.small_cells, self.keeping, self.watches):
            yield from entries_of

    def rules(self, faults: Faults) -> AccessRules:
        """All of it as one; a workspace's own word on small cells, keeping or a watch wins over the package's."""
        return AccessRules(
            by_id(self.viewers, faults),
            self.tables,
            self.column_group,
            by_id(self.purposes, faults),
            _newest(SmallCells, self.small_cells, faults),
            _newest(Keeping, self.keeping, faults),
            {located.entry.id: located.entry for located in self.watches},
        )


def read_access(files: list[DataFile], faults: Faults) -> AccessEntries:
    """What the files say of access; what is not sound is noted."""
    found = AccessEntries([], [], [], [], [], {}, {})
    tables: dict[str, tuple[str, ...]] = {}
    columns: dict[str, str] = {}
    for file in files:
        refuse_unknown(file, HEADS, faults)
        found.viewers.extend(entries(Viewer, file, faults, table="viewer"))
        found.purposes.extend(entries(Purpose, file, faults, table="purpose"))
        found.watches.extend(entries(Watch, file, faults, table="watch"))
        found.small_cells.extend(_one(SmallCells, file, "small_cells", faults))
        found.keeping.extend(_one(Keeping, file, "keeping", faults))
        tables |= {group: tuple(names) for group, names in file.values.get("table_group", {}).items()}
        columns |= {name: group for group, names in file.values.get("column_group", {}).items() for name in names}
    return replace(found, tables=tables, column_group=columns)


def _one(model: type[M], file: DataFile, key: str, faults: Faults) -> list[Located[M]]:
    if key not in file.values:
        return []
    inherited = {"document": file.values["document"]} if "document" in file.values else {}
    entry = build(model, file.values[key], file, key, faults, inherited)
    return [] if entry is None else [Located(entry, file.name, key)]


def _newest(model: type[M], found: Sequence[Located[M]], faults: Faults) -> M:
    """The entry read last; where there is none a fault is noted and the rulebook is not used."""
    if not found:
        faults.add("access.toml", model.__name__, "missing")
    return found[-1].entry if found else cast(M, model.model_construct(**_NOTHING))


_NOTHING: dict[str, Any] = {}
