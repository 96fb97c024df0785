"""What a batch is: the rows of one source file as of one day, and the manifest that says so."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"
"""Name of the file in a batch's folder that tells what the batch is."""

REPAIRS = "repairs.parquet"
"""Name of the file in a batch's folder that lists what was repaired while reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchTable:
    """The rows that a batch gives one table. `sha256` is of the Parquet file; `schools` has None for rows without one.

    A table that has no school column has no `schools`.
    """

    name: str
    rows: int
    sha256: str
    schools: tuple[str | None, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One source file, read once. `name` is the file as the officer named it, `sha256` is of that file's bytes.

    `reading`: the how manieth reading of these bytes, from 1; only a file read in part is read again. `lost`: exit code
    and sentence of each sheet that could not be read. `unclear`: how many names of schools no list knew. `in_place_of`:
    schools of other batches (batch_id, school_code) whose rows this batch holds again, mended.
    """

    family: str
    name: str
    as_of: date
    sha256: str
    recorded_at: datetime
    repair_count: int
    tables: tuple[BatchTable, ...]
    folder: Path
    in_place_of: tuple[tuple[str, str | None], ...] = ()
    reading: int = 1
    lost: tuple[tuple[int, str], ...] = ()
    unclear: int = 0

    @property
    def batch_id(self) -> str:
        """The key that every row of the batch carries.

        It is made of family, as_of, sha256 and the number of the reading, never of the file's name.
        """
        return build_batch_id(self.family, self.as_of, self.sha256, reading=self.reading)

    @property
    def is_partial(self) -> bool:
        """Whether another reading may give more: a sheet was lost, or the name of a school was on no list."""
        return bool(self.lost or self.unclear)

    @property
    def repairs_path(self) -> Path:
        """Where the repairs of this batch stand."""
        return self.folder / REPAIRS

    def table(self, name: str) -> BatchTable | None:
        """What the batch holds of one table; None when its source does not fill that table."""
        return next((table for table in self.tables if table.name == name), None)

    def path(self, name: str) -> Path:
        """Where the rows of one table stand."""
        return self.folder / f"{name}.parquet"


def build_batch_id(family: str, as_of: date, sha256: str, *, reading: int = 1) -> str:
    """The key of a batch, and its place under `batches/`.

    >>> build_batch_id("training_list", date(2025, 6, 30), "0123456789abcdef" * 4)
    'training_list/2025-06-30/0123456789ab'
    >>> build_batch_id("training_list", date(2025, 6, 30), "0123456789abcdef" * 4, reading=2)
    'training_list/2025-06-30/0123456789ab-2'
    """
    return f"{family}/{as_of.isoformat()}/{sha256[:12]}{f'-{reading}' if reading > 1 else ''}"


def write_manifest(batch: Batch, folder: Path) -> None:
    """Write the manifest of a batch into a folder: keys sorted, accents kept, times in UTC."""
    content = {
        "family": batch.family,
        "name": batch.name,
        "as_of": batch.as_of.isoformat(),
        "sha256": batch.sha256,
        "recorded_at": batch.recorded_at.astimezone(UTC).isoformat(),
        "reading": batch.reading,
        "repairs": batch.repair_count,
        "tables": {
            table.name: {"rows": table.rows, "sha256": table.sha256, "schools": list(table.schools)}
            for table in batch.tables
        },
        **({"in_place_of": [list(pair) for pair in batch.in_place_of]} if batch.in_place_of else {}),
        **({"lost": [list(pair) for pair in batch.lost]} if batch.lost else {}),
        **({"unclear": batch.unclear} if batch.unclear else {}),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


def read_batch(folder: Path) -> Batch:
    """The batch in a published folder."""
    return _read_once(folder, (folder / MANIFEST).stat().st_mtime_ns)


@cache
def _read_once(folder: Path, _written_ns: int) -> Batch:
    content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return Batch(
        family=content["family"],
        name=content["name"],
        as_of=date.fromisoformat(content["as_of"]),
        sha256=content["sha256"],
        recorded_at=datetime.fromisoformat(content["recorded_at"]),
        repair_count=content["repairs"],
        tables=tuple(_read_table(name, told) for name, told in sorted(content["tables"].items())),
        folder=folder,
        in_place_of=tuple((source, school) for source, school in content.get("in_place_of", ())),
        reading=content.get("reading", 1),
        lost=tuple((code, sentence) for code, sentence in content.get("lost", ())),
        unclear=content.get("unclear", 0),
    )


def _read_table(name: str, told: Mapping[str, Any]) -> BatchTable:
    return BatchTable(name=name, rows=told["rows"], sha256=told["sha256"], schools=tuple(told["schools"]))
