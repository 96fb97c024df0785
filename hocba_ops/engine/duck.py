"""The engine: DuckDB in memory, over an explicit list of Parquet files, one cursor a call."""

import glob
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import polars as pl

from hocba_ops.engine.inputs import Files, Source
from hocba_ops.engine.sitting import Sitting, tables_of
from hocba_ops.errors import MemoryShort

if TYPE_CHECKING:
    import duckdb

KEPT = files("hocba_ops.engine").joinpath("kept.sql").read_text(encoding="utf-8")
"""The predicate that keeps the rows of the schools that count."""
_TYPES = {pl.String: "VARCHAR", pl.Int64: "BIGINT", pl.Date: "DATE", pl.Datetime: "TIMESTAMP", pl.Boolean: "BOOLEAN"}
"""How DuckDB calls the types of a declared column."""


@dataclass(frozen=True)
class Engine:
    """Runs texts. Nothing is stored in it: two calls share no table, so threads may call it at once."""

    config: Mapping[str, Any]

    @classmethod
    def open(cls, *, threads: int | None = None, memory_limit: str | None = None, spill: Path | None = None) -> Self:
        """An engine that loads no extension from anywhere, and nothing at all before it is asked something.

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
        return cls(config)

    @cached_property
    def connection(self) -> "duckdb.DuckDBPyConnection":
        """DuckDB itself, started when something is asked for the first time."""
        import duckdb

        return duckdb.connect(":memory:", config=dict(self.config))

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
            yield Sitting(_Tables(cursor), cursor, dict(tables), parameters or {})

    def tables_of(self, text: str, tables: Mapping[str, Source]) -> frozenset[str]:
        """The tables that a text reads, itself or through the shapes it names (shapes and all); none is looked at."""
        with closing(self.connection.cursor()) as cursor:
            return tables_of(cursor, text, tables)

    def close(self) -> None:
        """Give the memory back."""
        if "connection" in vars(self):
            self.connection.close()


@dataclass(frozen=True, slots=True)
class _Tables:
    """The tables of a sitting, known to one cursor."""

    cursor: "duckdb.DuckDBPyConnection"

    def ask(
        self,
        text: str,
        tables: frozenset[str],  # noqa: ARG002  (a cursor knows its tables)
        parameters: Mapping[str, object],
    ) -> "duckdb.DuckDBPyRelation":
        return self.cursor.sql(text, params=dict(parameters) or None)

    def read(self, source: Files) -> "duckdb.DuckDBPyRelation":
        paths = [glob.escape(str(path)) for path in source.paths]
        is_mixed = len({_columns_of(path) for path in source.paths}) > 1
        read = self.cursor.read_parquet(paths, hive_partitioning=False, union_by_name=is_mixed)
        read = _completed(read, source.schema)
        if source.keep is None:
            return read
        keep = self.cursor.from_arrow(source.keep.to_arrow())
        return read.set_alias("files").join(keep.set_alias("keep"), KEPT, how="semi")

    def take(self, rows: pl.DataFrame) -> pl.DataFrame:
        return rows  # DuckDB reads a frame where it stands

    def name(self, name: str, relation: "duckdb.DuckDBPyRelation | pl.DataFrame") -> None:
        self.cursor.register(name, relation)

    def hold(self, relation: "duckdb.DuckDBPyRelation") -> "duckdb.DuckDBPyRelation":
        with _told_of_memory():
            return relation.materialize()

    def fetch(self, relation: "duckdb.DuckDBPyRelation") -> pl.DataFrame:
        with _told_of_memory():
            rows: pl.DataFrame = relation.pl()
        return rows


@contextmanager
def _told_of_memory() -> Iterator[None]:
    """Say of a question that does not fit into its memory how much there was."""
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException as fault:
        raise MemoryShort(_limit_of(str(fault))) from fault


def _limit_of(said: str) -> str:
    """How much memory there was, from DuckDB's own words: `(3.7 GiB/3.7 GiB used)`."""
    return said.partition("/")[2].partition(" used")[0] or "?"


@cache
def _columns_of(path: Path) -> tuple[str, ...]:
    """The columns of a file, which never changes. Where all files have the same, DuckDB need not match them by name."""
    return tuple(pl.scan_parquet(path, glob=False, hive_partitioning=False).collect_schema())


def _completed(read: "duckdb.DuckDBPyRelation", schema: pl.Schema) -> "duckdb.DuckDBPyRelation":
    """The relation with the columns that its files do not have yet, as nulls: old files stay readable."""
    import duckdb

    missing = [name for name in schema.names() if name not in read.columns]
    if not missing:
        return read
    nothing = duckdb.ConstantExpression(None)
    kinds = {name: getattr(duckdb.sqltypes, _TYPES[type(schema[name])]) for name in missing}
    return read.select(duckdb.StarExpression(), *(nothing.cast(kind).alias(name) for name, kind in kinds.items()))
