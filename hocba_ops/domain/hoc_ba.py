"""The states of a học bạ số, and which moves between them the papers allow.

Before the lock (chốt) the school that issued a record may withdraw or replace it; from the lock on nothing in it
changes (the plan of Hà Nội for 2023-2024). What still moves after the lock moves the record, not its content.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """A canonical state; the vendor's own word is kept beside it in the tables."""

    KHOI_TAO = "khoi_tao"
    TRICH_LUC = "trich_luc"
    """Made from a paper book instead of the database; signed like one that was created."""
    GVCN_DA_KY = "gvcn_da_ky"
    HIEU_TRUONG_DA_KY = "hieu_truong_da_ky"
    DA_DONG_DAU = "da_dong_dau"
    DA_BAN_HANH = "da_ban_hanh"
    DA_BAO_CAO_SO = "da_bao_cao_so"
    SO_TIEP_NHAN = "so_tiep_nhan"
    SO_TU_CHOI = "so_tu_choi"
    DA_CHOT = "da_chot"
    DA_BAO_CAO_BO = "da_bao_cao_bo"
    TRA_VE = "tra_ve"
    """Returned to the program of the receiving school after enrolment."""
    THU_HOI = "thu_hoi"
    DA_THAY_THE = "da_thay_the"
    HUY_BO = "huy_bo"


class Refusal(StrEnum):
    """Why a move is not legal; the sentence stands in the labels as `hoc_ba.refusal.<value>`."""

    SAME = "same"
    LOCKED = "locked"
    ENDED = "ended"
    SKIPS = "skips"
    GOES_BACK = "goes_back"
    NOT_ISSUED = "not_issued"
    """Nothing was issued yet, so there is nothing to withdraw or replace: it is cancelled."""
    REPORTED = "reported"
    """The Sở has it already, so cancelling at the school is not enough: it is withdrawn or replaced."""


@dataclass(frozen=True, slots=True)
class Move:
    """A legal move, with the paper that allows it: `document` is an id of the rulebook's documents."""

    before: State
    after: State
    document: str
    clause: str


PATH = (
    State.KHOI_TAO,
    State.GVCN_DA_KY,
    State.HIEU_TRUONG_DA_KY,
    State.DA_DONG_DAU,
    State.DA_BAN_HANH,
    State.DA_BAO_CAO_SO,
    State.SO_TIEP_NHAN,
    State.DA_CHOT,
    State.DA_BAO_CAO_BO,
)
"""The way of a record to which nothing happens."""
LOCKED = frozenset({State.DA_CHOT, State.DA_BAO_CAO_BO, State.TRA_VE})
"""States in which the record is in force and its content cannot change."""
ENDED = frozenset({State.THU_HOI, State.DA_THAY_THE, State.HUY_BO})
"""States of a version that no longer counts: not the pupil's current record."""
UNISSUED = (State.KHOI_TAO, State.TRICH_LUC, State.GVCN_DA_KY, State.HIEU_TRUONG_DA_KY, State.DA_DONG_DAU)
SIGNED = (State.GVCN_DA_KY, State.HIEU_TRUONG_DA_KY, State.DA_DONG_DAU)
OPEN = (State.DA_BAN_HANH, State.DA_BAO_CAO_SO, State.SO_TIEP_NHAN, State.SO_TU_CHOI)
"""Issued and not locked: the school may still withdraw or replace."""


def _moves(befores: Iterable[State], after: State, document: str, clause: str) -> tuple[Move, ...]:
    return tuple(Move(before, after, document, clause) for before in befores)


_QUAN_1 = "kh-290-2025"
_HA_NOI = "sgddt-hn-kh-2024"
_UNLOCK = "tin-khoa-hoc-ba-ha-noi"

MOVES = (
    *_moves([State.KHOI_TAO, State.TRICH_LUC], State.GVCN_DA_KY, _QUAN_1, "IV.3.1, IV.3.2"),
    *_moves([State.GVCN_DA_KY], State.HIEU_TRUONG_DA_KY, _QUAN_1, "IV.3.1, IV.3.2"),
    *_moves([State.HIEU_TRUONG_DA_KY], State.DA_DONG_DAU, _QUAN_1, "II.3.3"),
    *_moves([State.DA_DONG_DAU], State.DA_BAN_HANH, _QUAN_1, "IV.3.1, IV.3.2"),
    *_moves([State.DA_BAN_HANH, State.SO_TU_CHOI], State.DA_BAO_CAO_SO, _QUAN_1, "IV.3.1, IV.3.2"),
    *_moves([State.DA_BAO_CAO_SO], State.SO_TIEP_NHAN, _HA_NOI, "§11"),
    *_moves([State.DA_BAO_CAO_SO], State.SO_TU_CHOI, _HA_NOI, "§11"),
    *_moves([State.SO_TIEP_NHAN], State.DA_CHOT, _HA_NOI, "§9, §12"),
    *_moves([State.DA_CHOT], State.DA_BAO_CAO_BO, _HA_NOI, "§14"),
    *_moves([State.SO_TIEP_NHAN, State.DA_CHOT, State.DA_BAO_CAO_BO], State.TRA_VE, _QUAN_1, "IV.3.1"),
    *_moves(OPEN, State.THU_HOI, _HA_NOI, "§11"),
    *_moves([*OPEN, State.THU_HOI], State.DA_THAY_THE, _HA_NOI, "§11"),
    *_moves(SIGNED, State.KHOI_TAO, _UNLOCK, "§1"),
    *_moves([*UNISSUED, State.DA_BAN_HANH], State.HUY_BO, _QUAN_1, "IV.3.1, IV.3.2"),
)
"""Every legal move. What is not here is refused."""
_LEGAL = {(move.before, move.after): move for move in MOVES}


def move(before: State, after: State) -> Move | None:
    """The legal move from one state to another, with its citation; None when there is none."""
    return _LEGAL.get((before, after))


def is_legal(before: State, after: State) -> bool:
    """Whether a record may pass from one state straight to another.

    >>> is_legal(State.SO_TIEP_NHAN, State.THU_HOI), is_legal(State.DA_CHOT, State.THU_HOI)
    (True, False)
    """
    return (before, after) in _LEGAL


def why_not(before: State, after: State) -> Refusal | None:
    """Why a record may not pass from one state to another; None when it may.

    >>> why_not(State.DA_CHOT, State.DA_THAY_THE), why_not(State.KHOI_TAO, State.DA_BAN_HANH)
    (<Refusal.LOCKED: 'locked'>, <Refusal.SKIPS: 'skips'>)
    """
    if is_legal(before, after):
        return None
    if before == after:
        return Refusal.SAME
    if before in LOCKED:
        return Refusal.LOCKED
    if before in ENDED:
        return Refusal.ENDED
    if after in ENDED:
        return Refusal.REPORTED if after == State.HUY_BO else Refusal.NOT_ISSUED
    return Refusal.SKIPS if _place(after) > _place(before) else Refusal.GOES_BACK


def claims(state: State) -> tuple[State, ...]:
    """What a version in this state says to have behind it, itself included; an ended version says nothing any more.

    >>> [claim.value for claim in claims(State.HIEU_TRUONG_DA_KY)]
    ['khoi_tao', 'gvcn_da_ky', 'hieu_truong_da_ky']
    """
    return () if state in ENDED else PATH[: _place(state) + 1]


def _place(state: State) -> int:
    """How far along the path a state stands; a refused record stands where a received one would."""
    aside = {State.TRICH_LUC: State.KHOI_TAO, State.SO_TU_CHOI: State.SO_TIEP_NHAN, State.TRA_VE: State.DA_BAO_CAO_BO}
    return PATH.index(aside.get(state, state))
