"""Totals that others told: one that closes, some that a whole group explains, one that nothing explains."""

from dataclasses import dataclass
from datetime import date

from data_samples.make.columns import items_of
from data_samples.make.days import DISTRICT_END, SUMMER
from data_samples.make.ministry import Answered, known_on
from data_samples.make.roster import Place
from data_samples.make.schools import SCHOOL, School
from data_samples.make.world import World

DISTRICT = "quan-1"
LOST_SCHOOL = 14
ROSTER_SCHOOL = 9
SO, BO = "Sở GD&ĐT (điện thoại)", "Sở GD&ĐT, theo thông báo của Bộ"


@dataclass
class Told:
    """A total as somebody told it, and ours of that day."""

    unit: str
    day: date
    column: str
    word: str
    grades: str
    theirs: int
    ours: int
    said_by: str
    document: str = ""
    note: str = ""
    place: Place | None = None


def make_told(world: World, answers: list[Answered]) -> list[Told]:
    """The totals, each beside ours as counted here."""
    june, august = (list(items_of(world, known_on(answers, day), day)) for day in (DISTRICT_END, SUMMER))
    school = SCHOOL[ROSTER_SCHOOL].code

    def size(items: list[tuple[str, School, int]], column: str, *, of: str = "", grade: int = 0) -> int:
        return sum(
            name == column and where.is_primary and (not of or where.code == of) and (not grade or at == grade)
            for name, where, at in items
        )

    received = size(june, "received")
    answers_told = sum(receipt.stands_on(SUMMER) for receipt in world.register.receipts)
    accepted, issued = size(august, "accepted", grade=5), size(august, "issued", grade=5)
    roster = size(august, "roster", of=school)
    gone = sum(r.school_code == school and r.status[0].startswith("Chuyển đi") for r in world.roster(SUMMER))
    lost = size(june, "received", of=SCHOOL[LOST_SCHOOL].code)
    return [
        Told(DISTRICT, DISTRICT_END, "received", "Sở đã nhận", "", received - lost, received, SO),
        Told(
            DISTRICT,
            SUMMER,
            "received",
            "Sở tiếp nhận",
            "",
            answers_told,
            size(august, "received"),
            "Sở GD&ĐT",
            "so-tiep-nhan.xlsx, dòng cuối",
            "Dòng tổng của sổ đếm lượt",
        ),
        Told(DISTRICT, SUMMER, "accepted", "Bộ chấp nhận", "", accepted - 3, accepted, BO),
        Told(DISTRICT, SUMMER, "issued", "Đã ban hành", "5", issued, issued, "Phòng Văn hóa - Xã hội"),
        Told(school, SUMMER, "roster", "Số học sinh", "", roster - gone, roster, "Trường"),
        Told(DISTRICT, DISTRICT_END, "issued", "Đã ban hành", "1-4", 9999, _lower(june), SO, note="Báo nhầm"),
    ]


def _lower(items: list[tuple[str, School, int]]) -> int:
    """Issued cards of grades 1-4 of the primary schools."""
    return sum(name == "issued" and at in (1, 2, 3, 4) and where.is_primary for name, where, at in items)
