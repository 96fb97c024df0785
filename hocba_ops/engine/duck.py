"""The engine: DuckDB in memory, over an explicit list of Parquet files, one cursor a call."""

import glob
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

import duckdb
import polars as pl

from hocba_ops.engine.inputs import Files, Shape, Source
from hocba_ops.engine.names import read_names

KEPT = files("hocba_ops.engine").joinpath("kept.sql").read_text(encoding="utf-8")
"""The predicate that keeps the rows of the schools that count."""
_TYPES = {
    pl.String: duckdb.sqltypes.VARCHAR,
    pl.Int64: duckdb.sqltypes.BIGINT,
    pl.Date: duckdb.sqltypes.DATE,
    pl.Datetime: duckdb.sqltypes.TIMESTAMP,
    pl.Boolean: duckdb.sqltypes.BOOLEAN,
}
"""How DuckDB calls the types of a declared column."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Runs texts. Nothing is stored in it: two calls share no table, so threads may call it at once."""

    connection: duckdb.DuckDBPyConnection

    @classmethod
    def open(cls, *, threads: int | None = None, memory_limit: str | None = None, spill: Path | None = None) -> Self:
        """An engine that loads no extension from anywhere.

        Without `threads` and `memory_limit` (`"2GB"`) it takes all cores and DuckDB's share of the memory. `spill` is
        the folder for what does not fit in memory; without one nothing is written to disk.
        """
        config: dict[str, Any] = {
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "preserve_insertion_order": "false",
            "temp_directory": str(spill) if spill else "",
        }
        if threads is not None:
            config["threads"] = threads
        if memory_limit is not None:
            config["memory_limit"] = memory_limit
        return cls(duckdb.connect(":memory:", config=config))

    def run(
        self, text: str, tables: Mapping[str, Source], parameters: Mapping[str, object] | None = None
    ) -> pl.DataFrame:
        """The rows that a text gives on the tables and `$parameters` it names; what it does not name is not looked at.

        Whole numbers come back as Int64, whatever width DuckDB counted in. The order is the text's own ORDER BY.
        LookupError names the tables or parameters that the text needs and were not given; ValueError when it is not one
        SELECT, or gives a fraction (ratios are made outside, from whole numbers).
        """
        with self.sitting(tables, parameters) as sitting:
            return sitting.run(text)

    @contextmanager
    def sitting(
        self, tables: Mapping[str, Source], parameters: Mapping[str, object] | None = None
    ) -> "Iterator[Sitting]":
        """Several texts on the same tables and `$parameters`; a table is looked at once, when a text first names it."""
        with closing(self.connection.cursor()) as cursor:
            yield Sitting(cursor, dict(tables), parameters or {})

    def tables_of(self, text: str, tables: Mapping[str, Source]) -> frozenset[str]:
        """The tables that a text reads, itself or through the shapes it names (shapes and all); none is looked at."""
        with closing(self.connection.cursor()) as cursor:
            found: set[str] = set()
            waiting = [text]
            while waiting:
                new = read_names(cursor, waiting.pop()).tables - found
                found |= new
                waiting += [source.text for name in sorted(new) if isinstance(source := tables.get(name), Shape)]
            return frozenset(found)

    def close(self) -> None:
        """Give the memory back."""
        self.connection.close()


@dataclass(frozen=True, slots=True)
class Sitting:
    """Texts put one after another: their cursor, and what may be named in them."""

    cursor: duckdb.DuckDBPyConnection
    tables: dict[str, Source]
    parameters: Mapping[str, object]
    registered: set[str] = field(default_factory=set)

    def run(self, text: str) -> pl.DataFrame:
        """The rows that a text gives, as `Engine.run` says."""
        return _make_plain(self._query(text).pl())

    def give(self, name: str, rows: pl.DataFrame) -> None:
        """Let the texts that follow name some rows. ValueError when an earlier one saw other rows by that name."""
        if name in self.registered:
            raise ValueError(f"a text has read another table named {name}")
        self.tables[name] = rows

    def _query(self, text: str, *, within: tuple[str, ...] = ()) -> duckdb.DuckDBPyRelation:
        """The relation of a text, once every table that it names is registered."""
        names = read_names(self.cursor, text)
        _refuse_missing("tables", names.tables, self.tables)
        _refuse_missing("parameters", names.parameters, self.parameters)
        for name in sorted(names.tables - self.registered):
            self._register(name, within)
            self.registered.add(name)
        named = {name: self.parameters[name] for name in sorted(names.parameters)}
        return self.cursor.sql(text, params=named or None)

    def _register(self, name: str, within: tuple[str, ...]) -> None:
        source = self.tables[name]
        if name in within:
            raise ValueError(f"shapes name each other in a ring: {' > '.join((*within, name))}")
        if isinstance(source, Shape):
            self.cursor.register(name, self._query(source.text, within=(*within, name)))
        elif isinstance(source, Files) and source.paths:
            self.cursor.register(name, self._read(source))
        else:
            self.cursor.register(name, _make_frame(source))

    def _read(self, source: Files) -> duckdb.DuckDBPyRelation:
        paths = [glob.escape(str(path)) for path in source.paths]
        is_mixed = len({_columns_of(path) for path in source.paths}) > 1
        read = self.cursor.read_parquet(paths, hive_partitioning=False, union_by_name=is_mixed)
        read = _completed(read, source.schema)
        if source.keep is None:
            return read
        keep = self.cursor.from_arrow(source.keep.to_arrow())
        return read.set_alias("files").join(keep.set_alias("keep"), KEPT, how="semi")


@cache
def _columns_of(path: Path) -> tuple[str, ...]:
    """The columns of a file, which never changes. Where all files have the same, DuckDB need not match them by name."""
    return tuple(pl.scan_parquet(path, glob=False, hive_partitioning=False).collect_schema())


def _completed(read: duckdb.DuckDBPyRelation, schema: pl.Schema) -> duckdb.DuckDBPyRelation:
    """The relation with the columns that its files do not have yet, as nulls: old files stay readable."""
    missing = [name for name in schema.names() if name not in read.columns]
    if not missing:
        return read
    nothing = duckdb.ConstantExpression(None)
    kinds = {name: _TYPES[type(schema[name])] for name in missing}
    return read.select(duckdb.StarExpression(), *(nothing.cast(kind).alias(name) for name, kind in kinds.items()))


def _make_frame(source: Files | pl.DataFrame) -> pl.DataFrame:
    return source if isinstance(source, pl.DataFrame) else source.schema.to_frame()


def _refuse_missing(what: str, named: frozenset[str], given: Mapping[str, object]) -> None:
    missing = sorted(named - set(given))
    if missing:
        raise LookupError(f"the text names {what} that were not given: {', '.join(missing)}")


def _make_plain(rows: pl.DataFrame) -> pl.DataFrame:
    fractions = [name for name, dtype in rows.schema.items() if _is_fraction(dtype)]
    if fractions:
        raise ValueError(f"a text gives whole numbers, not fractions: {', '.join(fractions)}")
    whole = [name for name, dtype in rows.schema.items() if dtype.is_numeric()]
    return rows.with_columns(pl.col(whole).cast(pl.Int64))


def _is_fraction(dtype: pl.DataType) -> bool:
    return dtype.is_float() or (isinstance(dtype, pl.Decimal) and dtype.scale != 0)
