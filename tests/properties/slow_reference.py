"""Coverage and cutoff counted once more, slowly, in plain Python, from the definitions and not from the texts.

Definitions: who is expected, which card is the current one, the rungs of the ladder, and the classes at the cutoff in
their order of precedence. Nothing here is fast, and nothing here is shared with the tool but the names.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

Row = Mapping[str, Any]
ENDED = ("thu_hoi", "da_thay_the", "huy_bo")
SIGN_BY = dict.fromkeys(range(1, 5), date(2025, 7, 24)) | {5: date(2025, 5, 29)}
REACH_SO_BY = dict.fromkeys(range(1, 5), date(2025, 8, 14)) | {5: date(2025, 6, 19)}


@dataclass(frozen=True)
class Held:
    """Everything that the offices hold of a small district."""

    kinds: Mapping[str, str]
    pupils: list[Row]
    cards: list[Row]
    receipts: list[Row]
    exemptions: list[Row]
    results: list[Row]

    def exclusion(self, pupil: Row, as_of: date) -> str | None:
        """Why a row of the roster is not counted; the first reason that applies."""
        if self.kinds[pupil["school_code"]] != "tieu_hoc" or pupil["grade"] not in range(1, 6):
            return "ngoai_pham_vi"
        if pupil["pupil_status"] in ("chuyen_di", "thoi_hoc"):
            return str(pupil["pupil_status"])
        present = [other for other in self.pupils if other["pupil_status"] not in ("chuyen_di", "thoi_hoc")]
        if any(_is_same(other, pupil) and other["row_number"] < pupil["row_number"] for other in present):
            return "trung_dong"
        if any(self._exempts(exemption, pupil, as_of) for exemption in self.exemptions):
            return "hoc_ba_giay"
        return None

    def versions(self, pupil: Row) -> list[Row]:
        """Every row of the school's register about a pupil."""
        return [card for card in self.cards if _is_same(card, pupil)]

    def in_use(self, pupil: Row) -> list[Row]:
        """The versions that are neither withdrawn nor replaced, the newest last."""
        alive = [c for c in self.versions(pupil) if c["withdrawn_at"] is None and c["state"] not in ENDED]
        return sorted(alive, key=lambda card: (card["version"], card["row_number"]))

    def newest_answer(self, card: Row) -> Row | None:
        """What the Sở last said of this version."""
        keys = ("school_code", "card_id", "version")
        said = [receipt for receipt in self.receipts if all(receipt[key] == card[key] for key in keys)]
        return max(said, key=lambda receipt: (receipt["received_at"], receipt["row_number"]), default=None)

    def is_waiting(self, pupil: Row) -> bool:
        """Whether the pupil has to be assessed again in summer."""
        said = [result["is_completed"] for result in self.results if _is_same(result, pupil)]
        told = [is_completed for is_completed in said if is_completed is not None]
        return bool(told) and not any(told)

    def _exempts(self, exemption: Row, pupil: Row, as_of: date) -> bool:
        whole_school = exemption["pupil_code"] is None
        if exemption["school_code"] != pupil["school_code"]:
            return False
        if not whole_school and exemption["pupil_code"] != pupil["pupil_code"]:
            return False
        return bool(exemption["valid_from"] <= as_of <= (exemption["valid_to"] or date.max))


def rungs(held: Held, pupil: Row) -> dict[str, bool]:
    """Which rungs the current card of an expected pupil has reached."""
    in_use = held.in_use(pupil)
    if not in_use:
        return dict.fromkeys(RUNGS, False)
    card = in_use[-1]
    homeroom, head = card["homeroom_signed_at"], card["head_signed_at"]
    is_signed = homeroom is not None and head is not None
    is_sealed = is_signed and card["sealed_at"] is not None
    is_issued = is_sealed and card["issued_at"] is not None
    answer = held.newest_answer(card)
    last_day = SIGN_BY[pupil["grade"]]
    return {
        "card.created": True,
        "card.signed_homeroom": homeroom is not None,
        "card.signed": is_signed,
        "card.signed_on_time": is_signed and max(homeroom, head).date() <= last_day,
        "card.sealed": is_sealed,
        "card.issued": is_issued,
        "card.issued_on_time": is_issued and card["issued_at"].date() <= last_day,
        "card.sent": card["sent_at"] is not None,
        "card.received": answer is not None and answer["receipt_state"] == "tiep_nhan",
    }


RUNGS = (
    "card.created",
    "card.signed_homeroom",
    "card.signed",
    "card.signed_on_time",
    "card.sealed",
    "card.issued",
    "card.issued_on_time",
    "card.sent",
    "card.received",
)
Cell = tuple[str, str, int]


def coverage(held: Held, as_of: date) -> dict[Cell, tuple[int, int, int]]:
    """Numerator, denominator and number excluded, by rung, school and grade."""
    cells: dict[Cell, list[int]] = {}
    for pupil in held.pupils:
        excluded = held.exclusion(pupil, as_of) is not None
        reached = dict.fromkeys(RUNGS, False) if excluded else rungs(held, pupil)
        for name in RUNGS:
            counts = cells.setdefault((name, pupil["school_code"], pupil["grade"]), [0, 0, 0])
            counts[0] += reached[name]
            counts[1] += not excluded
            counts[2] += excluded
    return {cell: (counts[0], counts[1], counts[2]) for cell, counts in cells.items()}


def cutoff_class(held: Held, pupil: Row, as_of: date) -> str:
    """The one class of a row of the roster."""
    if reason := held.exclusion(pupil, as_of):
        return reason
    in_use = held.in_use(pupil)
    if len({card["card_id"] for card in in_use}) > 1:
        return "trung"
    if in_use and (day := _matched_on(held, in_use[-1])):
        return "khop_muon" if day > REACH_SO_BY[pupil["grade"]] else "khop"
    if held.is_waiting(pupil):
        return "danh_gia_bo_sung"
    if not held.versions(pupil):
        return "khong_tao"
    return _missing(held, in_use[-1]) if in_use else "thu_hoi_chua_thay"


def _matched_on(held: Held, card: Row) -> date | None:
    """The day on which the Sở accepted this very content of a card that was issued."""
    answer = held.newest_answer(card)
    acts = ("homeroom_signed_at", "head_signed_at", "sealed_at", "issued_at")
    if answer is None or any(card[act] is None for act in acts) or answer["receipt_state"] != "tiep_nhan":
        return None
    if card["content_hash"] is None or card["content_hash"] != answer["content_hash"]:
        return None
    received: datetime = answer["received_at"]
    return received.date()


def _missing(held: Held, card: Row) -> str:
    """The first thing that a card in use lacks on its way to the Sở."""
    lacks = {
        "thieu_ky_gvcn": "homeroom_signed_at",
        "thieu_ky_hieu_truong": "head_signed_at",
        "thieu_dau": "sealed_at",
        "chua_ban_hanh": "issued_at",
    }
    for name, act in lacks.items():
        if card[act] is None:
            return name
    answer = held.newest_answer(card)
    if answer is None:
        return "chua_gui" if card["sent_at"] is None else "gui_chua_tiep_nhan"
    if answer["receipt_state"] == "loi":
        return "so_tu_choi"
    return "noi_dung_khac" if answer["receipt_state"] == "tiep_nhan" else "gui_chua_tiep_nhan"


def extra(held: Held) -> set[tuple[str, str]]:
    """School and code of those who have a card in use, or whom the Sở accepted, and who are on no roster."""
    cards = [c for c in held.cards if c["withdrawn_at"] is None and c["state"] not in ENDED]
    accepted = [r for r in held.receipts if r["receipt_state"] == "tiep_nhan"]
    seen = {(row["school_code"], row["pupil_code"]) for row in (*cards, *accepted)}
    return seen - {(pupil["school_code"], pupil["pupil_code"]) for pupil in held.pupils}


def year_rating(subjects: Iterable[str], traits: Iterable[str], scores: Iterable[int]) -> str:
    """TT 27/2020/TT-BGDĐT, Điều 9, khoản 2, điểm a, read aloud. Exempt subjects (M) and their scores are left out."""
    subjects, traits, scores = list(subjects), list(traits), list(scores)
    all_t = all(level == "T" for level in (*subjects, *traits))
    if all_t and all(score >= 9 for score in scores):
        return "hoan_thanh_xuat_sac"
    if all_t and all(score >= 7 for score in scores):
        return "hoan_thanh_tot"
    if all(level != "C" for level in (*subjects, *traits)) and all(score >= 5 for score in scores):
        return "hoan_thanh"
    return "chua_hoan_thanh"


def _is_same(row: Row, pupil: Row) -> bool:
    """Whether two rows speak of one pupil code at one school; an empty code is nobody's."""
    same = row["school_code"] == pupil["school_code"] and row["pupil_code"] == pupil["pupil_code"]
    return same and pupil["pupil_code"] is not None
