"""What the ministry's repository answered about grade 5, reported in July: mostly yes, and planted differences."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from data_samples.make.cards import Card
from data_samples.make.chance import Chance, hash_of, uuid_of
from data_samples.make.days import SUMMER
from data_samples.make.roster import Place
from data_samples.make.schools import SCHOOL, School
from data_samples.make.states import State, states_on
from data_samples.make.world import World

REPORTED = datetime(2025, 7, 10, 9, 0)
NOT_REPORTED = 8
"""The school whose grade 5 was left out of the report."""
REFUSED = (1, 2, 4, 9, 12)
REFUSED_FIRST = (1, 9)
"""Refused, and accepted the day after: no fault."""
OTHER_CONTENT = (3, 7, 11, 15)
TWICE = (2, 14, 16)
TAKEN_BACK = (5, 6, 12)
ODD_WORD = (9, 10, 17)
OLDER = (3, 11, 6)
"""Schools of which the repository still holds the first version of a card that was replaced."""
OUTSIDERS = (1, 6, 16)
YES, NO, BACK, ODD = "Chấp nhận", "Lỗi", "Thu hồi", "Chờ đối soát"
MISSING = ("gui_chua_tiep_nhan", "thu_hoi_chua_thay")
"""Classes of pupils whose card the repository has all the same, though the Sở has not."""
WHY = ("E021", "Số định danh không khớp")


@dataclass
class Answered:
    """One answer of the repository to one version of a card."""

    school: School
    grade: int
    code: str
    card_id: str
    version: int
    at: datetime
    state: str
    content_hash: str
    fault: str = ""
    place: Place | None = field(default=None)


def make_answers(world: World) -> list[Answered]:
    """Every answer, school by school and in the order of time."""
    states = [state for state in states_on(world, SUMMER) if state.row.grade == 5 and not state.exclusion]
    received = [s for s in states if s.cutoff_class in ("khop", "khop_muon") and _school(s).number != NOT_REPORTED]
    answers = [one for state in received for one in _plain(state)]
    for schools, act in PLANS:
        for number in schools:
            act(answers, _take(answers, number))
    answers += [one for state in states if state.cutoff_class in MISSING for one in _unreceived(state)]
    answers += [_outsider(place, number) for place, number in enumerate(OUTSIDERS)]
    return sorted(answers, key=lambda one: (one.school.number, one.at, one.card_id))


def _school(state: State) -> School:
    return next(school for school in SCHOOL.values() if school.code == state.row.school_code)


def _plain(state: State) -> Iterator[Answered]:
    """A yes to the current version; of some replaced cards the repository has the first version only."""
    card = state.current
    if card is None:
        return
    is_older = card.version > 1 and card.pupil.school.number in OLDER
    version = 1 if is_older else card.version
    yield _answer(card, version, hash_of(card.card_id, version), "HB-DB-03" if is_older else "")


def _answer(card: Card, version: int, content_hash: str, fault: str) -> Answered:
    chance = Chance("ministry", card.card_id)
    at = REPORTED + timedelta(days=card.pupil.school.number % 4, seconds=chance.whole(0, 20_000))
    pupil = card.pupil
    return Answered(pupil.school, pupil.grade, card.code, card.card_id, version, at, YES, content_hash, fault)


def _take(answers: list[Answered], number: int) -> Answered:
    """An answer of the school that nothing was done to yet."""
    free = [one for one in answers if one.school.number == number and not one.fault and one.state == YES]
    return free[Chance("ministry", number, len(answers)).whole(0, len(free) - 1)]


def _refuse(_: list[Answered], one: Answered) -> None:
    one.state, one.fault = NO, "HB-DB-04"


def _refuse_first(answers: list[Answered], one: Answered) -> None:
    answers.append(_again(one, NO, days=0))
    one.at, one.fault = one.at + timedelta(days=1), "-"


def _change(_: list[Answered], one: Answered) -> None:
    one.content_hash, one.fault = one.content_hash[::-1], "HB-DB-02"


def _repeat(answers: list[Answered], one: Answered) -> None:
    later = _again(one, YES, days=2)
    later.fault, one.fault = "HB-DB-05", "-"
    answers.append(later)


def _take_back(answers: list[Answered], one: Answered) -> None:
    later = _again(one, BACK, days=5)
    later.fault, one.fault = "HB-DB-08", "-"
    answers.append(later)


def _say_oddly(_: list[Answered], one: Answered) -> None:
    one.state, one.fault = ODD, "HB-DB-07"


PLANS = (
    (REFUSED, _refuse),
    (REFUSED_FIRST, _refuse_first),
    (OTHER_CONTENT, _change),
    (TWICE, _repeat),
    (TAKEN_BACK, _take_back),
    (ODD_WORD, _say_oddly),
)


def _again(one: Answered, state: str, *, days: int) -> Answered:
    at = one.at + timedelta(days=days)
    return Answered(one.school, one.grade, one.code, one.card_id, one.version, at, state, one.content_hash, "-")


def _unreceived(state: State) -> Iterator[Answered]:
    """The repository has the newest version of a card of which the Sở has none."""
    card = max(state.cards, key=lambda card: card.version)
    yield _answer(card, card.version, card.content_hash, "HB-DB-01")


def _outsider(place: int, number: int) -> Answered:
    key, code = uuid_of("ministry", place), f"79950000{place:02d}"
    at = REPORTED + timedelta(hours=place)
    return Answered(SCHOOL[number], 5, code, key, 1, at, YES, hash_of(key, 1), "HB-DB-06")


def known_on(answers: list[Answered], day: date) -> list[Answered]:
    """The answers that are known on a day: all of them from the day of the one file on."""
    return answers if day >= SUMMER else []
