"""Returned work packs merged: each checked, compared cell by cell with the store, and added to it as a new batch."""

import hashlib
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import polars as pl

from hocba_ops.errors import (
    Limit,
    OpsError,
    PackProblem,
    PackRefused,
    ProtectedFile,
    TooLarge,
    UnreadableFile,
    file_error,
)
from hocba_ops.packs.answers import answer_frames, require_names
from hocba_ops.packs.applying import apply_changes, list_repairs
from hocba_ops.packs.columns import COLUMNS, column_of
from hocba_ops.packs.merge import Change, Outcome, compare
from hocba_ops.packs.pack import Field, Leaf, Line, Pack, checksum
from hocba_ops.packs.pairs import DECISION
from hocba_ops.packs.read import Opened, open_pack, read_pack
from hocba_ops.packs.record import Drawer, Receipt
from hocba_ops.packs.rows import SchoolRows
from hocba_ops.packs.sealing import is_sealed
from hocba_ops.packs.tasks import ANSWER
from hocba_ops.settings import Limits
from hocba_ops.sources.package import chunks, open_package
from hocba_ops.sources.protection import is_protected
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.noting import Event, check_trail, note
from hocba_ops.workbench.pack_report import tell_changes, write_report
from hocba_ops.workbench.packing import DAY_FORM, drawer_of
from hocba_ops.workbench.school_rows import batches_of, read_answers, read_schools, sources_of

FAMILY = "returned_pack"
ENDING = ".xlsx"
EXPLAINED, ANSWERED_BESIDE = "explained", "beside"
"""How answers are counted: the answer itself, and the name and note beside it."""


@dataclass(frozen=True, slots=True)
class Return:
    """How returned packs are taken in: as of which day, by whom where a school gave no name, and when."""

    as_of: date
    by: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of a returned file: its receipt, or why it was refused. `is_new` False: merged before."""

    name: str
    school_name: str = ""
    receipt: Receipt | None = None
    report: Path | None = None
    is_new: bool = False
    error: OpsError | None = None


def list_returned(places: Sequence[Path]) -> list[Path]:
    """The workbooks among files and folders, in order; what Excel leaves beside an open file is passed over."""
    found: list[Path] = []
    for place in places:
        inside = sorted(place.rglob(f"*{ENDING}")) if place.is_dir() else [place]
        found += [path for path in inside if not path.name.startswith(("~$", "."))]
    if not found:
        raise PackRefused(", ".join(map(str, places)), PackProblem.NOT_A_PACK)
    return found


def merge_packs(bench: Workbench, paths: Sequence[Path], given: Return) -> Iterator[Merged]:
    """Merge each file and tell what became of it; one that is refused never stops the others."""
    for path in paths:
        try:
            yield _merge(bench, path, given)
        except OpsError as refused:
            yield Merged(path.name, error=refused)


def _merge(bench: Workbench, path: Path, given: Return) -> Merged:
    check_trail(bench)
    drawer = drawer_of(bench)
    data = _bytes(path)
    _weigh(data, path.name, bench.settings.limits)
    opened = open_pack(data, name=path.name)
    pack = _find_pack(drawer, opened)
    digest = _digest_of(drawer.keep_returned(pack, data), given)
    for receipt in drawer.receipts(pack.pack_id):
        if receipt.sha256 == digest:
            return Merged(path.name, pack.school_name, receipt)
    returned = read_pack(opened, pack, opened.told("seal"))
    _refuse_stale(bench, drawer, opened, pack, given)
    held = read_schools(bench.store, date.max, [pack.school_code])[pack.school_code]
    answers = read_answers(bench.store, pack.school_code)
    changes = require_names(compare(pack, returned, _Store(held, answers)), by=given.by)
    batch_id = _add_batch(bench, path.name, digest, pack, held, changes, given)
    told = tell_changes(changes, bench.labels)
    counts = Counter(_counted(change) for change in changes)
    receipt = Receipt(digest, path.name, given.as_of, given.now, given.by, batch_id, dict(counts), told)
    folder = drawer.keep_receipt(pack, receipt)
    report = (
        write_report(told, folder / f"{digest[:12]}_{path.stem}.xlsx", pack, given.as_of, bench.labels)
        if told
        else None
    )
    event = Event.EXCEPTION if counts[EXPLAINED] else Event.MERGED
    note(
        bench,
        event,
        by=given.by,
        now=given.now,
        target="packs.merge",
        about_unit=pack.school_code,
        rows=counts[Outcome.APPLIED],
        detail=f"{EXPLAINED} {counts[EXPLAINED]}",
    )
    return Merged(path.name, pack.school_name, receipt, report, is_new=True)


def _digest_of(file: str, given: Return) -> str:
    """The name of a return: of the file, and of who answers for the lines on which the school gave no name."""
    return hashlib.sha256(f"{file} {given.by}".encode()).hexdigest() if given.by else file


def _counted(change: Change) -> str:
    """Under what a cell is counted: by its outcome; an answer to a finding or a pair once, apart from mended cells."""
    if change.outcome is not Outcome.APPLIED or change.leaf.kind in COLUMNS:
        return str(change.outcome)
    return EXPLAINED if change.field.name in (ANSWER, DECISION) else ANSWERED_BESIDE


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise file_error(str(path), fault) from fault


def _weigh(data: bytes, name: str, limits: Limits) -> None:
    """Refuse before anything is read what no school returns: a file too large or unpacking without end, or no workbook.

    `TooLarge` and `ProtectedFile` as for a file to load, `PackRefused` for what is no workbook.
    """
    if len(data) > limits.file_bytes:
        raise TooLarge(name, Limit.FILE_BYTES, found=len(data), allowed=limits.file_bytes)
    if is_protected(data):
        raise ProtectedFile(name)
    try:
        package = open_package(data, path=name, limits=limits)
        for part in package.parts:
            deque(chunks(package, part), maxlen=0)
    except UnreadableFile as fault:
        raise PackRefused(name, PackProblem.NOT_A_PACK) from fault


def _find_pack(drawer: Drawer, opened: Opened) -> Pack:
    """The pack that a returned file was made from, as this workspace made it."""
    made = drawer.find(opened.told("pack_id"))
    if made is None:
        raise PackRefused(opened.name, PackProblem.FOREIGN)
    if not is_sealed(made.pack, drawer.key(), opened.told("seal")):
        is_same = opened.told("checksum") == checksum(made.pack)
        raise PackRefused(opened.name, PackProblem.FOREIGN if is_same else PackProblem.KEYS_CHANGED, "")
    return made.pack


def _refuse_stale(bench: Workbench, drawer: Drawer, opened: Opened, pack: Pack, given: Return) -> None:
    """Refuse a pack that a newer one, or newer rows of the school, have overtaken; and a day before either."""
    newest = drawer.newest()[pack.school_code]
    if newest.pack.pack_id != pack.pack_id:
        raise PackRefused(opened.name, PackProblem.STALE_PACK, newest.made_at.strftime(DAY_FORM))
    if table := stale_table(bench, pack):
        raise PackRefused(opened.name, PackProblem.STALE_ROWS, bench.labels(f"table.{table}"))
    days = [pack.as_of]
    days += [batch.as_of for table in COLUMNS for batch in batches_of(bench.store, table, pack.school_code)]
    if given.as_of < max(days):
        raise PackRefused(opened.name, PackProblem.BEFORE_ISSUE, max(days).strftime(DAY_FORM))


def stale_table(bench: Workbench, pack: Pack) -> str:
    """A table of which the school's rows count no longer as the pack has them; empty while all do."""
    for leaf in pack.leaves:
        if leaf.kind in COLUMNS:
            alive = {batch for batch, _ in sources_of(bench.store, leaf.kind, pack.school_code)}
            if not {line.origin["batch_id"] for line in leaf.lines} <= alive:
                return leaf.kind
    return ""


@dataclass(frozen=True, slots=True)
class _Store:
    """What the store says now of a cell: of a row its column, of a finding or a pair what was answered already."""

    rows: SchoolRows
    answers: Mapping[tuple[str, str, str], Mapping[str, str]]

    def __call__(self, leaf: Leaf, line: Line, field: Field) -> str:
        if leaf.kind not in COLUMNS:
            key = line.origin.get("finding_key", line.origin.get("pair_key", ""))
            said = self.answers.get((leaf.kind, key, line.origin["fingerprint"]), {}).get(field.name, "")
            return {code: word for word, code in field.choices}.get(said, said)
        return column_of(leaf.kind, field.name).show(self.rows.of(line.origin), field)


def _add_batch(
    bench: Workbench,
    name: str,
    digest: str,
    pack: Pack,
    held: SchoolRows,
    changes: Sequence[Change],
    given: Return,
) -> str:
    """Add what was merged to the store; the key of the batch, empty when nothing was."""
    rows = apply_changes(held.frames, changes)
    answers = answer_frames(changes, pack, file=name, as_of=given.as_of, by=given.by)
    tables: dict[str, pl.DataFrame] = {**rows, **answers}
    if not tables:
        return ""
    added = bench.store.add(
        family=FAMILY,
        name=f"{pack.pack_id}/{digest[:12]}/{name}",
        as_of=given.as_of,
        sha256=digest,
        tables=tables,
        repairs=list_repairs(changes),
        recorded_at=given.now,
        in_place_of={pair for table in rows for pair in sources_of(bench.store, table, pack.school_code)},
    )
    return added.batch.batch_id
