"""The answer key: every fault at its place, every repair, and the figures of the four days."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from data_samples.make.certificates import missing_seals
from data_samples.make.days import (
    CERTIFICATE_DAYS,
    CERTIFICATES,
    DISTRICT_END,
    EXEMPTIONS,
    FIGURE_DAYS,
    RESULTS,
    ROSTER,
    ROSTER_DAYS,
    SUMMER,
)
from data_samples.make.digitisation import NO_LIST, measures_of
from data_samples.make.digitisation import RE_LISTED as RE_COUNTED
from data_samples.make.duties import CleanDays, clean_days, counted, duty_states
from data_samples.make.figures import classes_on, measures_on, scopes_of
from data_samples.make.forecast import OUTLOOKS_AT_RISK, foresee
from data_samples.make.likenesses import Likeness
from data_samples.make.readiness import UNMET
from data_samples.make.repairs import Repairs
from data_samples.make.roster import Place, RosterRow
from data_samples.make.schools import (
    BY_CODE,
    LATE_FORM,
    NO_FORM,
    RE_EXPORTED,
    RE_LISTED,
    SCHOOL,
    WITHOUT_TEACHER,
)
from data_samples.make.states import FINDING_OF_CLASS, State, extras_on, states_on
from data_samples.make.world import World

Fault = dict[str, Any]
NEXT = dict(zip(FIGURE_DAYS, (*FIGURE_DAYS[1:], None), strict=True))
ABOUT = (
    "Đáp án của quận mẫu. Một lỗi thấy được vào ngày D khi seen_from <= D và (seen_until trống hoặc D < seen_until). "
    "Danh sách lỗi là trọn vẹn với các ngày trong figures. `also`: chỗ khác cũng chỉ đúng lỗi đó. "
    "`follows`: lỗi này là hệ quả của lỗi kia trên cùng một dòng. "
    "`likenesses`: các cặp dòng trông giống nhau, là một em (is_same) hay hai em."
)


def write_key(
    path: Path, world: World, repairs: Repairs, items: dict[tuple[str, str], Place], sections: dict[str, Any]
) -> None:
    """Write the key; one line a fault, a repair, a scope. `sections`: what other makers know of their own files."""
    clean = clean_days(world)
    states = {day: states_on(world, day) for day in FIGURE_DAYS}
    faults = [*_roster(world), *_results(world), *_staff(world), *_certificates(world), *_forms(items)]
    faults += [*_past_books(world), *_certificate_files(world)]
    for day in FIGURE_DAYS:
        faults += _cards(world, day, states[day])
        faults += _paper(world, day, states[day])
        faults += _late(world, day, states[day])
    key = {
        "about": ABOUT,
        "unit": "quan-1",
        "school_year": "2024-2025",
        "faults": sorted(faults, key=lambda f: (f["code"], f["file"] or "", f["row"] or 0, f["unit"], f["seen_from"])),
        "likenesses": [_likeness(one) for one in world.likenesses],
        "repairs": repairs.rows,
        "repair_counts": repairs.counts(),
        "figures": {str(day): _figures(world, day, states[day], clean) for day in FIGURE_DAYS},
        **sections,
    }
    path.write_text(_lines(key) + "\n", encoding="utf-8", newline="\n")


def _figures(world: World, day: date, states: list[State], clean: CleanDays) -> dict[str, Any]:
    measures = measures_on(world, day, states) | measures_of(world.past_books, day, scopes_of)
    duties = duty_states(world, day, states, measures, clean)
    return {
        "measures": {name: dict(sorted(scopes.items())) for name, scopes in sorted(measures.items())},
        "cutoff": classes_on(world, day, states),
        "duties": counted(duties),
        "duty_states": duties,
        "forecast": {
            f"{one.school_code}/{one.sign_by}": [one.left, str(one.early), str(one.late), one.outlook]
            for one in foresee(world, day, states)
        },
    }


def _fault(
    code: str, place: Place | None, unit: str, start: date, end: date | None, also: list[Place] | None = None
) -> Fault:
    """One fault as the key writes it; without a place where no row shows it."""
    file, sheet, row = (place.file, place.sheet, place.row) if place else (None, None, None)
    fault: Fault = {"code": code, "file": file, "sheet": sheet, "row": row, "unit": unit}
    fault |= {"seen_from": str(start), "seen_until": str(end) if end else None}
    if also:
        fault["also"] = [{"file": p.file, "sheet": p.sheet, "row": p.row} for p in also]
    return fault


def _likeness(one: Likeness) -> dict[str, Any]:
    """Two rows that look alike, by school and pupil code: one child or two, and in what they differ."""
    rows = [[pupil.school.code, pupil.code] for pupil in (one.first, one.second)]
    return {"rows": rows, "kind": one.kind, "is_same": one.is_same}


def _roster(world: World) -> Iterator[Fault]:
    """Faults at rows of the pupil lists: what is wrong in them, results that are missing, classes without a teacher."""
    first_rows: dict[tuple[date, str, str], RosterRow] = {}
    for day in ROSTER_DAYS:
        reported = {
            (school, result.code)
            for (school, exported), results in world.results.items()
            if exported == world.result_day(school, day)
            for result in results
        }
        for row in world.rosters[day]:
            end = _replaced_on(row, day)
            first_rows.setdefault((day, row.school_code, row.class_name), row)
            for code in row.faults:
                yield _fault(code, row.place, row.school_code, day, end)
            yield from _missing_result(row, reported, day, end)
        for number, name in WITHOUT_TEACHER:
            if row := first_rows.get((day, SCHOOL[number].code, name)):
                yield _fault("HB-SS-07", row.place, row.school_code, day, _replaced_on(row, day))


def _replaced_on(row: RosterRow, day: date) -> date | None:
    """The day of the next pupil list in which the school stands."""
    if day == ROSTER:
        return DISTRICT_END
    school = BY_CODE.get(row.school_code)
    return SUMMER if day == DISTRICT_END and school is not None and school.number in RE_LISTED else None


def _missing_result(row: RosterRow, reported: set[tuple[int, str]], day: date, end: date | None) -> Iterator[Fault]:
    school = BY_CODE.get(row.school_code)
    is_gone = row.status[0].startswith(("Chuyển đi", "Thôi học"))
    if school is None or not school.is_primary or row.grade > 5 or is_gone:
        return
    if row.code and (school.number, row.code) in reported:
        return
    fault = _fault("HB-KQ-01", row.place, row.school_code, max(day, RESULTS), end)
    yield fault | ({"follows": "HB-ID-05"} if not row.code else {})


def _results(world: World) -> Iterator[Fault]:
    for (number, day), rows in world.results.items():
        end = DISTRICT_END if day == RESULTS and number in RE_EXPORTED else None
        for row in rows:
            for code in row.faults:
                also = _roster_places(world, row.code, SCHOOL[number].code) if code == "HB-KQ-12" else []
                yield _fault(code, row.place, SCHOOL[number].code, day, end, also)


def _roster_places(world: World, pupil_code: str, school_code: str) -> list[Place]:
    """Where the pupil stands in the pupil lists."""
    rows = (row for day in ROSTER_DAYS for row in world.rosters[day])
    return [row.place for row in rows if row.place and (row.code, row.school_code) == (pupil_code, school_code)]


def _staff(world: World) -> Iterator[Fault]:
    for person in world.people:
        for code, start, end in person.faults:
            yield _fault(code, person.place, person.school.code, start, end)


def _certificates(world: World) -> Iterator[Fault]:
    for day in CERTIFICATE_DAYS:
        for row in world.certificates[day]:
            for code, start, end in row.faults:
                holder = [p.place for p in world.people if p.place and p.code == row.holder_code]
                yield _fault(code, row.place, row.school.code, start, end, holder)
    for unit, start, end in missing_seals():
        yield _fault("HB-SS-04", None, unit, start, end)


def _certificate_files(world: World) -> Iterator[Fault]:
    """Faults of certificates that were themselves seen, at their place in the file."""
    for file in world.certificate_files:
        for row in file.rows:
            for code, start, end in row.faults:
                yield _fault(code, row.place, row.unit, start, end)


def _late(world: World, day: date, states: list[State]) -> Iterator[Fault]:
    """Schools that at their lower pace are not done by a last day that is still to come."""
    for one in foresee(world, day, states):
        if one.outlook in OUTLOOKS_AT_RISK:
            yield _fault("HB-SS-15", None, one.school_code, day, NEXT[day])


def _forms(items: dict[tuple[str, str], Place]) -> Iterator[Fault]:
    """Conditions that are not met, and forms that are missing."""
    for number, item in UNMET:
        code = SCHOOL[number].code
        start = date(2025, 4, 28) if number == LATE_FORM else CERTIFICATES
        yield _fault("HB-SS-01", items[code, item], code, start, None) | {"item": item}
    yield _fault("HB-SS-08", None, SCHOOL[NO_FORM].code, CERTIFICATES, None)
    yield _fault("HB-SS-08", None, SCHOOL[LATE_FORM].code, CERTIFICATES, date(2025, 4, 28))


def _cards(world: World, day: date, states: list[State]) -> Iterator[Fault]:
    """Faults at rows of one day's registers, seen until the next registers come."""
    end = NEXT[day]
    for state in states:
        if code := FINDING_OF_CLASS.get(state.cutoff_class):
            yield _of_class(code, state, day, end)
    for extra in extras_on(world, day):
        yield _fault("HB-DC-03", extra.place[day], extra.pupil.school.code, day, end)
    for card in world.register.cards:
        if card.fault in ("HB-DC-06", "HB-DC-07") and card.stands_on(day) and day < card.wrong_until:
            yield _fault(card.fault, card.place[day], card.pupil.school.code, day, end)


def _of_class(code: str, state: State, day: date, end: date | None) -> Fault:
    """A fault of a pupil's card at the row of the current version; of two cards, at the second row."""
    places = [card.place[day] for card in state.cards if not card.is_withdrawn(day) and not card.is_replaced(day)]
    also: list[Place] = []
    if code == "HB-DC-02":
        also = places[:-1]
    elif code in ("HB-DC-01", "HB-DC-04"):
        also = [receipt.place[max(day, DISTRICT_END)] for receipt in state.receipts]
    return _fault(code, places[-1], state.row.school_code, day, end, also)


def _past_books(world: World) -> Iterator[Fault]:
    """Faults in the lists of paper cards of past years, and the school that hands in none."""
    for day, rows in world.past_books.items():
        for row in rows:
            end = SUMMER if day < SUMMER and row.school.number in RE_COUNTED else None
            for code in row.faults:
                yield _fault(code, row.place, row.school.code, day, end)
    yield _fault("HB-LO-06", None, SCHOOL[NO_LIST].code, EXEMPTIONS, None)


def _paper(world: World, day: date, states: list[State]) -> Iterator[Fault]:
    """Pupils whose time on paper is over and who have no issued card yet."""
    issued = {(state.row.school_code, state.row.code) for state in states if state.is_issued}
    for key, last in world.exempt.items():
        if last < day and key not in issued:
            yield _fault("HB-LO-05", world.paper_places[key], key[0], day, NEXT[day])


def _lines(value: Any, depth: int = 0) -> str:
    """JSON with one line a fault, a repair and a scope, so that a change of the samples can be read."""
    pad = " " * (depth + 1)
    if isinstance(value, dict) and any(isinstance(part, dict | list) for part in value.values()) and depth < 4:
        parts = [f"{pad}{json.dumps(name)}: {_lines(part, depth + 1)}" for name, part in value.items()]
        return "{\n" + ",\n".join(parts) + "\n" + pad[1:] + "}"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(pad + json.dumps(part, ensure_ascii=False) for part in value) + "\n" + pad[1:] + "]"
    return json.dumps(value, ensure_ascii=False)
