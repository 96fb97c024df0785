"""What is known of every pupil on a day: excluded or expected, how far the card is, and the class at the cutoff."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from data_samples.make.cards import Card, Receipt
from data_samples.make.days import last_issue_day, last_receipt_day
from data_samples.make.results import ResultRow
from data_samples.make.roster import RosterRow
from data_samples.make.schools import BY_CODE, PAPER, SCHOOL
from data_samples.make.timelines import Times
from data_samples.make.world import World

Key = tuple[str, str]
PAPER_UNTIL = date(2025, 12, 31)
CUTOFF_CLASSES = (
    "khop",
    "khop_muon",
    "trung",
    "danh_gia_bo_sung",
    "khong_tao",
    "thu_hoi_chua_thay",
    "thieu_ky_gvcn",
    "thieu_ky_hieu_truong",
    "thieu_dau",
    "chua_ban_hanh",
    "chua_gui",
    "so_tu_choi",
    "gui_chua_tiep_nhan",
    "noi_dung_khac",
    "ngoai_pham_vi",
    "chuyen_di",
    "thoi_hoc",
    "trung_dong",
    "hoc_ba_giay",
)
FINDING_OF_CLASS = {
    "noi_dung_khac": "HB-DC-01",
    "trung": "HB-DC-02",
    "so_tu_choi": "HB-DC-04",
    "gui_chua_tiep_nhan": "HB-DC-05",
}


@dataclass
class State:
    """A row of the pupil list on a day. `exclusion` empty: the pupil is expected to have a card."""

    row: RosterRow
    exclusion: str
    cards: list[Card]
    current: Card | None
    times: Times
    is_doubled: bool
    receipts: list[Receipt]
    result: ResultRow | None
    cutoff_class: str = ""

    @property
    def is_reviewed(self) -> bool:
        """In scope of the reviews: also those on paper and the rows that repeat a pupil."""
        return self.exclusion not in ("ngoai_pham_vi", "chuyen_di", "thoi_hoc")

    @property
    def is_signed(self) -> bool:
        """Signed by the homeroom teacher and by the head."""
        return bool(self.times.homeroom and self.times.head)

    @property
    def is_sealed(self) -> bool:
        """Signed and sealed."""
        return self.is_signed and bool(self.times.sealed)

    @property
    def is_issued(self) -> bool:
        """Signed, sealed and issued."""
        return self.is_sealed and bool(self.times.issued)

    @property
    def accepted(self) -> list[Receipt]:
        """The city's yeses to the current version."""
        return [receipt for receipt in self.receipts if receipt.state == "Tiếp nhận"]


def states_on(world: World, day: date) -> list[State]:
    """One state for every row of the pupil list that is known on a day."""
    cards, receipts, results = _cards(world, day), _receipts(world, day), _results(world, day)
    seen: set[Key] = set()
    found = []
    for row in world.roster(day):
        key = (row.school_code, row.code)
        exclusion = _exclusion(world, row, day, is_repeated=bool(row.code) and key in seen)
        seen.add(key)
        held = cards.get(key, []) if row.code else []
        live = [card for card in held if not card.is_withdrawn(day) and not card.is_replaced(day)]
        current = max(live, key=lambda card: card.version, default=None)
        state = State(
            row=row,
            exclusion=exclusion,
            cards=held,
            current=current,
            times=current.times_on(day) if current else Times(),
            is_doubled=len({card.card_id for card in live}) > 1,
            receipts=receipts.get((current.card_id, current.version), []) if current else [],
            result=results.get(key) if row.code else None,
        )
        state.cutoff_class = exclusion or _class(state)
        found.append(state)
    return found


def _exclusion(world: World, row: RosterRow, day: date, *, is_repeated: bool) -> str:
    school = BY_CODE.get(row.school_code)
    if school is None or not school.is_primary or row.grade not in (1, 2, 3, 4, 5):
        return "ngoai_pham_vi"
    if row.status[0].startswith("Chuyển đi"):
        return "chuyen_di"
    if row.status[0].startswith("Thôi học"):
        return "thoi_hoc"
    if is_repeated:
        return "trung_dong"
    last = PAPER_UNTIL if school.number == PAPER else world.exempt.get((row.school_code, row.code), date.min)
    return "hoc_ba_giay" if day <= last else ""


def _class(state: State) -> str:
    """The class of an expected pupil: the first that applies."""
    if not state.is_doubled and (matched := _matched(state)):
        return matched
    if state.is_doubled:
        return "trung"
    if state.result is not None and not state.result.is_completed:
        return "danh_gia_bo_sung"
    if state.current is None:
        return "thu_hoi_chua_thay" if state.cards else "khong_tao"
    return _unfinished(state) or _unanswered(state)


def _matched(state: State) -> str:
    if state.current is None or not state.is_issued:
        return ""
    same = [r for r in state.accepted if r.content_hash == state.current.content_hash]
    if not same:
        return ""
    is_late = min(r.at for r in same).date() > last_receipt_day(state.row.grade)
    return "khop_muon" if is_late else "khop"


def _unfinished(state: State) -> str:
    """What is missing at the school."""
    times = state.times
    if not times.homeroom:
        return "thieu_ky_gvcn"
    if not times.head:
        return "thieu_ky_hieu_truong"
    if not times.sealed:
        return "thieu_dau"
    if not times.issued:
        return "chua_ban_hanh"
    return "" if times.sent or state.receipts else "chua_gui"


def _unanswered(state: State) -> str:
    """What is missing at the city."""
    if not state.receipts:
        return "gui_chua_tiep_nhan"
    newest = max(state.receipts, key=lambda receipt: receipt.at)
    return "so_tu_choi" if newest.state == "Lỗi" else "noi_dung_khac"


def _cards(world: World, day: date) -> dict[Key, list[Card]]:
    found: dict[Key, list[Card]] = defaultdict(list)
    for card in world.register.cards:
        if card.stands_on(day):
            found[card.pupil.school.code, card.code].append(card)
    return found


def _receipts(world: World, day: date) -> dict[tuple[str, int], list[Receipt]]:
    found: dict[tuple[str, int], list[Receipt]] = defaultdict(list)
    for receipt in world.register.receipts:
        if receipt.stands_on(day):
            found[receipt.card_id, receipt.version].append(receipt)
    return found


def _results(world: World, day: date) -> dict[Key, ResultRow]:
    return {
        (SCHOOL[number].code, row.code): row
        for (number, exported), rows in world.results.items()
        if exported == world.result_day(number, day)
        for row in rows
    }


def extras_on(world: World, day: date) -> list[Card | Receipt]:
    """Cards and receipts of pupils who are not on the list of the school."""
    listed = {(row.school_code, row.code) for row in world.roster(day)}
    rows: list[Card | Receipt] = [*world.register.cards, *world.register.receipts]
    return [r for r in rows if r.stands_on(day) and (r.pupil.school.code, r.code) not in listed]


def is_in_time(day: date | None, grade: int) -> bool:
    """Signed or issued by the last day of the duty."""
    return day is not None and day <= last_issue_day(grade)
