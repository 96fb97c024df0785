"""Texts put one after another on the same tables, whichever engine computes them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import polars as pl

from hocba_ops.engine.inputs import Files, Shape, Source
from hocba_ops.engine.names import read_names
from hocba_ops.engine.plain import make_plain

if TYPE_CHECKING:
    import duckdb


class Tables(Protocol):
    """The tables of one sitting at an engine; a relation is that engine's own thing and is handed back to it only."""

    def ask(self, text: str, tables: frozenset[str], parameters: Mapping[str, object]) -> Any:
        """The relation of a text over named tables, which are all there."""

    def read(self, source: Files) -> Any:
        """The relation of what counts in some files, of which there is at least one."""

    def take(self, rows: pl.DataFrame) -> Any:
        """The relation of some rows."""

    def name(self, name: str, relation: Any) -> None:
        """Let texts name a relation."""

    def hold(self, relation: Any) -> Any:
        """The relation of the same rows, worked out once, whichever texts name them; they stay at the engine."""

    def fetch(self, relation: Any) -> pl.DataFrame:
        """The rows of a relation."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """Texts put one after another: the tables at the engine, who reads the names, and what may be named in them."""

    held: Tables
    parser: "duckdb.DuckDBPyConnection"
    tables: dict[str, Source]
    parameters: Mapping[str, object]
    registered: set[str] = field(default_factory=set)

    def run(self, text: str) -> pl.DataFrame:
        """The rows that a text gives, as `Engine.run` says."""
        return make_plain(self.held.fetch(self._query(text)))

    def give(self, name: str, rows: Source) -> None:
        """Let the texts that follow name some rows. ValueError when an earlier one saw other rows by that name."""
        if name in self.registered:
            raise ValueError(f"a text has read another table named {name}")
        self.tables[name] = rows

    def keep(self, name: str, text: str) -> None:
        """Let the texts that follow name the rows of a text; nobody else sees them. ValueError as for `give`."""
        self.give(name, Shape(text))
        self.held.name(name, self.held.hold(self._query(text)))
        self.registered.add(name)

    def _query(self, text: str, *, within: tuple[str, ...] = ()) -> Any:
        """The relation of a text, once every table that it names is registered."""
        names = read_names(self.parser, text)
        _refuse_missing("tables", names.tables, self.tables)
        _refuse_missing("parameters", names.parameters, self.parameters)
        for name in sorted(names.tables):
            if name not in self.registered:
                self._register(name, within)
                self.registered.add(name)
        named = {name: self.parameters[name] for name in sorted(names.parameters)}
        return self.held.ask(text, names.tables, named)

    def _register(self, name: str, within: tuple[str, ...]) -> None:
        source = self.tables[name]
        if name in within:
            raise ValueError(f"shapes name each other in a ring: {' > '.join((*within, name))}")
        if isinstance(source, Shape):
            self.held.name(name, self._query(source.text, within=(*within, name)))
        elif isinstance(source, Files) and source.paths:
            self.held.name(name, self.held.read(source))
        else:
            self.held.name(name, self.held.take(_make_frame(source)))


def tables_of(parser: "duckdb.DuckDBPyConnection", text: str, tables: Mapping[str, Source]) -> frozenset[str]:
    """The tables that a text reads, itself or through the shapes it names (shapes and all); none is looked at."""
    found: set[str] = set()
    waiting = [text]
    while waiting:
        new = read_names(parser, waiting.pop()).tables - found
        found |= new
        waiting += [source.text for name in sorted(new) if isinstance(source := tables.get(name), Shape)]
    return frozenset(found)


def _make_frame(source: Files | pl.DataFrame) -> pl.DataFrame:
    return source if isinstance(source, pl.DataFrame) else source.schema.to_frame()


def _refuse_missing(what: str, named: frozenset[str], given: Mapping[str, object]) -> None:
    missing = sorted(named - set(given))
    if missing:
        raise LookupError(f"the text names {what} that were not given: {', '.join(missing)}")
