"""A school of invented people who act on cards, with an empty ledger."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from hocba_ops.registry import Ledger
from hocba_ops.registry.acts import CARD, Desk
from hocba_ops.registry.permission import People, Person
from hocba_ops.rulebook import Rulebook
from tests.registry.histories import SCHOOL

BOOK = Rulebook.load()
OTHER_SCHOOL = "79760402"
STARTED = datetime(2025, 7, 1, 1, tzinfo=UTC)
PEOPLE = {
    "HT": ("hieu_truong", "can_bo_quan_ly"),
    "PHT": ("pho_hieu_truong", "can_bo_quan_ly"),
    "GV5A": ("giao_vien", "giao_vien_chu_nhiem"),
    "GV5B": ("giao_vien", "giao_vien_chu_nhiem"),
    "GVBM": ("giao_vien", "giao_vien_bo_mon"),
    "VT": ("van_thu", "van_thu"),
    "HV": ("nhan_vien", "nhan_vien_hoc_vu"),
    "QTV": ("nhan_vien", "quan_tri_vien_truong_hoc"),
}
"""Who is at work, in which position, and as what they act."""
CLASSES = {"GV5A": frozenset({"5A"}), "GV5B": frozenset({"5B"})}
WAY = (
    ("create", "HV"), ("sign_homeroom", "GV5A"), ("sign_head", "HT"), ("seal", "VT"), ("issue", "VT"), ("report", "HV"),
)  # fmt: skip


def desk_in(folder: Path) -> Desk:
    at_work = {
        (SCHOOL, code): Person(code, SCHOOL, position, CLASSES.get(code, frozenset()))
        for code, (position, _) in PEOPLE.items()
    }
    at_work[OTHER_SCHOOL, "KHAC"] = Person("KHAC", OTHER_SCHOOL, "hieu_truong")
    return Desk(Ledger.open(folder / "registry"), People(at_work, BOOK.holders), BOOK.acts)


def cards(*numbers: int, version: int = 1, class_name: str | None = "5A", content: str = "x") -> pl.DataFrame:
    rows = [
        (f"thẻ-{n}", version, SCHOOL, "2024-2025", 5, f"79{n:08d}", class_name, f"{content}{n}")
        for n in numbers or (1,)
    ]
    return pl.DataFrame(rows, schema=CARD, orient="row")


def moment(step: int) -> datetime:
    return STARTED + timedelta(minutes=step)
