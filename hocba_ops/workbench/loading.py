"""From the files of an inbox to batches in the store; one bad file never stops the others."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

import polars as pl

from hocba_ops.domain.identity import school_code
from hocba_ops.errors import OpsError, SchoolListMissing, SchoolUnknown
from hocba_ops.settings import STANDARD_LIMITS, Limits
from hocba_ops.sources.folder import list_files
from hocba_ops.sources.guard import Job, read_guarded, read_job
from hocba_ops.sources.mapping import HeadingMap
from hocba_ops.sources.reading import Reading
from hocba_ops.sources.school_names import plain_name
from hocba_ops.store import Batch, Store
from hocba_ops.workbench.school_naming import UNCLEAR, SchoolDirectory, names_schools, stated_names, with_school_codes

REPAIR_LOG = {
    "source_file": pl.String(),
    "as_of": pl.Date(),
    "sheet": pl.String(),
    "row_number": pl.Int64(),
    "column": pl.String(),
    "kind": pl.String(),
    "before": pl.String(),
    "after": pl.String(),
}
OLD_CODE = "ma_cu"
"""Kind of repair: an older school code was replaced by the code of today."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one file: a batch (new or recognised) with its repairs by kind, and what could not be read.

    `error` says what to do about a file that gave no batch; `faults` about its sheets that were lost.
    """

    name: str
    batch: Batch | None = None
    is_new: bool = False
    repairs: Mapping[str, int] = field(default_factory=dict)
    error: OpsError | None = None
    faults: tuple[OpsError, ...] = ()


def list_jobs(
    folders: Sequence[Path], *, as_of: date | None, limits: Limits = STANDARD_LIMITS
) -> tuple[list[Job], list[Loaded]]:
    """The files to read, named below their folder, and the folders that could not be listed or hold nothing.

    Raises `EmptyFolder` or `NotPermitted` when no folder gives a file.
    """
    jobs: list[Job] = []
    barred: list[Loaded] = []
    for folder in folders:
        try:
            jobs += [Job(path, _name(path, folder), as_of, limits) for path in list_files(folder)]
        except OpsError as error:
            barred.append(Loaded(str(folder), error=error))
    if barred and not jobs and barred[0].error:
        raise barred[0].error
    return jobs, barred


def load(
    store: Store,
    jobs: Sequence[Job],
    *,
    directory: SchoolDirectory,
    now: datetime,
    workers: int,
    mappings: Sequence[HeadingMap] = (),
) -> Iterator[Loaded]:
    """Read and store the files, telling of each as it is done; one whose bytes are in the store is not read again.

    One that was read in part is: since then its sheet may have been mapped, or the school list may have come. Files
    that use a school code nobody knows yet, or names for codes, wait for the school list, which may come later in the
    same load. `mappings` are the layouts that the officer mapped.
    """
    held = {batch.sha256: batch for batch in store.batches() if not batch.is_partial}
    same = {job: held[digest] for job in jobs if (digest := _digest(job.path)) in held}
    yield from (Loaded(job.name, batch) for job, batch in same.items() if job.as_of in (None, batch.as_of))
    new = [job for job in jobs if job not in same or job.as_of not in (None, same[job].as_of)]
    waiting: list[Reading] = []
    read = partial(read_job, mappings=tuple(mappings))
    for job, outcome in zip(new, read_guarded(new, workers=workers, read=read), strict=True):
        if isinstance(outcome, OpsError):
            yield Loaded(job.name, error=outcome)
            continue
        if "school" in outcome.tables:
            directory = directory.extended(outcome.tables["school"], outcome.tables.get("school_parent"))
        if _old_codes(outcome) - directory.aliases.keys() or names_schools(outcome):
            waiting.append(outcome)
            continue
        yield _keep(store, outcome, directory, now)
    yield from (_keep_late(store, reading, directory, now) for reading in waiting)


def _keep_late(store: Store, reading: Reading, directory: SchoolDirectory, now: datetime) -> Loaded:
    """A file that waited for the school list, kept, or told to wait for one still."""
    names = [plain_name(name) for name in sorted(stated_names(reading))]
    codes = sorted(_old_codes(reading))
    if (codes and not directory.aliases) or (names and not directory.codes):
        return Loaded(reading.name, error=SchoolListMissing(reading.name, codes, names=names))
    try:
        return _keep(store, reading, directory, now)
    except SchoolUnknown as error:
        return Loaded(reading.name, error=error)


def repair_rows(store: Store) -> pl.DataFrame:
    """Every repair of the batches that count: source_file, as_of, sheet, row_number, column, kind, before, after."""
    logs = [
        store.repairs(batch).with_columns(source_file=pl.lit(batch.name), as_of=pl.lit(batch.as_of))
        for batch in store.current()
    ]
    return pl.concat(logs, how="vertical_relaxed") if logs else pl.DataFrame(schema=REPAIR_LOG)


def _keep(store: Store, reading: Reading, directory: SchoolDirectory, now: datetime) -> Loaded:
    from hocba_ops.workbench.received import without_older  # it knows the exchange, which reads XML

    reading = _resolve(with_school_codes(reading, directory), directory.aliases)
    reading = without_older(reading, store)
    added = store.add(
        family=reading.family,
        name=reading.name,
        as_of=reading.as_of,
        sha256=reading.sha256,
        tables=reading.tables,
        repairs=reading.repairs,
        recorded_at=now,
        lost=[(fault.exit_code, str(fault)) for fault in reading.faults],
        unclear=reading.repairs.filter(pl.col("kind") == UNCLEAR)["before"].n_unique(),
    )
    kinds = dict(reading.repairs["kind"].value_counts(sort=True).rows())
    return Loaded(reading.name, added.batch, is_new=added.is_new, repairs=kinds, faults=reading.faults)


def _resolve(reading: Reading, aliases: Mapping[str, str]) -> Reading:
    """The reading with older school codes replaced by those of today, each place in the log of repairs."""
    if not _old_codes(reading) & aliases.keys():
        return reading
    tables = {
        name: frame.with_columns(pl.col("school_code").replace(aliases)) if _has_codes(frame, name) else frame
        for name, frame in reading.tables.items()
    }
    log = [
        frame.filter(pl.col("school_code").is_in(list(aliases))).select(
            "sheet",
            "row_number",
            pl.lit("school_code").alias("column"),
            pl.lit(OLD_CODE).alias("kind"),
            pl.col("school_code").alias("before"),
            pl.col("school_code").replace(aliases).alias("after"),
        )
        for name, frame in reading.tables.items()
        if _has_codes(frame, name)
    ]
    repairs = pl.concat([reading.repairs, *log], how="vertical_relaxed").unique(maintain_order=True)
    return replace(reading, tables=tables, repairs=repairs)


def _old_codes(reading: Reading) -> set[str]:
    """Codes in the older form that the file uses, wherever they stand."""
    codes: Iterable[str | None] = {
        code
        for name, frame in reading.tables.items()
        if _has_codes(frame, name)
        for code in frame["school_code"].unique()
    }
    return {code for code in codes if code and school_code.is_alias(code)}


def _has_codes(frame: pl.DataFrame, name: str) -> bool:
    return name != "school" and "school_code" in frame.columns


def _digest(path: Path) -> str:
    """The sha256 of a file's bytes; empty where it cannot be opened, which reading it will say."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _name(path: Path, folder: Path) -> str:
    """How the officer calls a file: its path below the folder's own name, with forward slashes."""
    below = path.relative_to(folder) if folder.is_dir() else Path(path.name)
    return below.as_posix()
