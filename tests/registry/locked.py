"""Invented records as a lock holds them."""

from typing import Any


def record(**said: object) -> dict[str, Any]:
    told = {
        "card_id": "thẻ-1",
        "version": 1,
        "school_code": "79760401",
        "school_year": "2024-2025",
        "grade": 5,
        "pupil_code": "7900000001",
        "state": "da_chot",
        "content_hash": "h1",
        "issued_at": "2025-05-28T08:00:00",
        "received_at": "2025-06-01T08:00:00",
        "homeroom_signer": "GV01",
        "head_signer": "HT01",
        "sealer": "VT01",
    }
    return told | said
