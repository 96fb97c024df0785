"""A mapping as a TOML file of the workspace: written once, edited by hand, checked in full before it is used."""

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from hocba_ops.errors import MappingFault, MappingProblem
from hocba_ops.sources.family import FAMILIES
from hocba_ops.sources.layout import Layout
from hocba_ops.sources.mapping import HeadingMap

CONFIRMED, PROPOSED = "confirmed", "proposed"
TEXTS = ("family", "layout", "fingerprint", "sheet", "as_of_heading", "status", "confirmed_by")
NEEDED = ("family", "layout", "fingerprint", "columns")
KEYS = (*TEXTS, "confirmed_on", "columns", "constants")

Fault = tuple[str, str, MappingProblem, str]
"""File, key, what is wrong, and the value that stands there."""


def read_mapping_files(paths: Sequence[Path]) -> tuple[HeadingMap, ...]:
    """The confirmed mappings among some files; one that is only proposed is left aside.

    Raises `MappingFault` with every fault of all of them.
    """
    read = [(path, *_values(path)) for path in paths]
    used = [one for one in read if one[1].get("status", CONFIRMED) != PROPOSED]
    faults = [fault for path, values, broken in used for fault in (*broken, *_faults(str(path), values))]
    if faults:
        raise MappingFault(faults)
    return tuple(_mapping(path.stem, values) for path, values, _ in used)


def faults_of(mapping: HeadingMap) -> list[Fault]:
    """What is wrong with a mapping that has not been written yet."""
    texts = {"family": mapping.family, "layout": mapping.layout, "fingerprint": mapping.fingerprint}
    return list(_faults(mapping.name, {**texts, "columns": mapping.columns, "constants": mapping.constants}))


def mapping_text(mapping: HeadingMap, *, status: str, notes: Sequence[str], choices: Mapping[str, str]) -> str:
    """The TOML of a mapping. `notes` are its first lines; `choices`: heading -> what to know when a field is chosen."""
    head = {"status": status, "family": mapping.family, "layout": mapping.layout, "sheet": mapping.sheet}
    head |= {"fingerprint": mapping.fingerprint, "confirmed_by": mapping.confirmed_by}
    if mapping.as_of_heading:
        head["as_of_heading"] = mapping.as_of_heading
    lines = [*(f"# {note}" for note in notes), *(f"{key} = {_quoted(value)}" for key, value in head.items())]
    if mapping.confirmed_on:
        lines.append(f"confirmed_on = {mapping.confirmed_on.isoformat()}")
    lines += ["", "[constants]", *(f"{key} = {_quoted(value)}" for key, value in mapping.constants.items())]
    lines += ["", "[columns]"]
    for heading, about in choices.items():
        lines.append(f"{_quoted(heading)} = {_quoted(mapping.columns.get(heading, ''))}  # {about}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text as TOML writes it: JSON's escapes are a part of TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _values(path: Path) -> tuple[dict[str, Any], list[Fault]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")), []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        return {}, [(str(path), "", MappingProblem.NOT_TOML, str(fault))]


def _faults(name: str, values: Mapping[str, Any]) -> Iterator[Fault]:
    if not values:
        return
    for key in values:
        if key not in KEYS:
            yield name, key, MappingProblem.UNKNOWN_KEY, ", ".join(KEYS)
    for key in NEEDED:
        if not values.get(key):
            yield name, key, MappingProblem.MISSING, ""
    untold = [(key, values[key]) for key in TEXTS if key in values]
    untold += [(f"{part}.{key}", value) for part in ("columns", "constants") for key, value in _table(values, part)]
    for key, value in untold:
        if not isinstance(value, str):
            yield name, key, MappingProblem.NOT_TEXT, ""
    yield from _layout_faults(name, values)


def _layout_faults(name: str, values: Mapping[str, Any]) -> Iterator[Fault]:
    family = FAMILIES.get(str(values.get("family")))
    if family is None:
        yield name, "family", MappingProblem.UNKNOWN_FAMILY, str(values.get("family"))
        return
    layout = next((one for one in family.layouts if one.name == values.get("layout")), None)
    if layout is None:
        yield name, "layout", MappingProblem.UNKNOWN_LAYOUT, str(values.get("layout"))
        return
    given = [(f"{part}.{key}", field) for part in ("columns",) for key, field in _table(values, part) if field]
    given += [(f"constants.{field}", field) for field, _ in _table(values, "constants")]
    for key, field in given:
        if not _is_field(str(field), layout):
            yield name, key, MappingProblem.UNKNOWN_FIELD, str(field)
    fields = [field for _, field in given]
    for key, field in given:
        if fields.count(field) > 1:
            yield name, key, MappingProblem.FIELD_TWICE, str(field)
    for field in layout.required:
        if field not in fields:
            yield name, "columns", MappingProblem.REQUIRED, field


def _is_field(field: str, layout: Layout) -> bool:
    """Whether a layout has a field: in its list, or among those that it names from merged headings (`tx.2`)."""
    return field in layout.headers or (layout.name_of is not None and "." in field)


def _table(values: Mapping[str, Any], part: str) -> list[tuple[str, Any]]:
    found = values.get(part, {})
    return list(found.items()) if isinstance(found, Mapping) else [("", found)]


def _mapping(name: str, values: Mapping[str, Any]) -> HeadingMap:
    confirmed_on = values.get("confirmed_on")
    return HeadingMap(
        name=name,
        family=values["family"],
        layout=values["layout"],
        fingerprint=values["fingerprint"],
        columns={heading: field for heading, field in values["columns"].items() if field},
        constants=dict(values.get("constants", {})),
        sheet=values.get("sheet") or "*",
        as_of_heading=values.get("as_of_heading", ""),
        confirmed_by=values.get("confirmed_by", ""),
        confirmed_on=confirmed_on if isinstance(confirmed_on, date) else None,
    )
