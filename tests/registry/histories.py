"""Invented histories of học bạ, as the frames that a ledger takes."""

from datetime import UTC, datetime, timedelta

import polars as pl

from hocba_ops.domain.hoc_ba import PATH, State
from hocba_ops.registry.chain import SCHEMA

BEGIN = datetime(2025, 5, 20, 8, 0)
NOW = datetime(2025, 7, 1, 1, 0, tzinfo=UTC)
SCHOOL = "79760401"


def event(state: State | str, *, card: str = "thẻ-1", version: int = 1, minute: int = 0, **said: object) -> dict:
    told = {
        "card_id": card,
        "version": version,
        "school_code": SCHOOL,
        "school_year": "2024-2025",
        "grade": 5,
        "pupil_code": "7900000001",
        "state": str(state),
        "happened_at": BEGIN + timedelta(minutes=minute),
        "actor_unit": SCHOOL,
    }
    return told | said


def frame(*events: dict) -> pl.DataFrame:
    return pl.DataFrame([{name: one.get(name) for name in SCHEMA} for one in events], schema=SCHEMA, orient="row")


def whole_path(*, card: str = "thẻ-1", version: int = 1, start: int = 0) -> list[dict]:
    office = {State.SO_TIEP_NHAN, State.DA_CHOT, State.DA_BAO_CAO_BO}
    return [
        event(state, card=card, version=version, minute=start + place)
        | ({"actor_unit": "so-gddt-hcm"} if state in office else {})
        for place, state in enumerate(PATH)
    ]
