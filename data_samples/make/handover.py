"""After the summer: which school took each pupil of grade 5 in, and what the city's system returned, with its faults.

Told as of 20/8, after the last day of the duty. Nobody here changes anything of the year before: cards, receipts and
lists are those of the first of August.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from data_samples.make.cards import Card
from data_samples.make.chance import Chance, hash_of, uuid_of
from data_samples.make.days import SUMMER
from data_samples.make.pupils import Pupil, ordinary
from data_samples.make.roster import Place
from data_samples.make.schools import PAPER, SCHOOL
from data_samples.make.world import World

RETURNED = date(2025, 8, 20)
"""The day of the lists."""
TAKEN_IN, OUTSIDE, NOWHERE = "Đã nhập học", "Học ngoài địa bàn", "Không nhập học"
GIVEN, TAKEN = "Đã trả", "Đã nhận"
ODD_WORD = "Đang đồng bộ lại"

UNTAKEN = (1, 4, 7)
WRONG_SCHOOL = (2, 6)
OWED = (3, 9, 16)
NOBODYS = (5, 8)
DOUBLED = (1, 12)
CHANGED = (4, 15)
TOO_SOON = (2, 9)
"""Returned on 16/6, before the cards of grade 5 had to be with the city."""
LATE = ((7, "18/8"), (16, "19/8"), (12, "15/8"))
"""School and day of the return; the fifteenth is the named day, which is late by the words of the plan."""
UNCLEAR = (6, 17)
LOST = (1, 5)
TWO_LISTS = (2, 15)
LEFT = (3, 5, 9)
UNENROLLED = (8,)
ENROLLED_AFTER_ALL = 2
"""How many of the pupils assessed again in summer went up; the others repeat the grade."""
STRANGE_CARDS = 2
FROM_ELSEWHERE = 12
"""Pupils whom the receiving schools took in from elsewhere."""


@dataclass(frozen=True)
class Receiver:
    """A school that takes pupils in after grade 5."""

    code: str
    name: str
    ward: str


RECEIVERS = (
    Receiver("79760501", "Trường THCS Hoa Mai", "phuong-tan-dinh"),
    Receiver("79760502", "Trường THCS Bằng Lăng", "phuong-ben-thanh"),
    Receiver("79760503", "Trường THCS Lộc Vừng", "phuong-sai-gon"),
    Receiver("79760504", "Trường THCS Sao Đen", "phuong-cau-ong-lanh"),
)
OF_WARD = {receiver.ward: receiver for receiver in RECEIVERS}


@dataclass
class Enrolment:
    """A row of the list of enrolment."""

    pupil_code: str
    person_id: str
    name: str
    birth: date
    from_code: str
    from_name: str
    receiver: Receiver | None
    state: str = TAKEN_IN
    place: Place | None = None


@dataclass
class Return:
    """A row of the city's list of returns. `fault`: the rule that it breaks."""

    card: Card
    receiver: Receiver
    at: datetime
    taken: datetime | None
    state: str = TAKEN
    version: int = 1
    content_hash: str = ""
    fault: str = ""
    also: list["Return"] = field(default_factory=list)
    place: Place | None = None


@dataclass
class Handover:
    """What the two lists say. `missing`: cards without a row of the list, and the rule by which that is told."""

    enrolments: list[Enrolment] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)
    missing: list[tuple[str, Card]] = field(default_factory=list)
    listed_twice: list[Return] = field(default_factory=list)


def make_handover(world: World) -> Handover:
    """Everybody is enrolled and every accepted card returned and taken, but for what the lists above say."""
    cards = live_cards(world)
    accepted = accepted_hashes(world)
    found = Handover()
    plans = _plans(world, cards, accepted)
    for card in cards:
        _tell(found, card, plans.get(card.card_id, ""), held=accepted.get((card.card_id, card.version)))
    _add_paper(found, world)
    _add_strangers(found, cards, world)
    _add_from_elsewhere(found)
    return found


def live_cards(world: World) -> list[Card]:
    """Cards of grade 5 in use in the newest registers, in the order of the registers."""
    held = [card for card in world.register.cards if card.pupil.grade == 5 and card.stands_on(SUMMER)]
    return [card for card in held if not card.is_withdrawn(SUMMER) and not card.is_replaced(SUMMER)]


def accepted_hashes(world: World) -> dict[tuple[str, int], str]:
    """The versions of which the city's newest answer is yes, and the content that it holds of each."""
    newest = sorted((r for r in world.register.receipts if r.stands_on(SUMMER)), key=lambda r: r.at)
    last = {(r.card_id, r.version): r for r in newest}
    return {key: receipt.content_hash for key, receipt in last.items() if receipt.state == "Tiếp nhận"}


def _plans(world: World, cards: list[Card], accepted: dict[tuple[str, int], str]) -> dict[str, str]:
    """What is wrong with which card, by card id."""
    held = {(card.pupil.school.number, card.code): card for card in cards}
    plans: dict[str, str] = {}
    spots = [
        *((number, kind) for kind, numbers in _KINDS.items() for number in numbers),
        *((number, f"late {day}") for number, day in LATE),
    ]
    for number, kind in spots:
        for pupil in ordinary(world.pupils, number, 5):
            card = held.get((number, pupil.code))
            is_free = card is not None and card.card_id not in plans and (card.card_id, card.version) in accepted
            if card and is_free and card.version == 1 and not pupil.is_paired and not pupil.wrong_code:
                plans[card.card_id] = kind
                break
    plans |= {card.card_id: "old" for card in cards if card.version > 1 and card.pupil.school.number in (3, 10, 14)}
    again = [card for card in cards if card.pupil.role == "supplementary"]
    plans |= {card.card_id: "" if place < ENROLLED_AFTER_ALL else "repeats" for place, card in enumerate(again)}
    plans |= {card.card_id: "gone" for card in cards if card.pupil.role == "left_june"}
    plans |= {card.card_id: "nobody" for card in cards if card.code != card.pupil.code}
    return plans


_KINDS = {
    "untaken": UNTAKEN,
    "wrong_school": WRONG_SCHOOL,
    "owed": OWED,
    "nobodys": NOBODYS,
    "doubled": DOUBLED,
    "changed": CHANGED,
    "too_soon": TOO_SOON,
    "unclear": UNCLEAR,
    "lost": LOST,
    "two_lists": TWO_LISTS,
    "left": LEFT,
    "unenrolled": UNENROLLED,
}


def _tell(found: Handover, card: Card, plan: str, *, held: str | None) -> None:
    """The rows of one card in both lists; `held`: the content that the city has of it, if it has it."""
    receiver = _receiver(card)
    if plan in ("repeats", "gone", "nobody"):
        return
    if plan == "lost":
        found.missing.append(("HB-BG-13", card))
        return
    if plan in ("left", "unenrolled"):
        found.enrolments.append(_enrolment(card.pupil, None, OUTSIDE if plan == "left" else NOWHERE))
        return
    if plan != "nobodys":
        found.enrolments.append(_enrolment(card.pupil, receiver))
    if plan == "owed":
        found.missing.append(("HB-BG-03", card))
    elif held is None:
        if not _is_doubled(card):
            found.missing.append(("HB-BG-12", card))
    else:
        _return(found, card, plan, receiver, held)


def _is_doubled(card: Card) -> bool:
    return card.fault == "HB-DC-02"


def _return(found: Handover, card: Card, plan: str, receiver: Receiver, held: str) -> None:
    """The row, or two, by which the city returned an accepted card: what it holds, but for what is planted."""
    row = replace(_given(card, receiver), content_hash=held)
    other = _another(receiver)
    if plan == "untaken":
        row.taken, row.state, row.fault = None, GIVEN, "HB-BG-01"
    elif plan == "wrong_school":
        row.receiver, row.fault = other, "HB-BG-02"
    elif plan == "nobodys":
        row.fault = "HB-BG-04"
    elif plan == "changed":
        row.content_hash, row.fault = hash_of("changed", card.card_id), "HB-BG-06"
    elif plan == "too_soon":
        row.at, row.taken, row.fault = datetime(2025, 6, 16, 9, 5), datetime(2025, 6, 17, 8, 20), "HB-BG-07"
    elif plan == "old":
        row.version, row.content_hash, row.fault = 1, hash_of(card.card_id, 1), "HB-BG-08"
    elif plan == "unclear":
        row.taken, row.state, row.fault = None, ODD_WORD, "HB-BG-11"
    elif plan.startswith("late"):
        day, month = map(int, plan.split()[1].split("/"))
        row.at, row.fault = datetime(2025, month, day, 8, 40), "HB-BG-09"
        row.taken = row.at + timedelta(hours=5)
    elif plan == "doubled":
        second = replace(row, receiver=other, at=row.at - timedelta(days=1), taken=None, state=GIVEN, also=[])
        row.fault, row.also = "HB-BG-05", [second]
        found.returns.append(second)
    elif plan == "two_lists":
        found.enrolments.append(_enrolment(card.pupil, other))
        found.listed_twice.append(row)
    found.returns.append(row)


def _given(card: Card, receiver: Receiver) -> Return:
    """A return in time, taken a day or two later, of the content that the city had accepted."""
    chance = Chance("return", card.card_id)
    at = datetime(2025, 8, chance.whole(11, 13), chance.whole(8, 16), chance.whole(0, 59), chance.whole(0, 59))
    taken = at + timedelta(days=chance.whole(1, 2), minutes=chance.whole(5, 50))
    return Return(card, receiver, at, taken, version=card.version, content_hash=card.content_hash)


def _receiver(card: Card) -> Receiver:
    """Mostly the school of the ward; some go to another one."""
    chance = Chance("receiver", card.code)
    return chance.pick(RECEIVERS) if chance.happens(0.12) else OF_WARD[card.pupil.school.ward]


def _another(receiver: Receiver) -> Receiver:
    return RECEIVERS[(RECEIVERS.index(receiver) + 1) % len(RECEIVERS)]


def _enrolment(pupil: Pupil, receiver: Receiver | None, state: str = TAKEN_IN) -> Enrolment:
    school = pupil.school
    return Enrolment(pupil.code, pupil.person_id, pupil.name, pupil.birth, school.code, school.name, receiver, state)


def _add_paper(found: Handover, world: World) -> None:
    """Pupils of the school on paper are enrolled as well; there is no card to return."""
    pupils = [p for p in world.pupils if p.school == SCHOOL[PAPER] and p.grade == 5 and not p.role and p.code]
    found.enrolments += [_enrolment(pupil, OF_WARD[pupil.school.ward]) for pupil in pupils]


def _add_strangers(found: Handover, cards: list[Card], world: World) -> None:
    """Rows about cards that no register has, and about one that was withdrawn for good."""
    for place in range(STRANGE_CARDS):
        like = cards[40 + place]
        strange = replace(like, card_id=uuid_of("strange return", place), code=f"79950000{place:02d}", place={})
        found.returns.append(replace(_given(strange, RECEIVERS[place]), fault="HB-BG-10"))
    live = {card.card_id for card in cards}
    ended = next(
        card
        for card in world.register.cards
        if card.pupil.grade == 5 and card.is_withdrawn(SUMMER) and card.card_id not in live and not _is_doubled(card)
    )
    found.returns.append(replace(_given(ended, _receiver(ended)), fault="HB-BG-08"))


def _add_from_elsewhere(found: Handover) -> None:
    for place in range(FROM_ELSEWHERE):
        chance = Chance("from elsewhere", place)
        birth = date(2014, chance.whole(1, 12), chance.whole(1, 28))
        name = " ".join(map(chance.pick, (("Đinh", "Lương", "Tạ"), ("Hải", "Ngọc"), ("An", "Vy", "Khôi"))))
        row = Enrolment(f"79940000{place:02d}", "", name, birth, "", "", RECEIVERS[place % 4])
        row.from_name = chance.pick(("Trường Tiểu học ở Cần Thơ", "Trường Tiểu học ở Đà Lạt"))
        found.enrolments.append(row)
