"""What somebody did, as entries of a trail: the smallest that is still nothing to ask, and the next beyond it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from hocba_ops.access.person import LOCAL, Person
from hocba_ops.access.trail import Event, Trail, Where
from hocba_ops.rulebook import Rulebook

SCHOOL, OTHER = "79760401", "79760402"
WORKDAY = datetime(2025, 8, 20, 2, tzinfo=UTC)
"""A Wednesday, nine in the morning of Việt Nam."""
SUNDAY = datetime(2025, 8, 24, 2, tzinfo=UTC)
HEAD = Person("o|hieu-truong", "Người Giữ Tài Khoản", "can_bo_quan_ly", SCHOOL)
DESK = Person(LOCAL, "Cán Bộ Trực", "can_bo_co_quan", "quan-1")
HOME, CAFE = Where("203.0.113.7", "p1"), Where("198.51.100.9", "p2")
WATCHES = Rulebook.load().access.watches


@dataclass(frozen=True)
class Did:
    """One entry: what, who, how long after the start in seconds, and the rest of what an entry tells."""

    event: Event
    after: int = 0
    who: Person | None = HEAD
    where: Where = HOME
    start: datetime = WORKDAY
    facts: dict[str, Any] = field(default_factory=dict)


def write(trail: Trail, deeds: Iterable[Did]) -> None:
    """Enter what was done, in the order of time."""
    for one in sorted(deeds, key=lambda one: one.start + timedelta(seconds=one.after)):
        facts = {"about_unit": one.who.unit if one.who else "", **one.facts}
        at = one.start + timedelta(seconds=one.after)
        trail.record(one.event, one.who, now=at, where=one.where, **facts)


def times(event: Event, count: int, *, every: int = 1, **told: Any) -> list[Did]:
    """The same some times over."""
    return [Did(event, after=number * every, **told) for number in range(count)]


def reads(rows: int, *, after: int = 0, **told: Any) -> list[Did]:
    """One look at so many rows."""
    return [Did(Event.ROWS_READ, after=after, facts={"rows": rows, "target": "pupil", "purpose": "ra_soat"}, **told)]


def local(hour: int, minute: int = 0, *, day: datetime = WORKDAY) -> datetime:
    """A time of the clock in Việt Nam."""
    return day.replace(hour=0) + timedelta(hours=hour - 7, minutes=minute)


MOST = {name: watch.most for name, watch in WATCHES.items()}
SPAN = {name: watch.minutes * 60 for name, watch in WATCHES.items()}
HOURS = WATCHES["ngoai_gio"]
PUBLIC: dict[str, Any] = {"who": None}
LATE = local(HOURS.to_hour)
DOOR = [Did(Event.ROWS_READ, start=local(HOURS.to_hour, -1), facts={"rows": MOST["ngoai_gio"] + 1})]

CASES: dict[str, tuple[str, list[Did], list[Did]]] = {
    "rows within the span": (
        "HB-NK-01",
        [*reads(MOST["xem_hang_loat"]), *reads(1, after=SPAN["xem_hang_loat"])],
        [*reads(MOST["xem_hang_loat"]), *reads(1, after=SPAN["xem_hang_loat"] - 1)],
    ),
    "rows of an export count too": (
        "HB-NK-01",
        reads(MOST["xem_hang_loat"]),
        [*reads(MOST["xem_hang_loat"]), Did(Event.EXPORTED, 60, facts={"rows": 1})],
    ),
    "rows in the evening": ("HB-NK-02", reads(MOST["ngoai_gio"], start=LATE), reads(MOST["ngoai_gio"] + 1, start=LATE)),
    "the minute in which the evening begins": ("HB-NK-02", DOOR, reads(MOST["ngoai_gio"] + 1, start=LATE)),
    "rows before the morning begins": (
        "HB-NK-02",
        reads(MOST["ngoai_gio"] + 1, start=local(HOURS.from_hour)),
        reads(MOST["ngoai_gio"] + 1, start=local(HOURS.from_hour, -1)),
    ),
    "rows on a Sunday": (
        "HB-NK-03",
        reads(MOST["ngay_nghi"], start=SUNDAY),
        reads(MOST["ngay_nghi"] + 1, start=SUNDAY),
    ),
    "refusals one after the other": (
        "HB-NK-04",
        times(Event.REFUSED, MOST["bi_tu_choi"]),
        times(Event.REFUSED, MOST["bi_tu_choi"] + 1),
    ),
    "two addresses within minutes": (
        "HB-NK-05",
        [Did(Event.LOGIN), Did(Event.LOGIN, SPAN["hai_dia_chi"] + 1, where=CAFE)],
        [Did(Event.LOGIN), Did(Event.LOGIN, SPAN["hai_dia_chi"], where=CAFE)],
    ),
    "two sessions by turns": (
        "HB-NK-06",
        [*reads(1), Did(Event.LOGIN, 60, where=Where(HOME.address, "p2"))],
        [*reads(1), Did(Event.LOGIN, 60, where=Where(HOME.address, "p2")), *reads(1, after=120)],
    ),
    "guesses at the look-up": (
        "HB-NK-07",
        times(Event.LOOK_UP_FAILED, MOST["do_ma_tra_cuu"], **PUBLIC),
        [*times(Event.LOOK_UP_FAILED, MOST["do_ma_tra_cuu"], **PUBLIC), Did(Event.LIMITED, 90, **PUBLIC)],
    ),
    "many cards from one address": (
        "HB-NK-08",
        times(Event.LOOKED_UP, MOST["tra_nhieu_ma"], **PUBLIC, facts={"about_unit": SCHOOL}),
        times(Event.LOOKED_UP, MOST["tra_nhieu_ma"] + 1, **PUBLIC, facts={"about_unit": SCHOOL}),
    ),
    "refused logins of one address": (
        "HB-NK-09",
        times(Event.LOGIN_REFUSED, MOST["dang_nhap_hong"], **PUBLIC),
        times(Event.LOGIN_REFUSED, MOST["dang_nhap_hong"] + 1, **PUBLIC),
    ),
    "reveals within a day": (
        "HB-NK-10",
        times(Event.REVEALED, MOST["mo_cho_che"], every=300, facts={"rows": 1}),
        times(Event.REVEALED, MOST["mo_cho_che"] + 1, every=300, facts={"rows": 1}),
    ),
}
"""By what is told apart: the rule, entries that are nothing to ask, and entries that are."""
