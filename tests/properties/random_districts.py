"""Random small districts: pupils of two schools and a centre, registers, receipts, exemptions, results."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from random import Random
from typing import Any

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
    codes = [f"79{number:08}" for number in range(pupils)]
    some = _Chance(Random(seed))
    twice = some.random.choices(codes, k=pupils // 20)
    with_cards = [*some.random.sample(codes, k=pupils * 9 // 10), *some.random.choices(codes, k=pupils // 5)]
    answered = some.random.choices([*codes, "7999999999"], k=pupils)
    exempt = some.random.choices(codes, k=pupils // 40)
    tables = (
        [some.pupil(code) for code in [*codes, *twice]],
        [some.card(code) for code in with_cards],
        [some.receipt(code) for code in answered],
        [some.exemption(code) for code in exempt],
        [some.result(code) for code in codes],
    )
    return Held(KINDS, *(_numbered(rows) for rows in tables))


@dataclass(frozen=True)
class _Chance:
    """Rows by chance, most of them as they should be."""

    random: Random

    def pupil(self, code: str) -> dict[str, object]:
        return {
            **self._who(code),
            "pupil_code": self._mostly(code, 30, None),
            "grade": self.random.choice([1, 4, 5] * 8 + [6]),
            "pupil_status": self._mostly("dang_hoc", 20, "chuyen_den", "chuyen_di", "thoi_hoc", None),
        }

    def card(self, code: str) -> dict[str, object]:
        return {
            **self._version(code),
            "state": self._mostly("da_ban_hanh", 15, *ENDED, None),
            "created_at": datetime(2025, 5, 20),
            "withdrawn_at": self._mostly(None, 12, datetime(2025, 6, 1)),
            "content_hash": self._mostly("h", 12, "khác", None),
            **self._acts(),
        }

    def receipt(self, code: str) -> dict[str, object]:
        return {
            **self._version(code),
            "received_at": self._moment(),
            "receipt_state": self._mostly("tiep_nhan", 12, "loi", "thu_hoi"),
            "content_hash": self._mostly("h", 12, "khác"),
        }

    def exemption(self, code: str) -> dict[str, object]:
        valid_to = self._mostly(None, 3, date(2025, 5, 1))
        return {**self._who(code), "valid_from": date(2024, 9, 1), "valid_to": valid_to}

    def result(self, code: str) -> dict[str, object]:
        return {**self._who(code), "is_completed": self._mostly(True, 12, False, None)}

    def _who(self, code: str) -> dict[str, object]:
        """A pupil at the school of the code; now and then at another."""
        return {"school_code": "ABX"[self._mostly(int(code) % 3, 50, 0)], "pupil_code": code}

    def _version(self, code: str) -> dict[str, object]:
        card_id = f"{code}-{self._mostly('k1', 9, 'k2')}"
        return {**self._who(code), "card_id": card_id, "version": self._mostly(1, 3, 2)}

    def _acts(self) -> dict[str, datetime | None]:
        """Acts up to the one reached; now and then a later one too."""
        reached = self.random.choice([0, 1, 2, 3, 4, 5, 5, 5, 5])
        is_done = [place < reached or self.random.random() < 0.05 for place in range(len(ACTS))]
        return {act: self._moment() if done else None for act, done in zip(ACTS, is_done, strict=True)}

    def _moment(self) -> datetime:
        return datetime.combine(self.random.choice(DAYS), time(self.random.randrange(24)))

    def _mostly(self, usual: Any, times: int, *rare: Any) -> Any:
        """The usual value, that many times as often as any of the rare ones."""
        return self.random.choice([usual] * times + list(rare))
