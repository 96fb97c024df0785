"""What `card_event.sql` means, said again slowly in plain Python over rows as dictionaries."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
Told = tuple[str, int, str, Any, str | None]
"""Card, version, state, moment, and the unit that acted."""
MOMENTS = {
    "created_at": "khoi_tao",
    "homeroom_signed_at": "gvcn_da_ky",
    "head_signed_at": "hieu_truong_da_ky",
    "sealed_at": "da_dong_dau",
    "issued_at": "da_ban_hanh",
    "sent_at": "da_bao_cao_so",
}
ANSWERS = {"loi": "so_tu_choi", "tiep_nhan": "so_tiep_nhan"}


def told_slowly(cards: Sequence[Row], receipts: Sequence[Row], *, office: str) -> set[Told]:
    """Every event that the rows tell of."""
    named = {(row["card_id"], row["version"]): row for row in cards}
    events = [event for row in cards for event in _of_card(row, cards)]
    for key in {(row["card_id"], row["version"]) for row in receipts}:
        answers = [row for row in receipts if (row["card_id"], row["version"]) == key]
        ordered = sorted(answers, key=lambda row: (row["received_at"], row["row_number"]))
        events += _of_receipts(ordered, named.get(key, {}), office)
    return set(events)


def _of_card(row: Row, cards: Sequence[Row]) -> Iterator[Told]:
    key, school, state = (row["card_id"], row["version"]), row["school_code"], row["state"]
    for column, reached in MOMENTS.items():
        if row.get(column):
            is_drawn = column == "created_at" and state == "trich_luc"
            yield *key, "trich_luc" if is_drawn else reached, row[column], school
    withdrawn = row.get("withdrawn_at")
    if (withdrawn and state != "huy_bo") or state == "thu_hoi":
        yield *key, "thu_hoi", withdrawn, school
    if state == "huy_bo":
        yield *key, "huy_bo", withdrawn, school
    if state == "da_thay_the":
        later = [one.get("created_at") for one in cards if one["card_id"] == key[0] and one["version"] > key[1]]
        made = min((moment for moment in later if moment), default=None)
        yield *key, "da_thay_the", made or withdrawn, school


def _of_receipts(ordered: Sequence[Row], card: Row, office: str) -> Iterator[Told]:
    previous: Row = {}
    for row in ordered:
        key, at = (row["card_id"], row["version"]), row["received_at"]
        sent = card.get("sent_at")
        is_answer = row["receipt_state"] in ANSWERS
        if is_answer and previous.get("receipt_state") == "loi" and not (sent and previous["received_at"] < sent <= at):
            yield *key, "da_bao_cao_so", at, row["school_code"]
        if is_answer:
            yield *key, ANSWERS[row["receipt_state"]], at, office
        elif row["receipt_state"] == "thu_hoi" and not card.get("withdrawn_at"):
            yield *key, "thu_hoi", at, office
        previous = row
