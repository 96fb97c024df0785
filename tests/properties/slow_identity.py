"""Addresses and transfers judged one row at a time in plain Python, as the rules are worded; made to be read."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from hocba_ops.text import place_key

Row = Mapping[str, Any]
Unit = Mapping[str, Any]


def address_codes(row: Row, units: Sequence[Unit], day: date) -> set[str]:
    """The rules that an address breaks in a list of a day; `units` one entry a spelling."""
    found = set()
    district_end = max(unit["valid_to"] for unit in units if unit["level"] == "district")
    if row["district_text"] and day > district_end:
        found.add("HB-ID-25")
    if not row["province_text"]:
        return found
    provinces = _named(units, "province", row["province_text"])
    standing = {unit["code"] for unit in provinces if _stands(unit, day)}
    if not standing:
        gone = any(unit["valid_to"] and unit["valid_to"] < day for unit in provinces)
        return found | {"HB-ID-23" if gone else "HB-ID-21"}
    if row["commune_text"]:
        found |= _commune_codes(row, units, day, max(standing))
    return found


def _commune_codes(row: Row, units: Sequence[Unit], day: date, province: str) -> set[str]:
    here = [unit for unit in units if unit["province_code"] == province]
    districts = {u["code"] for u in _named(here, "district", row["district_text"] or "") if _stands(u, day)}

    def fits(unit: Unit) -> bool:
        return _stands(unit, day) and (unit["district_code"] is None or unit["district_code"] in districts)

    if not any(fits(unit) for unit in here if unit["level"] == "commune"):
        return set()
    named = _named(here, "commune", row["commune_text"])
    if any(fits(unit) for unit in named):
        return set()
    gone = any(unit["valid_to"] and unit["valid_to"] < day for unit in named)
    return {"HB-ID-24" if gone else "HB-ID-22"}


def _named(units: Sequence[Unit], level: str, text: str) -> list[Unit]:
    key = place_key(text)
    return [unit for unit in units if unit["level"] == level and unit["key"] == key]


def _stands(unit: Unit, day: date) -> bool:
    return (unit["valid_from"] or date.min) <= day <= (unit["valid_to"] or date.max)


def transfer_codes(rows: Sequence[Row]) -> set[tuple[int, str]]:
    """Place and rule of everything wrong with the moves of some pupils, school lists side by side."""
    return {(row["row_number"], code) for row in rows for code in _move_codes(row, rows)}


def _move_codes(row: Row, rows: Sequence[Row]) -> set[str]:
    others = [other for other in rows if other["school_code"] != row["school_code"] and _is_one_child(row, other)]
    left = [other for other in others if other["pupil_status"] == "chuyen_di"]
    held = [other for other in others if _is_here(other)]
    told = row["other_school"] if row["other_school"] != row["school_code"] else None
    is_told_listed = any(other["school_code"] == told for other in rows)
    if row["pupil_status"] == "chuyen_di":
        back = [o for o in rows if o["school_code"] == row["school_code"] and _is_here(o)]
        is_met = held or any(row["pupil_code"] and o["pupil_code"] == row["pupil_code"] for o in back)
        return {"HB-ID-40"} if is_told_listed and not is_met else set()
    if not _is_here(row):
        return set()
    codes = {
        "HB-ID-41": any(_has_one_code(row, other) for other in held),
        "HB-ID-42": bool(left) and not any(_has_one_code(row, other) for other in left),
    }
    if row["pupil_status"] == "chuyen_den":
        days = [other["status_date"] for other in left if other["status_date"]]
        codes["HB-ID-43"] = bool(days and row["status_date"] and max(days) > row["status_date"])
        codes["HB-ID-44"] = is_told_listed and not others
    return {code for code, is_broken in codes.items() if is_broken}


def _is_here(row: Row) -> bool:
    return row["pupil_status"] not in ("chuyen_di", "thoi_hoc")


def _has_one_code(row: Row, other: Row) -> bool:
    return row["pupil_code"] is not None and row["pupil_code"] == other["pupil_code"]


def _is_one_child(row: Row, other: Row) -> bool:
    if row["pupil_code"] is None or other["pupil_code"] is None:
        return False
    has_one_number = row["person_id"] is not None and row["person_id"] == other["person_id"]
    return _has_one_code(row, other) or (has_one_number and row["birth_date"] == other["birth_date"])
