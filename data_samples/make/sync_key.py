"""The section of the answer key about the four columns: classes, totals, faults and totals told, without the tool."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data_samples.make.columns import classes_of, totals_of
from data_samples.make.days import FIGURE_DAYS, SUMMER
from data_samples.make.files_sync import write_answers, write_totals
from data_samples.make.ministry import Answered, known_on, make_answers
from data_samples.make.roster import Place
from data_samples.make.states import states_on
from data_samples.make.told_totals import Told, make_told
from data_samples.make.world import World

TOLD_CODE = "HB-DB-12"


def write_sync(folder: Path, world: World) -> dict[str, Any]:
    """Write both files of the four columns; gives back their section of the key."""
    answers = make_answers(world)
    told = make_told(world, answers)
    write_answers(folder, answers)
    write_totals(folder, told)
    return {
        "figures": {
            str(day): {
                "classes": classes_of(states_on(world, day), known_on(answers, day), day),
                "totals": totals_of(world, known_on(answers, day), day),
            }
            for day in FIGURE_DAYS
        },
        "faults": list(_faults(answers, told)),
        "told": [_told(one) for one in told],
    }


def _faults(answers: list[Answered], told: list[Told]) -> Iterator[dict[str, Any]]:
    for one in answers:
        if one.fault.startswith("HB-"):
            yield _fault(one.fault, one.school.code, one.place)
    for total in told:
        if total.theirs != total.ours:
            yield _fault(TOLD_CODE, total.unit, total.place)


def _fault(code: str, unit: str, place: Place | None) -> dict[str, Any]:
    if place is None:
        raise ValueError(code)
    where = {"file": place.file, "sheet": place.sheet, "row": place.row}
    return {"code": code, **where, "unit": unit, "seen_from": str(SUMMER), "seen_until": None}


def _told(one: Told) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "day": str(one.day),
        "column": one.column,
        "grades": one.grades,
        "theirs": one.theirs,
        "ours": one.ours,
    }
