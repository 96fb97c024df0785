"""The section of the answer key about the handover: counted from the invented district, never with the tool."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from data_samples.make.cards import Card
from data_samples.make.days import SUMMER, last_issue_day
from data_samples.make.handover import NOWHERE, OUTSIDE, RETURNED, TAKEN_IN, Handover, Return, live_cards
from data_samples.make.roster import Place, RosterRow
from data_samples.make.schools import BY_CODE, PAPER, SCHOOL
from data_samples.make.states import PAPER_UNTIL
from data_samples.make.world import World

CLASS_OF_FAULT = {
    "HB-BG-01": "da_tra_chua_nhan",
    "HB-BG-02": "tra_nham_truong",
    "HB-BG-04": "tra_khong_nhap_hoc",
    "HB-BG-05": "tra_hai_noi",
    "HB-BG-06": "noi_dung_khac",
    "HB-BG-07": "tra_truoc_chot",
    "HB-BG-08": "phien_ban_cu",
    "HB-BG-09": "tra_muon",
    "HB-BG-11": "da_tra_chua_nhan",
}
CLASS_OF_MISSING = {"HB-BG-03": "chua_tra", "HB-BG-12": "so_chua_co", "HB-BG-13": "chua_ro_noi_hoc"}
Fault = dict[str, Any]


def handover_section(world: World, handover: Handover) -> dict[str, Any]:
    """The faults of the day and the class of every card, counted by school and in all."""
    moves = list(_moves(world))
    faults = [*_return_faults(handover), *_missing_faults(handover), *(fault for _, _, fault in moves if fault)]
    return {
        "day": str(RETURNED),
        "faults": sorted(faults, key=lambda f: (f["code"], f["file"], f["row"])),
        "classes": _classes(world, handover),
        "moved": _counted((row.school_code, name) for row, name, _ in moves),
        "receiving": _receiving(world, handover),
    }


def _fault(code: str, place: Place | None, school: str, also: list[Place] | None = None) -> Fault:
    if place is None:
        raise ValueError(code)
    told: Fault = {"code": code, "file": place.file, "sheet": place.sheet, "row": place.row, "unit": school}
    return told | ({"also": [{"file": p.file, "sheet": p.sheet, "row": p.row} for p in also]} if also else {})


def _return_faults(handover: Handover) -> Iterator[Fault]:
    for row in handover.returns:
        if row.fault:
            yield _fault(row.fault, row.place, row.card.pupil.school.code, [p.place for p in row.also if p.place])
    for row in handover.listed_twice:
        yield _fault("HB-BG-14", row.place, row.card.pupil.school.code)


def _missing_faults(handover: Handover) -> Iterator[Fault]:
    """A return that is missing is told at the row of the card in the school's register."""
    for code, card in handover.missing:
        yield _fault(code, card.place[SUMMER], card.pupil.school.code)


def _classes(world: World, handover: Handover) -> dict[str, dict[str, int]]:
    returned = {row.card.card_id: row for row in handover.returns if row.fault or not row.also}
    doubled = {one.card.card_id: one for one in handover.returns if one.also}
    missing = {card.card_id: code for code, card in handover.missing}
    states = {one.pupil_code: one.state for one in handover.enrolments}
    pairs = []
    for card in live_cards(world):
        row = doubled.get(card.card_id) or returned.get(card.card_id)
        pairs.append((card.pupil.school.code, _class(card, row, missing.get(card.card_id), states.get(card.code))))
    return _counted(pairs)


def _class(card: Card, row: Return | None, missing: str | None, state: str | None) -> str:
    if row is not None:
        return CLASS_OF_FAULT.get(row.fault, "da_nhan")
    if missing:
        return CLASS_OF_MISSING[missing]
    if state == OUTSIDE or card.pupil.role == "left_june":
        return "ngoai_dia_ban"
    if state == NOWHERE:
        return "khong_nhap_hoc"
    if card.fault == "HB-DC-02":
        return "trung"
    return "o_lai_lop" if card.pupil.role == "supplementary" else "thua"


def _counted(pairs: Any) -> dict[str, dict[str, int]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for school, name in pairs:
        found[school][name] += 1
        found["quan-1"][name] += 1
    return {school: dict(sorted(counts.items())) for school, counts in sorted(found.items())}


def _receiving(world: World, handover: Handover) -> dict[str, dict[str, int]]:
    """For each receiving school where the cards of the pupils are that it took in."""
    taken = {(r.card.code, r.receiver.code): bool(r.taken) for r in handover.returns}
    given = {r.card.code for r in handover.returns}
    live = {card.code for card in live_cards(world)}
    found: dict[str, Counter[str]] = defaultdict(Counter)
    seen: set[tuple[str, str]] = set()
    for one in handover.enrolments:
        key = (one.pupil_code, one.receiver.code if one.receiver else "")
        if one.state != TAKEN_IN or one.receiver is None or key in seen:
            continue
        seen.add(key)
        if key in taken:
            name = "da_nhan" if taken[key] else "da_tra_chua_nhan"
        elif one.pupil_code in live:
            name = "tra_nham_truong" if one.pupil_code in given else "chua_tra"
        else:
            name = "khong_co_hoc_ba" if one.from_code else "ngoai_kho"
        found[one.receiver.code][name] += 1
    return {code: dict(sorted(counts.items())) for code, counts in sorted(found.items())}


def _moves(world: World) -> Iterator[tuple[RosterRow, str, Fault | None]]:
    """Pupils who moved between schools of the district, at the row of the school where they are."""
    by_code: dict[str, list[RosterRow]] = defaultdict(list)
    for row in world.roster(RETURNED):
        if row.code and row.grade in range(1, 6):
            by_code[row.code].append(row)
    for rows in by_code.values():
        here, gone = _newest_here(rows), [row for row in rows if row.status[0].startswith("Chuyển đi")]
        if here is None or BY_CODE.get(here.school_code) is None or _is_on_paper(world, here):
            continue
        others = [row for row in rows if row.school_code != here.school_code and not row.status[0].startswith("Thôi")]
        for other in others:
            if other in gone and any(r.school_code == other.school_code and r not in gone for r in rows):
                continue
            name = _moved_class(world, here, other)
            yield here, name, _moved_fault(name, here)


def _newest_here(rows: list[RosterRow]) -> RosterRow | None:
    here = [row for row in rows if not row.status[0].startswith(("Chuyển đi", "Thôi học"))]
    return max(here, key=lambda row: (row.status[1], row.school_code), default=None)


def _is_on_paper(world: World, row: RosterRow) -> bool:
    last = PAPER_UNTIL if row.school_code == SCHOOL[PAPER].code else world.exempt.get((row.school_code, row.code))
    return last is not None and last >= RETURNED


def _moved_class(world: World, here: RosterRow, other: RosterRow) -> str:
    new, old = (_issued(world, row) for row in (here, other))
    if new and old:
        return "hai_truong_lap"
    if new:
        return "truong_moi_lap"
    if old is None:
        return "chua_truong_nao_lap"
    left = other.status[1] if other.status[0].startswith("Chuyển đi") else here.status[1]
    return "truong_cu_lap" if old <= left else "truong_cu_lap_sau"


def _issued(world: World, row: RosterRow) -> date | None:
    """The day on which the school issued a card of the pupil that is still in use."""
    days = [
        when.date()
        for card in world.register.cards
        if (card.code, card.pupil.school.code) == (row.code, row.school_code)
        if card.stands_on(SUMMER) and not card.is_withdrawn(SUMMER) and not card.is_replaced(SUMMER)
        if (when := card.times_on(SUMMER).issued)
    ]
    return min(days, default=None)


def _moved_fault(name: str, here: RosterRow) -> Fault | None:
    codes = {"hai_truong_lap": "HB-BG-20", "truong_cu_lap_sau": "HB-BG-22"}
    if name == "chua_truong_nao_lap" and last_issue_day(here.grade) < RETURNED:
        codes[name] = "HB-BG-21"
    return _fault(codes[name], here.place, here.school_code) if name in codes else None
