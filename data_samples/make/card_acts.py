"""Doing to the cards what the lists of `card_plans` say, each on a pupil of its own."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from data_samples.make.card_plans import (
    CLAIMS,
    DOUBLED,
    EXTRA_CARDS,
    EXTRA_RECEIPTS,
    MENDED_CLAIM,
    ODD_WORDS,
    OTHER_CONTENT,
    REFUSED,
    REFUSED_FIRST,
    REPLACED,
    STOPPED,
    SUPERSEDED,
    UNANSWERED,
    UNANSWERED_VERSION,
    WITHDRAWN,
)
from data_samples.make.cards import Card, Receipt, accepted, next_version
from data_samples.make.chance import uuid_of
from data_samples.make.days import DISTRICT_END
from data_samples.make.pupils import Pupil, ordinary
from data_samples.make.schools import SCHOOL, SCHOOLS

Test = Callable[[Card], bool]


@dataclass
class Register:
    """All versions of all cards, and all answers of the city, while they are being planted on."""

    pupils: list[Pupil]
    cards: list[Card]
    receipts: list[Receipt]

    def take(self, school: int, grade: int, test: Test = bool) -> Card:
        """The card of an ordinary pupil that passes a test; the pupil is ordinary no more."""
        held = {card.pupil.code: card for card in self.cards if card.pupil.school.number == school}
        card = next(c for p in ordinary(self.pupils, school, grade) if (c := held.get(p.code)) and test(c))
        card.pupil.role = "fault"
        return card

    def answers(self, card: Card) -> list[Receipt]:
        """The city's answers to a version."""
        return [r for r in self.receipts if (r.card_id, r.version) == (card.card_id, card.version)]

    def forget(self, card: Card) -> None:
        """Take back the city's answers to a version."""
        gone = self.answers(card)
        self.receipts = [receipt for receipt in self.receipts if receipt not in gone]

    def add_after(self, card: Card, other: Card) -> None:
        """Put a row behind that of a card."""
        self.cards.insert(self.cards.index(card) + 1, other)


def plant_on_cards(register: Register) -> None:
    """Everything on the lists above, each on a pupil of its own."""
    for line in STOPPED.split("\n"):
        stage, *spots = line.split() or [""]
        for spot in spots:
            _stop(register, stage, *map(int, spot.split("/")))
    for school, grade, day in WITHDRAWN:
        _withdraw(register, register.take(school, grade, _issued_before(day)), day)
    for school, grade, day, line in REPLACED:
        _replace(register, register.take(school, grade, _issued_before(day)), day, line)
    for school, grade, day, line in SUPERSEDED:
        _supersede(register, register.take(school, grade, _issued_before(day)), day, line)
    for plan, act in PLANS:
        for school, grade, day in plan:
            act(register, school, grade, day)
    for school, grade in REFUSED_FIRST:
        _refuse(register, register.take(school, grade, _is_sent), "", days_later=1)
    _leave_version_unanswered(register)
    _plant_extras(register)
    _plant_words(register)


def moment(text: str, hour: int = 10) -> datetime:
    """`9/6` as a time of that day in 2025."""
    day, month = map(int, text.split("/"))
    return datetime(2025, month, day, hour, 12, 30)


def _issued_before(day: str) -> Test:
    return lambda card: card.times.issued is not None and card.times.issued < moment(day, 0)


def _is_sent(card: Card) -> bool:
    return card.times.sent is not None


def _is_plain(card: Card) -> bool:
    return not card.pupil.role and _is_sent(card)


def _sent_late(card: Card) -> bool:
    return card.times.sent is not None and card.times.sent.date() > date(2025, 6, 19)


def _stop(register: Register, stage: str, school: int, grade: int) -> None:
    card = register.take(school, grade, _is_sent)
    card.pupil.role = "gap"
    register.forget(card)
    if stage == "-":
        register.cards.remove(card)
    else:
        card.times = card.times.through(stage)


def _withdraw(register: Register, card: Card, day: str) -> None:
    """Withdraw a version; what the city had accepted by then it withdraws too."""
    register.forget(card)
    card.withdrawn, card.reason = moment(day), "Sai thông tin nhân thân"
    card.times = card.times.until(card.withdrawn.date() - timedelta(days=1))
    if card.times.sent:
        yes = accepted(card)
        no = replace(yes, at=card.withdrawn + timedelta(minutes=31), state="Thu hồi", reason=card.reason, place={})
        register.receipts += [yes, no]


def _replace(register: Register, card: Card, day: str, line: str) -> Card:
    _withdraw(register, card, day)
    following = next_version(card, line)
    register.add_after(card, following)
    register.receipts.append(accepted(following))
    return following


def _supersede(register: Register, card: Card, day: str, line: str) -> None:
    register.forget(card)
    card.times = card.times.until(moment(day).date() - timedelta(days=1)).through("issued")
    card.replaced_on = moment(day).date()
    following = next_version(card, line)
    register.add_after(card, following)
    register.receipts.append(accepted(following))


def _double(register: Register, school: int, grade: int, day: str) -> None:
    """A second card of the same pupil, on the same days as the first."""
    card = register.take(school, grade, _is_sent)
    other = replace(card, card_id=uuid_of("double", card.card_id), place={})
    if day:
        other.withdrawn, other.reason = moment(day), "Lập trùng"
        other.times = card.times.until(other.withdrawn.date() - timedelta(days=1))
    else:
        register.forget(card)
    card.fault = other.fault = "HB-DC-02"
    register.add_after(card, other)


def _change_content(register: Register, school: int, grade: int, day: str) -> None:
    card = register.take(school, grade, _sent_late if day else _is_sent)
    (answer,) = register.answers(card)
    answer.content_hash = card.content_hash[::-1]
    card.fault = "HB-DC-01"
    if day:
        register.receipts.append(accepted(card, at=moment(day)))


def _refuse_at(register: Register, school: int, grade: int, day: str) -> None:
    card = register.take(school, grade, _is_sent)
    card.fault = "HB-DC-04"
    _refuse(register, card, day)


def _refuse(register: Register, card: Card, day: str, *, days_later: int = 0) -> None:
    (answer,) = register.answers(card)
    answer.state, answer.reason = "Lỗi", "Không khớp số định danh trên Hệ thống"
    if day:
        register.receipts.append(accepted(card, at=moment(day)))
    if days_later:
        register.receipts.append(accepted(card, at=answer.at + timedelta(days=days_later, hours=-4)))


def _leave_unanswered(register: Register, school: int, grade: int, day: str) -> None:
    card = register.take(school, grade, _is_sent)
    card.fault = "HB-DC-05"
    register.forget(card)
    if day:
        register.receipts.append(accepted(card, at=moment(day)))


PLANS = (
    (DOUBLED, _double),
    (OTHER_CONTENT, _change_content),
    (REFUSED, _refuse_at),
    (UNANSWERED, _leave_unanswered),
)


def _leave_version_unanswered(register: Register) -> None:
    school, grade, day, line = UNANSWERED_VERSION
    sent_before: Test = lambda card: card.times.sent is not None and card.times.sent < moment(day, 0)  # noqa: E731
    following = _replace(register, register.take(school, grade, sent_before), day, line)
    following.fault = "HB-DC-05"
    register.forget(following)


def _plant_extras(register: Register) -> None:
    """Cards and receipts that belong to nobody on the school's list."""
    for place, (school, gone_on) in enumerate(EXTRA_CARDS):
        like = next(
            c for c in register.cards if c.pupil.school.number == school and c.pupil.grade == 5 and _is_plain(c)
        )
        code = f"79970000{place:02d}"
        extra = replace(like, code=code, card_id=uuid_of("extra", code), times=like.times.through("issued"), place={})
        extra.fault, extra.gone_on = "HB-DC-03", gone_on
        last = [
            c for c in register.cards if c.pupil.school.number == school and c.pupil.home_class == like.pupil.home_class
        ]
        register.add_after(last[-1], extra)
    for place, (number, day) in enumerate(EXTRA_RECEIPTS):
        pupil = next(p for p in register.pupils if p.school == SCHOOL[number] and p.grade == 5)
        key, code = uuid_of("extra receipt", place), f"79960000{place:02d}"
        receipt = Receipt(pupil, code, key, 1, moment(day), "Tiếp nhận", uuid_of(key).replace("-", "") * 2)
        receipt.fault = "HB-DC-03"
        register.receipts.append(receipt)


def _plant_words(register: Register) -> None:
    """State words that nobody knows, and state words that claim too much."""
    is_ready: Test = lambda card: _is_sent(card) and _issued_before("30/5")(card)  # noqa: E731
    words = {"sao_mai": "Chờ đồng bộ lại", "la_xanh": "Tạm khóa"}
    vendors = {school.number: school.vendor for school in SCHOOLS}
    for school, is_mended in ODD_WORDS:
        card = register.take(school, 5, is_ready)
        card.fault, card.odd_word = "HB-DC-06", words[vendors[school]]
        card.wrong_until = DISTRICT_END if is_mended else date.max
    for school, is_mended in CLAIMS:
        card = register.take(school, 5, is_ready)
        card.fault, card.wrong_until = "HB-DC-07", DISTRICT_END if is_mended else date.max
        register.forget(card)
        card.wrong_times = card.times.through("issued").without("head")
        if is_mended:
            head, sealed, issued, sent = (moment(text, 8 + place) for place, text in enumerate(MENDED_CLAIM.split()))
            card.times = replace(card.times, head=head, sealed=sealed, issued=issued, sent=sent)
            register.receipts.append(accepted(card))
