"""A rehearsal's ground written into a workspace of its own: settings, units, store and answer key, part by part."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import polars as pl

from hocba_ops.errors import RehearsalProblem, RehearsalRefused
from hocba_ops.rehearsal import Ground, build_ground, read_size
from hocba_ops.rehearsal.ground import figures
from hocba_ops.rehearsal.key import build_key
from hocba_ops.rehearsal.parts import Handed, Lists, Part, cut_parts, school_list
from hocba_ops.rehearsal.schools import build_schools
from hocba_ops.rehearsal.settings import settings_text, units_text
from hocba_ops.rehearsal.standing import build_classes
from hocba_ops.reporting.labels import Labels
from hocba_ops.rulebook import Rulebook
from hocba_ops.rulebook.frames import deadline_frame, item_frame, requirement_frame
from hocba_ops.settings import FILE_NAME
from hocba_ops.store import Store
from hocba_ops.store.batch import build_batch_id
from hocba_ops.store.publish import publish
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.rehearsal_originals import write_originals

PLACE = "rehearsal"
"""Folder of what belongs to the rehearsal and to nothing else: the ground, the answer key, scores."""
GROUND, KEY, CLASSES, ORIGINALS, COMING = "ground.json", "key", "classes", "ho-so-goc.xlsx", "coming"
NO_REPAIRS = pl.DataFrame(schema=dict.fromkeys(("sheet", "row_number", "column", "kind", "before", "after"), pl.String))
GRADES = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Written:
    """A part that is in the store: its number of how many, its pupils, and how many files of it were new."""

    number: int
    parts: int
    pupils: int
    new_files: int


def order_ground(pupils: str, *, seed: int) -> Ground:
    """The ground that somebody asks for in words (`5k`, `2.2M`); `RehearsalRefused` when it is no number of pupils."""
    size = read_size(pupils)
    if size is None:
        raise RehearsalRefused(pupils, RehearsalProblem.NOT_A_SIZE)
    return build_ground(size, seed=seed)


def make_ground(folder: Path, ground: Ground) -> Iterator[Written]:
    """Write a ground into a folder, each part as it is done; what is there already is kept.

    Of a district only the first day is in the store; what comes later waits until that day is walked (`bring_in`).

    Raises `RehearsalRefused` where the folder is something else: a real workspace, or another ground.
    """
    prepare_workspace(folder, ground)
    rulebook = Rulebook.load(folder / "rulebook" if not ground.is_district else None)
    known, coming = Store.open(folder / "store"), Store.open(folder / PLACE / COMING)
    later = coming if ground.is_district else known
    lists = read_lists(rulebook, ground)
    schools = build_schools(ground)
    held = frozenset(batch.batch_id for store in (known, coming) for batch in store.batches())
    add_file(known, school_list(ground, schools), ground, held)
    total = sum(1 for _ in cut_parts(ground, schools, lists))
    for part in cut_parts(ground, schools, lists):
        files = part.handed()
        new = sum(add_file(known if one.as_of == ground.days[0] else later, one, ground, held) for one in files)
        write_answers(folder / PLACE, part)
        yield Written(part.number + 1, total, part.last - part.first, new)
    papers = folder / PLACE / ORIGINALS
    if ground.is_district and not papers.is_file():
        parts = list(cut_parts(ground, schools, lists))
        write_originals(parts, papers, rulebook=rulebook, labels=Labels(rulebook.labels("vi")), made=ground.days[0])


def prepare_workspace(folder: Path, ground: Ground) -> None:
    """Make the workspace that a ground is written into; `RehearsalRefused` where something else is in the way."""
    told = json.dumps(asdict(ground), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    note = folder / PLACE / GROUND
    if note.is_file() and note.read_text(encoding="utf-8") != told:
        raise RehearsalRefused(str(folder), RehearsalProblem.OTHER_GROUND)
    if not note.is_file() and folder.exists() and any(one.name != PLACE for one in folder.iterdir()):
        raise RehearsalRefused(str(folder), RehearsalProblem.NOT_EMPTY)
    texts = {f"{PLACE}/{GROUND}": told, FILE_NAME: settings_text(ground)}
    if not ground.is_district:
        texts["rulebook/units/rehearsal.toml"] = units_text(ground)
    for place, text in texts.items():
        _write_text(folder / place, text)
    for name in ("inbox", "reports"):
        (folder / name).mkdir(exist_ok=True)


def open_rehearsal(folder: Path) -> Workbench:
    """The workbench of a rehearsal; `RehearsalRefused` for any other folder, real workspaces above all."""
    read_ground(folder)
    bench = Workbench.open(folder)
    if not bench.settings.rehearsal:
        raise RehearsalRefused(str(folder), RehearsalProblem.NO_REHEARSAL)
    return bench


def read_ground(folder: Path) -> Ground:
    """The ground of a rehearsal's folder; `RehearsalRefused` for a folder that is none."""
    note = folder / PLACE / GROUND
    if not note.is_file():
        raise RehearsalRefused(str(folder), RehearsalProblem.NO_REHEARSAL)
    told: dict[str, Any] = json.loads(note.read_text(encoding="utf-8"))
    lists: dict[str, Any] = {name: tuple(value) for name, value in told.items() if isinstance(value, list)}
    return Ground(**{**told, **lists})


def bring_in(folder: Path, day: date) -> int:
    """Put what waited for its day into the store, up to a day, each file whole; how many came in."""
    coming = folder / PLACE / COMING
    waiting = [one for one in Store.open(coming).batches() if one.as_of <= day]
    for batch in waiting:
        publish(batch.folder, folder / "store" / batch.folder.relative_to(coming))
    return len(waiting)


def read_lists(rulebook: Rulebook, ground: Ground) -> Lists:
    """What the rulebook says that a ground is made by."""
    year = figures()["school_year"]
    lineage = rulebook.unit_tree().lineage(ground.unit, ground.days[0])
    return Lists(
        requirements=requirement_frame(rulebook),
        items=item_frame(rulebook.assessment, year),
        deadlines=deadline_frame(rulebook, lineage, year, GRADES),
    )


def add_file(store: Store, file: Handed, ground: Ground, held: frozenset[str]) -> bool:
    """Add a file to the store as a load would, recorded on the morning of its day; whether it was not there yet."""
    sha256 = hashlib.sha256(f"{sorted(asdict(ground).items())}/{file.name}".encode()).hexdigest()
    if build_batch_id(file.family, file.as_of, sha256) in held:
        return False
    tables = file.tables()
    if not tables:
        return False
    recorded_at = datetime.combine(file.as_of, time(1), UTC)
    store.add(
        family=file.family,
        name=file.name,
        as_of=file.as_of,
        sha256=sha256,
        tables=tables,
        repairs=NO_REPAIRS,
        recorded_at=recorded_at,
    )
    return True


def write_answers(place: Path, part: Part) -> None:
    """Write what a part must give beside the store, a file a part; one that is there is kept."""
    for name, build in ((KEY, build_key), (CLASSES, build_classes)):
        path = place / name / f"part-{part.number:05}.parquet"
        if path.is_file():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".tmp")
        build(part).write_parquet(draft)
        draft.replace(path)


def _write_text(path: Path, text: str) -> None:
    """A text that is there whole or not at all; one that is there already is kept."""
    if path.is_file():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".tmp")
    draft.write_text(text, encoding="utf-8", newline="\n")
    draft.replace(path)
