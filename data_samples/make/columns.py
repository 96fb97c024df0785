"""The four columns counted from the invented district itself: the class of every pupil, the total of each column."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from data_samples.make.figures import scopes_of
from data_samples.make.ministry import BACK, NO, YES, Answered
from data_samples.make.schools import BY_CODE, School
from data_samples.make.states import State
from data_samples.make.world import World

Classes = dict[str, dict[str, int]]
Item = tuple[str, str]
"""School code and card id."""
SENT_ON = {NO: "bo_tra_loi", BACK: "bo_thu_hoi"}


def classes_of(states: list[State], answers: list[Answered], day: date) -> Classes:
    """How many rows of the pupil list fall into every class, by scope."""
    told: dict[Item, list[Answered]] = defaultdict(list)
    for answer in answers:
        told[answer.school.code, answer.card_id].append(answer)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for state in states:
        school = BY_CODE.get(state.row.school_code)
        if school is None or not school.is_primary:
            continue
        for scope in scopes_of(school, state.row.grade, day):
            found[scope][_class(state, told)] += 1
    return {scope: dict(sorted(counter.items())) for scope, counter in sorted(found.items())}


def _class(state: State, told: dict[Item, list[Answered]]) -> str:
    """As at the cutoff, but that those whom the Sở received go on to the ministry."""
    card = state.current
    if state.cutoff_class == "danh_gia_bo_sung" and state.is_issued:
        return "gui_chua_tiep_nhan" if state.times.sent else "chua_gui"
    if state.cutoff_class not in ("khop", "khop_muon") or card is None:
        return state.cutoff_class
    answers = told.get((state.row.school_code, card.card_id), [])
    mine = [answer for answer in answers if answer.version == card.version]
    if not mine:
        return "bo_ban_cu" if any(answer.state == YES for answer in answers) else "chua_bao_cao_bo"
    newest = max(mine, key=lambda answer: answer.at)
    if newest.state == YES:
        return "khop_bon_cot" if newest.content_hash == card.content_hash else "bo_noi_dung_khac"
    return SENT_ON.get(newest.state, "bo_chua_tra_loi")


def totals_of(world: World, answers: list[Answered], day: date) -> dict[str, dict[str, int]]:
    """The totals of the columns of each school and of the district on a day, by scope and column."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for column, school, _ in items_of(world, answers, day):
        if school.is_primary:
            for scope in scopes_of(school, None, day):
                found[scope][column] += 1
    return {scope: dict(sorted(counter.items())) for scope, counter in sorted(found.items())}


def items_of(world: World, answers: list[Answered], day: date) -> Iterator[tuple[str, School, int]]:
    """Column, school and grade of everything that the columns count on a day."""
    for row in world.roster(day):
        if school := BY_CODE.get(row.school_code):
            yield "roster", school, row.grade
    for column, items in (("issued", _issued(world, day)), ("received", _received(world, day))):
        yield from ((column, school, grade) for school, grade in items)
    yield from (("accepted", school, grade) for school, grade in _accepted(answers))


def _issued(world: World, day: date) -> Iterator[tuple[School, int]]:
    newest = {}
    for card in world.register.cards:
        if card.stands_on(day) and not card.is_withdrawn(day) and not card.is_replaced(day):
            key = (card.pupil.school.code, card.code, card.card_id)
            newest[key] = max(newest.get(key, card), card, key=lambda one: one.version)
    for card in newest.values():
        times = card.times_on(day)
        if times.homeroom and times.head and times.sealed and times.issued:
            yield card.pupil.school, card.pupil.grade


def _received(world: World, day: date) -> Iterator[tuple[School, int]]:
    last = {}
    for receipt in sorted(world.register.receipts, key=lambda one: one.at):
        if receipt.stands_on(day):
            last[receipt.pupil.school.code, receipt.card_id, receipt.version] = receipt
    held = {(code, card): one for (code, card, _), one in last.items() if one.state == "Tiếp nhận"}
    yield from ((one.pupil.school, one.pupil.grade) for one in held.values())


def _accepted(answers: list[Answered]) -> Iterator[tuple[School, int]]:
    last = {(one.school.code, one.card_id, one.version): one for one in sorted(answers, key=lambda one: one.at)}
    held = {(code, card): one for (code, card, _), one in last.items() if one.state == YES}
    yield from ((one.school, one.grade) for one in held.values())
