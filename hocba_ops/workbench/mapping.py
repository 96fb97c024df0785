"""Mappings of unknown layouts in the workspace: read before a load, proposed and kept for the officer."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import cast

from hocba_ops.errors import (
    BadParameter,
    MappingFault,
    NotPermitted,
    OpsError,
    ParameterProblem,
    file_error,
)
from hocba_ops.settings import Settings
from hocba_ops.sources.family import FAMILIES
from hocba_ops.sources.grid import open_grids
from hocba_ops.sources.guard import Job, Read, read_guarded
from hocba_ops.sources.mapping import HeadingMap
from hocba_ops.sources.mapping_file import CONFIRMED, PROPOSED, faults_of, mapping_text, read_mapping_files
from hocba_ops.sources.proposals import SURE, Draft, Proposal, draft, fields_of
from hocba_ops.text import search_key

__all__ = [
    "SURE",
    "Draft",
    "Proposal",
    "draft_mapping",
    "fields_of",
    "keep_mapping",
    "propose_mapping",
    "read_mappings",
]


def read_mappings(folder: Path) -> tuple[HeadingMap, ...]:
    """The confirmed mappings of a workspace, by name. Raises `MappingFault` where one is wrong."""
    try:
        return read_mapping_files(sorted(folder.glob("*.toml")))
    except PermissionError as fault:
        raise NotPermitted(str(folder)) from fault


def draft_mapping(settings: Settings, path: Path, *, sheet: str = "", family: str = "") -> Draft:
    """What an unknown file could be, read in a guarded process as a load would read it.

    Raises `BadParameter` for an unknown family, and what reading the file raises.
    """
    if family and family not in FAMILIES:
        raise BadParameter("family", f"{family} ({', '.join(FAMILIES)})", ParameterProblem.UNKNOWN_FAMILY)
    read = cast(Read, partial(_draft, sheet=sheet, family=family))
    (found,) = read_guarded([Job(_in_an_inbox(settings, path), path.name, None, settings.limits)], workers=1, read=read)
    if isinstance(found, OpsError):
        raise found
    return cast(Draft, found)


def keep_mapping(
    settings: Settings,
    found: Draft,
    columns: Mapping[str, str],
    *,
    notes: str,
    by: str,
    on: date,
    constants: Mapping[str, str] | None = None,
    out: Path | None = None,
) -> Path:
    """Write a mapping that the officer confirmed; a wrong one is kept as a proposal and raises `MappingFault`."""
    place = out or _free_place(settings, found.name)
    confirmed = replace(_mapping(found, columns, place, constants), confirmed_by=by, confirmed_on=on)
    if faults := faults_of(confirmed):
        _write(place, confirmed, found, status=PROPOSED, notes=notes)
        raise MappingFault([(str(place), *fault[1:]) for fault in faults])
    _write(place, confirmed, found, status=CONFIRMED, notes=notes)
    return place


def propose_mapping(settings: Settings, found: Draft, *, notes: str, out: Path | None = None) -> Path:
    """Write what the program proposes as a file to be edited; no load uses it before it is confirmed."""
    place = out or _free_place(settings, found.name)
    columns = {one.heading: one.field for one in found.proposals}
    _write(place, _mapping(found, columns, place, None), found, status=PROPOSED, notes=notes)
    return place


def _in_an_inbox(settings: Settings, path: Path) -> Path:
    """The file as it was named, or of that name in an inbox: so loads name the files that they could not read."""
    places = (path, *(settings.path(inbox) / path for inbox in settings.inbox))
    return next((place for place in places if place.is_file()), path)


def _draft(job: Job, *, sheet: str, family: str) -> Draft:
    try:
        data = job.path.read_bytes()
    except OSError as fault:
        raise file_error(job.name, fault) from fault
    opened = open_grids(data, path=job.name, limits=job.limits)
    return draft(opened.grids, path=job.name, sheet=sheet, family=family)


def _mapping(found: Draft, columns: Mapping[str, str], place: Path, constants: Mapping[str, str] | None) -> HeadingMap:
    return replace(found.mapping(columns, name=place.stem), constants=dict(constants or {}))


def _free_place(settings: Settings, name: str) -> Path:
    """A file of the workspace's mappings that is not there yet, called after the file that was mapped."""
    stem = re.sub(r"[^a-z0-9]+", "-", search_key(Path(name).stem)).strip("-") or "bang"
    folder = settings.path(settings.mappings)
    numbered = (folder / f"{stem}{'' if at == 1 else f'-{at}'}.toml" for at in range(1, 1_000))
    return next(place for place in numbered if not place.exists())


def _write(place: Path, mapping: HeadingMap, found: Draft, *, status: str, notes: str) -> None:
    about = {one.heading: ", ".join(one.shapes) for one in found.proposals}
    text = mapping_text(mapping, status=status, notes=notes.splitlines(), choices=about)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    except PermissionError as fault:
        raise NotPermitted(str(place)) from fault
    except (FileExistsError, NotADirectoryError, IsADirectoryError) as fault:
        raise BadParameter("out", place, ParameterProblem.FILE_IN_THE_WAY) from fault
