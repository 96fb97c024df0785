"""The issued forms of a workspace by look-up code: which file is which card's, listed anew as files come and go.

The list is kept beside the ledger so that only new and changed files are opened. It holds no name and no birth date:
of a birth date it holds a keyed digest, which can be compared and not read.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl

from hocba_ops.documents.record import Record, build_from_plain
from hocba_ops.documents.render.attached import read_attached
from hocba_ops.documents.xml import open_xml
from hocba_ops.domain.identity import look_up_code
from hocba_ops.errors import ContentRefused
from hocba_ops.registry.contents import Contents
from hocba_ops.registry.ledger import put
from hocba_ops.registry.look_up_key import FOLDER
from hocba_ops.workbench.bench import Workbench

FORM = ".pdf"
LARGEST = 32 * 1024 * 1024
"""A form of ours has a few hundred kilobytes, an archived one a few megabytes."""
BIRTH = ("ngaythangnamsinh", "thangnamsinh", "namsinh")


@dataclass(frozen=True, slots=True)
class Holding:
    """What is held under a look-up code: the card, what its paper says of it, and the file of the form.

    `birth`: keyed digest of the birth date in hexadecimal, `birth_length`: how far it is known (10: the day, 7: the
    month, 4: the year). `path` empty: the content was made here and no form of it is filed. `size`, `changed`: of the
    file. A row without `code` is a file that is no form of ours.
    """

    code: str
    card_id: str
    content_hash: str
    birth: str
    birth_length: int
    school_code: str
    school_name: str
    school_year: str
    grade: str
    version: int
    path: str = ""
    size: int = 0
    changed: int = 0


SCHEMA = {one.name: pl.Int64() if one.type is int else pl.String() for one in fields(Holding)}


def list_holdings(bench: Workbench, key: bytes) -> tuple[Holding, ...]:
    """Every holding, from the contents that were made here and from the filed forms."""
    known = _read(_place(bench, key))
    found = (*_made(bench, key, known), *_filed(bench, key, known))
    _write(_place(bench, key), found, known)
    return found


def relist(bench: Workbench, key: bytes, before: Sequence[Holding]) -> tuple[Holding, ...]:
    """What is held now, while the ledger is as it was `before`: the filed forms alone are looked at."""
    known = {one.path or one.content_hash: one for one in before}
    found = (*(one for one in before if not one.path), *_filed(bench, key, known))
    _write(_place(bench, key), found, known)
    return found


def by_code(found: Iterable[Holding]) -> dict[str, Holding]:
    """The holdings that can be looked up: they are of a card, and its birth date is known.

    Of several files of one form the longest counts: every signature makes it longer.
    """
    ordered = sorted((one for one in found if one.code and one.birth_length), key=lambda one: (one.size, one.changed))
    return {one.code: one for one in ordered}


def _filed(bench: Workbench, key: bytes, known: Mapping[str, Holding]) -> Iterator[Holding]:
    for folder in bench.settings.issued:
        for entry in _forms(bench.settings.path(folder)):
            with suppress(OSError):  # a file that goes away meanwhile, or may not be read, is not held
                yield _seen(entry, key, known.get(entry.path))


def _seen(entry: os.DirEntry[str], key: bytes, held: Holding | None) -> Holding:
    told = entry.stat()
    if held and (held.size, held.changed) == (told.st_size, told.st_mtime_ns):
        return held
    where = {"path": entry.path, "size": told.st_size, "changed": told.st_mtime_ns}
    record = _record_in(Path(entry.path)) if told.st_size <= LARGEST else None
    return _holding(key, record, **where) if record else _no_form(**where)


def _forms(folder: Path) -> Iterator[os.DirEntry[str]]:
    """The forms below a folder; what begins with a dot is being written."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            if entry.is_dir(follow_symlinks=False):
                yield from _forms(Path(entry.path))
            elif entry.name.lower().endswith(FORM) and not entry.name.startswith("."):
                yield entry


def _record_in(path: Path) -> Record | None:
    """The newest record in a form; None in a file that is no form of ours."""
    attached = read_attached(path.read_bytes())
    opened = [open_xml(data) for data in attached.records] if attached else []
    records = [one.record for one in opened if one.record is not None and not one.faults]
    return max(records, key=lambda record: record.text("namhoc"), default=None)


def _made(bench: Workbench, key: bytes, known: Mapping[str, Holding]) -> Iterator[Holding]:
    """The contents that were made here and that the ledger names; a content never changes."""
    contents = Contents(bench.settings.path(bench.settings.registry))
    for name in bench.ledger.read(["content_hash"])["content_hash"].drop_nulls().unique().sort():
        held = known.get(name)
        if held is not None:
            yield held
        elif contents.path(name).is_file() and (record := _content(contents, name)):
            yield _holding(key, record)


def _content(contents: Contents, name: str) -> Record | None:
    try:
        told = contents.read(name)
    except ContentRefused:
        return None
    return build_from_plain(told) if told else None


def _holding(key: bytes, record: Record, **where: Any) -> Holding:
    card_id, said = record.text("madinhdanhhocba"), record.text
    code = look_up_code.make(key, card_id, record.content_hash)
    birth = next((said(name) for name in BIRTH if said(name)), "")
    version = said("phienbanthongtinhocba")
    return Holding(
        code=code,
        card_id=card_id,
        content_hash=record.content_hash,
        birth=look_up_code.digest(key, code, birth).hex(),
        birth_length=len(birth),
        school_code=said("matruong"),
        school_name=said("tentruong"),
        school_year=said("namhoc"),
        grade=said("makhoi"),
        version=int(version) if version.isdecimal() else 0,
        **where,
    )


def _no_form(**where: Any) -> Holding:
    return Holding("", "", "", "", 0, "", "", "", "", 0, **where)


def _place(bench: Workbench, key: bytes) -> Path:
    """The list under a key: with another key all codes are others."""
    folder = bench.settings.path(bench.settings.registry) / FOLDER
    return folder / f"issued-{look_up_code.trace(key, '')}.parquet"


def _read(path: Path) -> dict[str, Holding]:
    """What was listed, by file or, for a content, by its hash; nothing when the list cannot be read."""
    try:
        rows = pl.read_parquet(path, columns=list(SCHEMA))
    except (OSError, pl.exceptions.PolarsError):
        return {}
    return {one.path or one.content_hash: one for one in (Holding(**row) for row in rows.iter_rows(named=True))}


def _write(path: Path, found: Sequence[Holding], known: Mapping[str, Holding]) -> None:
    if set(found) == set(known.values()):
        return
    held = BytesIO()
    _frame(found).write_parquet(held)
    path.parent.mkdir(parents=True, exist_ok=True)
    put(path, held.getvalue())


def _frame(found: Iterable[Holding]) -> pl.DataFrame:
    rows = [[getattr(one, name) for name in SCHEMA] for one in found]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")
