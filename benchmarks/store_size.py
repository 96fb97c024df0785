"""The store's Parquet files against a native file of DuckDB with the same rows."""

import tempfile
from pathlib import Path

import duckdb

from benchmarks.figures import Ratio
from benchmarks.scale import DAY, Scale, ground_of
from hocba_ops.store import Store
from hocba_ops.tables import TABLES

LARGE = ("pupil", "card", "receipt", "result", "result_item")


def ratios(scale: Scale) -> list[Ratio]:
    """Bytes of the files of the large tables, as of the last day, over those of the native file."""
    relations = Store.open(ground_of(scale) / "store").relations({name: TABLES[name] for name in LARGE}, as_of=DAY)
    paths = {name: [str(path) for path in one.paths] for name, one in relations.items() if one.paths}
    ours = sum(Path(path).stat().st_size for one in paths.values() for path in one)
    with tempfile.TemporaryDirectory() as folder:
        native = Path(folder) / "native.duckdb"
        with duckdb.connect(str(native)) as connection:
            connection.execute("set enable_progress_bar = false")
            for name, files in paths.items():
                connection.read_parquet(files, union_by_name=True).create(name)
        theirs = native.stat().st_size
    return [Ratio("parquet_vs_native", ours / theirs, told={"parquet_bytes": ours, "native_bytes": theirs})]
