"""A set of files: the rows as they stand in the journal, their renderings, the schemas, checksums and a manifest."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

import polars as pl

from hocba_ops.exchange.envelope import Sent
from hocba_ops.exchange.rendering import Schemas, by_file, render

MANIFEST, SUMS, ROWS = "manifest.json", "SHA256SUMS", "dong"
HEADS = ("phien_ban", "noi_nhan", "tinh_den_ngay", "nam_hoc", "ma_truong")
NUMBERS = {"grade", "card_version", "version"}
SCHEMA = {one.name: pl.Int64 if one.name in NUMBERS else pl.String for one in fields(Sent)}
"""The columns of the rows in the journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSet:
    """What a set says of itself. `previous`: SHA-256 of the manifest before it in the journal.

    `counts`: rows by event. `held`: cards that stayed behind, by rule or reason. `files`: SHA-256 by path.
    """

    number: int
    recipient: str
    unit: str
    school_year: str
    grades: tuple[int, ...]
    as_of: str
    layout_sha256: str
    previous: str
    counts: Mapping[str, int]
    held: Mapping[str, int]
    formats: tuple[str, ...]
    files: Mapping[str, str]

    @property
    def name(self) -> str:
        """The name of the folder when the set is handed out."""
        return f"{self.recipient}-{self.number:05d}"

    def text(self) -> bytes:
        """The manifest as bytes."""
        told = {**asdict(self), "grades": list(self.grades), "formats": list(self.formats)}
        return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def read_set(folder: Path) -> ExportSet:
    """The set that a folder holds. `ValueError` or `KeyError` when its manifest is none."""
    told: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
    told |= {"grades": tuple(told["grades"]), "formats": tuple(told["formats"])}
    return ExportSet(**told)


def write_rows(folder: Path, rows: Iterable[Sent]) -> None:
    """Write the rows of the journal, a Parquet file a school and table."""
    (folder / ROWS).mkdir(exist_ok=True)
    for stem, found in by_file(rows):
        pl.DataFrame([asdict(row) for row in found], schema=SCHEMA).write_parquet(folder / ROWS / f"{stem}.parquet")


def read_rows(path: Path, *, columns: Iterable[str] | None = None) -> list[Sent]:
    """The rows of one file of the journal; without `content` where the columns leave it out."""
    frame = pl.read_parquet(path, columns=list(columns) if columns else None)
    return [Sent(**row) for row in frame.iter_rows(named=True)]


def write_files(folder: Path, rows: Iterable[Sent], schemas: Schemas, draft: ExportSet) -> None:
    """Render rows in the formats of a set, a file a school and table."""
    for stem, found in by_file(rows):
        day = date.fromisoformat(draft.as_of)
        head = dict(zip(HEADS, ("1", draft.recipient, day, draft.school_year, found[0].school_code), strict=True))
        render(schemas, found, folder, stem, draft.formats, head)


def write_set(folder: Path, schemas: Schemas, draft: ExportSet) -> ExportSet:
    """Finish a folder that holds the rows and files of a set: schemas, checksums, manifest; gives the set back."""
    schemas.write(folder)
    return finish_set(folder, draft)


def finish_set(folder: Path, draft: ExportSet) -> ExportSet:
    """Count checksums of what a folder holds and write them and the manifest."""
    files = {
        path.relative_to(folder).as_posix(): digest_of_file(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    done = ExportSet(**{**{one.name: getattr(draft, one.name) for one in fields(ExportSet)}, "files": files})
    (folder / MANIFEST).write_bytes(done.text())
    sums = {**files, MANIFEST: sha256(done.text()).hexdigest()}
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    (folder / SUMS).write_text(lines, encoding="utf-8", newline="\n")
    return done


def digest_of_file(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
