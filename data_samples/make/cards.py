"""The cards of the pupils, with their versions, and the city's answers to them."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from data_samples.make.chance import Chance, hash_of, uuid_of
from data_samples.make.pupils import Pupil
from data_samples.make.roster import Place
from data_samples.make.schools import PAPER
from data_samples.make.staff import Person
from data_samples.make.timelines import Times, class_times, read_times

HELD = ("supplementary",)
"""Roles of pupils whose card is created and then waits for the supplementary assessment."""
WITHOUT_CARD = ("left", "ended", "beyond", "exempt")
AFTER_EXEMPTION = "8/7 15/7 18/7 21/7 23/7"
"""The way of the card of the pupil whose exemption ended in June; it came too late for the class's batch."""


@dataclass
class Card:
    """One version of a card in a school's register. `times` is its whole way; a register shows it up to its day."""

    pupil: Pupil
    code: str
    card_id: str
    times: Times
    version: int = 1
    homeroom_signer: str = ""
    head_signer: str = ""
    withdrawn: datetime | None = None
    reason: str = ""
    replaced_on: date | None = None
    odd_word: str = ""
    """A state word that the vendor's list does not have."""
    wrong_times: Times | None = None
    """What registers before `wrong_until` show instead of `times`: issued, though a signature is missing."""
    wrong_until: date = date.min
    fault: str = ""
    gone_on: date = date.max
    """The first register in which the row no longer stands."""
    place: dict[date, Place] = field(default_factory=dict)

    @property
    def content_hash(self) -> str:
        """The fingerprint of what the card says: another one for every version."""
        return hash_of(self.card_id, self.version)

    def stands_on(self, day: date) -> bool:
        """Whether the register of a day has this row."""
        return self.times.created is not None and self.times.created.date() <= day < self.gone_on

    def times_on(self, day: date) -> Times:
        """What the register of a day shows of the card's way."""
        is_wrong = self.wrong_times is not None and day < self.wrong_until
        return (self.wrong_times if is_wrong and self.wrong_times else self.times).until(day)

    def is_withdrawn(self, day: date) -> bool:
        """Whether it was withdrawn by the end of a day."""
        return self.withdrawn is not None and self.withdrawn.date() <= day

    def is_replaced(self, day: date) -> bool:
        """Whether the register of a day calls it replaced."""
        return self.replaced_on is not None and self.replaced_on <= day


@dataclass
class Receipt:
    """One answer of the city to one version of a card."""

    pupil: Pupil
    code: str
    card_id: str
    version: int
    at: datetime
    state: str
    content_hash: str
    reason: str = ""
    fault: str = ""
    place: dict[date, Place] = field(default_factory=dict)

    def stands_on(self, day: date) -> bool:
        """Whether the city's register of a day has this row."""
        return self.at.date() <= day


def make_cards(pupils: list[Pupil], heads: dict[str, Person], teachers: dict[tuple[str, str], Person]) -> list[Card]:
    """The first version of every pupil's card, on the way that the plan of the school has for the class."""
    places: dict[tuple[str, str], int] = {}
    cards = []
    for pupil in pupils:
        key = (pupil.school.code, pupil.home_class)
        places[key] = places.get(key, -1) + 1
        times = _times(pupil, places[key])
        if times.created is None:
            continue
        signers = (teachers[key].code, heads[pupil.school.code].code)
        cards.append(Card(pupil, pupil.code, uuid_of("card", *key, pupil.code), times, 1, *signers))
    return cards


def _times(pupil: Pupil, place: int) -> Times:
    """The way of a pupil's first card; none for those who get none."""
    is_late = pupil.role == "exempt" and pupil.school.number == 7
    if pupil.school.number == PAPER or pupil.wrong_code in ("HB-ID-05", "HB-ID-14"):
        return _given_code(pupil, place)
    if pupil.role in WITHOUT_CARD and not is_late:
        return Times()
    if is_late:
        return read_times(AFTER_EXEMPTION, "exempt", place)
    times = class_times(pupil.school.number, pupil.grade, "ABCDEF".index(pupil.home_class[1]), place)
    return times.through("created") if pupil.role in HELD else times


def _given_code(pupil: Pupil, place: int) -> Times:
    """A pupil without a code has no card; one whose code was given in June gets it in July."""
    if pupil.wrong_code == "HB-ID-05" and pupil.is_mended:
        return read_times("9/7 16/7", f"code/{pupil.code}", place)
    return Times()


def make_receipts(cards: list[Card]) -> list[Receipt]:
    """The city accepts what was sent, an hour or so later on the same day."""
    return [accepted(card) for card in cards if card.times.sent]


def accepted(card: Card, *, at: datetime | None = None, content_hash: str = "") -> Receipt:
    """The city's yes to a version of a card."""
    chance = Chance("receipt", card.card_id, card.version)
    sent = at or card.times.sent
    if sent is None:
        raise ValueError(card.card_id)
    return Receipt(
        card.pupil,
        card.code,
        card.card_id,
        card.version,
        sent + timedelta(minutes=chance.whole(20, 55), seconds=chance.whole(0, 59)),
        "Tiếp nhận",
        content_hash or card.content_hash,
    )


def next_version(card: Card, line: str) -> Card:
    """The version that replaces a withdrawn one, on a way of its own."""
    return replace(
        card,
        times=read_times(line, f"version/{card.card_id}", 0),
        version=card.version + 1,
        withdrawn=None,
        reason="",
        replaced_on=None,
        place={},
    )
