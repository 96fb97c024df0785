"""A district whose ledger holds invented histories, ready to be locked."""

from datetime import UTC, date, datetime
from pathlib import Path

from hocba_ops.domain.hoc_ba import PATH, State
from hocba_ops.registry import Ledger
from hocba_ops.registry.lock import Lock
from hocba_ops.workbench.locking import Order, survey, take_lock
from tests.district import SCHOOL_YEAR, District, build_district
from tests.registry.histories import event, frame

SCHOOL, OTHER = "79760401", "79760402"
DAY = date(2025, 6, 30)
NOW = datetime(2025, 7, 1, 3, 0, tzinfo=UTC)
RECEIVED = PATH[: PATH.index(State.SO_TIEP_NHAN) + 1]


def build_locked_district(folder: Path) -> District:
    """Two schools with an empty ledger beside their store."""
    district = build_district(folder)
    for school in (SCHOOL, OTHER):
        district.add_school(school)
    Ledger.open(folder / "registry")
    return district


def card_of(number: int) -> str:
    return f"thẻ-{number:02d}"


def pupil_of(number: int) -> str:
    return f"79{number:08d}"


def history(number: int, *states: State, version: int = 1, start: int = 0, **said: object) -> list[dict]:
    """What happened to the card of a number: as told, else everything up to its being received."""
    signers = {State.GVCN_DA_KY: "GV01", State.HIEU_TRUONG_DA_KY: "HT01", State.DA_DONG_DAU: "VT01"}
    told = {"pupil_code": pupil_of(number), "content_hash": f"nội dung {number}"} | said
    return [
        event(state, card=card_of(number), version=version, minute=start + place)
        | {"actor": signers.get(state), "actor_unit": None}
        | told
        for place, state in enumerate(states or RECEIVED)
    ]


def tell(district: District, *histories: list[dict], now: datetime = NOW) -> None:
    ledger = district.bench.ledger
    events = frame(*(one for told in histories for one in told))
    ledger.append(events, expected=ledger.head(), recorded_at=now, by="x", purpose="thử")


def order(*, grades: tuple[int, ...] = (5,), as_of: date = DAY) -> Order:
    return Order(unit="quan-1", school_year=SCHOOL_YEAR, grades=grades, as_of=as_of, by="Lê Thị Mẫu")


def lock(district: District, **said: object) -> Lock:
    return take_lock(district.bench, survey(district.bench, order(**said)), now=NOW)
