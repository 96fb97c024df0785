"""The engine on a cluster that speaks Spark Connect: the same texts, transpiled; the same rows back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import polars as pl

from hocba_ops.engine.duck import KEPT, Engine
from hocba_ops.engine.inputs import Files, Source
from hocba_ops.engine.sitting import Sitting, tables_of
from hocba_ops.engine.spark_session import Place, is_over, open_session, told_of_cluster
from hocba_ops.engine.transpile import to_spark, to_spark_predicate
from hocba_ops.errors import ClusterBlind, ClusterUnreachable

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.connect.session import SparkSession

PATTERN = frozenset("[]{}*?\\")
"""Signs that make a pattern of a path for Spark, which knows no path without patterns."""
_SITTINGS = count(1)
"""Numbers the sittings of this process: two of them may share a session, and must not share a name in it."""


@dataclass(frozen=True)
class SparkEngine:
    """Runs texts on a cluster, as `Engine` does on this machine; nothing is sent before something is asked.

    `place`: where the cluster is. `shared`: folders here, and what the cluster calls them; files in none of them go
    along with the question.
    """

    place: Place
    shared: Mapping[Path, str]
    parser: Engine
    seen: set[Path] = field(default_factory=set)
    """Files of which the cluster was found to read every row; they never change."""

    @classmethod
    def open(cls, address: str, *, shared: Mapping[Path, str] | None = None) -> Self:
        """An engine at `sc://host:port`; `shared`: folders here, and what the cluster calls them."""
        return cls(Place.read(address), dict(shared or {}), Engine.open(threads=1, memory_limit="256MB"))

    @cached_property
    def session(self) -> "SparkSession":
        """The session at the cluster, begun when something is asked for the first time."""
        return open_session(self.place)

    def run(
        self, text: str, tables: Mapping[str, Source], parameters: Mapping[str, object] | None = None
    ) -> pl.DataFrame:
        """The rows that a text gives, as `Engine.run` says; `ClusterUnreachable`, `ClusterRefused` from the cluster."""
        with self.sitting(tables, parameters) as sitting:
            return sitting.run(text)

    @contextmanager
    def sitting(
        self, tables: Mapping[str, Source], parameters: Mapping[str, object] | None = None
    ) -> "Iterator[Sitting]":
        """Several texts on the same tables and `$parameters`, as `Engine.sitting`."""
        with self._told():
            held = _Tables(self, self._living(), f"_{next(_SITTINGS)}")
            yield Sitting(held, self.parser.connection.cursor(), dict(tables), parameters or {})
            held.forget()

    def _living(self) -> "SparkSession":
        """The session; a new one where the cluster has ended the old."""
        if "session" in vars(self) and is_over(self.session):
            vars(self).pop("session").client.close()
        return self.session

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say what the cluster complains of; one that is gone is called anew by the next question."""
        try:
            with told_of_cluster(self.place):
                yield
        except ClusterUnreachable:
            self.seen.clear()
            if session := vars(self).pop("session", None):
                session.client.close()  # without asking a cluster that does not answer
            raise

    def tables_of(self, text: str, tables: Mapping[str, Source]) -> frozenset[str]:
        """The tables that a text reads, as `Engine.tables_of`; the cluster is not asked."""
        return tables_of(self.parser.connection.cursor(), text, tables)

    def close(self) -> None:
        """End the session; the cluster gives back what it held for it."""
        if session := vars(self).pop("session", None):
            session.stop()
        self.parser.close()


@dataclass(frozen=True, slots=True)
class _Tables:
    """The tables of a sitting: views of a session, each with the mark of the sitting behind its name."""

    engine: SparkEngine
    session: "SparkSession"
    mark: str
    views: list[str] = field(default_factory=list)
    held: "list[DataFrame]" = field(default_factory=list)

    def ask(self, text: str, tables: frozenset[str], parameters: Mapping[str, object]) -> "DataFrame":
        asked = to_spark(text, {name: name + self.mark for name in tables})
        return self.session.sql(asked, args=dict(parameters) or None)

    def read(self, source: Files) -> "DataFrame":
        places = {path: _place_of(path, self.engine.shared) for path in source.paths}
        far = {path: place for path, place in places.items() if place is not None}
        near = [path for path in source.paths if path not in far]
        parts = [self._read_there(far, source.schema)] if far else []
        parts += [self.take(_read_here(near, source.schema))] if near else []
        read = parts[0] if len(parts) == 1 else parts[0].unionByName(parts[1])
        return read if source.keep is None else self._kept(read, source.keep)

    def _read_there(self, far: Mapping[Path, str], schema: pl.Schema) -> "DataFrame":
        """Files as the cluster reads them; a cluster may take one that it does not see for an empty one."""
        reader = self.session.read.schema(_struct(schema))
        new = {path: place for path, place in far.items() if path not in self.engine.seen}
        if new:
            here, there = sum(map(_count_rows, new)), reader.parquet(*new.values()).count()
            if here != there:
                raise ClusterBlind(str(self.engine.place), there, here, next(iter(new.values())))
            self.engine.seen.update(new)
        return reader.parquet(*far.values())

    def _kept(self, read: "DataFrame", keep: pl.DataFrame) -> "DataFrame":
        from pyspark.sql.connect.functions import expr

        return read.alias("files").join(self.take(keep).alias("keep"), expr(to_spark_predicate(KEPT)), "left_semi")

    def take(self, rows: pl.DataFrame) -> "DataFrame":
        whole = [name for name, dtype in rows.schema.items() if dtype.is_integer() or dtype == pl.Null]
        plain = rows.with_columns(pl.col(whole).cast(pl.Int64))
        return self.session.createDataFrame(plain.to_arrow(), schema=_struct(plain.schema))

    def name(self, name: str, relation: "DataFrame") -> None:
        relation.createOrReplaceTempView(name + self.mark)
        self.views.append(name + self.mark)

    def hold(self, relation: "DataFrame") -> "DataFrame":
        self.held.append(relation.persist())
        return self.held[-1]

    def fetch(self, relation: "DataFrame") -> pl.DataFrame:
        found = pl.from_arrow(relation.toArrow())
        assert isinstance(found, pl.DataFrame)  # a table is no series
        return found

    def forget(self) -> None:
        """Take the views away again, and what was held."""
        for view in self.views:
            self.session.catalog.dropTempView(view)
        for relation in self.held:
            relation.unpersist()


def _place_of(path: Path, shared: Mapping[Path, str]) -> str | None:
    """What the cluster calls a file; None where it cannot see it, or would take its name for a pattern."""
    for folder, place in shared.items():
        if path.is_relative_to(folder):
            named = f"{place.rstrip('/')}/{path.relative_to(folder).as_posix()}"
            return None if PATTERN & set(named) else named
    return None


def _count_rows(path: Path) -> int:
    return int(pl.scan_parquet(path, glob=False, hive_partitioning=False).select(pl.len()).collect().item())


def _read_here(paths: list[Path], schema: pl.Schema) -> pl.DataFrame:
    return pl.concat(
        [schema.to_frame(), *(pl.read_parquet(path, glob=False, hive_partitioning=False) for path in paths)],
        how="diagonal",
    ).select(schema.names())


def _struct(schema: pl.Schema) -> Any:
    """A declared table as Spark declares it; a column that a file does not have is null there."""
    from pyspark.sql import types

    kinds = {
        pl.String: types.StringType,
        pl.Int64: types.LongType,
        pl.Date: types.DateType,
        pl.Datetime: types.TimestampNTZType,
        pl.Boolean: types.BooleanType,
    }
    return types.StructType([types.StructField(name, kinds[type(dtype)]()) for name, dtype in schema.items()])
