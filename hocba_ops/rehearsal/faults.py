"""Which faults are planted, in which turn, and which column of which table each of them spoils."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Planted:
    """Where a fault stands: its table and column, and what the finding names as its field."""

    table: str
    column: str
    field: str


def _at(table: str, **columns: str) -> dict[str, Planted]:
    return {code.replace("_", "-"): Planted(table, column, column) for code, column in columns.items()}


IDENTITY = {
    **_at("pupil", HB_ID_01="person_id", HB_ID_02="person_id", HB_ID_03="person_id", HB_ID_04="person_id"),
    **_at("pupil", HB_ID_06="pupil_code", HB_ID_07="full_name", HB_ID_08="birth_date", HB_ID_09="pupil_code"),
    **_at("pupil", HB_ID_10="class_name", HB_ID_11="sex", HB_ID_12="ethnicity", HB_ID_13="pupil_status"),
    **_at("pupil", HB_ID_15="full_name", HB_ID_16="full_name", HB_ID_17="full_name", HB_ID_18="nationality"),
    **_at("pupil", HB_ID_19="nationality", HB_ID_20="ethnicity", HB_ID_21="province_text"),
    **_at("pupil", HB_ID_26="no_number_reason", HB_ID_27="birth_date", HB_ID_28="father_birth_year"),
    **_at("pupil", HB_ID_29="mother_birth_year"),
    "HB-ID-30": Planted("pupil", "father_name", "full_name"),
}
"""Faults of the pupil list by rule."""
ROWS = {
    "HB-KQ-01": Planted("result", "pupil_code", "result"),
    **_at("result", HB_KQ_02="pupil_code", HB_KQ_08="rating", HB_KQ_09="is_promoted", HB_KQ_10="is_completed"),
    **_at("result", HB_KQ_11="rating", HB_KQ_12="class_name", HB_KQ_15="award", HB_KQ_16="award"),
    **_at("result", HB_KQ_17="is_primary_completed", HB_KQ_18="is_primary_completed"),
    "HB-KQ-19": Planted("result", "supplementary_text", "supplementary"),
    **_at("result", HB_KQ_20="supplementary", HB_KQ_21="is_promoted"),
}
"""Faults of the year results by rule."""
ITEMS = _at("result_item", HB_KQ_03="level", HB_KQ_04="level", HB_KQ_05="level", HB_KQ_06="score", HB_KQ_07="score")
ITEMS |= _at("result_item", HB_KQ_13="level")
CARDS = {
    **_at("card", HB_DC_01="content_hash", HB_DC_02="card_id", HB_DC_03="pupil_code", HB_DC_04="receipt_state"),
    **_at("card", HB_DC_05="sent_at", HB_DC_06="state", HB_DC_07="state"),
}
"""Faults of the register and of the receipts by rule."""
STATES = ("chua_gui", "thu_hoi_chua_thay", "khong_tao")
"""Classes of the reconciliation that no rule tells of: planted, and counted class by class."""
SPOILED = {**IDENTITY, **ROWS, **ITEMS, **CARDS}
"""Every fault of a pupil that a rule tells of."""
PUPIL_FAULTS = (*SPOILED, *STATES)
"""What is planted on pupils, in the turn in which it is."""
SCHOOL_FAULTS = (
    *("HB-SS-01", "HB-SS-02", "HB-SS-03", "HB-SS-04", "HB-SS-05", "HB-SS-06", "HB-SS-07", "HB-SS-08", "HB-SS-14"),
    "",
)
"""What is planted on schools, in the turn in which it is; empty: nothing."""
KEPT = frozenset({"HB-ID-06", "HB-ID-10"})
"""Faults of the list that no school mends by itself: the same value stands in other files of the school."""
