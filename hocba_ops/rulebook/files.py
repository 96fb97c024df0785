"""The rulebook's files as they lie on disk, and their entries as models, each with the place it was read at."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from hocba_ops.rulebook.faults import Faults

M = TypeVar("M", bound=BaseModel)
M_co = TypeVar("M_co", bound=BaseModel, covariant=True)

LAYOUT = (
    "documents.toml",
    "access.toml",
    "cutoffs.toml",
    "after_lock.toml",
    "acts.toml",
    "requirements.toml",
    "certificates.toml",
    "roadmaps.toml",
    "roles.toml",
    "signing.toml",
    "letters.toml",
    "plan_reading.toml",
    "plans/*.toml",
    "units/*.toml",
    "assessment/*.toml",
    "identity/*.toml",
    "exchange/*.toml",
    "rules/*.toml",
    "labels/vi/*.toml",
    "labels/en/*.toml",
)
"""Every place where a rulebook file may stand, in the package and in a workspace alike."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file: `place` within its rulebook folder, `name` as a person finds it, what it holds."""

    place: str
    name: str
    content: bytes
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Located(Generic[M_co]):
    """An entry and where it was read."""

    entry: M_co
    file: str
    key: str


def read_files(folder: Path, faults: Faults, *, shown: str = "") -> list[DataFile]:
    """Every TOML file of a rulebook folder in the order of their places; `shown` goes before their names in faults."""
    if not folder.is_dir():
        faults.add(str(folder), "-", "no_folder")
    found = []
    for path in sorted(folder.rglob("*.toml"), key=lambda path: path.relative_to(folder).as_posix()):
        place = path.relative_to(folder).as_posix()
        content, name = path.read_bytes(), f"{shown}{place}"
        if not any(fnmatch(place, pattern) for pattern in LAYOUT):
            faults.add(name, "-", "unknown_file")
        found.append(DataFile(place, name, content, _values(content, name, faults)))
    return found


def _values(content: bytes, name: str, faults: Faults) -> Mapping[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        faults.add(name, "-", "not_toml", message=str(wrong))
        return {}


def fingerprint(files: Sequence[DataFile]) -> str:
    """SHA-256 over the names and bytes of the files, in order: the same rulebook gives the same, on any machine."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.place}\0{len(file.content)}\0".encode())
        digest.update(file.content)
    return digest.hexdigest()


def refuse_unknown(file: DataFile, known: Sequence[str], faults: Faults) -> None:
    """Note every key at the head of a file that is not one of these."""
    for key in file.values:
        if key not in known:
            faults.add(file.name, key, "extra_forbidden")


def entries(
    model: type[M],
    file: DataFile,
    faults: Faults,
    *,
    table: str = "",
    inherited: Mapping[str, object] = MappingProxyType({}),
) -> list[Located[M]]:
    """The entries of a file, or of one of its tables, that are sound; the others are noted.

    Both `[table.<id>]` and `[[table]]` with an `id` in it are read. A `document` at the head of the file is the
    document of every entry that names none; `inherited` holds what the table itself says of its entries.
    """
    raw = file.values.get(table, {}) if table else {k: v for k, v in file.values.items() if k != "document"}
    cited = {"document": file.values["document"]} if "document" in file.values else {}
    read = [(key, build(model, value, file, key, faults, {**cited, **inherited})) for key, value in _named(raw, table)]
    return [Located(entry, file.name, key) for key, entry in read if entry is not None]


def known_ids(file: DataFile, *, table: str = "") -> frozenset[str]:
    """The ids of a file or of one of its tables, those of unsound entries too: naming one is no fault."""
    raw = file.values.get(table, {}) if table else file.values
    if isinstance(raw, list):
        return frozenset(str(value.get("id")) for value in raw if isinstance(value, dict))
    return frozenset(raw) if isinstance(raw, dict) else frozenset()


def _named(raw: object, table: str) -> Iterator[tuple[str, object]]:
    """Each raw entry with the key that a person finds it by."""
    if isinstance(raw, list):
        for place, value in enumerate(raw, start=1):
            known = value.get("id", place) if isinstance(value, dict) else place
            yield f"{table}[{known}]", value
    elif isinstance(raw, dict):
        for key, value in raw.items():
            for version in value if isinstance(value, list) else [value]:
                named = version | {"id": key} if isinstance(version, dict) else version
                yield (f"{table}.{key}" if table else key), named
    else:
        yield table, raw


def build(
    model: type[M], value: object, file: DataFile, key: str, faults: Faults, inherited: Mapping[str, object]
) -> M | None:
    """One entry as its model; None, and its faults noted, when it is not sound."""
    try:
        return model.model_validate({**inherited, **value} if isinstance(value, dict) else value)
    except ValidationError as wrong:
        faults.add_invalid(file.name, key, value, wrong)
        return None


def by_id(found: Sequence[Located[M]], faults: Faults) -> dict[str, M]:
    """Entries by their `id`; a second entry of the same id is noted and not taken."""
    first: dict[str, Located[M]] = {}
    for located in found:
        known = first.setdefault(str(getattr(located.entry, "id")), located)  # noqa: B009 - models differ, ids do not
        if known is not located:
            faults.add(located.file, located.key, "duplicate", first=f"{known.file}: {known.key}")
    return {key: located.entry for key, located in first.items()}
