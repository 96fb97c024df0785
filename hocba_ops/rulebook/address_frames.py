"""Provinces, districts and communes with the days on which they stood, one row a spelling, for texts to join on.

Units of today come from the package `vietnam-provinces` (QĐ 19/2025/QĐ-TTg); those of before 1/7/2025 from the
rulebook, as far as it has them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import polars as pl

from hocba_ops.rulebook.identity import CurrentUnits, Identity, OldUnits
from hocba_ops.text import place_key

KINDS = {
    "thanh pho": ("tp", "thanh pho"),
    "tinh": ("tinh", "t"),
    "quan": ("quan", "q"),
    "huyen": ("huyen", "h"),
    "thi xa": ("thi xa", "tx"),
    "phuong": ("phuong", "p"),
    "xa": ("xa", "x"),
    "thi tran": ("thi tran", "tt"),
    "dac khu": ("dac khu",),
}
"""The kind of unit that a name begins with, and how offices write it."""
PROVINCE_KINDS = (*KINDS["thanh pho"], *KINDS["tinh"])
CODE_LENGTH = {"province": 2, "district": 3, "commune": 5}
SCHEMA = {
    "level": pl.String,
    "key": pl.String,
    "code": pl.String,
    "name": pl.String,
    "province_code": pl.String,
    "district_code": pl.String,
    "valid_from": pl.Date,
    "valid_to": pl.Date,
    "now_name": pl.String,
}


@dataclass(frozen=True, slots=True)
class AddressUnit:
    """A unit of address between two days; `now_name`: what it is part of today, when that is one unit."""

    level: str
    code: str
    name: str
    province_code: str
    district_code: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    now_name: str | None = None


def address_unit_frame(identity: Identity) -> pl.DataFrame:
    """One row a spelling (`text.place_key`) of a unit: level, code, name, the province it lies in, the days it stood.

    `valid_from` empty: since before all exports; `valid_to` empty: still so. A commune of the rulebook has the district
    in whose list it stands; `now_name` is empty where a unit was split or goes on under its name.
    """
    rows = [
        (unit.level, key, unit.code, unit.name, unit.province_code, *_days(unit), unit.now_name)
        for unit, extra in _units(identity)
        for key in _keys(unit, extra)
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _days(unit: AddressUnit) -> tuple[str | None, date | None, date | None]:
    return unit.district_code, unit.valid_from, unit.valid_to


def _units(identity: Identity) -> Iterator[tuple[AddressUnit, Sequence[str]]]:
    """Every unit, and how offices shorten its name beside the usual ways."""
    for current in identity.current_units:
        yield from _current_units(current)
    for old in identity.old_units:
        yield from _old_units(old)


def _current_units(current: CurrentUnits) -> Iterator[tuple[AddressUnit, Sequence[str]]]:
    for province in _package():
        code = _code("province", province["code"])
        yield (
            AddressUnit("province", code, province["name"], code, valid_from=current.valid_from),
            current.spellings.get(code, ()),
        )
        for ward in province["wards"]:
            commune = _code("commune", ward["code"])
            yield AddressUnit("commune", commune, ward["name"], code, valid_from=current.valid_from), ()


def _old_units(old: OldUnits) -> Iterator[tuple[AddressUnit, Sequence[str]]]:
    today = _names_today()
    for code, (name, *parts) in old.units.items():
        now = today.get((old.level, parts[0])) if len(parts) == 1 else None
        yield (
            AddressUnit(
                old.level,
                code,
                name,
                old.province or code,
                old.district or None,
                valid_to=old.valid_to,
                now_name=now,
            ),
            old.spellings.get(code, ()),
        )


def _keys(unit: AddressUnit, extra: Sequence[str]) -> list[str]:
    """The ways in which files write a unit: its code, its name, its name with the kind shortened or left out."""
    whole = place_key(unit.name)
    kind = next((kind for kind in KINDS if whole.startswith(f"{kind} ")), "")
    bare = whole.removeprefix(f"{kind} ")
    kinds = PROVINCE_KINDS if unit.level == "province" else KINDS.get(kind, ())
    keys = [whole, *(f"{short} {bare}" for short in kinds), *map(place_key, extra), unit.code]
    if bare.isdigit():
        keys += [f"{short}{bare}" for short in kinds]
    else:
        keys.append(bare)
    return list(dict.fromkeys(keys))


def _code(level: str, number: int) -> str:
    return str(number).zfill(CODE_LENGTH[level])


@cache
def _names_today() -> Mapping[tuple[str, str], str]:
    """Names of today by level and code."""
    names = {("province", _code("province", one["code"])): str(one["name"]) for one in _package()}
    wards = [ward for one in _package() for ward in one["wards"]]
    return names | {("commune", _code("commune", ward["code"])): str(ward["name"]) for ward in wards}


@cache
def _package() -> Sequence[Mapping[str, Any]]:
    """The provinces of today with their communes, as the package `vietnam-provinces` has them."""
    from vietnam_provinces import NESTED_DIVISIONS_JSON_PATH  # builds thousands of codes: only where asked for

    provinces: list[dict[str, Any]] = json.loads(NESTED_DIVISIONS_JSON_PATH.read_text(encoding="utf-8"))
    return provinces


def current_name(level: str, code: str) -> str | None:
    """The name of a province or commune of today by its code; None for a code that no unit has."""
    return _names_today().get((level, code))
