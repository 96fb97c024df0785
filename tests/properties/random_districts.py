"""Random small districts: pupils of two schools and a centre, registers, receipts, exemptions, results."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from random import Random

from district import District, build_district, school_rows_of
from hypothesis import strategies as st

from tests.properties.slow_reference import ENDED, Held

KINDS = {"A": "tieu_hoc", "B": "tieu_hoc", "X": "gdtx"}
CODES = [f"79000000{number:02}" for number in range(1, 9)]
DAYS = [date(2025, 5, day) for day in (20, 28, 29, 30)] + [date(2025, 6, 19), date(2025, 6, 20), date(2025, 7, 24),
        date(2025, 7, 25), date(2025, 8, 14), date(2025, 8, 15)]  # fmt: skip
ACTS = ("homeroom_signed_at", "head_signed_at", "sealed_at", "issued_at", "sent_at")
ASKED = [date(2025, 5, 29), date(2025, 6, 30), date(2025, 9, 1)]
schools = st.sampled_from(["A", "A", "A", "B", "X"])
moments = st.none() | st.builds(
    lambda day, hour: datetime(day.year, day.month, day.day, hour, 30), st.sampled_from(DAYS), st.sampled_from([0, 23])
)
likely = st.builds(
    lambda day, hour: datetime(day.year, day.month, day.day, hour), st.sampled_from(DAYS), st.integers(0, 23)
)


def _acts() -> dict[str, st.SearchStrategy[datetime | None]]:
    """Most cards are far on their way, so that late classes come up as often as early ones."""
    return {
        "homeroom_signed_at": likely | likely | likely | moments,
        "head_signed_at": likely | likely | likely | moments,
        "sealed_at": likely | likely | moments,
        "issued_at": likely | likely | moments,
        "sent_at": likely | moments,
    }


PUPIL = st.fixed_dictionaries(
    {
        "school_code": schools,
        "grade": st.sampled_from([1, 4, 5, 5, 6]),
        "pupil_code": st.sampled_from([*CODES, *CODES, None]),
        "pupil_status": st.sampled_from(
            ["dang_hoc", "dang_hoc", "dang_hoc", "chuyen_den", "chuyen_di", "thoi_hoc", None]
        ),
    }
)
CARD = st.fixed_dictionaries(
    {
        "school_code": schools,
        "pupil_code": st.sampled_from(CODES),
        "card_id": st.sampled_from(["k1", "k1", "k1", "k2"]),
        "version": st.sampled_from([1, 1, 2]),
        "state": st.sampled_from(["da_ban_hanh", "da_ban_hanh", "khoi_tao", "thu_hoi", "da_thay_the", "huy_bo", None]),
        "created_at": st.just(datetime(2025, 5, 20, 8)),
        "withdrawn_at": st.sampled_from([None, None, None, datetime(2025, 6, 1, 8)]),
        "content_hash": st.sampled_from(["h", "h", "h", "khác", None]),
        **_acts(),
    }
)
RECEIPT = st.fixed_dictionaries(
    {
        "school_code": schools,
        "pupil_code": st.sampled_from(CODES),
        "card_id": st.sampled_from(["k1", "k1", "k1", "k2"]),
        "version": st.sampled_from([1, 1, 2]),
        "received_at": likely,
        "receipt_state": st.sampled_from(["tiep_nhan", "tiep_nhan", "tiep_nhan", "loi", "thu_hoi"]),
        "content_hash": st.sampled_from(["h", "h", "h", "khác"]),
    }
)
EXEMPTION = st.fixed_dictionaries(
    {
        "school_code": schools,
        "pupil_code": st.sampled_from([*CODES, *CODES, None]),
        "valid_from": st.sampled_from([date(2024, 9, 1), date(2025, 6, 1)]),
        "valid_to": st.sampled_from([None, date(2025, 5, 29), date(2025, 6, 29)]),
    }
)
RESULT = st.fixed_dictionaries(
    {
        "school_code": schools,
        "grade": st.just(5),
        "pupil_code": st.sampled_from(CODES),
        "is_completed": st.sampled_from([True, False, None]),
    }
)


def _numbered(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Each row at a place of its own; cards and receipts of one pupil bear that pupil's own card ids."""
    for number, row in enumerate(rows, start=2):
        row["row_number"] = number
        if "card_id" in row:
            row["card_id"] = f"{row['pupil_code']}-{row['card_id']}"
    return rows


HELD = st.builds(
    lambda *tables: Held(KINDS, *(_numbered(rows) for rows in tables)),
    st.lists(PUPIL, min_size=1, max_size=14),
    st.lists(CARD, max_size=16),
    st.lists(RECEIPT, max_size=16),
    st.lists(EXEMPTION, max_size=2),
    st.lists(RESULT, max_size=4),
)


@contextmanager
def holding(held: Held, as_of: date) -> Iterator[District]:
    """A district that holds these rows as of a day; the centre answers to it on another line than its schools."""
    lines = {"tieu_hoc": "chuyen_mon", "gdtx": "hanh_chinh"}
    listed = [
        school_rows_of(code, ward="phuong-sai-gon", ownership="cong_lap", kind=kind, line=lines[kind])
        for code, kind in held.kinds.items()
    ]
    with tempfile.TemporaryDirectory() as folder:
        district = build_district(Path(folder))
        district.hand_in(
            as_of,
            school=[row for rows in listed for row in rows["school"]],
            school_parent=[row for rows in listed for row in rows["school_parent"]],
            pupil=held.pupils,
            card=held.cards,
            receipt=held.receipts,
            exemption=held.exemptions,
            result=held.results,
        )
        yield district


def build_large(seed: int, *, pupils: int) -> Held:
    """A district of many pupils by chance, each with a few cards and receipts: rare combinations come up in it."""
    chance = Random(seed)
    codes = [f"79{number:08}" for number in range(pupils)]

    def acts() -> dict[str, datetime | None]:
        reached = chance.choice([0, 1, 2, 3, 4, 5, 5, 5, 5])
        times = [datetime.combine(chance.choice(DAYS), time(chance.randrange(24))) for _ in ACTS]
        return {act: when if place < reached or chance.random() < 0.05 else None
                for place, (act, when) in enumerate(zip(ACTS, times, strict=True))}  # fmt: skip

    def common(code: str) -> dict[str, object]:
        return {"school_code": "ABX"[int(code) % 3 if chance.random() < 0.98 else 0], "pupil_code": code}

    def version(code: str) -> dict[str, object]:
        card_id = f"{code}-{chance.choice(['k1'] * 9 + ['k2'])}"
        return {**common(code), "card_id": card_id, "version": chance.choice([1, 1, 1, 2])}

    def pick(*usual: object, often: int = 12, rare: tuple[object, ...] = ()) -> object:
        return chance.choice([*usual * often, *rare])

    return Held(
        KINDS,
        _numbered(
            [
                {
                    **common(code),
                    "pupil_code": pick(code, often=30, rare=(None,)),
                    "grade": pick(1, 4, 5, often=8, rare=(6,)),
                    "pupil_status": pick("dang_hoc", often=20, rare=("chuyen_den", "chuyen_di", "thoi_hoc", None)),
                }
                for code in [*codes, *chance.choices(codes, k=pupils // 20)]
            ]
        ),
        _numbered(
            [
                {
                    **version(code),
                    "state": pick("da_ban_hanh", often=15, rare=(*ENDED, None)),
                    "created_at": datetime(2025, 5, 20),
                    "withdrawn_at": pick(None, rare=(datetime(2025, 6, 1),)),
                    "content_hash": pick("h", rare=("khác", None)),
                    **acts(),
                }
                for code in [*chance.sample(codes, k=pupils * 9 // 10), *chance.choices(codes, k=pupils // 5)]
            ]
        ),
        _numbered(
            [
                {
                    **version(code),
                    "received_at": datetime.combine(chance.choice(DAYS), time(chance.randrange(24))),
                    "receipt_state": pick("tiep_nhan", rare=("loi", "thu_hoi")),
                    "content_hash": pick("h", rare=("khác",)),
                }
                for code in chance.choices([*codes, "7999999999"], k=pupils)
            ]
        ),
        _numbered(
            [
                {
                    **common(code),
                    "valid_from": date(2024, 9, 1),
                    "valid_to": pick(None, often=3, rare=(date(2025, 5, 1),)),
                }
                for code in chance.choices(codes, k=pupils // 40)
            ]
        ),
        _numbered([{**common(code), "is_completed": pick(True, rare=(False, None))} for code in codes]),
    )
