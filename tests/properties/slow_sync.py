"""The reconciliation in four columns once more, slowly, in plain Python: from its definitions, not from the texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tests.properties.slow_reference import ENDED, REACH_SO_BY, SIGN_BY, Held, Row

ACTS = ("homeroom_signed_at", "head_signed_at", "sealed_at", "issued_at")
COLUMNS = ("issued", "received", "accepted")
Item = tuple[str, str, str]
"""Column, school, and the code of a card."""


@dataclass(frozen=True, eq=False)
class Told:
    """What the offices hold of a district, and what the ministry's repository answered."""

    held: Held
    answers: list[Row]

    def counted(self) -> list[Row]:
        """The rows of the roster of the primary schools; the centre answers elsewhere."""
        return [pupil for pupil in self.held.pupils if pupil["school_code"] != "X"]

    def chain(self, pupil: Row, as_of: date) -> tuple[str, int]:
        """The class of a row of the roster, and how many columns behind the roster its chain reaches."""
        if reason := self.held.exclusion(pupil, as_of):
            return reason, 0
        in_use = self.held.in_use(pupil)
        if len({card["card_id"] for card in in_use}) > 1:
            return "trung", 0
        if in_use and self.is_shared(in_use[-1]):
            return "chung_ma", 0
        if in_use and is_issued(in_use[-1]):
            return self.at_so(in_use[-1])
        return self.unissued(pupil, in_use), 0

    def is_shared(self, card: Row) -> bool:
        """Whether another pupil of the school has a card in use under the same code."""
        return any(
            is_in_use(other)
            and (other["school_code"], other["card_id"]) == (card["school_code"], card["card_id"])
            and other["pupil_code"] != card["pupil_code"]
            for other in self.held.cards
        )

    def unissued(self, pupil: Row, in_use: list[Row]) -> str:
        """What is missing at the school."""
        if self.held.is_waiting(pupil):
            return "danh_gia_bo_sung"
        if not self.held.versions(pupil):
            return "khong_tao"
        if not in_use:
            return "thu_hoi_chua_thay"
        names = ("thieu_ky_gvcn", "thieu_ky_hieu_truong", "thieu_dau", "chua_ban_hanh")
        return next(name for name, act in zip(names, ACTS, strict=True) if in_use[-1][act] is None)

    def at_so(self, card: Row) -> tuple[str, int]:
        """What became of an issued card."""
        answer = self.held.newest_answer(card)
        if answer is None:
            older = [one for one in self.so_holds if is_older(one, card)]
            return ("so_ban_cu" if older else "chua_gui" if card["sent_at"] is None else "gui_chua_tiep_nhan"), 1
        if answer["receipt_state"] != "tiep_nhan":
            return ("so_tu_choi" if answer["receipt_state"] == "loi" else "gui_chua_tiep_nhan"), 1
        if card["content_hash"] is None or card["content_hash"] != answer["content_hash"]:
            return "noi_dung_khac", 1
        return self.at_bo(card)

    def at_bo(self, card: Row) -> tuple[str, int]:
        """What the ministry's repository made of a card that the Sở received."""
        answer = self.newest(card)
        state = answer["ministry_state"] if answer else None
        if answer and state == "chap_nhan":
            same = answer["content_hash"] in (None, card["content_hash"])
            return ("khop_bon_cot", 3) if same else ("bo_noi_dung_khac", 2)
        if state in ("loi", "thu_hoi"):
            return {"loi": "bo_tra_loi", "thu_hoi": "bo_thu_hoi"}[str(state)], 2
        if any(is_older(one, card) for one in self.bo_holds):
            return "bo_ban_cu", 2
        return ("bo_chua_tra_loi" if answer else "chua_bao_cao_bo"), 2

    def newest(self, card: Row) -> Row | None:
        """What the repository last said of a version."""
        said = [answer for answer in self.answers if version_of(answer) == version_of(card)]
        return max(said, key=lambda answer: (answer["answered_at"], answer["row_number"]), default=None)

    @cached_property
    def so_holds(self) -> list[Row]:
        """The answers of the Sở by which it holds a version: its last word on it is yes."""
        return [r for r in self.held.receipts if r["receipt_state"] == "tiep_nhan" and self.held.newest_answer(r) is r]

    @cached_property
    def bo_holds(self) -> list[Row]:
        """The same of the repository."""
        return [one for one in self.answers if one["ministry_state"] == "chap_nhan" and self.newest(one) is one]

    def items(self) -> Iterator[Item]:
        """Every card that stands in a column, once."""
        newest: dict[tuple[str, str, str], Row] = {}
        for card in sorted(filter(is_in_use, self.held.cards), key=lambda one: (one["version"], one["row_number"])):
            newest[card["school_code"], card["pupil_code"], card["card_id"]] = card
        issued = [("issued", school, f"{card_id} {pupil}") for (school, pupil, card_id), card in newest.items()
                  if is_issued(card)]  # fmt: skip
        yield from issued
        yield from {("received", one["school_code"], one["card_id"]) for one in self.so_holds}
        yield from {("accepted", one["school_code"], one["card_id"]) for one in self.bo_holds}

    def timing(self, pupil: Row, column: str) -> str:
        """In time or late, of a row whose chain reaches the column; no paper names the ministry's day."""
        card = self.held.in_use(pupil)[-1]
        if column == "accepted" or self.held.is_waiting(pupil):
            return "khong_ro_han"
        answer = self.held.newest_answer(card)
        day = card["issued_at"].date() if column == "issued" else (answer or card)["received_at"].date()
        last = (SIGN_BY if column == "issued" else REACH_SO_BY)[pupil["grade"]]
        return "dung_han" if day <= last else "muon_han"


def is_in_use(card: Row) -> bool:
    return card["withdrawn_at"] is None and card["state"] not in ENDED


def is_issued(card: Row) -> bool:
    return all(card[act] is not None for act in ACTS)


def version_of(row: Row) -> tuple[str, str, int]:
    return row["school_code"], row["card_id"], row["version"]


def is_older(one: Row, card: Row) -> bool:
    """Whether it is an earlier version of the same card."""
    return version_of(one)[:2] == version_of(card)[:2] and one["version"] < card["version"]
